"""How values read: numbers, days, labels, and the words of what is only stored as a code.

Registered as template filters; templates format with nothing else.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_datetime, get_timezone
from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from data_schemas.parameters import word_source
from matcher.vocabulary import (
    CEFR,
    EndReason,
    Finding,
    Labelled,
    Language,
    OpeningKind,
    OtherScheme,
    Term,
)
from web.composition import get_services
from web.i18n import get_language, write_day
from web.messages import translate_failure, translate_row
from web.transactions import get_session

MINUS = "\N{MINUS SIGN}"
ZONE = get_timezone("Europe/Copenhagen")
MOMENT_PATTERNS: Mapping[Language, str] = {"da": "d. MMMM y 'kl.' HH.mm", "en": "d MMMM y, HH:mm"}
CEFR_NAMES = {number: name for name, number in CEFR.items()}

NOUN_NAMES = {
    "esco": _l("ESCO"),
    "candidates": _l("Candidates"),
    "openings": _l("Openings"),
    "organisations": _l("Companies"),
    "courses": _l("Courses"),
    "traits": _l("Sex and origin (for measuring equal treatment)"),
    "students": _l("Students"),
    "programmes": _l("Programmes"),
    "wishes": _l("Students' wishes"),
    "student_traits": _l("Students' sex and home languages (for measuring equal treatment)"),
}
BATCH_STATES = {
    "previewed": _l("Waits to be taken in"),
    "committed": _l("Taken in"),
    "rejected": _l("Refused"),
}
RUN_STATES = {
    "running": _l("Running"),
    "promoted": _l("Promoted"),
    "kept": _l("Champion kept"),
    "failed": _l("Failed"),
}
ORDER_NAMES = {
    "version_0": _l("Version 0 (experts)"),
    "champion": _l("Champion"),
    "challenger": _l("Challenger"),
    "random": _l("Drawn at random"),
}
LICENCE_NAMES = {
    "B": _l("Driving licence B"),
    "BE": _l("Driving licence B/E"),
    "C": _l("Driving licence C"),
    "C1": _l("Driving licence C1"),
    "CE": _l("Driving licence C/E"),
    "D": _l("Driving licence D"),
    "truck_a": _l("Forklift certificate A"),
    "truck_b": _l("Forklift certificate B"),
}


SURENESS = {
    "A": _l("the statute was read"),
    "B": _l("an authority's page was read"),
    "C": _l("not verified"),
    "D": _l("computed by us"),
}


def register_presenters(app: Flask) -> None:
    """Give the templates their filters."""
    own = (day, moment, number, decimal, signed, percent, kroner, label, labels, place)
    words = (
        languages,
        licences,
        concept_label,
        reason,
        told_reason,
        scheme_name,
        in_words,
        term_names,
        cite,
    )
    for present in (*own, *words):
        app.add_template_filter(present)
    for name, names in (
        ("noun_name", NOUN_NAMES),
        ("batch_state", BATCH_STATES),
        ("run_state", RUN_STATES),
        ("order_name", ORDER_NAMES),
        ("sureness", SURENESS),
    ):
        app.add_template_filter(_read_names(names), name)
    app.add_template_filter(translate_failure, "failure")
    app.add_template_filter(lambda row: translate_row(row, "wrong"), "wrong")
    app.add_template_filter(lambda row: translate_row(row, "right"), "right")


def day(value: date) -> str:
    """Write a day: 24. november 2026."""
    return write_day(value)


def moment(value: datetime) -> str:
    """Write a moment in Danish time: 24. november 2026 kl. 14.05."""
    language = get_language()
    return format_datetime(value, MOMENT_PATTERNS[language], tzinfo=ZONE, locale=language)


def number(value: float | Decimal) -> str:
    """Write a count or a measure with no more decimals than it has, at most two."""
    text = write_number(value, get_language(), places=2)
    whole, part = text[:-3], text[-2:].rstrip("0")
    return f"{whole}{text[-3]}{part}" if part else whole


def decimal(value: float, places: int = 3) -> str:
    """Write a figure with a fixed number of decimals."""
    return write_number(value, get_language(), places=places)


def signed(value: float, places: int = 2) -> str:
    """Write an amount with its sign, also when it is positive."""
    text = write_number(value, get_language(), places=places)
    return text if text.startswith(MINUS) or _is_nought(text) else f"+{text}"


def kroner(value: Decimal) -> str:
    """Write an amount of money exactly: 173.160,00 kr."""
    text = write_number(value, get_language(), places=2)
    return f"{text} kr." if get_language() == "da" else f"DKK {text}"


def percent(value: float) -> str:
    """Write a share as a whole percentage; what is hardly anything is not called nothing."""
    if 0 < value < SMALLEST_SHARE:
        return "< 1 %"
    return f"{write_number(100 * value, get_language(), places=0)} %"


SMALLEST_SHARE = 0.005


def write_number(value: float | Decimal, language: Language, *, places: int) -> str:
    """Write a number as the language does, with a real minus sign.

    Examples
    --------
    >>> write_number(-1234.5, "da", places=2), write_number(1234.5, "en", places=1)
    ('−1.234,50', '1,234.5')
    >>> write_number(-0.001, "da", places=2)
    '0,00'
    """
    text = f"{abs(value):,.{places}f}"
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return text if value >= 0 or _is_nought(text) else MINUS + text


def label(value: Labelled) -> str:
    """Give the label in the reader's language."""
    return value.label(get_language())


def labels(values: Iterable[Labelled]) -> str:
    """Give several labels as one line, in the order of the vocabulary."""
    kept = set(values)
    kinds = {type(one) for one in kept}
    return ", ".join(label(one) for kind in kinds for one in kind if one in kept)


def place(postcode: str) -> str:
    """Write a postcode with the name of its place, where the name is known."""
    known = _get_knowledge().places.get(postcode)
    return f"{postcode} {known.name}" if known else postcode


def concept_label(uri: str) -> str:
    """Give a concept's label in the reader's language, else the other one, else its address."""
    danish, english = _get_knowledge().labels.get(uri, ("", ""))
    first, second = (danish, english) if get_language() == "da" else (english, danish)
    return first or second or uri


def languages(levels: Mapping[str, int]) -> str:
    """Write languages with their levels: dansk C1, engelsk B2."""
    names = Locale(get_language()).languages
    return ", ".join(
        f"{names.get(code, code)} {CEFR_NAMES.get(level, level)}"
        for code, level in sorted(levels.items(), key=lambda one: (-one[1], one[0]))
    )


def licences(codes: Iterable[str]) -> str:
    """Write licences and certificates by name."""
    return ", ".join(str(LICENCE_NAMES.get(code, code)) for code in sorted(codes))


def reason(finding: Finding) -> str:
    """Give a finding's reason in the reader's language."""
    return finding.reason_da if get_language() == "da" else finding.reason_en


def cite(source: str) -> str:
    """Write a source in the reader's language; names of pages and statutes stay Danish."""
    return word_source(source, get_language())


def told_reason(text: str) -> str:
    """Write why a placement ended: a reason of the closed list by its label, then the words."""
    code, _colon, words = text.partition(":")
    named = next((label(one) for one in EndReason if one == code.strip()), code)
    return ": ".join(part for part in (named, words.strip()) if part)


def scheme_name(scheme: str) -> str:
    """Write a scheme as the kind of opening it is named for, or by a name of its own."""
    named: tuple[Labelled, ...] = (*OpeningKind, *OtherScheme)
    return next((label(name) for name in named if name == scheme), scheme)


class Told(Protocol):
    """What can say itself in a language."""

    def tell(self, language: Language) -> str:
        """Say it."""


def in_words(what: Told) -> str:
    """Tell a turn or a change in the reader's language."""
    return what.tell(get_language())


def term_names(terms: Iterable[Term]) -> str:
    """Name particulars in one line, as they are asked for."""
    return "; ".join(term.label(get_language()) for term in terms)


def _get_knowledge() -> Any:
    return get_services().memory.get_knowledge(get_session(writing=False))


def _read_names(names: Mapping[str, LazyString]) -> Any:
    return lambda code: str(names.get(code, code))


def _is_nought(text: str) -> bool:
    return not text.strip("0,.")

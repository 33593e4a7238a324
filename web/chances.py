"""How often such matches last, in words: never a number without its doubt and its base."""

from dataclasses import dataclass
from math import ceil, floor

from flask import Flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from matcher.vocabulary import Chance, Language, Sureness
from web.i18n import get_language
from web.presenters import number

SILENT = frozenset({Sureness.UNKNOWN, Sureness.TOO_FEW})
"""Where no number is said."""

ROWS = 5


def register_chances(app: Flask) -> None:
    """Give the templates their words for a chance."""
    for present in (chance_share, chance_words, chance_doubt, chance_base):
        app.add_template_filter(present)
    app.jinja_env.globals.update(lay_out_hundred=lay_out_hundred)


@dataclass(frozen=True)
class Dot:
    """One of a hundred matches, and where it is drawn.

    ``kind`` is ``sure`` below the interval, ``maybe`` inside it, ``not`` above it.
    """

    kind: str
    x: float
    y: float


def lay_out_hundred(chance: Chance) -> list[Dot]:
    """Lay out a hundred dots in five rows, filled from the left column by column."""
    counted = count_of_100(chance)
    if counted is None:
        return []
    low, high = counted[1:]
    kinds = ["sure"] * low + ["maybe"] * (high - low) + ["not"] * (100 - high)
    return [Dot(kind, 5 + 10 * (i // ROWS), 5 + 8 * (i % ROWS)) for i, kind in enumerate(kinds)]


def count_of_100(chance: Chance) -> tuple[int, int, int] | None:
    """Count of a hundred: the chance, and its interval rounded outwards; None where it is unknown.

    Examples
    --------
    >>> count_of_100(Chance(0.184, 0.093, 0.301, 0.9, 240, 43, 900, Sureness.UNSURE))
    (18, 9, 31)
    """
    if chance.share is None or chance.low is None or chance.high is None:
        return None
    low, high = floor(100 * chance.low), ceil(100 * chance.high)
    return round(100 * chance.share), low, high


def chance_share(chance: Chance, *, silent: bool = True) -> str:
    """Say how many of a hundred: 18 ud af 100; ``silent`` where it rests on too little."""
    counted = count_of_100(chance)
    if counted is None or (silent and chance.sureness in SILENT):
        return ""
    if counted[0] == 0:
        return str(_("fewer than 1 in 100"))
    if counted[0] == 100:
        return str(_("more than 99 in 100"))
    return str(_("%(count)s in 100", count=counted[0]))


def chance_words(chance: Chance) -> str:
    """Say how many of a hundred such matches lasted, or plainly that it is not known."""
    if chance.sureness is Sureness.UNKNOWN:
        return str(_("How often such matches last is not known yet"))
    if chance.sureness is Sureness.TOO_FEW:
        return str(_("Too little experience to say how often such matches last"))
    said = str(_("%(share)s such matches lasted 26 weeks", share=chance_share(chance)))
    return said[:1].upper() + said[1:]


def chance_doubt(chance: Chance) -> str:
    """Say how sure that is: usikkert: mellem 9 og 31 af 100."""
    counted = count_of_100(chance)
    if counted is None or chance.sureness in SILENT:
        return ""
    return str(
        _(
            "%(sureness)s: between %(low)s and %(high)s in 100",
            sureness=chance.sureness.label(get_language()),
            low=counted[1],
            high=counted[2],
        )
    )


def chance_base(chance: Chance) -> str:
    """Say what it rests on, or why nothing is known."""
    if chance.sureness is Sureness.UNKNOWN:
        return str(_("The version that ranks has not been held against what happened afterwards."))
    if not chance.pairs:
        return str(_("No match with such a score has been followed for 26 weeks yet."))
    return str(
        ngettext(
            "Rests on %(pairs)s match with about the same score; %(lasted)s lasted.",
            "Rests on %(pairs)s matches with about the same score; %(lasted)s lasted.",
            chance.pairs,
            pairs=number(chance.pairs),
            lasted=number(chance.lasted),
        )
    )


def word_fully(chance: Chance, language: Language) -> str:
    """Say it all in one language, whichever the request has."""
    with force_locale(language):
        doubt = chance_doubt(chance)
        said = f"{chance_words(chance)} ({doubt})" if doubt else chance_words(chance)
        return f"{said}. {chance_base(chance)}"

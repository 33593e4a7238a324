"""How paths read: steps on a line of time, payers, hindrances, and how plain a text is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.pathways import Path, PathStep
from matcher.services.upskilling import Payer
from matcher.vocabulary import SkillLevel
from web.i18n import get_language
from web.presenters import concept_label, day, kroner, number, write_number

WIDTH, ROW = 600.0, 26.0
LONG_WORD = 6

KINDS = {
    "amu": _l("AMU course"),
    "fvu": _l("FVU"),
    "obu": _l("Teaching for adults with dyslexia"),
    "gvu": _l("Basic adult education (GVU)"),
    "eud": _l("Vocational education"),
    "euv": _l("Adult vocational education (EUV)"),
    "sosu": _l("Social and health education"),
    "akademi": _l("Academy module"),
    "certificate": _l("Certificate"),
    "rkv": _l("Assessment of prior learning"),
}


@dataclass(frozen=True)
class Bar:
    """One step on the line of time, in its own units."""

    x: float
    y: float
    width: float
    title: str
    is_assessment: bool


@dataclass(frozen=True)
class Timeline:
    """The line of time of a path: its bars, its months, its height."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[float, str], ...]
    height: float


def step_title(step: PathStep) -> str:
    """Give a step's title in the reader's language."""
    return step.title(get_language())


def skill_name(skill: SkillLevel) -> str:
    """Name a skill; one kept without its labels by those it has today."""
    told = skill.label(get_language())
    return concept_label(skill.concept) if told == skill.concept else told


def step_kind(step: PathStep) -> str:
    """Give a step's kind in words."""
    return str(KINDS.get(step.kind, step.kind))


def lay_out_timeline(path: Path) -> Timeline:
    """Lay a path's steps on a line from the day it was found to its last day."""
    whole = max(1, (path.ends_on - path.found_on).days + 1)

    def place(on: date) -> float:
        return round(WIDTH * (on - path.found_on).days / whole, 1)

    bars = tuple(
        Bar(
            place(step.starts_on),
            ROW * row,
            max(4.0, place(step.ends_on + timedelta(days=1)) - place(step.starts_on)),
            step_title(step),
            step.is_assessment,
        )
        for row, step in enumerate(path.steps)
    )
    every = list(_list_months(path))
    gap = -(-len(every) // 8) or 1
    months = tuple((place(one), f"{one.month}/{one.year % 100:02}") for one in every[::gap])
    return Timeline(bars, months, ROW * len(bars))


def _list_months(path: Path) -> Sequence[date]:
    found, one = [], (path.found_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    while one <= path.ends_on:
        found.append(one)
        one = (one + timedelta(days=32)).replace(day=1)
    return found or [path.found_on]


def payer_amount(payer: Payer) -> str:
    """Tell what a scheme pays, where that is known."""
    if payer.amount is None:
        return ""
    return str(getattr(payer.amount, get_language(), ""))


ALONE = {
    "latest": _l("The last day is in the way: the soonest is %(value)s."),
    "budget": _l("The price is in the way: the least is %(value)s."),
    "travel": _l("The travel is in the way: %(value)s minutes one way would do."),
    "hours": _l("The hours a day are in the way: %(value)s would do."),
}
TOGETHER = {
    "latest": _l("The last day is in the way, but not alone."),
    "budget": _l("The price is in the way, but not alone."),
    "travel": _l("The travel is in the way, but not alone."),
    "hours": _l("The hours a day are in the way, but not alone."),
    "language": _l("The courses take a language at a higher level than is known of the person."),
    "seats": _l("The courses are full, or the last day of signing up is over."),
    "calendar": _l(
        "No starts of the courses follow each other as they must; "
        "only starts that are known by now are looked at."
    ),
}


def hindrance_text(one: Any, labels: Mapping[str, tuple[str, str]]) -> str:
    """Tell what is in the way, and what would do."""
    if one.kind == "untaught":
        return _tell_untaught(one, labels)
    if one.least is None:
        return str(TOGETHER[str(one.kind)])
    writers: Mapping[str, Any] = {"latest": day, "budget": whole_kroner}
    value = writers.get(str(one.kind), number)(one.least)
    return str(ALONE[str(one.kind)]) % {"value": value}


def _tell_untaught(one: Any, labels: Mapping[str, tuple[str, str]]) -> str:
    danish, english = labels.get(one.skill, ("", ""))
    name = (danish if get_language() == "da" else english) or danish or one.skill
    told = {"skill": name, "level": one.level, "best": one.best}
    if one.best:
        return str(
            _("No course teaches %(skill)s to level %(level)s; to level %(best)s at most.", **told)
        )
    return str(_("No course teaches %(skill)s.", **told))


def whole_kroner(value: Any) -> str:
    """Write whole kroner: 1.456 kr."""
    text = write_number(float(value), get_language(), places=0)
    return f"{text} kr." if get_language() == "da" else f"DKK {text}"


def weeks_text(path: Path) -> str:
    """Write how long until it is done, in weeks."""
    return number(round(path.weeks, 1))


def hours_text(minutes: float) -> str:
    """Write minutes as hours."""
    return number(round(minutes / 60, 1))


def compute_lix(text: str) -> float:
    """Compute LIX: words a sentence, and the percentage of words longer than six letters.

    Examples
    --------
    >>> compute_lix("Du skal på kursus. Det er gratis.")
    3.5
    """
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    if not words:
        return 0.0
    long_ones = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long_ones / len(words), 1)


FILTERS = (
    skill_name,
    step_title,
    step_kind,
    payer_amount,
    hindrance_text,
    whole_kroner,
    weeks_text,
    hours_text,
)
GLOBALS = (lay_out_timeline,)

__all__ = ["FILTERS", "GLOBALS", "compute_lix", "kroner", "skill_name", "step_title"]

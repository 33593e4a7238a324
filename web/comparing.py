"""Pairs side by side: what each family of reasons adds to each score, summing to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matcher.vocabulary import Suggestion
from web.bars import FULL, PLACES, round_to_total, word_contribution

START, TOGETHER = "start", "together"

FAMILIES: Final[Mapping[str, LazyString]] = {
    START: _l("Every pair begins with"),
    "skills": _l("Skills"),
    "occupation": _l("Occupation"),
    "experience": _l("Experience"),
    "wishes": _l("Own wishes"),
    "commute": _l("The way to work"),
    "hours": _l("Hours a week"),
    "work_time": _l("Working time"),
    "languages": _l("Languages"),
    "licences": _l("Licences"),
    "availability": _l("When they can begin"),
    TOGETHER: _l("Several reasons together"),
}
"""What each family of features is called, in the order of the table."""


@dataclass(frozen=True)
class Cell:
    """What a family adds to one score: exact, rounded so that the column adds up, and its bar."""

    amount: float
    shown: float
    start: float
    width: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One family across the pairs."""

    name: LazyString
    cells: tuple[Cell, ...]


def lay_out_comparison(pairs: Sequence[Suggestion]) -> tuple[Line, ...]:
    """Lay out the families that weigh in any of the pairs; bars are drawn to one scale."""
    columns = [_sum_families(one) for one in pairs]
    weighing = [name for name in FAMILIES if any(column.get(name) for column in columns)]
    rounded = [
        round_to_total([column.get(name, 0.0) for name in weighing], places=PLACES)
        for column in columns
    ]
    longest = max((abs(amount) for column in columns for amount in column.values()), default=0)
    words = [_word_families(one) for one in pairs]
    return tuple(
        Line(
            FAMILIES[name],
            tuple(
                _lay_out(column.get(name, 0.0), shown[row], longest or 1.0, told.get(name, []))
                for column, shown, told in zip(columns, rounded, words, strict=True)
            ),
        )
        for row, name in enumerate(weighing)
    )


def find_family(feature: str) -> str:
    """Find the family of a feature; what two add only together is a family of its own.

    Examples
    --------
    >>> find_family("commute__minutes"), find_family("commute__minutes * hours__gap")
    ('commute', 'together')
    """
    return TOGETHER if " * " in feature else feature.partition("__")[0]


def _sum_families(one: Suggestion) -> dict[str, float]:
    sums: defaultdict[str, float] = defaultdict(float, {START: one.intercept})
    for part in one.contributions:
        sums[find_family(part.feature)] += part.amount
    return dict(sums)


def _word_families(one: Suggestion) -> dict[str, list[str]]:
    words: defaultdict[str, list[str]] = defaultdict(list)
    for part in one.contributions:
        words[find_family(part.feature)].append(word_contribution(part))
    return dict(words)


def _lay_out(amount: float, shown: float, longest: float, reasons: Sequence[str]) -> Cell:
    width = FULL / 2 * abs(amount) / longest
    start = FULL / 2 if amount >= 0 else FULL / 2 - width
    return Cell(amount, shown, round(start, 2), round(width, 2), tuple(reasons))

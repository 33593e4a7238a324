"""Verdicts for many people before one opening: the same rules, asked once for all who are alike.

A rule looks only at the facts it declares, so people who agree in those have the same answer. A day
enters by which side of the rule's turning days it lies on, so that a thousand dates of becoming
unemployed are a handful of questions. No text is built.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_schemas.parameters import Parameters
from matcher.rules.case import Case, Rule
from matcher.rules.scheme import Scheme
from matcher.rules.turning import YEAR_FACTS, list_anchors, list_spans
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Opening,
)

ANSWERS = (Answer.ELIGIBLE, Answer.NEEDS, Answer.NOT_ELIGIBLE)
"""What the codes mean; of several rules the greatest decides."""

NOT_ASKED = -1
"""The code of a rule that was not asked of somebody."""

_CODES = {answer: np.int8(code) for code, answer in enumerate(ANSWERS)}
_DATES = frozenset({"unemployed_since", "available_from"})

_MOST = 2**40

Codes = NDArray[np.int8]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """One fact of everybody: the distinct values, and which of them each has."""

    values: tuple[Any, ...]
    places: Places


@dataclass(frozen=True)
class Answers:
    """One code of `ANSWERS` for everybody, and for every rule by its number and parameter.

    Whom the scheme asks nothing has no answer, whatever the code.
    """

    scheme: str
    codes: Codes
    by_rule: Mapping[tuple[str, str], Codes]

    def are(self, answer: Answer) -> NDArray[np.bool_]:
        """Whether the verdict is this answer, for everybody."""
        return self.are_asked & np.equal(self.codes, _CODES[answer])

    @property
    def are_asked(self) -> NDArray[np.bool_]:
        """Whether the scheme asks anything of each."""
        asked = np.zeros(len(self.codes), bool)
        for codes in self.by_rule.values():
            asked |= codes != NOT_ASKED
        return asked


@dataclass(frozen=True)
class _Alike:
    """Everybody parted by what a rule looks at: the facts of each part, and each one's part."""

    facts: list[dict[str, Any]]
    places: Places


class Crowd:
    """Many candidates as columns, each read when a rule first asks for it.

    Parameters
    ----------
    size : int
        How many they are.
    read : callable
        Gives everybody's value of a fact, by its name.
    """

    def __init__(self, size: int, read: Callable[[str], Iterable[Any]]) -> None:
        self.size = size
        self._read = read
        self._columns: dict[str, Column] = {}
        self._parts: dict[tuple[str, ...], _Alike] = {}

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Self:
        """Take candidates as they are."""
        return cls(len(candidates), lambda name: map(attrgetter(name), candidates))

    @classmethod
    def of_frame(cls, frame: pd.DataFrame) -> Self:
        """Take a frame whose columns are named as the fields of `Candidate`; a gap is None."""
        return cls(len(frame), lambda name: _read_series(name, frame[name]))

    def column(self, name: str) -> Column:
        """Give a fact of everybody."""
        if name not in self._columns:
            self._columns[name] = _index(self._read(name), self.size)
        return self._columns[name]

    def part(self, names: tuple[str, ...]) -> _Alike:
        """Part everybody by some facts as they are."""
        if names not in self._parts:
            keys = [self.column(name).places for name in names]
            self._parts[names] = _part(self, names, keys)
        return self._parts[names]


def judge_many(
    scheme: Scheme, crowd: Crowd, opening: Opening, *, law: Parameters | None = None
) -> Answers:
    """Judge everybody by a scheme, for the day the opening starts.

    Examples
    --------
    >>> from matcher.rules import SCHEMES
    >>> from matcher.vocabulary import OpeningKind
    >>> people = [Candidate("a", 1990, "2620"), Candidate("b", 2009, "2620")]
    >>> place = Opening("o", OpeningKind.VOKSENLAERLING, "", "2620", date(2026, 9, 1))
    >>> judge_many(SCHEMES["voksenlaerling"], Crowd.of(people), place).codes.tolist()
    [1, 2]
    """
    case = scheme.open_case(_person({}), opening, law=law)
    asked = _choose(scheme, crowd, case)
    by_rule: dict[tuple[str, str], Codes] = {}
    combined = np.zeros(crowd.size, np.int8)
    for rule, rows in asked.items():
        codes = _answer(rule, crowd, case, rows)
        np.maximum(combined, codes, out=combined)
        by_rule[rule.identifier, rule.parameter] = codes
    return Answers(scheme.name, combined, by_rule)


def _choose(scheme: Scheme, crowd: Crowd, case: Case) -> dict[Rule, NDArray[np.bool_]]:
    """Give the rules asked of anybody, and of whom."""
    alike = _group(scheme, crowd, case)
    chosen = [set(scheme.choose_rules(_stand(case, facts))) for facts in alike.facts]
    return {
        rule: np.array([rule in rules for rules in chosen], bool)[alike.places]
        for rule in scheme.rules
        if any(rule in rules for rules in chosen)
    }


def _answer(rule: Rule, crowd: Crowd, case: Case, rows: NDArray[np.bool_]) -> Codes:
    alike = _group(rule, crowd, case)
    present = np.zeros(len(alike.facts), bool)
    present[alike.places[rows]] = True
    codes = np.full(len(alike.facts), NOT_ASKED, np.int8)
    for place in np.flatnonzero(present).tolist():
        reason = rule.find_reason(_stand(case, alike.facts[place]))
        codes[place] = _CODES[reason.answer]
    return np.where(rows, codes[alike.places], np.int8(NOT_ASKED))


def _group(asked: Rule | Scheme, crowd: Crowd, case: Case) -> _Alike:
    """Part everybody by the facts a rule or a scheme declares, days by the side they lie on."""
    borders = _list_borders(asked, case)
    sides = {
        name: _take_sides(crowd.column(name), borders, in_years=name in YEAR_FACTS)
        for name in asked.facts
        if name in _DATES or (name in YEAR_FACTS and not _reads_lists(asked, case))
    }
    if not sides:
        return crowd.part(asked.facts)
    plain = crowd.part(tuple(name for name in asked.facts if name not in sides))
    return _part(crowd, asked.facts, [plain.places, *sides.values()])


def _reads_lists(asked: Rule | Scheme, case: Case) -> bool:
    """Whether a rule reads a list, which may say more of a year than which spans it lies before."""
    names = (*asked.also, asked.parameter) if isinstance(asked, Rule) else asked.also
    return any(case.law.units.get(name, "names") == "names" for name in names)


def _list_borders(asked: Rule | Scheme, case: Case) -> set[date]:
    """Give the days between which a day may lie without the answer being another."""
    names = (*asked.also, asked.parameter) if isinstance(asked, Rule) else asked.also
    spans = list_spans(case.law, names)
    anchors = list_anchors(asked, case)
    return {day for anchor in anchors for span in spans for day in span.around(anchor)}


def _take_sides(column: Column, borders: set[date], *, in_years: bool) -> Places:
    """Give the stretch between two borders that each value lies in; 0 for a gap."""
    if in_years:
        limits = {day.year + n for day in borders for n in (-1, 0, 1, 2)}
        values = [value or 0 for value in column.values]
    else:
        limits = {day.toordinal() for day in borders}
        values = [0 if day is None else day.toordinal() for day in column.values]
    sides = np.searchsorted(sorted(limits), values, side="right") + 1
    sides[[value is None for value in column.values]] = 0
    return np.asarray(sides, np.int64)[column.places]


def _part(crowd: Crowd, names: Sequence[str], keys: Sequence[Places]) -> _Alike:
    """Part everybody by several keys at once, and take one of each part to stand for it."""
    combined, parts = np.zeros(crowd.size, np.int64), 1
    for key in keys:
        size = int(key.max(initial=0)) + 1
        if parts * size > _MOST:
            combined, distinct = pd.factorize(combined)
            parts = len(distinct)
        combined, parts = combined * size + key, parts * size
    places, distinct = pd.factorize(combined)
    first = _find_first(places, len(distinct))
    columns = [crowd.column(name) for name in names]
    return _Alike(
        [
            {
                name: column.values[column.places[row]]
                for name, column in zip(names, columns, strict=True)
            }
            for row in first
        ],
        places,
    )


def _stand(case: Case, facts: Mapping[str, Any]) -> Case:
    return Case(_person(facts), case.opening, case.law, case.tested_on)


def _person(facts: Mapping[str, Any]) -> Candidate:
    """Give somebody of whom these facts are known; a rule sees no others."""
    return Candidate(**{"reference": "", "birth_year": 0, "postcode": "", **facts})


def _index(values: Iterable[Any], size: int) -> Column:
    """Give every distinct value a place, in the order they are met."""
    everybody = np.empty(size, object)
    everybody[:] = list(values)
    keys = everybody
    if any(isinstance(value, Mapping) for value in everybody[:1]):
        keys = np.empty(size, object)
        keys[:] = [tuple(sorted(value.items())) for value in everybody]
    places, distinct = pd.factorize(keys, use_na_sentinel=False)
    first = _find_first(places, len(distinct))
    return Column(tuple(everybody[first]), places.astype(np.int64))


def _find_first(places: NDArray[Any], parts: int) -> Places:
    first = np.zeros(parts, np.int64)
    first[places[::-1]] = np.arange(len(places) - 1, -1, -1)
    return first


_READ: Mapping[str, Callable[[Any], Any]] = {
    "benefit_group": {str(one): one for one in BenefitGroup}.__getitem__,
    "education_level": {str(one): one for one in EducationLevel}.__getitem__,
    "birth_year": int,
    "education_last_used": int,
}


def _read_series(name: str, series: pd.Series) -> Iterable[Any]:
    other: Callable[[Any], Any] = _read_date if name in _DATES else _keep
    read = _READ.get(name, other)
    values: list[Any] = series.tolist()
    return (None if value is None or value != value else read(value) for value in values)


def _keep(value: Any) -> Any:
    return value


def _read_date(value: Any) -> date:
    return date(value.year, value.month, value.day)

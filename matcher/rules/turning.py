"""The days on which an answer can turn, and the turns of a verdict as an opening starts later.

A date rule compares one day with another, or with another and a span the law sets: six months
after, twenty-five years after. So its answer can turn only on the days that its facts, its terms
and the spans of its parameters make, and on the borders of the law's periods; judged on those days
alone, the turns are the same as if every day had been tried.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from data_schemas.parameters import Parameters
from matcher.rules.case import Case, Rule
from matcher.rules.months import add_months, count_months
from matcher.rules.scheme import Scheme
from matcher.rules.target_groups import LISTS
from matcher.rules.wording import tell_day
from matcher.vocabulary import (
    Answer,
    Candidate,
    Finding,
    Language,
    Opening,
    combine_answers,
)

HORIZON_MONTHS = 60
"""How far ahead turns are looked for."""

YEAR_FACTS = frozenset({"birth_year", "education_last_used", "employee_education_last_used"})
"""Facts of which only the year is known: they turn on its first or last day."""

REACHING_BACK = frozenset({"unemployed_weeks_total"})
"""Terms that count weeks back from the first day, and so move a day along with it."""

LONGEST_WEEKS = 2600

_AGE_FROM_BIRTH = re.compile(r"\d{4}-\d\d-\d\d +(\d+(?:\.\d+)?)")
_DAY = timedelta(days=1)
_MONTHS = {"months": 1, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Span:
    """A stretch of time the law sets, in calendar months and days."""

    months: int
    days: int

    def around(self, day: date) -> Iterator[date]:
        """Give the days on which something so long after, or so long before, a day can turn.

        Months end on different days, so that several days lie six months before one day.
        """
        after = add_months(day, self.months) + timedelta(days=self.days)
        before = add_months(day, -self.months) - timedelta(days=self.days)
        yield from (after + n * _DAY for n in (-1, 0, 1, 2))
        yield from (before + n * _DAY for n in range(-3, 5))


@dataclass(frozen=True)
class Turn:
    """A day on which a verdict turns, the new answer, and the conditions that made it turn."""

    day: date
    answer: Answer
    findings: tuple[Finding, ...]

    def tell(self, language: Language) -> str:
        """Say from when, and why."""
        because = self.findings[0] if self.findings else None
        day = tell_day(self.day, language)
        if language == "da":
            start = f"{self.answer.da} fra {day}"
            return f"{start}: {because.reason_da}" if because else f"{start}."
        start = f"{self.answer.en} from {day}"
        return f"{start}: {because.reason_en}" if because else f"{start}."


def list_spans(law: Parameters, names: Iterable[str]) -> frozenset[Span]:
    """Give the spans that some parameters set in any period, and no span at all."""
    spans = {Span(0, 0)}
    for name in names:
        if name == LISTS:
            ages = {age for one in law.groups.lists for g in one.groups for age in _ages(g)}
            spans.update(Span(12 * age, 0) for age in ages)
            continue
        unit = law.units[name]
        months, days = _MONTHS.get(unit, 0), _DAYS.get(unit, 0)
        if months or days:
            amounts = {int(period.number) for period in law.periods[name]}
            spans.update(Span(months * amount, days * amount) for amount in amounts)
        if unit == "names":
            rows = (row for period in law.periods[name] for row in period.names)
            spans.update(_read_ages(rows))
    return frozenset(spans)


def _read_ages(rows: Iterable[str]) -> Iterator[Span]:
    """Give the ages of a list that names one from each day of birth, such as 1954-01-01 65.5."""
    for row in rows:
        met = _AGE_FROM_BIRTH.fullmatch(row.strip())
        if met:
            yield Span(int(Decimal(met[1]) * 12), 0)


def _ages(group: object) -> Iterator[int]:
    for name in ("age_from", "age_below"):
        age = getattr(group, name)
        if age is not None:
            yield age


def postpone(opening: Opening, day: date, *, moving: Iterable[str] = ()) -> Opening:
    """Start an opening on another day; it keeps its length, and the days that move along move.

    A length in whole weeks stays so many days; else it stays so many calendar months and days.
    """
    later = day - opening.starts_on
    moved = {
        key: (date.fromisoformat(str(stated)) + later).isoformat()
        for key in moving
        if (stated := opening.parameters.get(key)) is not None and _read_day(stated) is not None
    }
    return replace(
        opening,
        starts_on=day,
        ends_on=_move_end(opening, day),
        parameters={**opening.parameters, **moved},
    )


def _move_end(opening: Opening, day: date) -> date | None:
    start, end = opening.starts_on, opening.ends_on
    if end is None or end < start or (end - start).days % 7 in (0, 6):
        return None if end is None else end + (day - start)
    months = count_months(start, end)
    rest = end - add_months(start, months)
    return min(add_months(day, months) + rest, add_months(day, months + 1) - _DAY)


def find_turns(
    scheme: Scheme,
    candidate: Candidate,
    opening: Opening,
    *,
    law: Parameters | None = None,
    months: int = HORIZON_MONTHS,
) -> tuple[Turn, ...]:
    """Give the days on which the verdict turns if the opening starts later, the first first."""
    case = scheme.open_case(candidate, opening, law=law)
    answers = _answer(scheme.choose_rules(case), case)
    turns: list[Turn] = []
    for day, touched in list_days(scheme, case, until=add_months(opening.starts_on, months)):
        moved = postpone(opening, day, moving=scheme.moving)
        later = scheme.open_case(candidate, moved, law=law)
        if scheme in touched:
            now = _answer(scheme.choose_rules(later), later)
        else:
            now = answers | _answer((rule for rule in answers if rule in touched), later)
        combined = combine_answers(now.values())
        if combined is not combine_answers(answers.values()):
            turned = _explain(answers, now, combined)
            turns.append(Turn(day, combined, tuple(rule(later) for rule in turned)))
        answers = now
    return tuple(turns)


def _answer(rules: Iterable[Rule], case: Case) -> dict[Rule, Answer]:
    return {rule: rule.find_reason(case).answer for rule in rules}


def _explain(
    before: dict[Rule, Answer], now: dict[Rule, Answer], combined: Answer
) -> Iterator[Rule]:
    """Give the rules that answer otherwise than before; those that decide come first."""
    turned = [rule for rule, answer in now.items() if before.get(rule) is not answer]
    yield from sorted(turned, key=lambda rule: now[rule] is not combined)


def list_days(scheme: Scheme, case: Case, *, until: date) -> list[tuple[date, set[Rule | Scheme]]]:
    """Give the later days on which something can turn if the opening starts then, and what can.

    Where the scheme itself can, its choice of rules or its day may be another.
    """
    start = case.opening.starts_on
    moving = {timedelta(0), case.tested_on - start}
    moving.update(day - start for key in scheme.moving if (day := case.day(key)) is not None)
    found: dict[date, set[Rule | Scheme]] = {}
    askable: tuple[Rule | Scheme, ...] = (scheme, *scheme.rules)
    for asked in askable:
        shifts = moving | set(_list_shifts(asked, case))
        for turned in _list_turning(asked, case, until):
            for day in (turned - shift for shift in shifts):
                if start < day <= until:
                    found.setdefault(day, set()).add(asked)
    return sorted(found.items(), key=lambda item: item[0])


def _list_shifts(asked: Rule | Scheme, case: Case) -> Iterator[timedelta]:
    """Give how far from the first day the other days lie that move with it and that are read.

    The last day keeps its distance in weeks or in months, and the latter are of different lengths;
    weeks before the first day lie so far back.
    """
    start, end = case.opening.starts_on, case.opening.ends_on
    if "ends_on" in asked.terms and end is not None:
        yield from (end - start + n * _DAY for n in range(-4, 5))
    for name in REACHING_BACK.intersection(asked.terms):
        weeks = case.number(name)
        if weeks is not None and 0 <= weeks <= LONGEST_WEEKS:
            yield timedelta(days=-timedelta(weeks=weeks).days)


def _list_turning(asked: Rule | Scheme, case: Case, until: date) -> set[date]:
    names = (*asked.also, asked.parameter) if isinstance(asked, Rule) else asked.also
    spans = list_spans(case.law, names)
    days = set(_list_borders(case.law, names))
    for day in _list_bases(case, (*asked.facts, *asked.terms)):
        days.update(turned for span in spans for turned in span.around(day))
    if "ends_on" in asked.terms:
        # what reaches back lies in earlier months, whose ends tell as well
        back = min((_DAY * 0, *_list_shifts(asked, case)))
        days.update(_list_month_edges(case.opening.starts_on + back, until))
    return days


def list_anchors(asked: Rule | Scheme, case: Case) -> set[date]:
    """Give the days that a rule may hold a day of the candidate's life against."""
    anchors = {case.tested_on, case.opening.starts_on}
    if isinstance(asked, Rule):
        anchors.add(asked.find_day(case))
    stated = (_read_term_day(case.opening, name) for name in asked.terms)
    return anchors | {day for day in stated if day is not None}


def _read_term_day(opening: Opening, name: str) -> date | None:
    value = opening.parameters.get(name, getattr(opening, name, None))
    return _read_day(value) if isinstance(value, date | str) else None


def _list_borders(law: Parameters, names: Iterable[str]) -> Iterator[date]:
    for name in names:
        for period in law.groups.lists if name == LISTS else law.periods[name]:
            yield period.valid_from
            if period.valid_until is not None:
                yield period.valid_until + _DAY


def _list_bases(case: Case, names: Iterable[str]) -> Iterator[date]:
    """Give every day that a fact or a term names; both ends of a year."""
    for name in names:
        value = getattr(case.candidate, name, None)
        if value is None:
            value = case.opening.parameters.get(name, getattr(case.opening, name, None))
        if name in YEAR_FACTS:
            yield from _read_year(value)
        elif isinstance(value, date | str) and (day := _read_day(value)) is not None:
            yield day


def _read_year(value: object) -> Iterator[date]:
    try:
        year = int(str(value))
    except ValueError:
        return
    if 1900 <= year <= 2200:
        yield date(year, 1, 1)
        yield date(year, 12, 31)


def _read_day(value: object) -> date | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _list_month_edges(start: date, until: date) -> Iterator[date]:
    """Give the days of each month on which its length tells."""
    first = start.replace(day=1)
    while first <= until:
        following = add_months(first, 1)
        yield first
        yield from (first + n * _DAY for n in (27, 28, 29, 30) if first + n * _DAY < following)
        first = following

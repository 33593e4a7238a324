"""Staggered jobrotation plans: the fewest substitutes who cover every absence, found exactly.

An absence is covered whole by one substitute, on one of the dates its course is offered; one that
lasts longer than a substitute may be employed is cut into parts that follow each other. A
substitute is employed without a break from the first day covered to the last, within the months the
law admits, never above the hours of a week, and on average for at least the hours the law asks.

The span and the average are stated for every pair of parts a substitute could begin and end with.
That is exact without a large constant, since the pair that does begin and end binds hardest.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, milp

from matcher.planning.hours import DAY, IsoWeek, Stretch, count_weeks, sum_weeks
from matcher.planning.obstacles import Obstacle, explain_misfit, explain_overlap, explain_timeout
from matcher.planning.rows import Rows
from matcher.rules.months import add_months

SECONDS = 20
"""How long the solver may look for the proof; a case of a company takes a blink."""


@dataclass(frozen=True)
class Absence:
    """Somebody away for a course, on the first of these dates or one of the others."""

    reference: str
    choices: tuple[Stretch, ...]


@dataclass(frozen=True)
class Worker:
    """Somebody who could substitute; earlier in the list is preferred where it costs nobody."""

    reference: str
    weekly_hours: Decimal
    available_from: date | None = None
    available_until: date | None = None


@dataclass(frozen=True)
class Terms:
    """What binds one substitute's employment; None and nought bind nothing."""

    months_max: int | None = None
    weekly_hours_min: Decimal = Decimal(0)


@dataclass(frozen=True)
class Cover:
    """One substitute in the place of one absent employee, from one day to another."""

    absence: str
    worker: str
    choice: int
    stretch: Stretch


@dataclass(frozen=True)
class Plan:
    """Who covers whom, or why nobody can; the obstacles are empty where there is a plan."""

    covers: tuple[Cover, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def workers(self) -> tuple[str, ...]:
        """The substitutes the plan employs."""
        return tuple(dict.fromkeys(cover.worker for cover in self.covers))


@dataclass(frozen=True)
class Part:
    """A part of one of an absence's choices, which one substitute could cover."""

    absence: int
    choice: int
    number: int
    stretch: Stretch
    weeks: Mapping[IsoWeek, Fraction]

    @property
    def hours(self) -> Fraction:
        """All its hours."""
        return sum(self.weeks.values(), Fraction(0))

    @property
    def peak(self) -> Fraction:
        """The hours of its busiest week."""
        return max(self.weeks.values(), default=Fraction(0))


def plan_cover(absences: Sequence[Absence], workers: Sequence[Worker], *, terms: Terms) -> Plan:
    """Find who covers whom with the fewest substitutes.

    Among plans with as few, courses keep their first date as far as can be, and then substitutes
    earlier in the list are taken.

    Parameters
    ----------
    absences : sequence of Absence
        Those to be covered, each by a reference of its own.
    workers : sequence of Worker
        Those who could cover, each by a reference of its own.
    terms : Terms
        What the law or the agreement asks of each employment.

    Returns
    -------
    Plan
        With a cover for every part of every absence, or with the obstacles.

    Examples
    --------
    >>> def away(first, last):
    ...     return (Stretch(first, last, Fraction(37, 5)),)
    >>> plan = plan_cover(
    ...     [
    ...         Absence("A", away(date(2025, 3, 3), date(2025, 3, 14))),
    ...         Absence("B", away(date(2025, 3, 17), date(2025, 3, 28))),
    ...     ],
    ...     [Worker("V1", Decimal(37)), Worker("V2", Decimal(37))],
    ...     terms=Terms(months_max=6),
    ... )
    >>> plan.workers
    ('V1',)
    """
    if not absences:
        return Plan()
    parts = tuple(_cut(absences, terms))
    problem = _Problem(absences, workers, parts, terms)
    misfits = _find_misfits(problem)
    if misfits:
        return Plan(obstacles=misfits)
    count = problem.solve(problem.count_workers())
    if count.status != _SOLVED:
        return Plan(obstacles=_explain_failure(problem, count.status))
    best = problem.solve(problem.weigh_preferences(), workers_max=round(count.objective))
    if best.status != _SOLVED:  # the count is proven and its plan stands, if not the nicest
        best = count
    return Plan(problem.read_covers(best.values))


@dataclass(frozen=True)
class _Result:
    status: int
    objective: float
    values: np.ndarray


_SOLVED, _TIMED_OUT = 0, 1


class _Problem:
    """Columns: a worker is used; an absence takes a choice; a worker takes a part."""

    def __init__(
        self,
        absences: Sequence[Absence],
        workers: Sequence[Worker],
        parts: Sequence[Part],
        terms: Terms,
    ) -> None:
        self.absences, self.workers, self.parts, self.terms = absences, workers, parts, terms
        alike = len({(w.weekly_hours, w.available_from, w.available_until) for w in workers}) == 1
        choices = [(part.absence, part.choice) for part in parts]
        self.chosen = {key: len(workers) + i for i, key in enumerate(dict.fromkeys(choices))}
        pairs = [
            (p, w)
            for p, part in enumerate(parts)
            for w, worker in enumerate(workers)
            # workers who are alike can be renumbered by the first absence each covers
            if fits(part, worker, terms) and not (alike and part.number == 0 and w > part.absence)
        ]
        first = len(workers) + len(self.chosen)
        self.taken = {pair: first + i for i, pair in enumerate(pairs)}
        self.columns = first + len(pairs)

    def solve(self, cost: np.ndarray, *, workers_max: int | None = None) -> _Result:
        """Solve for a cost; every absence is covered unless the cost rewards covering."""
        rows = Rows()
        self._require_covers(rows, all_of_them=bool((cost >= 0).all()))
        for worker in range(len(self.workers)):
            self._bind_worker(rows, worker)
        if workers_max is not None:
            rows.add(dict.fromkeys(range(len(self.workers)), 1.0), most=workers_max)
        found = milp(
            cost,
            integrality=np.ones(self.columns),
            bounds=Bounds(0, 1),
            constraints=rows.build(self.columns),
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        if found.x is None or found.status != _SOLVED:
            return _Result(found.status, np.nan, np.zeros(self.columns))
        return _Result(_SOLVED, found.fun, found.x.round())

    def count_workers(self) -> np.ndarray:
        """Give the cost that counts the substitutes."""
        cost = np.zeros(self.columns)
        cost[: len(self.workers)] = 1
        return cost

    def weigh_preferences(self) -> np.ndarray:
        """Give the cost that keeps first dates, and then takes the first of the list."""
        cost = np.zeros(self.columns)
        cost[: len(self.workers)] = np.arange(len(self.workers))
        a_move = 1 + cost.sum()
        for (_, choice), column in self.chosen.items():
            cost[column] = choice * a_move
        return cost

    def reward_covers(self) -> np.ndarray:
        """Give the cost that covers as many absences as can be."""
        cost = np.zeros(self.columns)
        cost[list(self.chosen.values())] = -1
        return cost

    def read_covers(self, values: np.ndarray) -> tuple[Cover, ...]:
        """Read the covers of a solution, by first day."""
        found = [
            Cover(
                self.absences[self.parts[p].absence].reference,
                self.workers[w].reference,
                self.parts[p].choice,
                self.parts[p].stretch,
            )
            for (p, w), column in self.taken.items()
            if values[column] == 1
        ]
        return tuple(sorted(found, key=lambda one: (one.stretch.starts_on, one.absence)))

    def _require_covers(self, rows: Rows, *, all_of_them: bool) -> None:
        columns = defaultdict(list)
        for (p, _), column in self.taken.items():
            columns[p].append(column)
        for absence in range(len(self.absences)):
            chosen = [col for (one, _), col in self.chosen.items() if one == absence]
            rows.add(dict.fromkeys(chosen, 1.0), least=1.0 if all_of_them else 0.0, most=1.0)
        for p, part in enumerate(self.parts):
            row = dict.fromkeys(columns[p], 1.0)
            rows.add(row | {self.chosen[part.absence, part.choice]: -1.0}, least=0, most=0)

    def _bind_worker(self, rows: Rows, worker: int) -> None:
        mine = {p: column for (p, w), column in self.taken.items() if w == worker}
        for column in mine.values():
            rows.add({column: 1.0, worker: -1.0}, most=0)
        for week in {week for p in mine for week in self.parts[p].weeks}:
            load = {mine[p]: _hundredths(self.parts[p].weeks.get(week, 0)) for p in mine}
            limit = _hundredths(Fraction(self.workers[worker].weekly_hours))
            rows.add({col: hours for col, hours in load.items() if hours}, most=limit)
        for one, other in combinations(mine, 2):
            first, last = _span(self.parts[one], self.parts[other])
            if _is_too_long(first, last, self.terms):
                rows.add({mine[one]: 1.0, mine[other]: 1.0}, most=1)
        if self.terms.weekly_hours_min:
            self._bind_average(rows, mine)

    def _bind_average(self, rows: Rows, mine: Mapping[int, int]) -> None:
        all_hours = {col: _hundredths(self.parts[p].hours) for p, col in mine.items()}
        for one, other in [*combinations(mine, 2), *((p, p) for p in mine)]:
            ends = {mine[one], mine[other]}
            needed = _hundredths(Fraction(self.terms.weekly_hours_min)) * count_weeks(
                *_span(self.parts[one], self.parts[other])
            )
            if sum(all_hours[col] for col in ends) >= needed:
                continue
            row = {col: hours - needed * (col in ends) for col, hours in all_hours.items()}
            rows.add(row, least=-needed * (len(ends) - 1))


def fits(part: Part, worker: Worker, terms: Terms) -> bool:
    """Whether a worker alone could cover a part."""
    return is_there(part, worker) and part.peak <= worker.weekly_hours


def is_there(part: Part, worker: Worker) -> bool:
    """Whether a worker is available on every day of a part."""
    begins = worker.available_from is None or worker.available_from <= part.stretch.starts_on
    ends = worker.available_until is None or worker.available_until >= part.stretch.ends_on
    return begins and ends


def _cut(absences: Sequence[Absence], terms: Terms) -> list[Part]:
    """Cut what lasts longer than one substitute may be employed, each part as long as may be."""
    parts = []
    for a, absence in enumerate(absences):
        for c, whole in enumerate(absence.choices):
            for number, stretch in enumerate(_cut_one(whole, terms)):
                parts.append(Part(a, c, number, stretch, sum_weeks([stretch])))
    return parts


def _cut_one(whole: Stretch, terms: Terms) -> list[Stretch]:
    found, start = [], whole.starts_on
    while start <= whole.ends_on:
        last = whole.ends_on
        if terms.months_max is not None:
            last = min(last, add_months(start, terms.months_max) - DAY)
        found.append(Stretch(start, last, whole.hours_a_day, whole.weekdays))
        start = last + DAY
    return found


def _span(one: Part, other: Part) -> tuple[date, date]:
    return (
        min(one.stretch.starts_on, other.stretch.starts_on),
        max(one.stretch.ends_on, other.stretch.ends_on),
    )


def _is_too_long(first: date, last: date, terms: Terms) -> bool:
    return terms.months_max is not None and last >= add_months(first, terms.months_max)


def _hundredths(hours: Fraction | int) -> float:
    # whole numbers, so that the solver's tolerance cannot admit a minute too much
    return float(round(hours * 100))


def _find_misfits(problem: _Problem) -> tuple[Obstacle, ...]:
    """Find the absences that no worker could cover even alone."""
    fitting = {p for p, _ in problem.taken}
    found = []
    for a, absence in enumerate(problem.absences):
        mine = [(p, part) for p, part in enumerate(problem.parts) if part.absence == a]
        choices = {part.choice for _, part in mine}
        hindered = {part.choice for p, part in mine if p not in fitting}
        if choices == hindered:
            part = next(part for p, part in mine if p not in fitting)
            there = [w for w in problem.workers if is_there(part, w)]
            found.append(
                explain_misfit(
                    absence.reference,
                    part.stretch,
                    weekly_hours=part.peak,
                    there=[w.weekly_hours for w in there],
                    has_workers=bool(problem.workers),
                )
            )
    return tuple(found)


def _explain_failure(problem: _Problem, status: int) -> tuple[Obstacle, ...]:
    """Say who is left when as many as can be are covered."""
    if status == _TIMED_OUT:
        return (explain_timeout(SECONDS),)
    most = problem.solve(problem.reward_covers())
    if most.status != _SOLVED:
        return (explain_timeout(SECONDS),)
    covered = {cover.absence for cover in problem.read_covers(most.values)}
    left = [one for one in problem.absences if one.reference not in covered]
    return tuple(
        explain_overlap(
            one.reference,
            one.choices[0],
            covered=len(covered),
            of=len(problem.absences),
            workers=len(problem.workers),
            months_max=problem.terms.months_max,
            weekly_hours_min=problem.terms.weekly_hours_min,
        )
        for one in left
    )

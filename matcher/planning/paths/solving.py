"""The integer programme: columns are options, the last day, and levels and goals where some do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

from matcher.errors import N_, Conflict
from matcher.planning.paths.offers import Goal, Limit, Limits, Person
from matcher.planning.paths.pruning import Option, Pruned, list_bits
from matcher.planning.paths.weights import Weights
from matcher.planning.rows import Rows

SECONDS = 20
"""How long the solver may look for the proof; a search takes a blink."""

SOLVED, INFEASIBLE = 0, 2
Cost = NDArray[np.float64]


class Aim(Enum):
    """What can be least of a path."""

    DAYS = "days"
    PRICE = "price"
    TRAVEL = "travel"
    WHOLE = "whole"


NO_CAPS: Mapping[Aim, int] = MappingProxyType({})


@dataclass(frozen=True)
class Solution:
    """Options in order of their days, the goals they reach, and what they cost by each aim.

    Days are counted from the person's first, travel in seconds, and the whole in 3600ths of a
    krone, so that all of them are whole numbers.
    """

    options: tuple[Option, ...]
    goals: tuple[Goal, ...]
    costs: Mapping[Aim, int]

    @property
    def codes(self) -> frozenset[str]:
        """The courses taken, in their variants."""
        return frozenset(one.offer.code for one in self.options)


class Programme:
    """The programme of one search, solved for any preference and beside paths found before.

    Parameters
    ----------
    pruned : Pruned
        What is left to search.
    person : Person
        From whose first day waiting counts.
    limits : Limits
        Of which the budget binds paths; the others have bound the options.
    weights : Weights
        What each thing counts for.
    calendar : bool
        Whether days count; without them a solution bounds what any path costs.
    """

    def __init__(
        self,
        pruned: Pruned,
        person: Person,
        limits: Limits,
        weights: Weights,
        *,
        calendar: bool = True,
    ) -> None:
        self.pruned, self.weights, self.calendar = pruned, weights, calendar
        self.options = pruned.options
        self.ready = person.ready.toordinal()
        self.last_day = len(self.options)
        self.levels: dict[int, int] = {}
        self.goals: dict[str, int] = {}
        self.columns = self.last_day + 1
        self._rows = Rows()
        self._giving: dict[int, list[int]] = defaultdict(list)
        for column, one in enumerate(self.options):
            for bit in list_bits(one.gives):
                self._giving[bit].append(column)
        self._require_goals()
        self._take_once()
        if calendar:
            self._require_precedence()
            self._forbid_overlap()
            self._bind_last_day()
        if limits.budget is not None and Limit.BUDGET in limits.set_ones:
            self._rows.add(_terms(self._cost(Aim.PRICE)), most=limits.budget)

    def solve(
        self,
        aim: Aim,
        *,
        beside: Iterable[frozenset[str]] = (),
        apart: Iterable[frozenset[str]] = (),
        caps: Mapping[Aim, int] = NO_CAPS,
    ) -> Solution | None:
        """Solve for the best path that contains none of those before; None where there is none.

        Parameters
        ----------
        aim : Aim
            What is to be least.
        beside : iterable of frozenset of str
            Sets of courses that no path may contain.
        apart : iterable of frozenset of str
            Sets of courses that no path may be.
        caps : mapping of Aim to int
            What may not be exceeded of other aims.

        Raises
        ------
        Conflict
            If the solver could not finish.
        """
        cuts = Rows()
        for codes in beside:
            columns = [i for i, one in enumerate(self.options) if one.offer.code in codes]
            cuts.add(dict.fromkeys(columns, 1.0), most=len(codes) - 1)
        for codes in apart:
            signs = [-1.0 if one.offer.code in codes else 1.0 for one in self.options]
            cuts.add(dict(enumerate(signs)), least=1 - len(codes))
        for other, most in caps.items():
            cuts.add(_terms(self._cost(other)), most=float(most))
        cost = self._cost(aim)
        if not self.calendar and aim is not Aim.WHOLE:
            # costs are whole, so this only keeps courses out that cost nothing and serve nothing
            cost[: self.last_day] += 1 / (1 + len(self.options))
        return self._read(self._run(cost, cuts))

    def _column(self) -> int:
        self.columns += 1
        return self.columns - 1

    def _require_goals(self) -> None:
        """Reach one goal whole or to the share asked, and of several at least one."""
        several = len(self.pruned.goals) > 1
        for goal, bits in self.pruned.goals:
            if several:
                column = self.goals[goal.key] = self._column()
                for bit in list_bits(bits):
                    self._rows.add(self._teach(bit) | {column: -1.0}, least=0)
            elif goal.units is None:
                for bit in list_bits(bits):
                    self._rows.add(self._teach(bit), least=1)
            else:
                self._require_share(bits, goal.units)
        if several:
            self._rows.add(dict.fromkeys(self.goals.values(), 1.0), least=1)

    def _require_share(self, bits: int, units: int) -> None:
        for bit in list_bits(bits):
            self.levels[bit] = self._column()
            self._rows.add(self._teach(bit) | {self.levels[bit]: -1.0}, least=0)
        self._rows.add(dict.fromkeys(self.levels.values(), 1.0), least=units)

    def _teach(self, bit: int) -> dict[int, float]:
        return dict.fromkeys(self._giving.get(bit, ()), 1.0)

    def _require_precedence(self) -> None:
        """Let a course on a start, or an earlier one, need a teacher done before that start."""
        by_code: dict[str, list[int]] = defaultdict(list)
        for column, one in enumerate(self.options):
            by_code[one.offer.code].append(column)
        for columns in by_code.values():
            columns.sort(key=lambda column: self.options[column].first)
            for place, column in enumerate(columns):
                one = self.options[column]
                for bit in list_bits(one.needs):
                    taught = [c for c in self._giving[bit] if self.options[c].last < one.first]
                    row = dict.fromkeys(taught, 1.0)
                    for other in columns[: place + 1]:
                        row[other] = row.get(other, 0.0) - 1.0
                    self._rows.add(row, least=0)

    def _forbid_overlap(self) -> None:
        """Take no two courses on a day."""
        firsts = sorted({one.first for one in self.options})
        spans = np.array([(one.first, one.last) for one in self.options]).reshape(-1, 2)
        seen: set[tuple[int, ...]] = set()
        for day in firsts:
            there = tuple(np.flatnonzero((spans[:, 0] <= day) & (day <= spans[:, 1])).tolist())
            if len(there) > 1 and there not in seen:
                seen.add(there)
                self._rows.add(dict.fromkeys(there, 1.0), most=1)

    def _take_once(self) -> None:
        by_course: dict[str, list[int]] = defaultdict(list)
        for column, one in enumerate(self.options):
            by_course[one.offer.course].append(column)
        for columns in by_course.values():
            if len(columns) > 1:
                self._rows.add(dict.fromkeys(columns, 1.0), most=1)

    def _bind_last_day(self) -> None:
        by_course: dict[str, dict[int, float]] = defaultdict(dict)
        for column, one in enumerate(self.options):
            by_course[one.offer.course][column] = -float(one.last - self.ready)
        for row in by_course.values():
            self._rows.add(row | {self.last_day: 1.0}, least=0)

    def _cost(self, aim: Aim) -> Cost:
        cost = np.zeros(self.columns)
        if aim is Aim.DAYS:
            cost[self.last_day] = 1
        elif aim is Aim.PRICE:
            cost[: self.last_day] = [one.price for one in self.options]
        elif aim is Aim.TRAVEL:
            cost[: self.last_day] = [one.travel for one in self.options]
        else:
            hourly, each = self.weights.dkk_a_travel_hour, self.weights.dkk_a_course
            cost[: self.last_day] = [
                one.price + hourly * one.travel / 3600 + each for one in self.options
            ]
            cost[self.last_day] = self.weights.dkk_a_day_waited
            for goal, _ in self.pruned.goals:
                if goal.key in self.goals:
                    cost[self.goals[goal.key]] = -goal.worth
        return cost

    def _run(self, cost: Cost, cuts: Rows) -> NDArray[np.float64] | None:
        if not self.options:
            return None
        upper = np.ones(self.columns)
        upper[self.last_day] = np.inf
        integrality = np.ones(self.columns)
        integrality[self.last_day] = 0
        rows = [self._rows.build(self.columns)]
        if cuts.lower:
            rows.append(cuts.build(self.columns))
        found = milp(
            cost,
            integrality=integrality,
            bounds=Bounds(np.zeros(self.columns), upper),
            constraints=rows,
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        if found.status == INFEASIBLE:
            return None
        if found.status != SOLVED or found.x is None:
            raise Conflict(
                N_("The search took more than %(seconds)s seconds; set tighter limits"),
                seconds=SECONDS,
            )
        return np.asarray(found.x.round())

    def _read(self, values: NDArray[np.float64] | None) -> Solution | None:
        if values is None:
            return None
        taken = [one for i, one in enumerate(self.options) if values[i] == 1]
        taken.sort(key=lambda one: (one.first, one.offer.code))
        reached = tuple(
            goal
            for goal, _ in self.pruned.goals
            if goal.key not in self.goals or values[self.goals[goal.key]] == 1
        )
        waited = max((one.last - self.ready for one in taken), default=0)
        price, travel = sum(one.price for one in taken), sum(one.travel for one in taken)
        worth = sum(goal.worth for goal in reached) if self.goals else 0
        weights = self.weights
        whole = weights.dkk_a_day_waited * waited + price + weights.dkk_a_course * len(taken)
        costs = {
            Aim.DAYS: waited,
            Aim.PRICE: price,
            Aim.TRAVEL: travel,
            Aim.WHOLE: 3600 * (whole - worth) + weights.dkk_a_travel_hour * travel,
        }
        return Solution(tuple(taken), reached, costs)


def _terms(cost: Cost) -> dict[int, float]:
    return {int(i): float(cost[i]) for i in np.flatnonzero(cost)}

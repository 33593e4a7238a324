"""The best path by each preference, looking at no more options than its proof asks for.

Waiting costs by the day, and every course costs, so once a path is known no option that alone
weighs more can be in a better one. What a path costs at least, in money or travel, is found by
choosing courses first, their days not counted, and then looking for days on which they fit; where
that takes too many tries, the whole calendar is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from matcher.pathways import Preference
from matcher.planning.paths.offers import Catalogue, Goal, Levels, Limit, Limits, Person
from matcher.planning.paths.pruning import NEVER, Option, Pruned, list_bits, prune
from matcher.planning.paths.solving import NO_CAPS, Aim, Programme, Solution
from matcher.planning.paths.weights import Weights

AIMS: Mapping[Preference, tuple[Aim, ...]] = {
    Preference.BALANCED: (Aim.WHOLE,),
    Preference.FASTEST: (Aim.DAYS, Aim.WHOLE),
    Preference.CHEAPEST: (Aim.PRICE, Aim.WHOLE),
    Preference.NEAREST: (Aim.TRAVEL, Aim.WHOLE),
}
"""What is least of a path, and then, under each preference."""

FIRST_LOOK = 60
"""Days looked ahead at first; doubled while there is no path."""

TRIES, MOST_COURSES = 6, 6
"""Sets of courses tried on the calendar one by one, and how large such a set may be."""

ROOM = 1.05
"""How far above a known path's weight options are kept, so that the next best is among them."""

Sets = Sequence[frozenset[str]]
Caps = Mapping[Aim, int]


class Seeker:
    """One search's programmes, each built once.

    Parameters
    ----------
    catalogue : Catalogue
        Every course there is.
    goals : sequence of Goal
        What is to be reached.
    person : Person
        Who takes the path.
    limits : Limits
        What it must keep within.
    weights : Weights
        What each thing counts for.
    keep : int
        How many paths in a row may be asked for.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        goals: Sequence[Goal],
        person: Person,
        limits: Limits,
        *,
        weights: Weights,
        keep: int,
    ) -> None:
        self.catalogue, self.goals, self.person = catalogue, goals, person
        self.limits, self.weights, self.keep = limits, weights, keep
        self.ready = person.ready.toordinal()
        self.worth = sum(goal.worth for goal in goals) if len(goals) > 1 else 0
        self.furthest = self._find_furthest()
        self.bound = self.fastest = 0
        self._pruned: dict[int, Pruned] = {}
        self._built: dict[object, Programme] = {}

    def find(self, preference: Preference, *, beside: Sets = ()) -> Solution | None:
        """Find the best path by a preference that contains none of those before."""
        first = AIMS[preference][0]
        if first is Aim.WHOLE:
            known = None if self.bound else self._find_fastest(beside)
            if not self.bound and known is None:
                return None
            return self._weigh(beside, NO_CAPS, known)
        if first is not Aim.DAYS:
            known, is_proven = self._find_least(first, beside)
            if known is None or is_proven:
                return known
        else:
            known = self._find_fastest(beside)
        return known and self._weigh(beside, {first: known.costs[first]}, known)

    def _find_fastest(self, beside: Sets) -> Solution | None:
        ahead = FIRST_LOOK
        while True:
            ahead = min(ahead, self.furthest)
            best = self._program(ahead).solve(Aim.DAYS, beside=beside)
            if best and not beside:
                self.fastest = best.costs[Aim.DAYS]
            if best or ahead == self.furthest:
                return best
            ahead *= 2

    def _find_least(self, aim: Aim, beside: Sets) -> tuple[Solution | None, bool]:
        """Find a path that costs least, and tell whether it is proven the best of those as well.

        Courses are chosen first, the cheapest set after the cheapest, and then days for them.
        """
        tried: list[frozenset[str]] = []
        best: Solution | None = None
        while len(self.goals) == 1 and len(tried) < TRIES:
            chosen = self._ignore_days().solve(aim, beside=beside, apart=tried)
            if chosen is None or (best is not None and chosen.costs[aim] > best.costs[aim]):
                return best, True
            if len(chosen.options) > MOST_COURSES:
                break
            fitting = self._fit_days(chosen)
            if fitting and (best is None or fitting.costs[Aim.WHOLE] < best.costs[Aim.WHOLE]):
                best = fitting
            tried.append(chosen.codes)
        return best or self._program(self.furthest).solve(aim, beside=beside), False

    def _fit_days(self, chosen: Solution) -> Solution | None:
        """Find the days on which just these courses can be taken, done as soon as can be."""
        held = self.person.held
        choices = [
            [replace(one, slot=slot) for slot in self.limits.list_slots(one.offer, self.person)]
            for one in chosen.options
        ]
        orders = (_follow(order, held) for order in permutations(choices))
        fitting = [order for order in orders if order]
        if not fitting:
            return None
        best = min(fitting, key=lambda options: options[-1].last)
        days = best[-1].last - self.ready
        whole = chosen.costs[Aim.WHOLE] + 3600 * self.weights.dkk_a_day_waited * days
        return replace(
            chosen,
            options=tuple(best),
            costs={**chosen.costs, Aim.DAYS: days, Aim.WHOLE: whole},
        )

    def _weigh(self, beside: Sets, caps: Caps, known: Solution | None) -> Solution | None:
        """Find the path that weighs least, among all the options that could be in it."""
        if known is not None and known.costs[Aim.WHOLE] > self.bound:
            self.bound = round(known.costs[Aim.WHOLE] * ROOM)
        while True:
            bound, covers_all = self.bound, self._look_to(self.bound) == self.furthest
            best = self._bounded(bound, caps).solve(Aim.WHOLE, beside=beside, caps=caps)
            if best is not None and best.costs[Aim.WHOLE] <= bound:
                return best
            if best is None and covers_all and self._holds_all(bound):
                return None
            self.bound = round(max(best.costs[Aim.WHOLE] if best else 0, 2 * bound) * ROOM)

    def _bounded(self, bound: int, caps: Caps) -> Programme:
        key = (bound, *caps.items())
        if key not in self._built:
            whole = self._prune(self._look_to(bound))
            cheapest = self._find_cheapest(self._prune(self.furthest).options)
            options = tuple(
                one
                for one in whole.options
                if self._weigh_alone(one, cheapest) <= bound and _keeps(one, caps, self.ready)
            )
            self._built[key] = self._state(replace(whole, options=options))
        return self._built[key]

    def _holds_all(self, bound: int) -> bool:
        options = self._prune(self.furthest).options
        cheapest = self._find_cheapest(options)
        return all(self._weigh_alone(one, cheapest) <= bound for one in options)

    def _weigh_alone(self, one: Option, cheapest: Mapping[int, int]) -> int:
        """Weigh at least what any path with this option does, whatever else is in it.

        No path is done before the fastest, and what the option does not teach of the goal costs at
        least as much as its dearest part does alone.
        """
        days = max(one.last - self.ready, self.fastest)
        rest = max((cost for bit, cost in cheapest.items() if not one.gives >> bit & 1), default=0)
        waiting = 3600 * (self.weights.dkk_a_day_waited * days - self.worth)
        return waiting + self._charge(one) + rest

    def _charge(self, one: Option) -> int:
        """Give what a course costs in money and travel, in 3600ths of a krone."""
        weights = self.weights
        return 3600 * (one.price + weights.dkk_a_course) + weights.dkk_a_travel_hour * one.travel

    def _find_cheapest(self, options: Iterable[Option]) -> dict[int, int]:
        """Find the least that each level of the only goal costs to be taught."""
        cheapest: dict[int, int] = {}
        if len(self.goals) > 1 or self.goals[0].units is not None:
            return cheapest
        bits = self._prune(self.furthest).goals[0][1]
        for one in options:
            for bit in list_bits(one.gives & bits):
                cheapest[bit] = min(cheapest.get(bit, 3600 * NEVER), self._charge(one))
        return cheapest

    def _look_to(self, bound: int) -> int:
        """Tell how many days ahead an option within the bound may end."""
        daily = 3600 * self.weights.dkk_a_day_waited
        if not daily:
            return self.furthest
        return max(0, min(self.furthest, (bound + 3600 * self.worth) // daily))

    def _find_furthest(self) -> int:
        furthest = self.catalogue.ends_on - self.ready
        if self.limits.latest is not None and Limit.LATEST in self.limits.set_ones:
            furthest = min(furthest, (self.limits.latest - self.person.ready).days)
        return max(0, furthest)

    def _program(self, ahead: int) -> Programme:
        if ahead not in self._built:
            self._built[ahead] = self._state(self._prune(ahead))
        return self._built[ahead]

    def _prune(self, ahead: int) -> Pruned:
        if ahead not in self._pruned:
            until = self.person.ready + timedelta(days=ahead)
            limits = replace(self.limits, latest=until, lifted=self.limits.lifted - {Limit.LATEST})
            self._pruned[ahead] = prune(
                self.catalogue, self.goals, self.person, limits, keep=self.keep
            )
        return self._pruned[ahead]

    def _ignore_days(self) -> Programme:
        """State the choice of courses alone; nothing is dominated, for any may have the days."""
        if "timeless" not in self._built:
            pruned = prune(
                self.catalogue, self.goals, self.person, self.limits, keep=0, calendar=False
            )
            self._built["timeless"] = self._state(pruned, calendar=False)
        return self._built["timeless"]

    def _state(self, pruned: Pruned, *, calendar: bool = True) -> Programme:
        return Programme(pruned, self.person, self.limits, self.weights, calendar=calendar)


def _keeps(one: Option, caps: Caps, ready: int) -> bool:
    """Whether an option alone keeps within the caps."""
    costs = {Aim.DAYS: one.last - ready, Aim.PRICE: one.price, Aim.TRAVEL: one.travel}
    return all(costs[aim] <= most for aim, most in caps.items())


def _follow(order: Iterable[Sequence[Option]], held: Levels) -> list[Option] | None:
    """Take courses in an order, each on the start that ends first; None where one cannot be."""
    levels, day = dict(held), 0
    taken: list[Option] = []
    for choices in order:
        open_ones = [
            one
            for one in choices
            if one.first > day
            and all(levels.get(skill, 0) >= n for skill, n in one.offer.requires.items())
        ]
        if not open_ones:
            return None
        best = min(open_ones, key=lambda one: (one.last, one.first))
        taken.append(best)
        day = best.last
        for skill, level in best.offer.teaches.items():
            levels[skill] = max(levels.get(skill, 0), level)
    return taken

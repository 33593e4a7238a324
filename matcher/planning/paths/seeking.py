"""The best path by each preference, looking no further ahead than the proof asks for.

Waiting costs by the day, so a path found within some weeks is proven best of all once no path that
ends later could weigh as little. What a path costs at least is proven the same way by the courses
alone, their days not counted. Where neither suffices, the whole calendar is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from matcher.pathways import Preference
from matcher.planning.paths.offers import Catalogue, Goal, Limit, Limits, Person
from matcher.planning.paths.pruning import prune
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

Sets = Sequence[frozenset[str]]


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
        self.furthest = self._find_furthest()
        self._built: dict[int, Programme] = {}
        self._timeless: Programme | None = None

    def find(self, preference: Preference, *, beside: Sets = ()) -> Solution | None:
        """Find the best path by a preference that contains none of those before."""
        first, *rest = AIMS[preference]
        best = self._find_least(first, beside)
        if best is None or not rest:
            return best
        return self._weigh(beside, {first: best.costs[first]}, at_least=best.costs[Aim.DAYS])

    def _find_least(self, aim: Aim, beside: Sets) -> Solution | None:
        if aim is Aim.WHOLE:
            return self._weigh(beside, NO_CAPS)
        bound = None
        if aim is not Aim.DAYS:
            lowest = self._ignore_days().solve(aim, beside=beside)
            if lowest is None:
                return None
            bound = lowest.costs[aim]
        for ahead in self._look(FIRST_LOOK):
            best = self._program(ahead).solve(aim, beside=beside)
            if best and (aim is Aim.DAYS or best.costs[aim] == bound or ahead == self.furthest):
                return best
        return None

    def _weigh(
        self, beside: Sets, caps: Mapping[Aim, int], *, at_least: int = 0
    ) -> Solution | None:
        """Find the path that weighs least, as far ahead as one could still weigh less."""
        caps = dict(caps)
        if Aim.DAYS in caps:
            return self._program(min(caps[Aim.DAYS], self.furthest)).solve(
                Aim.WHOLE, beside=beside, caps={}
            )
        for ahead in self._look(max(FIRST_LOOK, at_least)):
            best = self._program(ahead).solve(Aim.WHOLE, beside=beside, caps=caps)
            if best is None:
                continue
            needed = self._look_for(best)
            if needed <= ahead:
                return best
            return self._program(needed).solve(Aim.WHOLE, beside=beside, caps=caps)
        return None

    def _look_for(self, best: Solution) -> int:
        """Find how far ahead a path could end that weighs less than this one."""
        worth = sum(goal.worth for goal in self.goals) if len(self.goals) > 1 else 0
        daily = 3600 * self.weights.dkk_a_day_waited
        if not daily:
            return self.furthest
        return min(self.furthest, (best.costs[Aim.WHOLE] + 3600 * worth) // daily)

    def _look(self, ahead: int) -> Iterable[int]:
        while ahead < self.furthest:
            yield ahead
            ahead *= 2
        yield self.furthest

    def _find_furthest(self) -> int:
        ready = self.person.ready.toordinal()
        furthest = self.catalogue.ends_on - ready
        if self.limits.latest is not None and Limit.LATEST in self.limits.set_ones:
            furthest = min(furthest, (self.limits.latest - self.person.ready).days)
        return max(0, furthest)

    def _program(self, ahead: int) -> Programme:
        if ahead not in self._built:
            until = self.person.ready + timedelta(days=ahead)
            pruned = prune(
                self.catalogue, self.goals, self.person, self._end_by(until), keep=self.keep
            )
            self._built[ahead] = Programme(pruned, self.person, self.limits, self.weights)
        return self._built[ahead]

    def _end_by(self, day: date) -> Limits:
        return replace(self.limits, latest=day, lifted=self.limits.lifted - {Limit.LATEST})

    def _ignore_days(self) -> Programme:
        if self._timeless is None:
            pruned = prune(
                self.catalogue, self.goals, self.person, self.limits, keep=self.keep, calendar=False
            )
            self._timeless = Programme(
                pruned, self.person, self.limits, self.weights, calendar=False
            )
        return self._timeless

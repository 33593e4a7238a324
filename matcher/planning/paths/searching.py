"""The best paths under a preference, and what is in the way where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from matcher.errors import Conflict
from matcher.pathways import Preference
from matcher.planning.paths.offers import Catalogue, Goal, Levels, Limit, Limits, Offer, Person
from matcher.planning.paths.reaching import reach
from matcher.planning.paths.seeking import AIMS, Seeker
from matcher.planning.paths.solving import Solution
from matcher.planning.paths.weights import BALANCED, Weights

PREFERENCES = tuple(Preference)


@dataclass(frozen=True)
class Search:
    """A question: how many paths, by what preference, and how things are weighed.

    ``others`` says whether the best under each other preference is looked for as well.
    """

    count: int = 3
    preference: Preference = Preference.BALANCED
    others: bool = True
    weights: Weights = BALANCED


@dataclass(frozen=True)
class Taken:
    """One course of a path, in its variant and on its days."""

    offer: Offer
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Found:
    """One path: the preferences it is best under (none where it is the next best of the main one).

    ``cost`` is what the preference weighs first and then the whole, in 3600ths of a krone.
    """

    preferences: tuple[Preference, ...]
    steps: tuple[Taken, ...]
    goals: tuple[Goal, ...]
    cost: tuple[int, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The courses taken, in their variants."""
        return frozenset(step.offer.code for step in self.steps)


@dataclass(frozen=True)
class Hindrance:
    """Something in the way of any path.

    ``kind`` is ``untaught`` (a skill no course leads to, at ``level``; ``best`` is the highest that
    one does), ``calendar`` (no starts follow each other as they must), or a `Limit`, with the
    ``least`` value that would do while the others stay as they are, None where lifting it alone
    is not enough.
    """

    kind: str
    skill: str = ""
    level: int = 0
    best: int = 0
    least: date | int | float | Decimal | None = field(default=None)


def list_reachable(catalogue: Catalogue, needs: Levels, person: Person) -> dict[str, int]:
    """List what of the needs courses lead to at all, each as far as they go."""
    levels = reach(catalogue, [Goal("", needs)], person.held)
    found = {skill: min(level, levels.get(skill, 0)) for skill, level in needs.items()}
    return {skill: level for skill, level in found.items() if level > person.held.get(skill, 0)}


def search(
    catalogue: Catalogue,
    goals: Sequence[Goal],
    person: Person,
    limits: Limits,
    *,
    asked: Search | None = None,
) -> tuple[Found, ...]:
    """Find the best paths, different sets of courses each; none where there is none.

    Parameters
    ----------
    catalogue : Catalogue
        Every course there is.
    goals : sequence of Goal
        One to be reached, or several of which one will do.
    person : Person
        Who is to take the path.
    limits : Limits
        What it must keep within.
    asked : Search, optional
        How many, by what preference.

    Returns
    -------
    tuple of Found
        The best first, then the next best, none containing the courses of one before it; then
        the best under each other preference where that is another path.
    """
    asked = asked or Search()
    keep = max(1, asked.count)
    seeker = Seeker(catalogue, goals, person, limits, weights=asked.weights, keep=keep)
    found: list[Found] = []
    before: list[frozenset[str]] = []
    while len(before) < asked.count:
        best = seeker.find(asked.preference, beside=before)
        if best is None:
            break
        found.append(_tell(best, asked.preference, is_best=not before))
        before.append(best.codes)
        if not best.codes:
            break
    if found and asked.others:
        found = _add_others(found, seeker, asked.preference)
    return tuple(found)


def _add_others(found: list[Found], seeker: Seeker, main: Preference) -> list[Found]:
    for preference in PREFERENCES:
        if preference is main:
            continue
        try:
            best = seeker.find(preference)
        except Conflict:  # it is not shown as the best by what could not be proven in time
            best = None
        if best is None:
            continue
        told = _tell(best, preference, is_best=True)
        same = [i for i, one in enumerate(found) if one.steps == told.steps]
        if same:
            one = found[same[0]]
            found[same[0]] = replace(one, preferences=(*one.preferences, preference))
        else:
            found.append(told)
    return found


def _tell(solution: Solution, preference: Preference, *, is_best: bool) -> Found:
    steps = tuple(
        Taken(one.offer, date.fromordinal(one.first), date.fromordinal(one.last))
        for one in solution.options
    )
    cost = tuple(solution.costs[aim] for aim in AIMS[preference])
    return Found((preference,) if is_best else (), steps, solution.goals, cost)


def find_hindrances(
    catalogue: Catalogue, goals: Sequence[Goal], person: Person, limits: Limits
) -> tuple[Hindrance, ...]:
    """Say why there is no path: what no course teaches, or limits that cannot all be kept.

    The limits told are irreducible: without any one of them the others could be kept, as far as
    nothing else is in the way.
    """
    untaught = _find_untaught(catalogue, goals, person)
    if untaught:
        return untaught
    kept = list(limits.set_ones)
    for limit in limits.set_ones:
        if not _is_feasible(catalogue, goals, person, _lift_all_but(limits, kept, limit)):
            kept.remove(limit)
    if not kept:
        return (Hindrance("calendar"),)
    return tuple(
        Hindrance(limit, least=_find_least(catalogue, goals, person, limits, limit))
        for limit in kept
    )


def _find_untaught(
    catalogue: Catalogue, goals: Sequence[Goal], person: Person
) -> tuple[Hindrance, ...]:
    """Find the levels that no course leads to, where they keep every goal out of reach."""
    levels = reach(catalogue, goals, person.held)
    found: list[Hindrance] = []
    for goal in goals:
        lacking = [
            Hindrance("untaught", skill, level, levels.get(skill, 0))
            for skill, level in goal.needs.items()
            if levels.get(skill, 0) < level
        ]
        reached = sum(
            min(levels.get(skill, 0), level) - min(person.held.get(skill, 0), level)
            for skill, level in goal.needs.items()
        )
        if not lacking or (goal.units is not None and reached >= goal.units):
            return ()
        found += lacking
    return tuple(dict.fromkeys(found))


def _lift_all_but(limits: Limits, kept: Sequence[Limit], limit: Limit) -> Limits:
    return replace(limits, lifted=frozenset(Limit) - (frozenset(kept) - {limit}))


def _is_feasible(
    catalogue: Catalogue, goals: Sequence[Goal], person: Person, limits: Limits
) -> bool:
    asked = Search(count=1, others=False)
    return bool(search(catalogue, goals, person, limits, asked=asked))


def _find_least(
    catalogue: Catalogue, goals: Sequence[Goal], person: Person, limits: Limits, limit: Limit
) -> date | int | float | Decimal | None:
    """Find the least value of a limit with which there is a path, the others as they are."""
    free = replace(limits, lifted=limits.lifted | {limit})
    firsts = {Limit.LATEST: Preference.FASTEST, Limit.BUDGET: Preference.CHEAPEST}
    if limit in firsts:
        asked = Search(count=1, preference=firsts[limit], others=False)
        best = search(catalogue, goals, person, free, asked=asked)
        if not best:
            return None
        if limit is Limit.BUDGET:
            return best[0].cost[0]
        return max(step.ends_on for step in best[0].steps)
    if not _is_feasible(catalogue, goals, person, free):
        return None
    if limit is Limit.TRAVEL:
        tried = [replace(limits, travel=value) for value in sorted(set(person.minutes.values()))]
        return _find_first(catalogue, goals, person, tried).travel
    if limit is Limit.HOURS:
        hours = sorted({offer.hours_a_day for offer in catalogue.offers})
        tried = [replace(limits, hours=value) for value in hours]
        return _find_first(catalogue, goals, person, tried).hours
    return None


def _find_first(
    catalogue: Catalogue, goals: Sequence[Goal], person: Person, tried: Sequence[Limits]
) -> Limits:
    """Find the tightest of limits that widen, the last of which is known to do."""
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        if _is_feasible(catalogue, goals, person, tried[middle]):
            high = middle
        else:
            low = middle + 1
    return tried[low]

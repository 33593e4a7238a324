"""Which courses can matter to a search at all; nothing is left out that an optimal path needs.

Three steps, each exact:

1. *Closure*: only what teaches a missing level, or one that such a course requires, and so on.
2. *Earliest days*: a start is dropped where what the course requires cannot be learned before it.
3. *Dominance*: an option (a course on a start) is dropped where at least ``keep`` other courses
   have an option within its days that teaches as much, requires as little, and costs and takes as
   little. Why that is safe for the ``keep`` best paths: take the i-th best path, i at most
   ``keep``, using the option. Putting a dominating course in its place gives a path no dearer. It
   is among the forbidden (a superset of one found before) only if that earlier path has exactly
   this course beside the rest, and so each of the i-1 earlier paths blocks one dominating course
   at most; one of ``keep`` stays free.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.planning.paths.offers import Catalogue, Goal, Levels, Limits, Offer, Person, Slot

NEVER = 10**9


@dataclass(frozen=True)
class Option:
    """A course on a start, as numbers: bits of levels taught and required, and costs."""

    offer: Offer
    slot: Slot
    gives: int
    needs: int
    price: int
    travel: int

    @property
    def first(self) -> int:
        """The first day."""
        return self.slot.first

    @property
    def last(self) -> int:
        """The last day."""
        return self.slot.last


class Levelling:
    """Each level of each skill that can matter, as a bit.

    Parameters
    ----------
    held : mapping of str to int
        What is held already and needs no course.
    """

    def __init__(self, held: Levels) -> None:
        self.held = held
        self.bits: dict[tuple[str, int], int] = {}

    def ask(self, needs: Levels) -> list[tuple[str, int]]:
        """Give the levels among these that are not held."""
        return [(skill, level) for skill, level in needs.items() if self.held.get(skill, 0) < level]

    def name(self, levels: Iterable[tuple[str, int]]) -> int:
        """Give the bits of levels, making those that are new."""
        found = 0
        for one in levels:
            found |= 1 << self.bits.setdefault(one, len(self.bits))
        return found

    def read(self, teaches: Levels) -> int:
        """Give the bits of all the levels that teaching to these reaches."""
        found = 0
        for (skill, level), bit in self.bits.items():
            if teaches.get(skill, 0) >= level:
                found |= 1 << bit
        return found


@dataclass(frozen=True)
class Pruned:
    """What is left to search: options, and the bits each goal needs."""

    options: tuple[Option, ...]
    levelling: Levelling
    goals: tuple[tuple[Goal, int], ...]
    considered: int


def prune(
    catalogue: Catalogue,
    goals: Sequence[Goal],
    person: Person,
    limits: Limits,
    *,
    keep: int,
) -> Pruned:
    """Prune what cannot matter; ``keep`` nought keeps every course that teaches anything needed."""
    levelling = Levelling(person.held)
    wanted = [(goal, levelling.name(list_units(goal, levelling))) for goal in goals]
    offers = close(catalogue, levelling, person, limits)
    options = drop_early(list(_list_options(offers, levelling, person, limits)))
    aims = 0
    for _, bits in wanted:
        aims |= bits
    before = -1
    while keep and len(options) != before:
        before = len(options)
        options = drop_early(drop_dominated(drop_useless(options, aims), keep))
    return Pruned(tuple(options), levelling, tuple(wanted), len(offers))


def _list_options(
    offers: Iterable[Offer], levelling: Levelling, person: Person, limits: Limits
) -> Iterator[Option]:
    for offer in offers:
        slots = limits.list_slots(offer, person)
        if slots:
            gives = levelling.read(offer.teaches)
            needs = levelling.name(levelling.ask(offer.requires))
            travel = round(2 * 60 * person.minutes.get(offer.postcode, 0.0) * offer.days)
            for slot in slots:
                yield Option(offer, slot, gives, needs, offer.price, travel)


def list_units(goal: Goal, levelling: Levelling) -> list[tuple[str, int]]:
    """List the levels a goal asks for: the last of each skill, or each where some will do."""
    missing = levelling.ask(goal.needs)
    if goal.units is None:
        return missing
    return [
        (skill, level)
        for skill, most in missing
        for level in range(levelling.held.get(skill, 0) + 1, most + 1)
    ]


def close(
    catalogue: Catalogue, levelling: Levelling, person: Person, limits: Limits
) -> list[Offer]:
    """List the courses that teach what is missing, or what such a course requires, and so on."""
    found: dict[str, Offer] = {}
    asked: set[tuple[str, int]] = set()
    queue = list(levelling.bits)
    while queue:
        one = queue.pop()
        if one in asked:
            continue
        asked.add(one)
        for offer in catalogue.list_teaching(*one):
            if offer.code not in found and limits.admit(offer, person):
                found[offer.code] = offer
                required = levelling.ask(offer.requires)
                levelling.name(required)
                queue += required
    return [found[code] for code in sorted(found)]


def drop_useless(options: list[Option], aims: int) -> list[Option]:
    """Look away from levels that no aim and no option left needs, and drop who gives no other."""
    for one in options:
        aims |= one.needs
    return [replace(one, gives=one.gives & aims) for one in options if one.gives & aims]


def drop_early(options: list[Option]) -> list[Option]:
    """Drop the starts that come before what they require can have been learned."""
    while True:
        earliest = find_earliest(options)
        kept = [
            one
            for one in options
            if all(earliest.get(bit, NEVER) < one.first for bit in list_bits(one.needs))
        ]
        if len(kept) == len(options):
            return kept
        options = kept


def find_earliest(options: Iterable[Option]) -> dict[int, int]:
    """Find the first day by whose end each level can be reached by any option."""
    earliest: dict[int, int] = {}
    for one in options:
        for bit in list_bits(one.gives):
            earliest[bit] = min(earliest.get(bit, NEVER), one.last)
    return earliest


def list_bits(mask: int) -> list[int]:
    """List the places of the bits that are set.

    Examples
    --------
    >>> list_bits(0b1010)
    [1, 3]
    """
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def drop_dominated(options: list[Option], keep: int) -> list[Option]:
    """Drop the options that ``keep`` other courses serve at least as well.

    Going from the best down, an option can only be dominated by one that comes before it, and so
    what is dropped always has enough dominating options among those kept.
    """
    ranked = sorted(options, key=_rank)
    kept: list[Option] = []
    by_gift: dict[int, list[Option]] = {}
    for one in ranked:
        dominating: set[str] = set()
        for gift, group in by_gift.items():
            if one.gives & ~gift:
                continue
            dominating.update(
                other.offer.course
                for other in group
                if other.offer.course != one.offer.course and _serves(other, one)
            )
            if len(dominating) >= keep:
                break
        if len(dominating) < keep:
            kept.append(one)
            by_gift.setdefault(one.gives, []).append(one)
    kept.sort(key=lambda one: (one.first, one.offer.code))
    return kept


def _rank(one: Option) -> tuple[int, int, int, int, int, str, int]:
    """Order so that whatever serves as well as an option comes before it; ties by code."""
    return (
        one.last - one.first,
        one.price,
        one.travel,
        one.needs.bit_count(),
        -one.gives.bit_count(),
        one.offer.code,
        one.first,
    )


def _serves(other: Option, one: Option) -> bool:
    """Whether one option could stand in the other's place; what it gives is known to suffice."""
    return (
        other.first >= one.first
        and other.last <= one.last
        and other.price <= one.price
        and other.travel <= one.travel
        and not other.needs & ~one.needs
    )


def reach(catalogue: Catalogue, goals: Iterable[Goal], held: Levels) -> Mapping[str, int]:
    """Give the levels that courses lead to, whatever it takes: no limit, no calendar."""
    levels = dict(held)
    left = _list_related(catalogue, goals, Levelling(held))
    while True:
        taken = [one for one in left if _is_open_to(levels, one)]
        if not taken:
            return levels
        for one in taken:
            for skill, level in one.teaches.items():
                levels[skill] = max(levels.get(skill, 0), level)
        gone = {one.code for one in taken}
        left = [one for one in left if one.code not in gone]


def _is_open_to(levels: Levels, offer: Offer) -> bool:
    return all(levels.get(skill, 0) >= level for skill, level in offer.requires.items())


def _list_related(catalogue: Catalogue, goals: Iterable[Goal], levelling: Levelling) -> list[Offer]:
    """List the courses that teach anything of a skill that matters, directly or on the way."""
    related: dict[str, Offer] = {}
    seen: set[str] = set()
    queue = [skill for goal in goals for skill, _ in levelling.ask(goal.needs)]
    while queue:
        skill = queue.pop()
        if skill in seen:
            continue
        seen.add(skill)
        for offer in catalogue.list_teaching(skill, levelling.held.get(skill, 0) + 1):
            if offer.code not in related:
                related[offer.code] = offer
                queue += [one for one, _ in levelling.ask(offer.requires)]
    return list(related.values())

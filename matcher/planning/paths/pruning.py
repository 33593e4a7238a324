"""Which courses can matter to a search at all; nothing is left out that an optimal path needs.

Two steps, repeated until nothing new is asked for:

1. *Closure*: only what teaches a level that is missing, or that a course kept requires.
2. *Dominance*: an option (a course on a start) is dropped where at least ``keep`` other courses
   have an option within its days that teaches as much of those levels, requires as little, and
   costs and takes as little.

Why that is safe for the ``keep`` best paths: take the i-th best, i at most ``keep``, and in it the
last option that was dropped. What comes after it was kept and asks for levels of the closure only,
so it serves by nothing else. Putting a dominating course in its place gives a path no dearer. That
is among the forbidden (a superset of one found before) only if the earlier path has exactly this
course beside the rest, so each of the i-1 earlier paths blocks one dominating course at most, and
one of ``keep`` stays free. The new path holds one dropped option fewer; and so on.

A start is dropped as well where what the course requires cannot be learned before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

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
    goals: tuple[tuple[Goal, int], ...]


def prune(
    catalogue: Catalogue,
    goals: Sequence[Goal],
    person: Person,
    limits: Limits,
    *,
    keep: int,
    calendar: bool = True,
) -> Pruned:
    """Prune what cannot matter.

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
    keep : int
        For how many paths in a row nothing may be lost; nought keeps the whole closure.
    calendar : bool
        Whether the days count; without them each course that starts at all is one option.
    """
    levelling = Levelling(person.held)
    wanted = tuple((goal, levelling.name(list_units(goal, levelling))) for goal in goals)
    known = -1
    while len(levelling.bits) != known:
        known = len(levelling.bits)
        offers = list_teaching(catalogue, levelling, person, limits)
        options = list(list_options(offers, levelling, person, limits, calendar=calendar))
        if keep:
            options = drop_dominated(options, levelling, keep)
        for one in options:
            levelling.name(levelling.ask(one.offer.requires))
    asked = [levelling.name(levelling.ask(one.offer.requires)) for one in options]
    options = [replace(one, needs=bits) for one, bits in zip(options, asked, strict=True)]
    return Pruned(tuple(drop_early(options) if calendar else options), wanted)


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


def list_teaching(
    catalogue: Catalogue, levelling: Levelling, person: Person, limits: Limits
) -> list[Offer]:
    """List the courses open to the person that teach a level that matters so far."""
    found: dict[str, Offer] = {}
    for skill, level in levelling.bits:
        for offer in catalogue.list_teaching(skill, level):
            if offer.code not in found and limits.admit(offer, person):
                found[offer.code] = offer
    return [found[code] for code in sorted(found)]


def list_options(
    offers: Iterable[Offer],
    levelling: Levelling,
    person: Person,
    limits: Limits,
    *,
    calendar: bool = True,
) -> Iterator[Option]:
    """List the courses on each of their starts; what they require is not told yet."""
    ready = person.ready.toordinal()
    for offer in offers:
        slots = limits.list_slots(offer, person)
        if not calendar:
            slots = [Slot(ready, ready)] if slots else []
        if slots:
            gives = levelling.read(offer.teaches)
            travel = round(2 * 60 * person.minutes.get(offer.postcode, 0.0) * offer.days)
            for slot in slots:
                yield Option(offer, slot, gives, 0, offer.price, travel)


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


def drop_dominated(options: list[Option], levelling: Levelling, keep: int) -> list[Option]:
    """Drop the options that ``keep`` other courses serve at least as well.

    Going from the best down, an option can only be dominated by one that comes before it, and so
    what is dropped always has enough dominating options among those kept.
    """
    asked = {one.offer.code: dict(levelling.ask(one.offer.requires)) for one in options}
    names = {course: i for i, course in enumerate({one.offer.course for one in options})}

    def rank(one: Option) -> tuple[int, int, int, int, int, str, int]:
        asks, gives = sum(asked[one.offer.code].values()), one.gives.bit_count()
        span = one.last - one.first
        return span, one.price, one.travel, asks, -gives, one.offer.code, one.first

    ranked = sorted(options, key=rank)
    table = np.array(
        [
            (one.first, -one.last, -one.price, -one.travel, names[one.offer.course])
            for one in ranked
        ],
        dtype=np.int64,
    ).reshape(-1, 5)
    rows = np.empty_like(table)
    kept: list[int] = []
    for place, one in enumerate(ranked):
        among = rows[: len(kept)]
        fits = (among[:, :4] >= table[place, :4]).all(axis=1) & (among[:, 4] != table[place, 4])
        others = (ranked[kept[index]] for index in np.flatnonzero(fits))
        dominating = {
            other.offer.course
            for other in others
            if not one.gives & ~other.gives
            and _asks_less(asked[other.offer.code], asked[one.offer.code])
        }
        if len(dominating) < keep:
            rows[len(kept)] = table[place]
            kept.append(place)
    return sorted((ranked[i] for i in kept), key=lambda one: (one.first, one.offer.code))


def _asks_less(other: Mapping[str, int], one: Mapping[str, int]) -> bool:
    return all(one.get(skill, 0) >= level for skill, level in other.items())

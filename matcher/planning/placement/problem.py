"""A round as it is solved: who wishes what, what can be had, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from matcher.planning.placement.lottery import draw_lots

Pair = tuple[str, str]
"""A student and a programme."""

Seats = Mapping[str, tuple[str, ...]]
"""The programmes each student has a seat in."""

UNRANKED = 10**6
"""Where a host's list puts whom it does not name: last."""


@dataclass(frozen=True)
class Room:
    """A programme's seats, those it needs to open, the period it lies in and its track.

    Whoever has a seat in a period has no other seat in it.
    """

    least: int
    most: int
    period: int = 0
    track: str = ""


@dataclass(frozen=True)
class Problem:
    """Who wishes what, and what can be had.

    Parameters
    ----------
    wishes : mapping of str to tuple of str
        Every student, and the programmes wished, the dearest first.
    rooms : mapping of str to Room
        The programmes in the round.
    seed : int
        The published number that the lots are drawn from.
    ranks : mapping of pair to int
        Where a host has put a student, 1 first; equal ranks are settled as if there were none.
    merits : mapping of pair to int
        The class of a student in a programme, such as how much of what the host looks for was
        seen; higher goes first, and within a class the lot decides.
    benefits : mapping of pair to float
        What a seat is expected to be worth, from 0 to 1.
    locks : frozenset of pair
        Seats that a coordinator has given beforehand.
    refused : mapping of pair to str
        Pairs that a hard limit, the coordinator or the host forbids, and the code of why.
    quotas : mapping of str to float
        The least share of all seats given that a track should have; soft, and reported.
    most : int
        The seats that a student may hold, each in a period of its own.
    """

    wishes: Seats
    rooms: Mapping[str, Room]
    seed: int = 0
    ranks: Mapping[Pair, int] = field(default_factory=dict)
    merits: Mapping[Pair, int] = field(default_factory=dict)
    benefits: Mapping[Pair, float] = field(default_factory=dict)
    locks: frozenset[Pair] = frozenset()
    refused: Mapping[Pair, str] = field(default_factory=dict)
    quotas: Mapping[str, float] = field(default_factory=dict)
    most: int = 1

    @cached_property
    def lots(self) -> Mapping[str, int]:
        """The lot of each student, from 1; another student more or less changes no order."""
        return draw_lots(self.wishes, self.seed)

    def list_open(self, student: str) -> tuple[str, ...]:
        """List the wishes that can be had at all, the dearest first."""
        return tuple(
            one
            for one in dict.fromkeys(self.wishes[student])
            if one in self.rooms and (student, one) not in self.refused
        )

    def priority(self, student: str, programme: str) -> tuple[bool, int, int, int]:
        """Order students in a programme, the first to keep the seat first."""
        pair = (student, programme)
        return (
            pair not in self.locks,
            self.ranks.get(pair, UNRANKED),
            -self.merits.get(pair, 0),
            self.lots[student],
        )

    def choose(self, student: str, among: Iterable[str]) -> tuple[str, ...]:
        """Choose what a student holds among programmes: locks, then wishes, one a period."""
        offered = set(among)
        locked = [one for one in sorted(offered) if (student, one) in self.locks]
        chosen: dict[int, str] = {}
        for one in (*locked, *self.list_open(student)):
            if one in offered and len(chosen) < self.most:
                chosen.setdefault(self.rooms[one].period, one)
        return tuple(chosen.values())


class Hindrance(StrEnum):
    """Why a lock or a quota cannot be kept."""

    REFUSED = "refused"
    UNKNOWN = "unknown"
    FULL = "full"
    CLASH = "clash"
    TOO_MANY = "too_many"
    FEW_SEATS = "few_seats"
    FEW_WISHES = "few_wishes"
    OUTWEIGHED = "outweighed"


@dataclass(frozen=True)
class Unkept:
    """A lock or a quota that cannot be kept: a code and the facts that words are made of.

    ``what`` is ``lock`` or ``quota``, and ``key`` the pair, or the track alone.
    """

    what: str
    key: tuple[str, ...]
    why: Hindrance
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Allocation:
    """Seats given, and what must be told of them.

    ``closed`` are programmes that are wished and do not open; ``below`` are open below their least,
    since somebody is locked to them; ``unkept`` are the locks and quotas that cannot be kept, with
    why; ``short_of`` is how far the total may be from the best, nought where that is proven.
    """

    seats: Seats
    closed: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    unkept: tuple[Unkept, ...] = ()
    short_of: float = 0.0


def count_taken(seats: Seats) -> dict[str, int]:
    """Count the seats taken in each programme.

    Examples
    --------
    >>> count_taken({"S-1": ("P-1", "P-2"), "S-2": ("P-1",), "S-3": ()})
    {'P-1': 2, 'P-2': 1}
    """
    taken: dict[str, int] = {}
    for held in seats.values():
        for one in held:
            taken[one] = taken.get(one, 0) + 1
    return taken


def list_holders(problem: Problem, seats: Seats) -> dict[str, list[str]]:
    """List who has a seat in each programme, the first to keep it first."""
    holders: dict[str, list[str]] = {one: [] for one in problem.rooms}
    for student, held in seats.items():
        for one in held:
            holders.setdefault(one, []).append(student)
    return {
        one: sorted(inside, key=lambda each: problem.priority(each, one))
        for one, inside in holders.items()
    }

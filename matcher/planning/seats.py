"""Seats for students: by student-proposing deferred acceptance, or by the best total; pure.

A student asks for the dearest wish first; a programme keeps those it must let go last: whom it is
locked to, whom its host ranked, who has more of what the host looks for, then who drew the lower
lot. A student may hold several seats where they lie in different periods.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Pair = tuple[str, str]
"""A student and a programme."""

Seats = Mapping[str, tuple[str, ...]]
"""The programmes each student has a seat in."""

UNRANKED = 10**6


@dataclass(frozen=True)
class Room:
    """A programme's seats, those it needs to open, and the period it lies in.

    Whoever has a seat in a period has no other seat in it.
    """

    least: int
    most: int
    period: int = 0


@dataclass(frozen=True)
class Problem:
    """Who wishes what, and what can be had.

    ``wishes`` hold acceptable programmes alone; ``merits`` count what the host looks for;
    ``benefits`` are expected, from 0 to 1; ``most`` is the seats a student may hold.
    """

    wishes: Seats
    rooms: Mapping[str, Room]
    seed: int = 0
    ranks: Mapping[Pair, int] = field(default_factory=dict)
    merits: Mapping[Pair, int] = field(default_factory=dict)
    benefits: Mapping[Pair, float] = field(default_factory=dict)
    locks: frozenset[Pair] = frozenset()
    most: int = 1

    @cached_property
    def lots(self) -> Mapping[str, int]:
        """The lot of each student, from 1; another student more or less changes no order."""
        return draw_lots(self.wishes, self.seed)

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
        for one in (*locked, *self.wishes[student]):
            if one in offered and len(chosen) < max(self.most, len(locked)):
                chosen.setdefault(self.rooms[one].period, one)
        return tuple(chosen.values())


@dataclass(frozen=True)
class Allocation:
    """Seats given, the programmes that do not open, and those kept open below their least."""

    seats: Seats
    closed: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def draw_lots(students: Iterable[str], seed: int) -> dict[str, int]:
    """Draw the lots: students in the order of the digests of seed and reference.

    Examples
    --------
    >>> draw_lots(["S-1", "S-2", "S-3"], 165)
    {'S-2': 1, 'S-1': 2, 'S-3': 3}
    """
    order = sorted(students, key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())
    return {one: i for i, one in enumerate(order, 1)}


def give_stably(problem: Problem) -> Allocation:
    """Give seats so that no student and programme would both rather have each other.

    Programmes that too few reach do not open: the emptiest closes first, and each that closed is
    tried once more at the end.
    """
    closed: list[str] = []
    seats = _defer(problem)
    while short := _find_short(problem, seats, closed):
        closed.append(short)
        seats = _defer(_without(problem, closed))
    for one in sorted(closed):
        fewer = [each for each in closed if each != one]
        again = _defer(_without(problem, fewer))
        if _find_short(problem, again, fewer) is None:
            closed, seats = fewer, again
    return _finish(problem, seats, closed)


def give_best_total(problem: Problem) -> Allocation:
    """Give seats so that the expected benefit of all is greatest, within the hard limits.

    Every wished seat is worth its benefit, and a little more the dearer the wish; what is still
    equal is settled by the lots.
    """
    pairs = [(student, one) for student, wished in problem.wishes.items() for one in wished]
    pairs += sorted(problem.locks - set(pairs))
    if not pairs:
        return Allocation(dict.fromkeys(problem.wishes, ()))
    codes = sorted(problem.rooms)
    size = len(pairs) + len(codes)
    worth = np.zeros(size)
    worth[: len(pairs)] = [-weigh(problem, pair) for pair in pairs]
    fixed = np.zeros(size)
    fixed[: len(pairs)] = [pair in problem.locks for pair in pairs]
    found = milp(
        worth,
        constraints=_constrain(problem, pairs, codes),
        integrality=np.ones(size),
        bounds=Bounds(fixed, np.ones(size)),
    )
    if found.x is None:
        # locks that cannot all be kept within the seats: the stable seats keep them, and say so
        return give_stably(problem)
    seats: defaultdict[str, list[str]] = defaultdict(list)
    for (student, programme), taken in zip(pairs, found.x, strict=False):
        if taken > 0.5:
            seats[student].append(programme)
    given = {student: tuple(seats[student]) for student in problem.wishes}
    taken_seats = count_taken(given)
    closed = [one for one in codes if not taken_seats.get(one) and _is_wished(problem, one)]
    return _finish(problem, given, closed)


def find_blocking_pairs(
    problem: Problem, seats: Seats, *, closed: Iterable[str] = ()
) -> list[Pair]:
    """Find pairs that would both rather have each other than what they have.

    Parameters
    ----------
    problem : Problem
        With the wishes.
    seats : mapping
        As they stand.
    closed : iterable of str
        Programmes that do not open, which nobody can have.
    """
    holders = list_holders(problem, seats)
    shut = set(closed)
    return [
        (student, one)
        for student, wished in problem.wishes.items()
        for one in wished
        if one not in shut
        and one not in seats.get(student, ())
        and one in problem.choose(student, (*seats.get(student, ()), one))
        and _would_keep(problem, one, student, holders[one])
    ]


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


def list_waiting(problem: Problem, seats: Seats, *, closed: Iterable[str] = ()) -> Seats:
    """List who would rather have each programme than what they hold, in the order it takes them."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for student, wished in problem.wishes.items():
        held = seats.get(student, ())
        for one in wished:
            if one not in held and one in problem.choose(student, (*held, one)):
                waiting[one].append(student)
    shut = set(closed)
    return {
        one: tuple(sorted(queue, key=lambda each: problem.priority(each, one)))
        for one, queue in waiting.items()
        if one not in shut
    }


def count_taken(seats: Seats) -> dict[str, int]:
    """Count the seats taken in each programme."""
    taken: dict[str, int] = {}
    for held in seats.values():
        for one in held:
            taken[one] = taken.get(one, 0) + 1
    return taken


def fill_again(problem: Problem, seats: Seats, displaced: Iterable[str]) -> Allocation:
    """Give those who lost a seat the best that is free, and move nobody else.

    Everybody else's seats are held fast; whom a programme takes first among the displaced is
    settled as ever.
    """
    moved = set(displaced)
    kept = {
        (student, one) for student, held in seats.items() for one in held if one in problem.rooms
    }
    wishes = {
        student: wished if student in moved else seats.get(student, ())
        for student, wished in problem.wishes.items()
    }
    fixed = replace(problem, wishes=wishes, locks=problem.locks | kept)
    found = _defer(fixed)
    return Allocation(found)


def weigh(problem: Problem, pair: Pair) -> float:
    """Weigh a seat: its benefit, a little for a dear wish, and the lot to settle the rest."""
    student, one = pair
    wished = problem.wishes.get(student, ())
    place = wished.index(one) if one in wished else len(wished)
    dear = 1 - place / max(1, len(wished))
    lot = problem.lots[student] / (len(problem.lots) + 1)
    return problem.benefits.get(pair, 0.5) + 0.1 * dear + 1e-5 * (1 - lot)


def _constrain(problem: Problem, pairs: list[Pair], codes: list[str]) -> list[LinearConstraint]:
    place = {code: len(pairs) + i for i, code in enumerate(codes)}
    rows: list[tuple[dict[int, float], float, float]] = []
    inside: defaultdict[str, list[int]] = defaultdict(list)
    held: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    whole: defaultdict[str, list[int]] = defaultdict(list)
    for i, (student, one) in enumerate(pairs):
        inside[one].append(i)
        held[student, problem.rooms[one].period].append(i)
        whole[student].append(i)
    for code in codes:
        room, ones = problem.rooms[code], dict.fromkeys(inside[code], 1.0)
        rows.append((ones | {place[code]: -float(room.most)}, -np.inf, 0.0))
        least = min(room.least, room.most)
        if not any((student, code) in problem.locks for student in problem.wishes):
            rows.append((ones | {place[code]: -float(least)}, 0.0, np.inf))
    rows += [(dict.fromkeys(each, 1.0), -np.inf, 1.0) for each in held.values()]
    rows += [(dict.fromkeys(each, 1.0), -np.inf, float(problem.most)) for each in whole.values()]
    entries = [(r, c, v) for r, (row, _, _) in enumerate(rows) for c, v in row.items()]
    r, c, v = (list(each) for each in zip(*entries, strict=True))
    matrix = coo_array((v, (r, c)), shape=(len(rows), len(pairs) + len(codes))).tocsr()
    return [LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])]


def _defer(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Let students ask, dearest first, and programmes let go of whom they keep last."""
    refused: defaultdict[str, set[str]] = defaultdict(set)
    holding: dict[str, set[str]] = {one: set() for one in problem.rooms}
    locked: defaultdict[str, list[str]] = defaultdict(list)
    for student, one in sorted(problem.locks):
        locked[student].append(one)
    asking = sorted(problem.wishes)
    while asking:
        student = asking.pop()
        may_have = {*problem.wishes[student], *locked[student]} & problem.rooms.keys()
        for one in problem.choose(student, may_have - refused[student]):
            let_go = _take_in(problem, one, student, holding[one])
            if let_go is not None:
                refused[let_go].add(one)
                asking.append(let_go)
    seats: dict[str, list[str]] = {student: [] for student in problem.wishes}
    for one, inside in holding.items():
        for student in inside:
            seats[student].append(one)
    return {student: problem.choose(student, held) for student, held in seats.items()}


def _take_in(problem: Problem, programme: str, student: str, inside: set[str]) -> str | None:
    """Take a student in, and tell whom the programme lets go of where it has too many."""
    if student in inside:
        return None
    inside.add(student)
    if len(inside) <= problem.rooms[programme].most:
        return None
    last = max(inside, key=lambda each: problem.priority(each, programme))
    if (last, programme) in problem.locks:
        return None
    inside.remove(last)
    return last


def _find_short(problem: Problem, seats: Seats, closed: list[str]) -> str | None:
    """Find the programme farthest below its least that may close."""
    taken = count_taken(seats)
    short = [
        (taken.get(one, 0) / room.least, one)
        for one, room in problem.rooms.items()
        if one not in closed
        and 0 < taken.get(one, 0) < room.least
        and not any((student, one) in problem.locks for student in problem.wishes)
    ]
    return min(short)[1] if short else None


def _without(problem: Problem, closed: Iterable[str]) -> Problem:
    shut = set(closed)
    wishes = {
        student: tuple(one for one in wished if one not in shut)
        for student, wished in problem.wishes.items()
    }
    return replace(problem, wishes=wishes)


def _finish(problem: Problem, seats: Seats, closed: Iterable[str]) -> Allocation:
    taken = count_taken(seats)
    below = [one for one, room in problem.rooms.items() if 0 < taken.get(one, 0) < room.least]
    return Allocation(dict(seats), tuple(sorted(closed)), tuple(sorted(below)))


def _is_wished(problem: Problem, programme: str) -> bool:
    return any(programme in wished for wished in problem.wishes.values())


def _would_keep(problem: Problem, programme: str, student: str, inside: list[str]) -> bool:
    if len(inside) < problem.rooms[programme].most:
        return True
    if not inside:
        return False
    return problem.priority(student, programme) < problem.priority(inside[-1], programme)

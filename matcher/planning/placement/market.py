"""A problem as arrays, in an order that does not depend on how it was written down.

Students are numbered by lot and programmes by code. A student's pairs lie next to each other, locks
first and then wishes from the dearest; no pair that cannot be had is among them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.planning.placement.problem import UNRANKED, Pair, Problem

Numbers = NDArray[np.int64]


class Market:
    """The pairs that can be had.

    Attributes
    ----------
    students, programmes : list of str
        By number.
    start : list of int
        Where the pairs of each student begin.
    student, programme, position : list of int
        Of each pair; the position is that of the wish among those that can be had.
    is_lock : list of bool
        Whether the pair is locked.
    place : list of int
        Where the programme puts the student, from 0; no two students share a place.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.students = sorted(problem.wishes, key=problem.lots.__getitem__)
        self.programmes = sorted(problem.rooms)
        rooms = [problem.rooms[code] for code in self.programmes]
        self.least = [min(room.least, room.most) for room in rooms]
        self.most = [room.most for room in rooms]
        periods = {key: i for i, key in enumerate(sorted({room.period for room in rooms}))}
        self.period = [periods[room.period] for room in rooms]
        self._lay_out()
        self.place = self._rank()

    @cached_property
    def locked_programmes(self) -> frozenset[int]:
        """Programmes that somebody is locked to, which open in any case."""
        return frozenset(p for p, lock in zip(self.programme, self.is_lock, strict=True) if lock)

    def read_seats(self, pairs: Iterable[int]) -> dict[str, tuple[str, ...]]:
        """Read which programmes each student has from the pairs given, the dearest first."""
        held: list[list[str]] = [[] for _ in self.students]
        for pair in sorted(pairs, key=lambda one: (self.position[one], self.programme[one])):
            held[self.student[pair]].append(self.programmes[self.programme[pair]])
        found = dict(zip(self.students, map(tuple, held), strict=True))
        return {student: found[student] for student in self.problem.wishes}

    def name(self, pair: int) -> Pair:
        """Name the student and the programme of a pair."""
        return self.students[self.student[pair]], self.programmes[self.programme[pair]]

    def _lay_out(self) -> None:
        numbers = {code: i for i, code in enumerate(self.programmes)}
        locked: dict[str, list[str]] = {}
        for student, one in sorted(self.problem.locks):
            locked.setdefault(student, []).append(one)
        self.start, self.student, self.programme = [0], [], []  # type: list[int], list[int], list[int]
        self.position: list[int] = []
        self.is_lock: list[bool] = []
        for i, student in enumerate(self.students):
            for one, at, lock in _order(self.problem.list_open(student), locked.get(student, ())):
                self.student.append(i)
                self.programme.append(numbers[one])
                self.position.append(at)
                self.is_lock.append(lock)
            self.start.append(len(self.student))

    def _rank(self) -> list[int]:
        ranks, merits = self.problem.ranks, self.problem.merits
        pairs = [self.name(pair) for pair in range(len(self.student))]
        rank = np.array([ranks.get(pair, UNRANKED) for pair in pairs], np.int64)
        merit = np.array([merits.get(pair, 0) for pair in pairs], np.int64)
        programme = np.array(self.programme, np.int64)
        free = ~np.array(self.is_lock, bool)
        order = np.lexsort((np.array(self.student, np.int64), -merit, rank, free, programme))
        place = np.empty(len(order), np.int64)
        counts = np.bincount(programme, minlength=len(self.programmes))
        first = np.repeat(np.cumsum(counts) - counts, counts)
        place[order] = np.arange(len(order)) - first
        found: list[int] = place.tolist()
        return found


def _order(wished: Sequence[str], locked: Sequence[str]) -> Iterator[tuple[str, int, bool]]:
    at = {one: i for i, one in enumerate(wished)}
    yield from ((one, at.get(one, len(wished)), True) for one in locked)
    yield from ((one, i, False) for i, one in enumerate(wished) if one not in locked)

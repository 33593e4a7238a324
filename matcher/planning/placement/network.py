"""The best total as a flow: students ask through periods for seats, and back; whole numbers only.

Every seat given is a round trip from the root through a student, a period of the student and a
programme. Costs are whole numbers and every step goes along a shortest way, so a flow is always of
the least cost for the seats there are; the ways themselves tell what a seat more or less is worth.
The loops are compiled by numba.
"""

from collections.abc import Sequence
from copy import copy
from heapq import heappop, heappush

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matcher.planning.placement.market import Market

Numbers = NDArray[np.int64]

FAR = np.int64(2**62)


class Network:
    """A market with a worth for each pair, solved; seats may then be added and taken away.

    Parameters
    ----------
    market : Market
        The pairs; locked ones are given beforehand.
    worth : sequence of int
        Of each pair, more than nought.
    closed : frozenset of int
        Programmes that have no seats.

    Attributes
    ----------
    seats : list of int
        Left for the flow in each programme.
    quota : ndarray of int
        Left for the flow for each student.
    group_of : dict of int to int
        The period of its student, as a number, of each pair that is left for the flow.
    """

    def __init__(
        self, market: Market, worth: Sequence[int], closed: frozenset[int] = frozenset()
    ) -> None:
        self.market = market
        self.worth = worth
        self.seats = [0 if p in closed else most for p, most in enumerate(market.most)]
        self._held_by_lock = [pair for pair, lock in enumerate(market.is_lock) if lock]
        for pair in self._held_by_lock:
            self.seats[market.programme[pair]] -= 1
        self._lay_out()
        _give_all(*self._arrays, self._leaving, self.quota, self._root)

    def copy(self) -> "Network":
        """Copy it, so that seats can be tried."""
        other = copy(self)
        other.seats = list(self.seats)
        first, head, cost, room, twin, potential = self._arrays
        other._arrays = first, head, cost, room.copy(), twin, potential.copy()
        return other

    def list_held(self) -> list[int]:
        """List the pairs that are together."""
        room = self._arrays[3]
        given = [pair for pair, arc in self._arc_of.items() if room[arc] == 0]
        return sorted(given + self._held_by_lock)

    def count(self, programme: int) -> int:
        """Count the seats given in a programme, locks apart."""
        arrays = self._arrays
        return int(self.seats[programme] - arrays[3][self._exit[programme]])

    def protect(self, programme: int, least: int) -> None:
        """Let nobody leave a programme that would then have fewer than the least."""
        back = self._arrays[4][self._exit[programme]]
        self._arrays[3][back] = max(0, self.count(programme) - least)

    def bring_in(self, programme: int) -> int | None:
        """Bring one more into a protected programme, as cheaply as can be; None if nobody can."""
        node = self._programme_node + programme
        cost = _push(*self._arrays, self._root, node, False)
        if cost >= FAR:
            return None
        self._arrays[3][self._exit[programme]] -= 1
        return int(cost)

    def add_seat(self, programme: int) -> int:
        """Add a seat and give it where that gains; the gain is returned."""
        way_out = self._exit[programme]
        room = self._arrays[3]
        self.seats[programme] += 1
        node = self._programme_node + programme
        cost = 0 if room[way_out] else int(_push(*self._arrays, self._root, node, True))
        if cost >= 0:
            room[way_out] += 1
            return 0
        room[self._arrays[4][way_out]] += 1
        return -cost

    def take_seat(self, programme: int) -> int:
        """Take a seat away, and place anew as well as can be; the loss is returned."""
        way_out = self._exit[programme]
        self.seats[programme] -= 1
        if self._arrays[3][way_out] > 0:
            self._arrays[3][way_out] -= 1
            return 0
        self._arrays[3][self._arrays[4][way_out]] -= 1
        return int(_push(*self._arrays, self._programme_node + programme, self._root, False))

    def close(self, programme: int) -> int:
        """Take all seats away; the loss is returned."""
        return sum(self.take_seat(programme) for _ in range(self.seats[programme]))

    def price_seats(self) -> list[int]:
        """Tell for each programme what one seat more would gain; exact."""
        ways = _measure(*self._arrays, self._root)
        first = self._programme_node
        return [max(0, -int(way)) for way in ways[first : first + len(self.seats)]]

    def price_pair(self, pair: int) -> int | None:
        """Tell what the total would lose if a student had a wished seat; exact, None if never."""
        arc = self._arc_of.get(pair)
        if arc is None:
            return None
        if self._arrays[3][arc] == 0:
            return 0
        node = self._programme_node + self.market.programme[pair]
        ways = _measure(*self._arrays, node)
        way = int(ways[self.group_of[pair]])
        return None if way >= FAR else max(0, way - self.worth[pair])

    def _lay_out(self) -> None:
        """Draw the arcs between the root, which is 0, students, their periods and programmes."""
        market, size = self.market, len(self.market.students)
        groups, quota = self._find_groups()
        self._root = 0
        self._programme_node = 1 + size + len(groups)
        free = sorted(self.group_of)
        tails = [0] * size + [1 + s for s, _ in groups] + [self.group_of[pair] for pair in free]
        heads = [*range(1, 1 + size), *groups.values()]
        heads += [self._programme_node + market.programme[pair] for pair in free]
        costs = [0] * (size + len(groups)) + [-self.worth[pair] for pair in free]
        # a student's arc from the root opens only when the student's turn comes
        rooms = [0] * size + [1] * (len(groups) + len(free))
        tails += range(self._programme_node, self._programme_node + len(self.seats))
        heads += [0] * len(self.seats)
        costs += [0] * len(self.seats)
        rooms += self.seats
        arrays, at = _arrange(tails, heads, costs, rooms)
        self._arc_of = dict(zip(free, at[size + len(groups) :].tolist(), strict=False))
        self._exit = at[len(at) - len(self.seats) :]
        self._leaving, self.quota = at[:size], quota
        potential = np.zeros(self._programme_node + len(self.seats), np.int64)
        for pair in free:
            group, student = self.group_of[pair], 1 + market.student[pair]
            potential[group] = max(potential[group], self.worth[pair])
            potential[student] = max(potential[student], self.worth[pair])
        self._arrays = (*arrays, potential)

    def _find_groups(self) -> tuple[dict[tuple[int, int], int], Numbers]:
        """Find the periods that no lock fills, and the seats that each student may have."""
        market = self.market
        quota = np.full(len(market.students), market.problem.most, np.int64)
        filled = set()
        for pair in self._held_by_lock:
            quota[market.student[pair]] -= 1
            filled.add((market.student[pair], market.period[market.programme[pair]]))
        self.group_of: dict[int, int] = {}
        groups: dict[tuple[int, int], int] = {}
        for pair, student in enumerate(market.student):
            key = (student, market.period[market.programme[pair]])
            if market.is_lock[pair] or key in filled:
                continue
            groups.setdefault(key, 1 + len(market.students) + len(groups))
            self.group_of[pair] = groups[key]
        return groups, quota


def _arrange(
    tails: list[int], heads: list[int], costs: list[int], rooms: list[int]
) -> tuple[tuple[Numbers, Numbers, Numbers, Numbers, Numbers], Numbers]:
    """Arrange arcs and those back by tail, and tell where each arc went."""
    tail = np.array(tails + heads, np.int64)
    head = np.array(heads + tails, np.int64)
    cost = np.array(costs, np.int64)
    room = np.array(rooms + [0] * len(rooms), np.int64)
    order = np.argsort(tail, kind="stable")
    at = np.empty(len(order), np.int64)
    at[order] = np.arange(len(order))
    forth, back = at[: len(tails)], at[len(tails) :]
    twin = np.empty(len(order), np.int64)
    twin[forth], twin[back] = back, forth
    nodes = int(tail.max(initial=0)) + 1
    first = np.zeros(nodes + 1, np.int64)
    first[1:] = np.cumsum(np.bincount(tail, minlength=nodes))
    both = np.concatenate([cost, -cost])
    return (first, head[order], both[order], room[order], twin), forth


@njit(cache=True, nogil=True)
def _search(first, head, cost, room, potential, source, target, way, via, touched):  # type: ignore[no-untyped-def]
    """Find shortest ways from a node, until a target is reached; ways are those of reduced cost."""
    way[source] = 0
    via[source] = -1
    touched.append(source)
    heap = [(np.int64(0), np.int64(source))]
    while len(heap) > 0:
        so_far, node = heappop(heap)
        if so_far > way[node]:
            continue
        if node == target:
            break
        for arc in range(first[node], first[node + 1]):
            if room[arc] == 0:
                continue
            other = head[arc]
            new = so_far + cost[arc] + potential[node] - potential[other]
            if new < way[other]:
                if way[other] == FAR:
                    touched.append(other)
                way[other] = new
                via[other] = arc
                heappush(heap, (new, other))


@njit(cache=True, nogil=True)
def _step(first, head, cost, room, twin, potential, source, target, way, via, only_gains):  # type: ignore[no-untyped-def]
    """Send one along the shortest way, keep the potentials right, and return what it cost."""
    touched = [np.int64(source)]
    touched.pop()
    _search(first, head, cost, room, potential, source, target, way, via, touched)
    whole = way[target]
    if whole == FAR:
        # nothing reached leads on: all of it can be let down together
        lift = max(np.int64(0), potential[source] - potential[target])
        for node in touched:
            potential[node] -= lift
            way[node] = FAR
        return FAR
    for node in touched:
        if way[node] < whole:
            potential[node] += way[node] - whole
        way[node] = FAR
    total = potential[target] - potential[source]
    if only_gains and total >= 0:
        return total
    node = target
    while node != source:
        arc = via[node]
        room[arc] -= 1
        room[twin[arc]] += 1
        node = head[twin[arc]]
    return total


@njit(cache=True, nogil=True)
def _give_all(first, head, cost, room, twin, potential, leaving, quota, root):  # type: ignore[no-untyped-def]
    """Let the students in one after the other, each as often as that gains."""
    way = np.full(len(potential), FAR, np.int64)
    via = np.full(len(potential), -1, np.int64)
    for student in range(len(leaving)):
        arc = leaving[student]
        for turn in range(quota[student]):
            got = _step(first, head, cost, room, twin, potential, head[arc], root, way, via, True)
            if got >= 0:
                room[arc] += quota[student] - turn
                break
            room[twin[arc]] += 1


@njit(cache=True, nogil=True)
def _push(first, head, cost, room, twin, potential, source, target, only_gains):  # type: ignore[no-untyped-def]
    """Send one from a node to another, or only where that gains; return the cost, or `FAR`."""
    way = np.full(len(potential), FAR, np.int64)
    via = np.full(len(potential), -1, np.int64)
    return _step(first, head, cost, room, twin, potential, source, target, way, via, only_gains)


@njit(cache=True, nogil=True)
def _measure(first, head, cost, room, twin, potential, source):  # type: ignore[no-untyped-def]
    """Measure the ways from a node to all others, in what they cost."""
    way = np.full(len(potential), FAR, np.int64)
    via = np.full(len(potential), -1, np.int64)
    touched = [np.int64(source)]
    touched.pop()
    _search(first, head, cost, room, potential, source, -1, way, via, touched)
    for node in touched:
        way[node] += potential[node] - potential[source]
    return way

"""Seats given so that no student and programme would both rather have each other.

Students ask, the dearest wish first; a programme lets go of whom it keeps last when it has too
many. Where a programme ends with some students but too few to open, the one that lacks most closes,
those it had ask on, and so forth. That gives what a new round without it would: whoever was let go
of while more programmes were open would be so with fewer. Last, a programme that closed is opened
again where that leaves every open one with enough.
"""

from heapq import heappop, heappush

from matcher.planning.placement.locks import settle_locks
from matcher.planning.placement.market import Market
from matcher.planning.placement.problem import Allocation, Problem

PAIRS_AGAIN = 5_000_000
"""How many wishes may be gone through again to open what closed; 500 students never come near."""


def give_stably(problem: Problem) -> Allocation:
    """Give seats by deferred acceptance, students asking.

    Parameters
    ----------
    problem : Problem
        Who wishes what, and what can be had.

    Returns
    -------
    Allocation
        Of all ways that are stable among the programmes that open, the one each student likes best.

    Examples
    --------
    >>> from matcher.planning.placement.problem import Room
    >>> found = give_stably(
    ...     Problem(
    ...         {"S-1": ("A", "B"), "S-2": ("A", "B"), "S-3": ("C", "A")},
    ...         {"A": Room(1, 1), "B": Room(1, 2), "C": Room(2, 5)},
    ...         ranks={("S-2", "A"): 1, ("S-3", "A"): 2},
    ...     )
    ... )
    >>> found.seats, found.closed
    ({'S-1': ('B',), 'S-2': ('A',), 'S-3': ()}, ('C',))
    """
    settled, unkept = settle_locks(problem)
    market = Market(settled)
    asking = Deferral(market)
    asking.ask()
    _close_short(asking)
    asking = _reopen(asking)
    seats = market.read_seats(asking.list_held())
    closed = tuple(market.programmes[p] for p in sorted(asking.closed))
    below = tuple(
        market.programmes[p] for p in sorted(market.locked_programmes) if asking.count_lack(p) > 0
    )
    return Allocation(seats, closed, below, unkept)


class Deferral:
    """Students asking, and programmes letting go, with some programmes closed.

    Parameters
    ----------
    market : Market
        The pairs.
    closed : frozenset of int
        Programmes that do not open.
    """

    def __init__(self, market: Market, closed: frozenset[int] = frozenset()) -> None:
        self.market = market
        self.closed = set(closed)
        self._refused = bytearray(len(market.student))
        self._held = bytearray(len(market.student))
        # per programme its pairs, the one it keeps last on top
        self._inside: list[list[tuple[int, int]]] = [[] for _ in market.programmes]
        self._asking = list(range(len(market.students)))

    def ask(self) -> None:
        """Let students ask until nobody has anything left to ask for."""
        while self._asking:
            student = self._asking.pop()
            for pair in self._choose(student):
                if not self._held[pair]:
                    self._take_in(pair)

    def close(self, programme: int) -> None:
        """Close a programme; those it had ask on."""
        self.closed.add(programme)
        for _, pair in self._inside[programme]:
            self._let_go(pair)
        self._inside[programme].clear()
        self.ask()

    def list_held(self) -> list[int]:
        """List the pairs that are together."""
        return [pair for inside in self._inside for _, pair in inside]

    def count_lack(self, programme: int) -> int:
        """Count how many a programme lacks to open; nought where nobody is in it."""
        inside = len(self._inside[programme])
        return max(0, self.market.least[programme] - inside) if inside else 0

    def list_wanting(self) -> dict[int, int]:
        """Count for each closed programme who would ask for it if it alone were opened.

        No more do once it is: an open programme more leaves no student worse off.
        """
        market, counts = self.market, dict.fromkeys(self.closed, 0)
        for student in range(len(market.students)):
            held = 0
            periods: set[int] = set()
            for pair in range(market.start[student], market.start[student + 1]):
                programme = market.programme[pair]
                if market.period[programme] in periods:
                    continue
                if programme in counts:
                    counts[programme] += 1
                elif not self._refused[pair]:
                    held += 1
                    periods.add(market.period[programme])
                if held == market.problem.most:
                    break
        return counts

    def _choose(self, student: int) -> list[int]:
        """Choose among what is not refused: locks, then wishes, one a period."""
        market, chosen, periods = self.market, [], set()
        for pair in range(market.start[student], market.start[student + 1]):
            programme = market.programme[pair]
            if self._refused[pair] or market.period[programme] in periods:
                continue
            chosen.append(pair)
            periods.add(market.period[programme])
            if len(chosen) == market.problem.most:
                break
        return chosen

    def _take_in(self, pair: int) -> None:
        programme = self.market.programme[pair]
        if programme in self.closed:
            self._let_go(pair)
            return
        inside = self._inside[programme]
        heappush(inside, (-self.market.place[pair], pair))
        self._held[pair] = True
        if len(inside) > self.market.most[programme]:
            self._let_go(heappop(inside)[1])

    def _let_go(self, pair: int) -> None:
        self._held[pair] = False
        self._refused[pair] = True
        self._asking.append(self.market.student[pair])


def _close_short(asking: Deferral) -> None:
    """Close programmes with too few, the one that lacks most first, then by code."""
    may_close = set(range(len(asking.market.programmes))) - asking.market.locked_programmes
    while True:
        lacking = [(-lack, p) for p in may_close if (lack := asking.count_lack(p)) > 0]
        if not lacking:
            return
        asking.close(min(lacking)[1])


def _reopen(asking: Deferral) -> Deferral:
    """Open closed programmes again that leave every open one with enough, until none does.

    With one more open, the others have no more students than before. So who does not come to open
    on a way through the list rarely does later, and the second way is most often the last.
    """
    market = asking.market
    left = PAIRS_AGAIN // max(1, len(market.student))
    while True:
        before, wanting = asking, asking.list_wanting()
        # who is wanted by most comes first; more may not want it after another has opened
        enough = [p for p in asking.closed if wanting[p] >= market.least[p]]
        for programme in sorted(enough, key=lambda p: (market.least[p] - wanting[p], p))[:left]:
            asking = _try_open(asking, programme)
        left -= len(enough)
        if asking is before or left <= 0:
            return asking


def _try_open(asking: Deferral, programme: int) -> Deferral:
    market = asking.market
    again = Deferral(market, frozenset(asking.closed - {programme}))
    again.ask()
    lacking = {p for p in range(len(market.programmes)) if again.count_lack(p) > 0}
    return again if lacking <= market.locked_programmes else asking

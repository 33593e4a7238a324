"""Seats given so that the expected benefit of all is greatest, within the hard limits; exact."""

from collections.abc import Iterable

from matcher.planning.placement.locks import settle_locks
from matcher.planning.placement.market import Market
from matcher.planning.placement.network import Network
from matcher.planning.placement.opening import Openings, choose_openings
from matcher.planning.placement.problem import Allocation, Problem
from matcher.planning.placement.worth import weigh


def give_best_total(problem: Problem) -> Allocation:
    """Give seats for the greatest sum of benefits, counted in thousandths.

    Equal sums are settled by the wishes, and then by the lots.

    Parameters
    ----------
    problem : Problem
        Who wishes what, and what can be had; only wished and locked seats are given.

    Returns
    -------
    Allocation
        With ``short_of`` nought, unless the choice of programmes to open could not be proven best
        in the time there is.

    Examples
    --------
    >>> from matcher.planning.placement.problem import Room
    >>> found = give_best_total(
    ...     Problem(
    ...         {"S-1": ("A", "B"), "S-2": ("A",)},
    ...         {"A": Room(1, 1), "B": Room(1, 1)},
    ...         benefits={("S-1", "A"): 0.9, ("S-1", "B"): 0.7, ("S-2", "A"): 0.4},
    ...     )
    ... )
    >>> found.seats
    {'S-1': ('B',), 'S-2': ('A',)}
    """
    return BestTotal(problem).allocation


class BestTotal:
    """A problem solved for the best total, to be asked what would change it.

    Parameters
    ----------
    problem : Problem
        Who wishes what, and what can be had.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.unkept = settle_locks(problem)
        self.market = Market(self.problem)
        self.worth = weigh(self.market)
        free = Network(self.market, self.worth.pairs)
        self.openings = choose_openings(free, self.worth)
        self.network = _open(free, self.openings)

    @property
    def total(self) -> float:
        """The sum of the benefits."""
        return self.worth.read_benefit(self.sum_worth())

    @property
    def allocation(self) -> Allocation:
        """The seats."""
        market, network = self.market, self.network
        short = [
            p for p in market.locked_programmes if _count_all(market, network, p) < market.least[p]
        ]
        return Allocation(
            market.read_seats(network.list_held()),
            self._name(self.openings.closed),
            self._name(short),
            self.unkept,
            self.worth.read_benefit(self.openings.short_of),
        )

    def sum_worth(self) -> int:
        """Sum what the seats given are worth, in whole numbers."""
        return sum(self.worth.pairs[pair] for pair in self.network.list_held())

    def _name(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.market.programmes[p] for p in sorted(numbers))


def _open(free: Network, openings: Openings) -> Network:
    """Solve with the programmes that open, each brought to its least."""
    if not openings.closed and not openings.opened:
        return free
    market = free.market
    network = Network(market, free.worth, openings.closed)
    for programme in openings.opened:
        network.protect(programme, market.least[programme])
    for programme in openings.opened:
        while network.count(programme) < market.least[programme]:
            network.bring_in(programme)
    return network


def _count_all(market: Market, network: Network, programme: int) -> int:
    return sum(market.programme[pair] == programme for pair in network.list_held())

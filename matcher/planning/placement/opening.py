"""Which programmes open in the best total, where some need a minimum that the flow leaves unmet.

The flow without minimums bounds the total from above. Where it leaves a programme open below its
minimum, that programme is given a choice, open with enough or closed, and the whole is solved as a
mixed-integer programme by HiGHS; programmes that then fall short are given the choice too, until
none does. What was not given a choice binds nothing, so the last solution is the best there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.planning.placement.network import Network
from matcher.planning.placement.worth import Worth

SECONDS = 60.0
"""How long the solver may look for each proof; 5,000 students take a few."""

_SOLVED = 0


@dataclass(frozen=True)
class Openings:
    """The programmes that close, those opened with a minimum, and the doubt, as worth."""

    closed: frozenset[int] = frozenset()
    opened: tuple[int, ...] = ()
    short_of: int = 0


def find_short(network: Network) -> list[int]:
    """Find the programmes that have somebody and too few to open, those with a lock apart."""
    market, spared = network.market, network.market.locked_programmes
    return [
        p
        for p, least in enumerate(market.least)
        if p not in spared and 0 < network.count(p) < least
    ]


def choose_openings(network: Network, worth: Worth) -> Openings:
    """Choose which programmes open, so that the total is the greatest."""
    short = find_short(network)
    if not short:
        return Openings()
    problem = _Choice(network, worth, short)
    suspects = set(short) | _foresee(network.copy())
    while True:
        found = problem.solve(sorted(suspects))
        if found is None:
            return _close_greedily(network, worth)
        closed, new = found
        if not new:
            return Openings(frozenset(closed), tuple(sorted(suspects - closed)))
        suspects |= new


def _foresee(network: Network) -> set[int]:
    """Foresee who else falls short when those that lack most close, to solve once and for all."""
    found: set[int] = set()
    while short := find_short(network):
        found |= set(short)
        network.close(max(short, key=lambda p: (network.market.least[p] - network.count(p), -p)))
    return found


def _close_greedily(network: Network, worth: Worth) -> Openings:
    """Close the programme that lacks most, and so forth; what that loses bounds the doubt."""
    closed: set[int] = set()
    lost = 0
    while short := find_short(network):
        one = max(short, key=lambda p: (network.market.least[p] - network.count(p), -p))
        closed.add(one)
        lost += network.close(one)
    return Openings(frozenset(closed), short_of=lost)


@dataclass
class _Rows:
    """Rows of a linear constraint while they are gathered."""

    at: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(
        self, columns: Sequence[int], values: Sequence[float], lower: float, upper: float
    ) -> None:
        """Add one row."""
        self.at += [len(self.lower)] * len(columns)
        self.columns += columns
        self.values += values
        self.lower.append(lower)
        self.upper.append(upper)

    def build(self, width: int) -> LinearConstraint:
        """Build the constraint."""
        matrix = coo_array((self.values, (self.at, self.columns)), shape=(len(self.lower), width))
        return LinearConstraint(matrix.tocsr(), self.lower, self.upper)


class _Choice:
    """The part of a market that programmes with too few hang together with, to be solved."""

    def __init__(self, network: Network, worth: Worth, short: Iterable[int]) -> None:
        self.network, self.market = network, network.market
        self.pairs = _list_connected(network, short)
        # lots settle the seats afterwards, and would only blur the solver's numbers here
        self.cost = np.array([-(worth.pairs[pair] // worth.of_wish) for pair in self.pairs], float)
        self.cost /= worth.of_benefit / worth.of_wish
        self.by_programme: defaultdict[int, list[int]] = defaultdict(list)
        by_group: defaultdict[int, list[int]] = defaultdict(list)
        by_student: defaultdict[int, list[int]] = defaultdict(list)
        for column, pair in enumerate(self.pairs):
            self.by_programme[self.market.programme[pair]].append(column)
            by_group[network.group_of[pair]].append(column)
            by_student[self.market.student[pair]].append(column)
        self.rows = _Rows()
        for columns in by_group.values():
            self.rows.add(columns, [1.0] * len(columns), -np.inf, 1.0)
        for student, columns in by_student.items():
            if self.market.problem.most > 1:
                most = float(network.quota[student])
                self.rows.add(columns, [1.0] * len(columns), -np.inf, most)

    def solve(self, suspects: Sequence[int]) -> tuple[set[int], set[int]] | None:
        """Solve with a choice for each suspect; tell which close, and who else falls short."""
        width = len(self.pairs) + len(suspects)
        rows = self._bind(suspects)
        integral = np.zeros(width)
        integral[len(self.pairs) :] = 1
        found = milp(
            np.concatenate([self.cost, np.zeros(len(suspects))]),
            integrality=integral,
            bounds=Bounds(0, 1),
            constraints=rows.build(width),
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        if found.status != _SOLVED:
            return None
        taken = {p: found.x[columns].sum() for p, columns in self.by_programme.items()}
        closed = {p for p in suspects if taken[p] < 0.5}
        spared = self.market.locked_programmes | set(suspects)
        short = {
            p
            for p, count in taken.items()
            if p not in spared and 0.5 < count < self.market.least[p] - 0.5
        }
        return closed, short

    def _bind(self, suspects: Sequence[int]) -> _Rows:
        rows = _Rows(*(list(part) for part in vars(self.rows).values()))
        opens = {p: len(self.pairs) + i for i, p in enumerate(suspects)}
        for p, columns in self.by_programme.items():
            ones, seats = [1.0] * len(columns), float(self.network.seats[p])
            if p not in opens:
                rows.add(columns, ones, -np.inf, seats)
                continue
            rows.add([*columns, opens[p]], [*ones, -seats], -np.inf, 0.0)
            rows.add([*columns, opens[p]], [*ones, -float(self.market.least[p])], 0.0, np.inf)
            for column in columns:
                rows.add([column, opens[p]], [1.0, -1.0], -np.inf, 0.0)
        return rows


def _list_connected(network: Network, short: Iterable[int]) -> list[int]:
    """List the pairs that hang together with programmes that are short."""
    market = network.market
    pairs = sorted(network.group_of)
    students = np.array([market.student[pair] for pair in pairs])
    programmes = np.array([market.programme[pair] for pair in pairs]) + len(market.students)
    size = len(market.students) + len(market.programmes)
    links = coo_array((np.ones(len(pairs)), (students, programmes)), shape=(size, size))
    _, parts = connected_components(links, directed=False)
    wanted = {parts[len(market.students) + p] for p in short}
    return [pair for pair, at in zip(pairs, programmes, strict=True) if parts[at] in wanted]

"""What would be otherwise with a seat more or a programme less, and which seats to go and find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from matcher.planning.placement.best_total import BestTotal
from matcher.planning.placement.problem import Allocation, Problem, Seats, count_taken
from matcher.planning.placement.stable import give_stably
from matcher.planning.placement.standing import list_waiting

Give = Callable[[Problem], Allocation]
"""A mechanism."""

TRIED = 40
"""How many programmes, the most waited for, are tried with a seat more in a stable round."""


@dataclass(frozen=True)
class Change:
    """Seats more or fewer, by programme, and programmes dropped."""

    seats: Mapping[str, int] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mover:
    """A student who would hold something else.

    ``gains`` is True where each seat is at least as dear as before, False where the student loses,
    by the student's own wishes; None where neither is so.
    """

    student: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    gains: bool | None


@dataclass(frozen=True)
class Tally:
    """What seats give: students with their first wish and with any seat, seats, and benefit."""

    first: int
    any: int
    seats: int
    benefit: float


@dataclass(frozen=True)
class Difference:
    """What a change would make of a round."""

    before: Tally
    after: Tally
    movers: tuple[Mover, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(frozen=True)
class Addition:
    """A seat to go out and find, with what it and those before it gain.

    ``gain`` is the benefit it adds; ``movers`` are those who move when it and those before it come.
    """

    programme: str
    gain: float
    movers: tuple[Mover, ...]


@dataclass(frozen=True)
class Additions:
    """The seats to go out and find, and whether no other as many would gain more."""

    seats: tuple[Addition, ...]
    exact: bool


def apply(problem: Problem, change: Change) -> Problem:
    """Change the seats of a problem; a programme has at least none, and one dropped is gone.

    Examples
    --------
    >>> from matcher.planning.placement.problem import Room
    >>> problem = Problem({}, {"A": Room(1, 2), "B": Room(1, 1)})
    >>> apply(problem, Change({"A": 1}, frozenset("B"))).rooms
    {'A': Room(least=1, most=3, period=0, track='')}
    """
    rooms = {
        one: replace(room, most=max(0, room.most + change.seats.get(one, 0)))
        for one, room in problem.rooms.items()
        if one not in change.dropped
    }
    return replace(problem, rooms=rooms)


def compare(before: Problem, after: Problem, give: Give) -> Difference:
    """Solve two problems by the same mechanism, and tell who moves and what is gained.

    Parameters
    ----------
    before, after : Problem
        Of the same students.
    give : callable
        Such as `give_stably` or `give_best_total`.
    """
    was, would = give(before), give(after)
    return Difference(
        tally(before, was.seats),
        tally(after, would.seats),
        list_movers(after, was.seats, would.seats),
        tuple(sorted(count_taken(would.seats).keys() - count_taken(was.seats).keys())),
        tuple(sorted(count_taken(was.seats).keys() - count_taken(would.seats).keys())),
    )


def find_additions(problem: Problem, count: int = 3, *, stable: bool = False) -> Additions:
    """Find the seats that would gain most, each in a programme there is.

    For the best total, what a seat gains is the length of a shortest way in the flow, and never
    more after another seat has come. The total as a function of the seats is M-natural-concave, so
    taking the best again and again gives the best ``count`` of all; exact, unless some programmes
    needed a choice to open, which is then held as it is. For stable seats every round is solved
    again with one seat more in each of the programmes most waited for; what is best after one step
    need not be after three, and that is said.

    Parameters
    ----------
    problem : Problem
        The round.
    count : int
        How many seats.
    stable : bool
        Whether seats are given stably, and not for the best total.
    """
    return _find_by_trying(problem, count) if stable else _find_by_prices(problem, count)


def tally(problem: Problem, seats: Seats) -> Tally:
    """Count what seats give; the first wish is the one that was stated first."""
    return Tally(
        sum(bool(w) and w[0] in seats.get(one, ()) for one, w in problem.wishes.items()),
        sum(bool(seats.get(one)) for one in problem.wishes),
        sum(len(held) for held in seats.values()),
        sum(problem.benefits.get((one, code), 0.0) for one, held in seats.items() for code in held),
    )


def list_movers(problem: Problem, before: Seats, after: Seats) -> tuple[Mover, ...]:
    """List who holds something else, in the order the students are written in."""
    found = []
    for one, wished in problem.wishes.items():
        was, would = before.get(one, ()), after.get(one, ())
        if set(was) != set(would):
            found.append(Mover(one, was, would, _compare_seats(wished, was, would)))
    return tuple(found)


def _compare_seats(
    wished: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> bool | None:
    """Compare seat by seat, the dearest with the dearest; a seat too few is the least dear."""
    places = [sorted(_place(wished, code) for code in held) for held in (before, after)]
    length = max(map(len, places))
    was, would = ([*each, *[len(wished) + 1] * (length - len(each))] for each in places)
    if all(new <= old for new, old in zip(would, was, strict=True)):
        return True
    if all(new >= old for new, old in zip(would, was, strict=True)):
        return False
    return None


def _place(wished: tuple[str, ...], programme: str) -> int:
    return wished.index(programme) if programme in wished else len(wished)


def _find_by_prices(problem: Problem, count: int) -> Additions:
    solved = BestTotal(problem)
    network, market = solved.network, solved.market
    before = solved.allocation.seats
    exact = not solved.openings.closed and not solved.openings.opened
    found: list[Addition] = []
    for _ in range(count):
        prices = network.price_seats()
        # what does not open gains nothing by a single seat
        candidates = [p for p in range(len(prices)) if p not in solved.openings.closed]
        best = max(candidates, key=lambda p: (prices[p], -p), default=None)
        if best is None or prices[best] <= 0:
            break
        gain = solved.worth.read_benefit(network.add_seat(best))
        after = market.read_seats(network.list_held())
        movers = list_movers(problem, before, after)
        found.append(Addition(market.programmes[best], gain, movers))
    return Additions(tuple(found), exact)


def _find_by_trying(problem: Problem, count: int) -> Additions:
    """Try a seat more in each programme: who is served counts first, then wishes, then benefit."""
    start = give_stably(problem)
    now, found, exact = start, list[Addition](), True
    for _ in range(count):
        queues = list_waiting(problem, now.seats, closed=now.closed)
        tried = sorted(queues, key=lambda one: (-len(queues[one]), one))[:TRIED]
        exact = exact and not found and len(queues) <= TRIED
        options = [(one, apply(problem, Change({one: 1}))) for one in tried]
        scored = [(one, changed, give_stably(changed)) for one, changed in options]
        base = tally(problem, now.seats)
        best = max(scored, key=lambda each: _score(problem, each[2]), default=None)
        if best is None or _score(problem, best[2]) <= _score(problem, now):
            break
        one, problem, now = best
        gain = tally(problem, now.seats).benefit - base.benefit
        found.append(Addition(one, gain, list_movers(problem, start.seats, now.seats)))
    return Additions(tuple(found), exact)


def _score(problem: Problem, allocation: Allocation) -> tuple[int, int, float]:
    counted = tally(problem, allocation.seats)
    return counted.seats, counted.first, counted.benefit

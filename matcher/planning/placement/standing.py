"""How some seats stand: pairs that would rather have each other, and who waits for what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from matcher.planning.placement.locks import settle_locks
from matcher.planning.placement.market import Market
from matcher.planning.placement.problem import (
    Allocation,
    Pair,
    Problem,
    Seats,
    list_holders,
)
from matcher.planning.placement.stable import Deferral


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

    Returns
    -------
    list of pair
        By student, the dearest wish first.
    """
    holders = list_holders(problem, seats)
    return [
        (student, one)
        for student, one in _list_envied(problem, seats, closed)
        if _would_keep(problem, one, student, holders[one])
    ]


def list_waiting(problem: Problem, seats: Seats, *, closed: Iterable[str] = ()) -> Seats:
    """List who would rather have each programme than what they hold, in the order it takes them."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for student, one in _list_envied(problem, seats, closed):
        waiting[one].append(student)
    return {
        one: tuple(sorted(queue, key=lambda each: problem.priority(each, one)))
        for one, queue in waiting.items()
    }


def fill_again(problem: Problem, seats: Seats, displaced: Iterable[str]) -> Allocation:
    """Give those who lost a seat the best that is free, and move nobody else.

    Everybody else's seats are held fast; whom a programme takes first among the displaced is
    settled as ever.
    """
    moved = set(displaced)
    kept = frozenset(
        (student, one) for student, held in seats.items() for one in held if one in problem.rooms
    )
    wishes = {
        student: wished if student in moved else seats.get(student, ())
        for student, wished in problem.wishes.items()
    }
    # a limit that came later takes no seat from whom it was given
    refused = {pair: why for pair, why in problem.refused.items() if pair not in kept}
    settled, unkept = settle_locks(replace(problem, wishes=wishes, locks=kept, refused=refused))
    market = Market(settled)
    asking = Deferral(market)
    asking.ask()
    return Allocation(market.read_seats(asking.list_held()), unkept=unkept)


def _list_envied(problem: Problem, seats: Seats, closed: Iterable[str]) -> Iterable[Pair]:
    shut = set(closed)
    for student in problem.wishes:
        held = seats.get(student, ())
        for one in problem.list_open(student):
            if one in shut or one in held:
                continue
            if one in problem.choose(student, (*held, one)):
                yield student, one


def _would_keep(problem: Problem, programme: str, student: str, inside: list[str]) -> bool:
    if len(inside) < problem.rooms[programme].most:
        return True
    if not inside:
        return False
    return problem.priority(student, programme) < problem.priority(inside[-1], programme)

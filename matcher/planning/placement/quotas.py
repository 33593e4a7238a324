"""Soft quotas: which tracks have less than their share, and whether they could have had it."""

from dataclasses import replace
from math import ceil

from matcher.planning.placement.locks import settle_locks
from matcher.planning.placement.market import Market
from matcher.planning.placement.network import Network
from matcher.planning.placement.problem import Hindrance, Problem, Seats, Unkept, count_taken


def list_missed(problem: Problem, seats: Seats) -> tuple[Unkept, ...]:
    """List the tracks that have less than their share of the seats given, and why.

    Either the track has not seats enough, or not enough students can have and wish them, or the
    mechanism gave the seats elsewhere, since a quota is soft.

    Parameters
    ----------
    problem : Problem
        With quotas, and the track of each room.
    seats : mapping
        As they are given.

    Examples
    --------
    >>> from matcher.planning.placement.problem import Room
    >>> rooms = {"A": Room(1, 2, track="boglig"), "B": Room(1, 9, track="praktisk")}
    >>> problem = Problem({"S-1": ("B",), "S-2": ("B",)}, rooms, quotas={"boglig": 0.5})
    >>> [(one.key, str(one.why), dict(one.facts)) for one in list_missed(
    ...     problem, {"S-1": ("B",), "S-2": ("B",)})]
    [(('boglig',), 'few_wishes', {'given': 0, 'needed': 1, 'seats': 2, 'possible': 0})]
    """
    taken = count_taken(seats)
    whole = sum(taken.values())
    found = []
    for track, share in sorted(problem.quotas.items()):
        mine = {one: room for one, room in problem.rooms.items() if room.track == track}
        given = sum(taken.get(one, 0) for one in mine)
        # a share in floats, of whole seats: a hair's breadth is no seat
        needed = ceil(share * whole - 1e-9)
        if given < needed:
            found.append(_explain(problem, track, given, needed))
    return tuple(found)


def _explain(problem: Problem, track: str, given: int, needed: int) -> Unkept:
    rooms = {one: room for one, room in problem.rooms.items() if room.track == track}
    offered = sum(room.most for room in rooms.values())
    locks = frozenset(pair for pair in problem.locks if pair[1] in rooms)
    settled, _ = settle_locks(replace(problem, rooms=rooms, locks=locks))
    market = Market(settled)
    possible = len(Network(market, [1] * len(market.student)).list_held())
    why = Hindrance.OUTWEIGHED
    if offered < needed:
        why = Hindrance.FEW_SEATS
    elif possible < needed:
        why = Hindrance.FEW_WISHES
    facts = {"given": given, "needed": needed, "seats": offered, "possible": possible}
    return Unkept("quota", (track,), why, facts)

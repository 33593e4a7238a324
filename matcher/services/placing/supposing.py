"""What would be otherwise in a round: a seat more, a programme less, another travel limit.

Nothing is changed. Seats are given anew by the round's mechanism, before and after, so that what is
told comes of what is supposed alone, and not of what was changed by hand since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from matcher.campus import Mechanism
from matcher.errors import N_, InvalidInput, NotFound
from matcher.planning.placement import (
    Additions,
    Change,
    Difference,
    Problem,
    apply,
    compare,
    find_additions,
)
from matcher.services.memory import Memory
from matcher.services.placing.guarding import read_round
from matcher.services.placing.solving import Field, build_field, read_field, solve
from matcher.store import Session
from matcher.vocabulary import Account

MOST_SEATS = 100
MOST_MINUTES = 240


@dataclass(frozen=True)
class Supposition:
    """What is supposed: seats more or fewer by programme, programmes dropped, a travel limit.

    ``travel_minutes`` is every student's limit, where one is given.
    """

    seats: Mapping[str, int] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    travel_minutes: int | None = None


def suppose(
    session: Session,
    code: str,
    supposed: Supposition,
    *,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> tuple[Field, Difference]:
    """Tell who would move and what would be gained; the field is the round as it is.

    Raises
    ------
    NotAllowed
        If the viewer is no coordinator.
    NotFound
        If there is no such round, or a programme is not in it.
    InvalidInput
        If nothing is supposed, or more than can be.
    """
    asked = read_round(session, code, viewer=viewer, now=now, why="what-if")
    found = read_field(session, asked, memory=memory)
    _check(found, supposed)
    change = Change(supposed.seats, supposed.dropped)
    changed = apply(_limit_travel(session, found, supposed, memory), change)
    mechanism = found.round.mechanism
    return found, compare(found.problem, changed, lambda problem: solve(problem, mechanism))


def find_seats_to_find(
    session: Session,
    code: str,
    *,
    viewer: Account,
    now: datetime,
    memory: Memory,
    count: int = 3,
) -> tuple[Field, Additions]:
    """Find the seats that would gain most, for the coordinator to go out and find.

    Raises
    ------
    NotAllowed
        If the viewer is no coordinator.
    NotFound
        If there is no such round.
    """
    asked = read_round(session, code, viewer=viewer, now=now, why="what-if")
    found = read_field(session, asked, memory=memory)
    stable = found.round.mechanism is Mechanism.STABLE
    return found, find_additions(found.problem, count, stable=stable)


def _limit_travel(session: Session, found: Field, supposed: Supposition, memory: Memory) -> Problem:
    if supposed.travel_minutes is None:
        return found.problem
    students = {
        reference: replace(student, travel_limit_minutes=supposed.travel_minutes)
        for reference, student in found.students.items()
    }
    changed = build_field(
        found.round,
        students,
        found.programmes,
        knowledge=memory.get_knowledge(session),
        talent=found.talent,
        outcomes=found.outcomes,
    )
    return changed.problem


def _check(found: Field, supposed: Supposition) -> None:
    for one in (*supposed.seats, *supposed.dropped):
        if one not in found.problem.rooms:
            raise NotFound("programme", one)
    minutes = supposed.travel_minutes
    if not any(supposed.seats.values()) and not supposed.dropped and minutes is None:
        raise InvalidInput(
            "seats",
            N_("nothing is supposed"),
            N_("Give seats, drop a programme, or set a travel limit"),
        )
    if any(abs(more) > MOST_SEATS for more in supposed.seats.values()):
        raise InvalidInput(
            "seats",
            N_("so many seats cannot be tried"),
            N_("Give at most %(most)s"),
            most=MOST_SEATS,
        )
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise InvalidInput(
            "travel_minutes",
            N_("the travel limit does not fit"),
            N_("Give minutes from 1 to %(most)s"),
            most=MOST_MINUTES,
        )

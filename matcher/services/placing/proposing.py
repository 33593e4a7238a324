"""Seats proposed by the round's mechanism, and published when the coordinator has adjusted them."""

from dataclasses import replace
from datetime import datetime

from matcher.campus import RoundStatus
from matcher.errors import N_, InvalidInput
from matcher.planning.placement import Seats, list_missed, list_waiting
from matcher.services.memory import Memory
from matcher.services.placing.guarding import ADJUSTABLE, begin_change, end_change
from matcher.services.placing.measuring import Measures, measure
from matcher.services.placing.solving import Field, read_field, solve
from matcher.services.placing.telling import tell_unkept
from matcher.store import Session, rounds
from matcher.store.rounds import Round, Seat
from matcher.vocabulary import Account

PROPOSABLE = ADJUSTABLE | {RoundStatus.WISHES}


def propose_seats(
    session: Session, code: str, *, seen: int, viewer: Account, now: datetime, memory: Memory
) -> Round:
    """Close the wishes and propose seats; asked again, all but the locked seats are given anew.

    The version of the talent model that foretells now is written on the round, and foretells in it
    from then on, whatever is promoted meanwhile.

    Raises
    ------
    InvalidInput
        If nobody has stated a wish.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=frozenset(PROPOSABLE))
    if not before.wishes:
        raise InvalidInput(
            "wishes", N_("nobody has stated a wish"), N_("Enter the students' wishes first")
        )
    field = read_field(session, replace(before, talent_version=None), memory=memory)
    found = solve(field.problem, before.mechanism)
    rounds.set_seats(session, code, _list_seats(found.seats))
    measured = measure(field, found.seats, closed=found.closed)
    unkept = (*found.unkept, *list_missed(field.problem, found.seats))
    detail = {
        "mechanism": str(before.mechanism),
        "seed": before.seed,
        "talent": field.talent.version,
        "closed": list(found.closed),
        "below": list(found.below),
        "unkept": [{"da": told.da, "en": told.en} for told in map(tell_unkept, unkept)],
        **tell_measures(measured),
    }
    return end_change(
        session,
        before,
        "proposed",
        viewer=viewer,
        now=now,
        detail=detail,
        status=RoundStatus.PROPOSAL,
        talent_version=field.talent.version,
    )


def publish_round(
    session: Session, code: str, *, seen: int, viewer: Account, now: datetime, memory: Memory
) -> Round:
    """Publish the seats, and line up who waits for which.

    Raises
    ------
    InvalidInput
        If no seat is given.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=ADJUSTABLE)
    if not before.seats:
        raise InvalidInput(
            "seats", N_("no seat is given yet"), N_("Have seats proposed, or give one by hand")
        )
    field = read_field(session, before, memory=memory)
    line_up(session, field, field.seats)
    detail = tell_measures(measure(field, field.seats, closed=field.closed))
    return end_change(
        session,
        before,
        "published",
        viewer=viewer,
        now=now,
        detail=detail,
        status=RoundStatus.PUBLISHED,
    )


def line_up(session: Session, field: Field, seats: Seats) -> None:
    """Line up who waits for which programme, for the seats as they are now."""
    waiting = list_waiting(field.problem, seats, closed=field.closed)
    rounds.set_waiting(session, field.round.code, waiting)


def tell_measures(measured: Measures) -> dict[str, float | int]:
    """Tell measures as the history keeps them."""
    return {
        "students": measured.students,
        "first": measured.first,
        "any": measured.any,
        "unplaced": measured.unplaced,
        "benefit": round(measured.benefit, 3),
        "blocking": len(measured.blocking),
    }


def _list_seats(seats: Seats) -> list[Seat]:
    return [Seat(student, one) for student, held in seats.items() for one in held]

"""What a host says of students, and the little of them that it sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from data_schemas.contracts.suiting import DeclineReason
from matcher.campus import ConsentKind, Programme
from matcher.errors import N_, InvalidInput, NotFound
from matcher.services.placing.guarding import (
    PUBLISHED,
    UNPUBLISHED,
    begin_change,
    end_change,
)
from matcher.services.placing.offering import list_programmes, read_programme
from matcher.store import Session, audit, rounds, students
from matcher.store.rounds import HostView, Round, RoundEvent
from matcher.vocabulary import Account

DECLINE_REASONS: tuple[DeclineReason, ...] = get_args(DeclineReason)
"""Why a host may say no: a closed list, so that nothing else is written about a young person."""


@dataclass(frozen=True)
class Guest:
    """What a host sees of a published student: first name, reference, and whether it said no."""

    reference: str
    given_name: str
    round: str
    declined: bool


@dataclass(frozen=True)
class Hosted:
    """A host's own programme with those who come, and how many more do not wish to be shown."""

    programme: Programme
    guests: tuple[Guest, ...]
    hidden: int


def state_host_view(
    session: Session,
    code: str,
    programme: str,
    student: str,
    *,
    rank: int | None,
    declined: bool,
    reason: str,
    seen: int,
    viewer: Account,
    now: datetime,
) -> Round:
    """Enter what a host says of a student, on its behalf; neither rank nor no takes it back.

    Raises
    ------
    NotFound
        If student or programme is not in the round.
    InvalidInput
        If the rank is none.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=UNPUBLISHED)
    if student not in before.students:
        raise NotFound("student", student)
    if programme not in before.programmes:
        raise NotFound("programme", programme)
    if rank is not None and rank < 1:
        raise InvalidInput("rank", N_("the rank is none"), N_("Give 1 for the first"))
    if rank is None and not declined:
        rounds.remove_host_view(session, code, student=student, programme=programme)
    else:
        view = HostView(
            programme, student, None if declined else rank, declined, reason, viewer.email, now
        )
        rounds.put_host_view(session, code, view)
    return end_change(
        session,
        before,
        "host_view",
        viewer=viewer,
        now=now,
        student=student,
        programme=programme,
        detail={"rank": rank, "declined": declined},
    )


def list_hosted(session: Session, *, viewer: Account, now: datetime) -> tuple[Hosted, ...]:
    """List a host's own programmes with the students published in them who consented; audited."""
    return tuple(
        _read_hosted(session, one, viewer=viewer, now=now)
        for one in list_programmes(session, viewer=viewer)
    )


def read_hosted(session: Session, programme: str, *, viewer: Account, now: datetime) -> Hosted:
    """Read one of a host's own programmes; audited.

    Raises
    ------
    NotFound
        If there is none, or it is another host's.
    """
    return _read_hosted(
        session, read_programme(session, programme, viewer=viewer), viewer=viewer, now=now
    )


def decline_guest(
    session: Session,
    programme: str,
    student: str,
    *,
    reason: str,
    viewer: Account,
    now: datetime,
) -> None:
    """Say no to a published student; the seat stays until a coordinator has acted.

    Raises
    ------
    NotFound
        If the programme is another host's, or the student is none of its guests.
    InvalidInput
        If the reason is not of the list.
    """
    hosted = read_hosted(session, programme, viewer=viewer, now=now)
    guest = next((one for one in hosted.guests if one.reference == student), None)
    if guest is None:
        raise NotFound("student", student)
    if reason not in DECLINE_REASONS:
        raise InvalidInput(
            "reason", N_("the reason is not on the list"), N_("Choose one of the list")
        )
    found = rounds.get_round(session, guest.round)
    rounds.put_host_view(
        session,
        found.code,
        HostView(programme, student, None, True, reason, viewer.email, now),
    )
    rounds.advance(session, found.code, seen=found.version)
    event = RoundEvent(
        found.version + 1, "host_view", viewer.email, now, student, programme, {"declined": True}
    )
    rounds.add_event(session, found.code, event)


def _read_hosted(
    session: Session, programme: Programme, *, viewer: Account, now: datetime
) -> Hosted:
    guests: list[Guest] = []
    hidden = 0
    for code in rounds.list_rounds_of(session, programme=programme.code):
        found = rounds.get_round(session, code)
        if found.status not in PUBLISHED:
            continue
        no = {one.student for one in found.host_views if one.declined}
        for one in students.list_students(session, found.students_in(programme.code)):
            if ConsentKind.HOST not in one.consents:
                hidden += 1
                continue
            audit.add_read(
                session,
                actor=viewer.email,
                noun="student",
                key=one.reference,
                why=f"host {programme.code}",
                at=now,
            )
            guests.append(Guest(one.reference, one.given_name, code, one.reference in no))
    return Hosted(programme, tuple(guests), hidden)

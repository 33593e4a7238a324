"""After a round is published: a host withdraws, a student gives a seat up, a late one comes.

Nobody who keeps their seat is moved, but by a waiting list that brings them to what they would
rather have.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from matcher.campus import ProgrammeState, RoundStatus
from matcher.errors import N_, Conflict, InvalidInput, NotFound
from matcher.planning.placement import Seats, count_taken, fill_again, list_waiting
from matcher.services.memory import Memory
from matcher.services.placing.guarding import PUBLISHED, UNPUBLISHED, begin_change, end_change
from matcher.services.placing.proposing import line_up
from matcher.services.placing.solving import Field, read_field
from matcher.services.placing.wishing import check_wishes
from matcher.store import Session, programmes, rounds, students
from matcher.store.rounds import Round, Seat
from matcher.vocabulary import Account

MOST_MOVES = 1_000


def withdraw_programme(
    session: Session,
    code: str,
    programme: str,
    *,
    reason: str,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> Round:
    """Take a programme back that its host withdraws, and place its students anew.

    Before the round is published, the seats are only taken back, for the next proposal to give
    others.

    Raises
    ------
    NotFound
        If the programme is not in the round.
    Conflict
        If it is withdrawn already.
    InvalidInput
        If no reason is given.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=UNPUBLISHED | PUBLISHED)
    if programme not in before.programmes:
        raise NotFound("programme", programme)
    if before.programmes[programme] is not None:
        raise Conflict(N_("The programme is withdrawn already"))
    if not reason.strip():
        raise InvalidInput(
            "reason", N_("a reason is missing"), N_("Say why the host withdraws the programme")
        )
    rounds.put_programmes(session, code, {programme: now.date()})
    one = programmes.get_programme(session, programme)
    programmes.add_programmes(session, [replace(one, state=ProgrammeState.WITHDRAWN)])
    displaced = before.students_in(programme)
    kept = [seat for seat in before.seats if seat.programme != programme]
    rounds.set_seats(session, code, kept)
    moves: dict[str, list[str]] = {}
    if before.status in PUBLISHED:
        moves = _place_again(session, code, displaced, memory)
    return end_change(
        session,
        before,
        "withdrawn",
        viewer=viewer,
        now=now,
        programme=programme,
        detail={"reason": reason.strip(), "displaced": list(displaced), "moves": moves},
        **_after_publication(before),
    )


def give_up_seat(
    session: Session,
    code: str,
    student: str,
    programme: str,
    *,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
    reason: str = "",
) -> Round:
    """Take a seat back that a student gives up, and let the waiting lists move.

    Raises
    ------
    NotFound
        If the student has no such seat.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=PUBLISHED)
    if student not in before.students_in(programme):
        raise NotFound("seat", f"{student} · {programme}")
    kept = [one for one in before.seats if (one.student, one.programme) != (student, programme)]
    rounds.set_seats(session, code, kept)
    # who gave a seat up does not wait for it
    wishes = [one for one in before.wishes.get(student, ()) if one != programme]
    rounds.set_wishes(session, code, student, wishes)
    moves = _move_waiting(session, code, memory)
    return end_change(
        session,
        before,
        "given_up",
        viewer=viewer,
        now=now,
        student=student,
        programme=programme,
        detail={"reason": reason.strip(), "moves": moves},
        **_after_publication(before),
    )


def place_late(
    session: Session,
    code: str,
    student: str,
    wishes: tuple[str, ...],
    *,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> Round:
    """Take a late student in: the best wish that is free, else the waiting lists.

    Raises
    ------
    NotFound
        If there is no such student.
    Conflict
        If the student is in the round already.
    InvalidInput
        If a programme is named twice, is not in the round, or none is named.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=PUBLISHED)
    if student in before.students:
        raise Conflict(N_("The student is in the round already"))
    students.get_student(session, student)
    check_wishes(before, wishes)
    if not wishes:
        raise InvalidInput("wishes", N_("no wish is stated"), N_("Choose at least one programme"))
    rounds.put_students(session, code, [student], late=True)
    rounds.set_wishes(session, code, student, wishes)
    moves = _place_again(session, code, (student,), memory)
    return end_change(
        session,
        before,
        "late",
        viewer=viewer,
        now=now,
        student=student,
        detail={"after": list(wishes), "moves": moves},
        **_after_publication(before),
    )


def _place_again(
    session: Session, code: str, displaced: tuple[str, ...], memory: Memory
) -> dict[str, list[str]]:
    """Give the displaced what is free; then the lists are lined up anew."""
    field = read_field(session, rounds.get_round(session, code), memory=memory)
    before = field.seats
    found = fill_again(_without_closed(field).problem, before, displaced)
    after = {student: found.seats.get(student, held) for student, held in before.items()}
    _keep(session, field, after)
    line_up(session, field, after)
    return _tell_moves(before, after)


def _move_waiting(session: Session, code: str, memory: Memory) -> dict[str, list[str]]:
    """Give each free seat to the first who waits; what they leave is free in turn."""
    field = read_field(session, rounds.get_round(session, code), memory=memory)
    before = seats = field.seats
    for _ in range(MOST_MOVES):
        step = _find_next(field, seats)
        if step is None:
            break
        student, programme = step
        held = field.problem.choose(student, (*seats[student], programme))
        seats = {**seats, student: held}
    _keep(session, field, seats)
    line_up(session, field, seats)
    return _tell_moves(before, seats)


def _find_next(field: Field, seats: Seats) -> tuple[str, str] | None:
    """Find the first who waits for a seat that is free, in the order of the programmes."""
    taken, rooms = count_taken(seats), field.problem.rooms
    for programme, queue in sorted(list_waiting(field.problem, seats, closed=field.closed).items()):
        if queue and taken.get(programme, 0) < rooms[programme].most:
            return queue[0], programme
    return None


def _without_closed(field: Field) -> Field:
    shut = set(field.closed)
    wishes = {
        student: tuple(one for one in wished if one not in shut)
        for student, wished in field.problem.wishes.items()
    }
    return replace(field, problem=replace(field.problem, wishes=wishes))


def _keep(session: Session, field: Field, seats: Seats) -> None:
    by_hand = {(one.student, one.programme) for one in field.round.seats if one.by_hand}
    kept = [
        Seat(student, one, (student, one) in by_hand)
        for student, held in seats.items()
        for one in held
    ]
    rounds.set_seats(session, field.round.code, kept)


def _tell_moves(before: Seats, after: Seats) -> dict[str, list[str]]:
    """Tell who holds something else now, by what they hold."""
    return {
        student: list(held)
        for student, held in after.items()
        if set(held) != set(before.get(student, ()))
    }


def _after_publication(before: Round) -> Mapping[str, RoundStatus]:
    return {"status": RoundStatus.WAITING} if before.status in PUBLISHED else {}

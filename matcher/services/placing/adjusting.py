"""Changes by hand before a round is published: their effect first, then made, locked or undone."""

from dataclasses import dataclass, replace
from datetime import datetime

from matcher.campus import RoundStatus, RulingKind
from matcher.errors import N_, Conflict, InvalidInput, NotFound
from matcher.planning.placement import Difference, Pair, Seats, count_taken
from matcher.services.memory import Memory
from matcher.services.placing.guarding import (
    ADJUSTABLE,
    UNPUBLISHED,
    begin_change,
    end_change,
    read_round,
)
from matcher.services.placing.judging import Objection
from matcher.services.placing.measuring import Measures, find_gap, measure, measure_groups
from matcher.services.placing.pricing import suppose_locked
from matcher.services.placing.solving import Field, judge_in_round, read_field
from matcher.store import Session, rounds, student_traits
from matcher.store.rounds import Round, Ruling, Seat
from matcher.vocabulary import Account, Knowledge

LONGEST_REASON = 500


@dataclass(frozen=True)
class Move:
    """A student to be given a seat by hand, or to be left without."""

    student: str
    programme: str | None


@dataclass(frozen=True)
class Effect:
    """What a move by hand would change, before it is made.

    ``refused`` are objections that no coordinator overrules; ``full`` tells that nobody may be
    added; ``loses`` are seats the student would leave; ``gaps`` maps a grouping to the gap in the
    share that has a seat, before and after. ``anew`` is what would be otherwise if the seat was
    locked and seats proposed anew around it, where it may be given.
    """

    move: Move
    refused: tuple[Objection, ...]
    full: bool
    loses: tuple[str, ...]
    below: tuple[str, ...]
    before: Measures
    after: Measures
    gaps: dict[str, tuple[float, float]]
    anew: Difference | None = None

    @property
    def may_be_made(self) -> bool:
        """Whether neither law nor limits nor seats stand against it."""
        return not self.refused and not self.full

    @property
    def new_blocking(self) -> tuple[Pair, ...]:
        """Pairs that would both rather have each other, and did not before."""
        return tuple(one for one in self.after.blocking if one not in self.before.blocking)


def preview_move(
    session: Session, code: str, move: Move, *, viewer: Account, now: datetime, memory: Memory
) -> Effect:
    """Show what a move would change; nothing is changed."""
    found = read_round(session, code, viewer=viewer, now=now, why="preview")
    field, effect, _ = _work_out(session, found, move, memory)
    if move.programme is None or move.programme not in field.problem.rooms or effect.refused:
        return effect
    return replace(effect, anew=suppose_locked(field, move.student, move.programme))


def make_move(
    session: Session,
    code: str,
    move: Move,
    *,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
    reason: str = "",
) -> Round:
    """Make a move by hand.

    Raises
    ------
    Conflict
        If law, limits or the number of seats stand against it.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=ADJUSTABLE)
    _, effect, seats = _work_out(session, before, move, memory)
    if effect.refused:
        raise Conflict(N_("The seat cannot be given: %(reason)s"), reason=effect.refused[0])
    if effect.full:
        raise Conflict(N_("All seats are taken. Take somebody out first"))
    by_hand = {(one.student, one.programme) for one in before.seats if one.by_hand}
    if move.programme is not None:
        by_hand.add((move.student, move.programme))
    rounds.set_seats(
        session,
        code,
        [
            Seat(student, one, (student, one) in by_hand)
            for student, held in seats.items()
            for one in held
        ],
    )
    return end_change(
        session,
        before,
        "moved",
        viewer=viewer,
        now=now,
        student=move.student,
        programme=move.programme,
        detail={"loses": list(effect.loses), "reason": _clean(reason)},
        status=RoundStatus.ADJUSTING,
    )


def rule_on_pair(
    session: Session,
    code: str,
    ruling: RulingKind | None,
    *,
    student: str,
    programme: str,
    reason: str,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> Round:
    """Lock a pair, forbid it, or lift what was ruled; a forbidden seat is taken back.

    Raises
    ------
    InvalidInput
        If a pair is forbidden without a reason.
    Conflict
        If a pair is to be locked that law or limits refuse.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=UNPUBLISHED)
    _check_members(before, student, programme)
    if ruling is None:
        rounds.remove_ruling(session, code, student=student, programme=programme)
    else:
        _check_ruling(ruling, reason)
        if ruling is RulingKind.LOCK:
            _check_lock(session, before, student, programme, memory)
        made = Ruling(student, programme, ruling, _clean(reason), viewer.email, now)
        rounds.put_ruling(session, code, made)
    if ruling is RulingKind.FORBID:
        kept = [s for s in before.seats if (s.student, s.programme) != (student, programme)]
        rounds.set_seats(session, code, kept)
    return end_change(
        session,
        before,
        "lifted" if ruling is None else str(ruling),
        viewer=viewer,
        now=now,
        student=student,
        programme=programme,
        detail={"reason": _clean(reason)},
    )


def _work_out(
    session: Session, found: Round, move: Move, memory: Memory
) -> tuple[Field, Effect, Seats]:
    _check_members(found, move.student, move.programme)
    field = read_field(session, found, memory=memory)
    seats = field.seats
    held = seats.get(move.student, ())
    refused: tuple[Objection, ...] = ()
    kept: tuple[str, ...] = ()
    if move.programme is not None:
        refused = _judge(field, move.student, move.programme, memory.get_knowledge(session))
        kept = _keep(field, held, move.programme)
    given = (*kept, move.programme) if move.programme is not None else ()
    after = {**seats, move.student: given}
    taken = count_taken(after)
    rooms = field.problem.rooms
    goes = move.programme if move.programme not in held else None
    full = goes is not None and goes in rooms and taken[goes] > rooms[goes].most
    loses = tuple(one for one in held if one not in given)
    below = tuple(one for one in loses if 0 < taken.get(one, 0) < rooms[one].least)
    traits = student_traits.list_student_traits(session)
    ways = zip(
        measure_groups(field, seats, traits).items(),
        measure_groups(field, after, traits).values(),
        strict=True,
    )
    effect = Effect(
        move,
        refused,
        full,
        loses,
        below,
        measure(field, seats, closed=field.closed),
        measure(field, after, closed=field.closed),
        {name: (find_gap(before), find_gap(later)) for (name, before), later in ways},
    )
    return field, effect, after


def _judge(
    field: Field, student: str, programme: str, knowledge: Knowledge
) -> tuple[Objection, ...]:
    """Judge the pair, also where nobody wished it."""
    person, place = field.students[student], field.programmes[programme]
    return judge_in_round(field.round, person, place, knowledge=knowledge).objections


def _keep(field: Field, held: tuple[str, ...], programme: str) -> tuple[str, ...]:
    """Give the seats that a student keeps beside a new one: other periods, as many as allowed."""
    rooms = field.problem.rooms
    if programme not in rooms:
        return held
    beside = [
        one
        for one in held
        if one != programme and one in rooms and rooms[one].period != rooms[programme].period
    ]
    return tuple(beside[: max(0, field.problem.most - 1)])


def _check_members(found: Round, student: str, programme: str | None) -> None:
    if student not in found.students:
        raise NotFound("student", student)
    if programme is not None and programme not in found.programmes:
        raise NotFound("programme", programme)


def _check_ruling(ruling: RulingKind, reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(
            "reason",
            N_("the reason is too long"),
            N_("Use at most %(longest)s characters"),
            longest=LONGEST_REASON,
        )
    if ruling is RulingKind.FORBID and not reason.strip():
        raise InvalidInput(
            "reason", N_("a reason is missing"), N_("Say why this seat cannot be given")
        )


def _check_lock(
    session: Session, before: Round, student: str, programme: str, memory: Memory
) -> None:
    field = read_field(session, before, memory=memory)
    refused = _judge(field, student, programme, memory.get_knowledge(session))
    if refused:
        raise Conflict(N_("The seat cannot be given: %(reason)s"), reason=refused[0])


def _clean(reason: str) -> str:
    return reason.replace("\x00", "").strip()

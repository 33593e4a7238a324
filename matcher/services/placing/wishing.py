"""Wishes: what a student would have, the dearest first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from matcher.campus import RoundStatus
from matcher.errors import N_, InvalidInput, RowError
from matcher.services.placing.guarding import BEFORE_PROPOSAL, RUNNING, begin_change, end_change
from matcher.store import Session, rounds, students
from matcher.store.rounds import Round, RoundEvent
from matcher.vocabulary import Account

Asked = tuple[int, str, str, tuple[str, ...]]
"""A row's number, its student, its round and the programmes wished."""


def state_wishes(
    session: Session,
    code: str,
    student: str,
    wishes: Sequence[str],
    *,
    seen: int,
    viewer: Account,
    now: datetime,
) -> Round:
    """State a student's wishes; who comes after the wishes were closed is late.

    Raises
    ------
    InvalidInput
        If a programme is named twice or is not in the round.
    """
    before = begin_change(session, code, seen=seen, viewer=viewer, during=RUNNING)
    students.get_student(session, student)
    check_wishes(before, wishes)
    late = before.status not in BEFORE_PROPOSAL and student not in before.students
    rounds.put_students(session, code, [student], late=late)
    rounds.set_wishes(session, code, student, wishes)
    return end_change(
        session,
        before,
        "late" if late else "wishes",
        viewer=viewer,
        now=now,
        student=student,
        detail={"before": list(before.wishes.get(student, ())), "after": list(wishes)},
    )


def take_wishes_in(
    session: Session, code: str, wishes: Mapping[str, Sequence[str]], *, actor: str, now: datetime
) -> None:
    """Take the wishes of a file in, in one step of the round's history."""
    found = rounds.get_round(session, code)
    rounds.put_students(session, code, wishes, late=found.status not in BEFORE_PROPOSAL)
    for student, wished in wishes.items():
        rounds.set_wishes(session, code, student, wished)
    rounds.advance(session, code, seen=found.version)
    event = RoundEvent(found.version + 1, "wishes_in", actor, now, detail={"students": len(wishes)})
    rounds.add_event(session, code, event)


def find_wish_faults(
    session: Session, asked: Iterable[Asked], headers: Mapping[str, str]
) -> list[RowError]:
    """Find rows whose round is not there or takes no wishes, or whose programmes are not in it."""
    known = {one.code: one for one in rounds.list_rounds(session)}
    whole: dict[str, Round] = {}
    faults: list[RowError] = []
    for number, _student, code, wishes in asked:
        header = headers.get("round", "")
        if code not in known:
            faults.append(RowError(number, header, code, *ROUND_UNKNOWN))
        elif known[code].status is not RoundStatus.WISHES:
            faults.append(RowError(number, header, code, *ROUND_SHUT))
        else:
            found = whole.setdefault(code, rounds.get_round(session, code))
            faults += [
                RowError(number, headers.get("wishes", ""), one, *WISH_UNKNOWN)
                for one in wishes
                if one not in found.programmes
            ]
    return faults


ROUND_UNKNOWN = (
    "runden er ikke kendt",
    "the round is not known",
    "Opret runden først, eller ret koden",
    "Open the round first, or mend the code",
)
ROUND_SHUT = (
    "runden modtager ikke ønsker",
    "the round takes no wishes",
    "Åbn for ønsker i runden først",
    "Open the round for wishes first",
)
WISH_UNKNOWN = (
    "forløbet er ikke med i runden",
    "the programme is not in the round",
    "Tag forløbet med i runden, eller ret koden",
    "Take the programme into the round, or mend the code",
)


def check_wishes(found: Round, wishes: Sequence[str]) -> None:
    """Refuse wishes that name a programme twice, or one that is not in the round.

    Raises
    ------
    InvalidInput
        Naming the programme.
    """
    if len(set(wishes)) < len(wishes):
        raise InvalidInput(
            "wishes", N_("a programme is wished twice"), N_("Name each programme once")
        )
    strange = [one for one in wishes if one not in found.programmes]
    if strange:
        raise InvalidInput(
            "wishes",
            N_("%(code)s is not in the round"),
            N_("Choose among the round's programmes"),
            code=strange[0],
        )

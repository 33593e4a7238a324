"""What a host is shown of those who wish its programme, and the order it would take them in.

Before a round is published a host sees a reference, the form, and which of the strengths it looks
for have been seen; a first name comes with the seat. Who has not agreed to be shown, or cannot have
the seat by law or limits, is not told of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from matcher.campus import ConsentKind, Programme, RoundStatus, Strength, Student
from matcher.errors import N_, Conflict, InvalidInput, NotFound
from matcher.services.memory import Memory
from matcher.services.placing.hosting import DECLINE_REASONS
from matcher.services.placing.judging import judge_pair
from matcher.services.placing.offering import list_programmes, read_programme
from matcher.store import Session, audit, rounds, students
from matcher.store.rounds import HostView, Round, RoundEvent
from matcher.vocabulary import Account

CALLING = frozenset({RoundStatus.WISHES, RoundStatus.PROPOSAL, RoundStatus.ADJUSTING})
"""While a host may say whom it would rather have."""

AGREED = frozenset({ConsentKind.TAKE_PART, ConsentKind.HOST})


@dataclass(frozen=True)
class Applicant:
    """The little a host sees of who wishes its programme, and what it has said of them."""

    reference: str
    school_year: int | None
    strengths: tuple[Strength, ...]
    rank: int | None = None
    declined: str = ""


@dataclass(frozen=True)
class Calling:
    """Those who wish a host's programme in a round, and how many more are not shown.

    ``seen`` is the version at which the host's list was last changed, by whomever.
    """

    round: Round
    programme: Programme
    applicants: tuple[Applicant, ...]
    hidden: int
    seen: int


def list_callings(session: Session, *, viewer: Account) -> tuple[tuple[Round, Programme], ...]:
    """List the rounds that a host may now say something in, with its programmes there."""
    own = list_programmes(session, viewer=viewer)
    return tuple(
        (found, one)
        for one in own
        for code in rounds.list_rounds_of(session, programme=one.code)
        if _is_calling(found := rounds.get_round(session, code), one.code)
    )


def read_calling(
    session: Session,
    code: str,
    programme: str,
    *,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> Calling:
    """Read who wishes a host's programme; each reading of a student is audited.

    Raises
    ------
    NotFound
        If the programme is another host's, or the round asks no host now; which is not told apart.
    """
    one = read_programme(session, programme, viewer=viewer)
    found = rounds.get_round(session, code)
    if not _is_calling(found, programme):
        raise NotFound("programme", programme)
    wishing = [student for student, wished in found.wishes.items() if programme in wished]
    knowledge = memory.get_knowledge(session)
    shown, hidden = [], 0
    for student in students.list_students(session, wishing):
        if not student.consents >= AGREED:
            hidden += 1
        elif judge_pair(student, one, knowledge=knowledge).is_acceptable:
            shown.append(student)
    for student in shown:
        audit.add_read(
            session,
            actor=viewer.email,
            noun="student",
            key=student.reference,
            why=f"host {programme}",
            at=now,
        )
    return Calling(found, one, _describe(found, one, shown), hidden, _find_seen(found, programme))


def rank_applicants(
    session: Session,
    calling: Calling,
    ranks: Mapping[str, int],
    declined: Mapping[str, str],
    *,
    seen: int,
    viewer: Account,
    now: datetime,
) -> Round:
    """Keep a host's list: whom it would rather have, 1 first, and whom it says no to and why.

    Of whom nothing is said any more, nothing is kept; of whom the host is not shown, nothing is
    changed.

    Raises
    ------
    NotFound
        If somebody is named whom the host is not shown.
    InvalidInput
        If a rank or a reason is none.
    Conflict
        If the list was changed since the host saw it; nothing is overwritten.
    """
    if seen != calling.seen:
        raise Conflict(
            N_("The list was changed meanwhile. Compare it with yours below, and send it again")
        )
    _check(calling, ranks, declined)
    found, programme = calling.round, calling.programme.code
    for one in calling.applicants:
        rank, reason = ranks.get(one.reference), declined.get(one.reference, "")
        if rank is None and not reason:
            rounds.remove_host_view(session, found.code, student=one.reference, programme=programme)
            continue
        kept = None if reason else rank
        view = HostView(programme, one.reference, kept, bool(reason), reason, viewer.email, now)
        rounds.put_host_view(session, found.code, view)
    if not rounds.advance(session, found.code, seen=found.version):
        raise Conflict(N_("Somebody changed the round in the same moment. Send it again"))
    detail = {"ranked": len(ranks), "declined": sorted(declined)}
    event = RoundEvent(found.version + 1, "host_view", viewer.email, now, None, programme, detail)
    rounds.add_event(session, found.code, event)
    return rounds.get_round(session, found.code)


def _is_calling(found: Round, programme: str) -> bool:
    return found.status in CALLING and programme in found.open_programmes


def _find_seen(found: Round, programme: str) -> int:
    """Find the version at which a host's list was last changed, 0 where it never was."""
    said = [one for one in found.events if (one.kind, one.programme) == ("host_view", programme)]
    return said[-1].version if said else 0


def _describe(
    found: Round, programme: Programme, shown: Iterable[Student]
) -> tuple[Applicant, ...]:
    """Describe those shown, the ranked first in their order, then by reference."""
    said = {one.student: one for one in found.host_views if one.programme == programme.code}
    described = []
    for one in shown:
        seen = {each.strength for each in one.strengths}
        fits = tuple(each for each in programme.strengths if each in seen)
        view = said.get(one.reference)
        reason = (view.reason if view.reason in DECLINE_REASONS else "other") if view else ""
        described.append(
            Applicant(
                one.reference,
                one.school_year,
                fits,
                view.rank if view else None,
                reason if view and view.declined else "",
            )
        )
    last = len(described) + 1
    return tuple(sorted(described, key=lambda one: (one.rank or last, one.reference)))


def _check(calling: Calling, ranks: Mapping[str, int], declined: Mapping[str, str]) -> None:
    shown = {one.reference for one in calling.applicants}
    strange = sorted({*ranks, *declined} - shown)
    if strange:
        raise NotFound("student", strange[0])
    if any(not 1 <= rank <= len(shown) for rank in ranks.values()):
        raise InvalidInput(
            "rank",
            N_("a rank does not fit"),
            N_("Give whole numbers from 1 to %(most)s, 1 for whom you would rather have"),
            most=len(shown),
        )
    if any(reason not in DECLINE_REASONS for reason in declined.values()):
        raise InvalidInput(
            "reason", N_("the reason is not on the list"), N_("Choose one of the list")
        )

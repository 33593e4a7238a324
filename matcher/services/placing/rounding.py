"""Rounds opened, set up and taken from step to step, with the history of each."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from matcher.campus import Mechanism, RoundStatus, Track
from matcher.errors import N_, InvalidInput
from matcher.services.placing.guarding import (
    BEFORE_PROPOSAL,
    PUBLISHED,
    RUNNING,
    UNPUBLISHED,
    begin_change,
    end_change,
    refuse_others,
)
from matcher.store import Session, audit, programmes, rounds, students
from matcher.store.rounds import Round, RoundEvent
from matcher.vocabulary import Account

LARGEST_SEED = 2**31 - 1
LONGEST_TITLE = 200


@dataclass(frozen=True)
class RoundDraft:
    """What a round begins with; without a seed, one is drawn, and shown from then on."""

    title: str
    mechanism: Mechanism = Mechanism.STABLE
    wishes_until: date | None = None
    quotas: Mapping[Track, float] = field(default_factory=dict)
    seed: int | None = None
    seats_each: int = 1
    code: str = ""


def open_round(session: Session, draft: RoundDraft, *, viewer: Account, now: datetime) -> Round:
    """Open a round as a draft.

    Raises
    ------
    NotAllowed
        If the viewer is no coordinator.
    InvalidInput
        If a field will not do.
    Conflict
        If the code is taken.
    """
    refuse_others(viewer)
    _check(draft)
    code = draft.code or _next_code(session, now.year)
    made = Round(
        code=code,
        title=draft.title.strip(),
        mechanism=draft.mechanism,
        status=RoundStatus.DRAFT,
        seed=secrets.randbelow(LARGEST_SEED) if draft.seed is None else draft.seed,
        wishes_until=draft.wishes_until,
        quotas={str(track): share for track, share in draft.quotas.items()},
        version=1,
        opened_by=viewer.email,
        opened_at=now,
        seats_each=draft.seats_each,
    )
    rounds.add_round(session, made)
    detail = {"mechanism": str(made.mechanism), "seed": made.seed}
    rounds.add_event(session, code, RoundEvent(1, "opened", viewer.email, now, detail=detail))
    return rounds.get_round(session, code)


def list_rounds(session: Session, *, viewer: Account, now: datetime) -> tuple[Round, ...]:
    """List the rounds, the newest first; the reading is audited."""
    refuse_others(viewer)
    audit.add_read(session, actor=viewer.email, noun="rounds", key="", why="list", at=now)
    return rounds.list_rounds(session)


def set_up_round(
    session: Session,
    code: str,
    *,
    mechanism: Mechanism,
    wishes_until: date | None,
    quotas: Mapping[Track, float],
    seats_each: int = 1,
    seen: int,
    viewer: Account,
    now: datetime,
) -> Round:
    """Choose mechanism, last day of wishes and soft quotas, while nothing is proposed."""
    before = begin_change(session, code, seen=seen, viewer=viewer, during=BEFORE_PROPOSAL)
    _check_quotas(quotas)
    shares = {str(track): share for track, share in quotas.items()}
    return end_change(
        session,
        before,
        "set_up",
        viewer=viewer,
        now=now,
        detail={"mechanism": str(mechanism), "quotas": shares, "seats_each": seats_each},
        mechanism=mechanism,
        wishes_until=wishes_until,
        quotas=shares,
        seats_each=seats_each,
    )


def choose_programmes(
    session: Session, code: str, chosen: Iterable[str], *, seen: int, viewer: Account, now: datetime
) -> Round:
    """Take programmes into a round and others out of it, while it is a draft or takes wishes."""
    before = begin_change(session, code, seen=seen, viewer=viewer, during=BEFORE_PROPOSAL)
    wanted = sorted(set(chosen))
    for one in wanted:
        programmes.get_programme(session, one)
    for gone in before.programmes.keys() - set(wanted):
        rounds.remove_programme(session, code, gone)
    new = {one: None for one in wanted if one not in before.programmes}
    rounds.put_programmes(session, code, new)
    return end_change(
        session,
        before,
        "programmes",
        viewer=viewer,
        now=now,
        detail={"added": sorted(new), "removed": sorted(before.programmes.keys() - set(wanted))},
    )


def choose_students(
    session: Session, code: str, chosen: Iterable[str], *, seen: int, viewer: Account, now: datetime
) -> Round:
    """Take students into a round; after the wishes were closed, they are late."""
    before = begin_change(session, code, seen=seen, viewer=viewer, during=RUNNING)
    new = sorted(set(chosen) - set(before.students))
    known = {one.reference for one in students.list_students(session, new)}
    strange = [one for one in new if one not in known]
    if strange:
        raise InvalidInput(
            "students",
            N_("there is no student %(student)s"),
            N_("Choose among the students"),
            student=strange[0],
        )
    rounds.put_students(session, code, new, late=before.status not in BEFORE_PROPOSAL)
    detail = {"added": new}
    return end_change(session, before, "students", viewer=viewer, now=now, detail=detail)


def leave_round(
    session: Session, code: str, student: str, *, seen: int, viewer: Account, now: datetime
) -> Round:
    """Take a student out of a round that is not published."""
    before = begin_change(session, code, seen=seen, viewer=viewer, during=UNPUBLISHED)
    rounds.remove_student(session, code, student)
    return end_change(session, before, "left", viewer=viewer, now=now, student=student)


def open_wishes(session: Session, code: str, *, seen: int, viewer: Account, now: datetime) -> Round:
    """Open a draft for wishes."""
    before = begin_change(
        session, code, seen=seen, viewer=viewer, during=frozenset({RoundStatus.DRAFT})
    )
    if not before.programmes:
        raise InvalidInput(
            "programmes", N_("the round has no programmes"), N_("Choose its programmes first")
        )
    return end_change(
        session, before, "wishes_open", viewer=viewer, now=now, status=RoundStatus.WISHES
    )


def close_round(session: Session, code: str, *, seen: int, viewer: Account, now: datetime) -> Round:
    """Close a published round; nothing of it changes any more."""
    before = begin_change(session, code, seen=seen, viewer=viewer, during=PUBLISHED)
    rounds.set_waiting(session, code, {})
    return end_change(session, before, "closed", viewer=viewer, now=now, status=RoundStatus.CLOSED)


def _next_code(session: Session, year: int) -> str:
    prefix = f"R-{year}-"
    taken = [one.code for one in rounds.list_rounds(session) if one.code.startswith(prefix)]
    numbers = [int(rest) for one in taken if (rest := one.removeprefix(prefix)).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _check(draft: RoundDraft) -> None:
    if not draft.title.strip():
        raise InvalidInput(
            "title", N_("the round has no title"), N_("Write what it is about in a few words")
        )
    if len(draft.title) > LONGEST_TITLE:
        raise InvalidInput(
            "title",
            N_("the title is too long"),
            N_("Use at most %(longest)s characters"),
            longest=LONGEST_TITLE,
        )
    if draft.seed is not None and not 0 <= draft.seed <= LARGEST_SEED:
        raise InvalidInput(
            "seed",
            N_("the lottery number does not fit"),
            N_("Give a whole number from 0"),
        )
    _check_quotas(draft.quotas)


def _check_quotas(quotas: Mapping[Track, float]) -> None:
    if any(not 0 <= share <= 1 for share in quotas.values()) or sum(quotas.values()) > 1:
        raise InvalidInput(
            "quotas",
            N_("the shares are no shares of the seats"),
            N_("Give percentages that add up to 100 at most"),
        )

"""Who may place students, and how a round is changed so that nobody overwrites anybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from matcher.campus import RoundStatus
from matcher.errors import N_, Conflict, NotAllowed, Overtaken
from matcher.store import Session, audit, rounds
from matcher.store.rounds import Round, RoundEvent
from matcher.vocabulary import Account, Role

COORDINATORS = frozenset({Role.COORDINATOR, Role.ADMIN})
BEFORE_PROPOSAL = frozenset({RoundStatus.DRAFT, RoundStatus.WISHES})
ADJUSTABLE = frozenset({RoundStatus.PROPOSAL, RoundStatus.ADJUSTING})
PUBLISHED = frozenset({RoundStatus.PUBLISHED, RoundStatus.WAITING})
UNPUBLISHED = BEFORE_PROPOSAL | ADJUSTABLE
RUNNING = UNPUBLISHED | PUBLISHED


def refuse_others(viewer: Account) -> None:
    """Refuse who is no coordinator: consultants and companies see no students here.

    Raises
    ------
    NotAllowed
        If the viewer is somebody else.
    """
    if viewer.role not in COORDINATORS:
        raise NotAllowed


def read_round(
    session: Session, code: str, *, viewer: Account, now: datetime, why: str = "page"
) -> Round:
    """Read a round; the reading is audited, for it tells of students.

    Raises
    ------
    NotFound
        If there is none.
    NotAllowed
        If the viewer is no coordinator.
    """
    refuse_others(viewer)
    found = rounds.get_round(session, code)
    audit.add_read(session, actor=viewer.email, noun="round", key=code, why=why, at=now)
    return found


def begin_change(
    session: Session,
    code: str,
    *,
    seen: int,
    viewer: Account,
    during: frozenset[RoundStatus],
) -> Round:
    """Get a round to change it, for a coordinator who saw its newest version.

    Raises
    ------
    NotAllowed
        If the viewer is no coordinator.
    NotFound
        If there is no such round.
    Overtaken
        If somebody has changed the round since the viewer saw it.
    Conflict
        If the round has come to where this cannot be done.
    """
    refuse_others(viewer)
    found = rounds.get_round(session, code)
    if found.version != seen:
        raise Overtaken("round", code, seen=seen, newest=found.version)
    if found.status not in during:
        raise Conflict(
            N_("This cannot be done while the round is at: %(status)s"), status=found.status
        )
    return found


def end_change(
    session: Session,
    before: Round,
    kind: str,
    *,
    viewer: Account,
    now: datetime,
    student: str | None = None,
    programme: str | None = None,
    detail: Mapping[str, Any] | None = None,
    **values: Any,
) -> Round:
    """Raise the round's version, add the step to its history, and give the round anew.

    Raises
    ------
    Overtaken
        If somebody was faster by a moment.
    """
    if not rounds.advance(session, before.code, seen=before.version, **values):
        newest = rounds.get_round(session, before.code).version
        raise Overtaken("round", before.code, seen=before.version, newest=newest)
    event = RoundEvent(
        before.version + 1, kind, viewer.email, now, student, programme, dict(detail or {})
    )
    rounds.add_event(session, before.code, event)
    return rounds.get_round(session, before.code)


def list_steps_since(
    session: Session, error: Overtaken, *, viewer: Account, now: datetime
) -> tuple[RoundEvent, ...]:
    """List the steps somebody else took since the version that was seen; audited."""
    refuse_others(viewer)
    if error.noun != "round":
        return ()
    audit.add_read(
        session, actor=viewer.email, noun="round", key=error.key, why="overtaken", at=now
    )
    return rounds.list_events(session, error.key, after=error.seen)

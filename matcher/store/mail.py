"""The outbox: each message once by its key, claimed by one sender at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Outbox

OUTBOX = get_table(Outbox)


@dataclass(frozen=True)
class Mail:
    """A message to be sent; ``key`` names it, so that asking twice sends it once."""

    key: str
    recipient: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Claimed:
    """A message that one sender has taken, and which attempt this is."""

    id: int
    message_id: str
    mail: Mail
    attempts: int


@dataclass(frozen=True)
class Waiting:
    """A message that has not been sent, as an administrator sees it."""

    id: int
    recipient: str
    subject: str
    queued_at: datetime
    due_at: datetime
    attempts: int
    failed_at: datetime | None
    error: str


@dataclass(frozen=True)
class OutboxCounts:
    """How many messages wait, were given up, and were sent."""

    waiting: int
    failed: int
    sent: int


WAITING_COLUMNS = [OUTBOX.c[name] for name in Waiting.__dataclass_fields__]


def queue_mails(session: Session, mails: Iterable[tuple[str, Mail]], *, now: datetime) -> int:
    """Queue messages with their message ids; those whose key is there already are left alone."""
    rows = [
        {
            "key": mail.key,
            "message_id": message_id,
            "recipient": mail.recipient,
            "subject": mail.subject,
            "text": mail.text,
            "headers": dict(mail.headers),
            "queued_at": now,
            "due_at": now,
            "attempts": 0,
            "claimed_until": None,
            "sent_at": None,
            "failed_at": None,
            "error": "",
        }
        for message_id, mail in mails
    ]
    return upsert(session, Outbox, rows, update=False)


def claim_mail(session: Session, *, now: datetime, seconds: float) -> Claimed | None:
    """Take the message that has waited longest, for so long; None where none is due.

    One whose sender was lost is taken again when its claim has run out.
    """
    free = or_(OUTBOX.c.claimed_until.is_(None), OUTBOX.c.claimed_until <= now)
    due = (
        select(OUTBOX.c.id)
        .where(OUTBOX.c.sent_at.is_(None), OUTBOX.c.failed_at.is_(None))
        .where(OUTBOX.c.due_at <= now, free)
        .order_by(OUTBOX.c.due_at, OUTBOX.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    number = session.execute(due).scalar_one_or_none()
    if number is None:
        return None
    row = session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id == number)
        .values(claimed_until=now + timedelta(seconds=seconds), attempts=OUTBOX.c.attempts + 1)
        .returning(OUTBOX)
    ).one()
    mail = Mail(row.key, row.recipient, row.subject, row.text, row.headers)
    return Claimed(row.id, row.message_id, mail, row.attempts)


def mark_sent(session: Session, number: int, *, now: datetime) -> None:
    """Say that a message was sent, and drop who it was to and what it said."""
    _change(session, number, sent_at=now, claimed_until=None, recipient="", text="", headers={})


def put_off(session: Session, number: int, *, until: datetime, error: str) -> None:
    """Say that a message could not be sent now, and when it is tried again."""
    _change(session, number, due_at=until, claimed_until=None, error=error)


def give_up(session: Session, number: int, *, now: datetime, error: str) -> None:
    """Say that a message is not tried again."""
    _change(session, number, failed_at=now, claimed_until=None, error=error)


def retry_failed(session: Session, *, now: datetime) -> int:
    """Let every message that was given up be tried again; tells how many."""
    query = (
        update(OUTBOX)
        .where(OUTBOX.c.failed_at.is_not(None))
        .values(failed_at=None, due_at=now, attempts=0)
    )
    return len(session.execute(query.returning(OUTBOX.c.id)).all())


def list_unsent(session: Session, *, limit: int) -> tuple[Waiting, ...]:
    """List messages that are not sent, those given up first."""
    query = (
        select(*WAITING_COLUMNS)
        .where(OUTBOX.c.sent_at.is_(None))
        .order_by(OUTBOX.c.failed_at.is_(None), OUTBOX.c.queued_at)
        .limit(limit)
    )
    return tuple(Waiting(*row) for row in session.execute(query))


def count_mails(session: Session) -> OutboxCounts:
    """Count the messages by what has become of them."""
    sent, failed = OUTBOX.c.sent_at.is_not(None), OUTBOX.c.failed_at.is_not(None)
    query = select(
        func.count().filter(~sent, ~failed),
        func.count().filter(failed),
        func.count().filter(sent),
    ).select_from(OUTBOX)
    return OutboxCounts(*session.execute(query).one())


def find_longest_waiting(session: Session) -> datetime | None:
    """Find when what has waited longest was queued; None where nothing waits."""
    waiting = OUTBOX.c.sent_at.is_(None) & OUTBOX.c.failed_at.is_(None)
    query = select(OUTBOX.c.queued_at).where(waiting).order_by(OUTBOX.c.queued_at).limit(1)
    return session.execute(query).scalar_one_or_none()


def _change(session: Session, number: int, **values: object) -> None:
    session.execute(update(OUTBOX).where(OUTBOX.c.id == number).values(**values))

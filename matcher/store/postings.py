"""Openings as companies posted them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.changes import bump_data_version
from matcher.store.tables import Postings

TABLE = get_table(Postings)


@dataclass(frozen=True)
class Posting:
    """Who posted an opening and when, who of the municipality saw it, and who closed it."""

    opening: str
    posted_by: str
    posted_at: datetime
    seen_by: str = ""
    seen_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None


COLUMNS = [TABLE.c[name] for name in Posting.__dataclass_fields__]


def add_posting(session: Session, opening: str, *, actor: str, now: datetime) -> None:
    """Say that a company posted an opening."""
    session.execute(
        insert(TABLE).values(
            opening=opening, posted_by=actor, posted_at=now, seen_by="", closed_by=""
        )
    )


def mark_seen(session: Session, opening: str, *, actor: str, now: datetime) -> bool:
    """Say that somebody of the municipality has seen it; tells whether they are the first."""
    query = update(TABLE).where(TABLE.c.opening == opening, TABLE.c.seen_at.is_(None))
    first = query.values(seen_by=actor, seen_at=now).returning(TABLE.c.opening)
    return session.execute(first).one_or_none() is not None


def close_posting(session: Session, opening: str, *, actor: str, now: datetime) -> bool:
    """Close an opening, so that nobody is ranked for it; tells whether it was open."""
    query = update(TABLE).where(TABLE.c.opening == opening, TABLE.c.closed_at.is_(None))
    closed = query.values(closed_by=actor, closed_at=now).returning(TABLE.c.opening)
    found = session.execute(closed).one_or_none() is not None
    if found:
        bump_data_version(session, "openings")
    return found


def find_postings(session: Session, openings: Iterable[str]) -> dict[str, Posting]:
    """Find the postings of openings; those the municipality wrote itself have none."""
    query = select(*COLUMNS).where(TABLE.c.opening.in_(list(openings)))
    return {row[0]: Posting(*row) for row in session.execute(query)}


def list_unseen(session: Session) -> tuple[Posting, ...]:
    """List what nobody of the municipality has seen, the oldest first."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.seen_at.is_(None), TABLE.c.closed_at.is_(None))
        .order_by(TABLE.c.posted_at, TABLE.c.opening)
    )
    return tuple(Posting(*row) for row in session.execute(query))

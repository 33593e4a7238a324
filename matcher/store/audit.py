"""Who read whose data, when and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.tables import AuditReads


@dataclass(frozen=True)
class AuditRead:
    """One reading of personal data."""

    actor: str
    noun: str
    key: str
    why: str
    at: datetime


TABLE = get_table(AuditReads)
COLUMNS = [TABLE.c[name] for name in AuditRead.__dataclass_fields__]


def add_read(session: Session, *, actor: str, noun: str, key: str, why: str, at: datetime) -> None:
    """Remember that somebody read something."""
    values = {"actor": actor, "noun": noun, "key": key, "why": why, "at": at}
    session.execute(insert(TABLE).values(values))


def list_reads(
    session: Session,
    *,
    actor: str | None = None,
    noun: str | None = None,
    key: str | None = None,
    limit: int = 100,
) -> tuple[AuditRead, ...]:
    """List readings, by an actor or of a noun and key if they are given, the latest first."""
    wanted = {"actor": actor, "noun": noun, "key": key}
    query = select(*COLUMNS).order_by(TABLE.c.at.desc(), TABLE.c.id.desc())
    for name, value in wanted.items():
        if value is not None:
            query = query.where(TABLE.c[name] == value)
    return tuple(AuditRead(*row) for row in session.execute(query.limit(limit)))

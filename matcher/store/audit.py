"""Who read whose data, or acted upon them, when and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, or_, select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.paging import Page
from matcher.store.tables import AuditReads
from matcher.store.text import ESCAPE, escape_like


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


@dataclass(frozen=True)
class AuditSearch:
    """What is looked for among the readings; what is empty leaves everything in.

    ``person`` is who was read or acted upon, ``actions`` parts of the noun or the why, any
    of which will do; ``since`` and ``before`` bound the time.
    """

    person: str = ""
    actor: str = ""
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None


def find_reads(
    session: Session, wanted: AuditSearch, *, limit: int, offset: int = 0
) -> Page[AuditRead]:
    """Find readings and acts, the latest first."""
    where = _match(wanted)
    total = session.execute(select(func.count()).select_from(TABLE).where(*where)).scalar_one()
    query = (
        select(*COLUMNS)
        .where(*where)
        .order_by(TABLE.c.at.desc(), TABLE.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return Page(tuple(AuditRead(*row) for row in session.execute(query)), total)


def _match(wanted: AuditSearch) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.person:
        where.append(TABLE.c.key == wanted.person)
    if wanted.actor:
        where.append(TABLE.c.actor == wanted.actor)
    if wanted.actions:
        parts = [f"%{escape_like(one)}%" for one in wanted.actions]
        columns = (TABLE.c.noun, TABLE.c.why)
        where.append(or_(*(one.like(part, escape=ESCAPE) for one in columns for part in parts)))
    if wanted.since is not None:
        where.append(TABLE.c.at >= wanted.since)
    if wanted.before is not None:
        where.append(TABLE.c.at < wanted.before)
    return where


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

"""Consents across everybody, as whoever minds privacy looks over them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.tables import Consents

TABLE = get_table(Consents)


@dataclass(frozen=True)
class PersonConsent:
    """What somebody agreed to, and whether they still do."""

    person: str
    kind: str
    given_on: date
    withdrawn_on: date | None


COLUMNS = [TABLE.c[name] for name in PersonConsent.__dataclass_fields__]


def count_consents(session: Session) -> tuple[int, int]:
    """Count the consents that run, and those that were withdrawn."""
    running = TABLE.c.withdrawn_on.is_(None)
    query = select(func.count().filter(running), func.count().filter(~running)).select_from(TABLE)
    counts = session.execute(query).one()
    return int(counts[0]), int(counts[1])


def list_oldest(session: Session, *, given_before: date, limit: int) -> tuple[PersonConsent, ...]:
    """List consents that run and were given before a day, the oldest first."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.withdrawn_on.is_(None), TABLE.c.given_on < given_before)
        .order_by(TABLE.c.given_on, TABLE.c.id)
        .limit(limit)
    )
    return tuple(PersonConsent(*row) for row in session.execute(query))


def list_withdrawn(session: Session, *, limit: int) -> tuple[PersonConsent, ...]:
    """List the consents withdrawn last."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.withdrawn_on.is_not(None))
        .order_by(TABLE.c.withdrawn_on.desc(), TABLE.c.id.desc())
        .limit(limit)
    )
    return tuple(PersonConsent(*row) for row in session.execute(query))

"""Talent programmes and their seats."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Programmes


@dataclass(frozen=True)
class Programme:
    """One programme; ``track`` is ``boglig`` (academic) or ``praktisk`` (practical)."""

    code: str
    title_da: str
    title_en: str
    track: str
    seats: int
    provider: str


COLUMNS = [get_table(Programmes).c[name] for name in Programme.__dataclass_fields__]


def add_programmes(session: Session, rows: Iterable[Programme]) -> int:
    """Add programmes or bring them up to date; tells how many were new."""
    return upsert(session, Programmes, map(asdict, rows))


def get_programme(session: Session, code: str) -> Programme:
    """Get one programme.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(Programmes.code == code)).one_or_none()
    if row is None:
        raise NotFound("programme", code)
    return Programme(*row)


def list_programmes(session: Session) -> tuple[Programme, ...]:
    """List all programmes by code."""
    query = select(*COLUMNS).order_by(Programmes.code)
    return tuple(Programme(*row) for row in session.execute(query))

"""Postcodes."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.changes import bump_data_version
from matcher.store.tables import Places
from matcher.vocabulary import Place

COLUMNS = [get_table(Places).c[name] for name in Place.__dataclass_fields__]


def add_places(session: Session, rows: Iterable[Place]) -> int:
    """Add places or bring them up to date; tells how many were new."""
    new = upsert(session, Places, map(asdict, rows))
    bump_data_version(session, "concepts")  # knowledge is read as one
    return new


def list_places(session: Session) -> tuple[Place, ...]:
    """List all places by postcode."""
    query = select(*COLUMNS).order_by(Places.postcode)
    return tuple(Place(*row) for row in session.execute(query))

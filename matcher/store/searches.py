"""Saved searches, and what each has found and told of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import SavedSearches, SearchFinds
from matcher.vocabulary import Language

TABLE, FINDS = get_table(SavedSearches), get_table(SearchFinds)


@dataclass(frozen=True)
class SavedSearch:
    """A search that is made again every day: for an opening, or else for a candidate.

    ``filters`` are the fields it was narrowed by, ``often`` is ``daily`` or ``weekly``.
    """

    id: int
    owner: str
    opening: str | None
    candidate: str | None
    filters: Mapping[str, str]
    often: str
    language: Language
    saved_at: datetime
    looked_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Find:
    """One thing a search has found, and when its owner was told by mail."""

    search: int
    key: str
    found_at: datetime
    told_at: datetime | None


COLUMNS = [TABLE.c[name] for name in SavedSearch.__dataclass_fields__]
FIND_COLUMNS = [FINDS.c[name] for name in Find.__dataclass_fields__]


def add_search(
    session: Session,
    owner: str,
    *,
    opening: str | None,
    candidate: str | None,
    filters: Mapping[str, str],
    often: str,
    language: Language,
    now: datetime,
) -> SavedSearch:
    """Save a search, looked at now."""
    values = {
        "owner": owner,
        "opening": opening,
        "candidate": candidate,
        "filters": dict(filters),
        "often": often,
        "language": language,
        "saved_at": now,
        "looked_at": now,
        "seen_at": now,
    }
    query = insert(TABLE).values(values).returning(TABLE.c.id)
    return get_search(session, session.execute(query).scalar_one())


def get_search(session: Session, number: int) -> SavedSearch:
    """Get one saved search.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(TABLE.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("search", number)
    return _build(row)


def list_searches(session: Session, owner: str | None = None) -> tuple[SavedSearch, ...]:
    """List the saved searches, of an owner if one is given, the newest first."""
    query = select(*COLUMNS).order_by(TABLE.c.owner, TABLE.c.id.desc())
    if owner is not None:
        query = query.where(TABLE.c.owner == owner)
    return tuple(_build(row) for row in session.execute(query))


def erase_search(session: Session, number: int) -> None:
    """Erase a saved search and what it found."""
    session.execute(delete(TABLE).where(TABLE.c.id == number))


def note_looked(session: Session, number: int, *, now: datetime) -> None:
    """Remember when a search was made last."""
    session.execute(update(TABLE).where(TABLE.c.id == number).values(looked_at=now))


def note_seen(session: Session, owner: str, *, now: datetime) -> None:
    """Remember that an owner has looked at what was found."""
    session.execute(update(TABLE).where(TABLE.c.owner == owner).values(seen_at=now))


def add_finds(
    session: Session, number: int, keys: Iterable[str], *, now: datetime, told: bool = False
) -> int:
    """Remember what a search has found; what is known is left as it is. Tells how many were new."""
    rows = [
        {"search": number, "key": key, "found_at": now, "told_at": now if told else None}
        for key in keys
    ]
    return upsert(session, SearchFinds, rows, update=False)


def list_finds(session: Session, number: int) -> tuple[Find, ...]:
    """List what a search has found, the newest first."""
    query = (
        select(*FIND_COLUMNS)
        .where(FINDS.c.search == number)
        .order_by(FINDS.c.found_at.desc(), FINDS.c.key)
    )
    return tuple(Find(*row) for row in session.execute(query))


def mark_told(session: Session, number: int, *, now: datetime) -> None:
    """Say that the owner has been told of everything a search has found."""
    query = update(FINDS).where(FINDS.c.search == number, FINDS.c.told_at.is_(None))
    session.execute(query.values(told_at=now))


def _build(row: Row[Any]) -> SavedSearch:
    return SavedSearch(*row)

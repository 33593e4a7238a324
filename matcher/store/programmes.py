"""Campus programmes, their seats, dates and limits."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.campus import (
    Area,
    Programme,
    ProgrammeState,
    Slot,
    Strength,
    SupportNeed,
    Track,
)
from matcher.errors import NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Programmes
from matcher.vocabulary import OpeningKind, Tag

__all__ = [
    "Programme",
    "add_programmes",
    "change_programme",
    "get_programme",
    "list_programmes",
    "pack_slots",
    "read_slots",
]

TABLE = get_table(Programmes)
NAMES = tuple(Programme.__dataclass_fields__)
COLUMNS = [TABLE.c[name] for name in NAMES]


def add_programmes(session: Session, rows: Iterable[Programme]) -> int:
    """Add programmes or bring them up to date; tells how many were new."""
    return upsert(
        session,
        Programmes,
        map(_flatten, rows),
        merge=lambda new: {"version": TABLE.c.version + 1},
    )


def change_programme(session: Session, programme: Programme, *, seen: int) -> bool:
    """Change a programme whose version is still the one ``seen``; tells whether it was."""
    values = _flatten(programme) | {"version": seen + 1}
    query = update(TABLE).where(TABLE.c.code == programme.code, TABLE.c.version == seen)
    changed = session.execute(query.values(values).returning(TABLE.c.code)).all()
    return bool(changed)


def get_programme(session: Session, code: str) -> Programme:
    """Get one programme.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(TABLE.c.code == code)).mappings().one_or_none()
    if row is None:
        raise NotFound("programme", code)
    return _build(row)


def list_programmes(
    session: Session, *, organisation: str | None = None, codes: Iterable[str] | None = None
) -> tuple[Programme, ...]:
    """List programmes by code: all, a host's, or those named."""
    query = select(*COLUMNS).order_by(TABLE.c.code)
    if organisation is not None:
        query = query.where(TABLE.c.organisation == organisation)
    if codes is not None:
        query = query.where(TABLE.c.code.in_(list(codes)))
    return tuple(_build(row) for row in session.execute(query).mappings())


def pack_slots(slots: Iterable[Slot]) -> list[list[int]]:
    """Write weekly hours as the database keeps them."""
    return [[one.weekday, one.starts, one.ends] for one in sorted(slots)]


def read_slots(kept: Iterable[Iterable[int]]) -> tuple[Slot, ...]:
    """Read weekly hours as the database keeps them."""
    return tuple(Slot(*one) for one in kept)


def _flatten(one: Programme) -> dict[str, Any]:
    return asdict(one) | {
        "track": str(one.track),
        "kind": str(one.kind),
        "area": None if one.area is None else str(one.area),
        "meets": pack_slots(one.meets),
        "languages": dict(one.languages),
        "strengths": [str(each) for each in one.strengths],
        "markets": sorted(one.markets),
        "offers": sorted(str(each) for each in one.offers),
        "tags": sorted(str(each) for each in one.tags),
        "parameters": dict(one.parameters),
        "state": str(one.state),
    }


TRACKS = {str(one): one for one in Track}
KINDS = {str(one): one for one in OpeningKind}
AREAS = {str(one): one for one in Area}
STRENGTHS = {str(one): one for one in Strength}
NEEDS = {str(one): one for one in SupportNeed}
TAGS = {str(one): one for one in Tag}
STATES = {str(one): one for one in ProgrammeState}


def _build(row: Mapping[Any, Any]) -> Programme:
    return Programme(
        **dict(row)
        | {
            "track": TRACKS[row["track"]],
            "kind": KINDS[row["kind"]],
            "area": None if row["area"] is None else AREAS[row["area"]],
            "meets": read_slots(row["meets"]),
            "strengths": tuple(STRENGTHS[each] for each in row["strengths"]),
            "markets": frozenset(row["markets"]),
            "offers": frozenset(NEEDS[each] for each in row["offers"]),
            "tags": frozenset(TAGS[each] for each in row["tags"]),
            "state": STATES[row["state"]],
        }
    )

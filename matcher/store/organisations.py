"""Companies and institutions by their CVR number."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.changes import bump_data_version
from matcher.store.tables import Organisations
from matcher.store.text import normalise_label


@dataclass(frozen=True)
class Organisation:
    """One organisation; ``reference`` is its CVR number, ``db07`` its branch code."""

    reference: str
    name: str
    p_number: str = ""
    postcode: str = ""
    business_area: str = ""
    db07: str = ""
    employees: int | None = None


COLUMNS = [get_table(Organisations).c[name] for name in Organisation.__dataclass_fields__]


def add_organisations(session: Session, rows: Iterable[Organisation]) -> int:
    """Add organisations or bring them up to date; tells how many were new."""
    prepared = (asdict(row) | {"name_normalised": normalise_label(row.name)} for row in rows)
    new = upsert(session, Organisations, prepared)
    bump_data_version(session, "openings")  # which carry the organisation's name
    bump_data_version(session, "organisations")
    return new


def get_organisation(session: Session, reference: str) -> Organisation:
    """Get one organisation.

    Raises
    ------
    NotFound
        If there is none.
    """
    query = select(*COLUMNS).where(Organisations.reference == reference)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("organisation", reference)
    return Organisation(*row)


def list_organisations(session: Session) -> tuple[Organisation, ...]:
    """List all organisations by name."""
    query = select(*COLUMNS).order_by(Organisations.name_normalised, Organisations.reference)
    return tuple(Organisation(*row) for row in session.execute(query))

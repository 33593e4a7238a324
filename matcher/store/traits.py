"""Sex and origin, kept apart from what ranks: read to measure equal treatment, by nothing else.

A test of the house holds that only `training.fairness` reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.tables import PeopleTraits
from matcher.vocabulary import Origin, Sex

TABLE = get_table(PeopleTraits)
SEXES = {str(one): one for one in Sex}
ORIGINS = {str(one): one for one in Origin}


@dataclass(frozen=True)
class Traits:
    """A candidate's sex and origin; each may be unknown."""

    person: str
    sex: Sex | None = None
    origin: Origin | None = None


def add_traits(session: Session, rows: Iterable[Traits]) -> int:
    """Add traits of candidates who are there, or replace what is known; tells how many were new.

    No data version is bumped: nothing that ranks or shows people holds them.
    """
    flat = (
        {
            "person": one.person,
            "sex": None if one.sex is None else str(one.sex),
            "origin": None if one.origin is None else str(one.origin),
        }
        for one in rows
    )
    return upsert(session, PeopleTraits, flat)


def list_described(session: Session) -> frozenset[str]:
    """List whose traits are known, without the traits."""
    return frozenset(session.execute(select(TABLE.c.person)).scalars())


def list_traits(session: Session) -> dict[str, Traits]:
    """List the traits of everybody whose traits are known, by reference."""
    query = select(TABLE.c.person, TABLE.c.sex, TABLE.c.origin).order_by(TABLE.c.person)
    return {
        person: Traits(person, sex and SEXES[sex], origin and ORIGINS[origin])
        for person, sex, origin in session.execute(query)
    }

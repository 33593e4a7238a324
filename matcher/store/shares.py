"""Candidates shared with the companies of openings, and what is released of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Openings, OrganisationContacts, PeopleContacts, Shares

TABLE, OPENINGS = get_table(Shares), get_table(Openings)
CONTACTS, NAMED = get_table(PeopleContacts), get_table(OrganisationContacts)


@dataclass(frozen=True)
class Share:
    """One candidate shown to the company of an opening, and how far that has come."""

    id: int
    opening: str
    candidate: str
    shared_by: str
    shared_at: datetime
    asked_by: str = ""
    asked_at: datetime | None = None
    released_by: str = ""
    released_at: datetime | None = None
    consented_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Contact:
    """A person's name and how to reach them."""

    name: str
    phone: str = ""
    email: str = ""


COLUMNS = [TABLE.c[name] for name in Share.__dataclass_fields__]
AFRESH = {
    "asked_by": "",
    "asked_at": None,
    "released_by": "",
    "released_at": None,
    "consented_on": None,
    "withdrawn_by": "",
    "withdrawn_at": None,
}


def add_share(
    session: Session, opening: str, *, candidate: str, actor: str, now: datetime
) -> Share:
    """Share a candidate; one whose sharing was withdrawn begins afresh."""
    begun = {"shared_by": actor, "shared_at": now} | AFRESH
    which = (TABLE.c.opening == opening) & (TABLE.c.candidate == candidate)
    number = session.execute(
        update(TABLE).where(which).values(begun).returning(TABLE.c.id)
    ).scalar_one_or_none()
    if number is None:
        values = {"opening": opening, "candidate": candidate} | begun
        query = insert(TABLE).values(values).returning(TABLE.c.id)
        number = session.execute(query).scalar_one()
    return get_share(session, number)


def get_share(session: Session, number: int) -> Share:
    """Get one sharing.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(TABLE.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("share", number)
    return Share(*row)


def find_share(session: Session, opening: str, *, candidate: str) -> Share | None:
    """Find the sharing of a pair."""
    which = (TABLE.c.opening == opening) & (TABLE.c.candidate == candidate)
    row = session.execute(select(*COLUMNS).where(which)).one_or_none()
    return None if row is None else Share(*row)


def list_shares(
    session: Session, *, opening: str | None = None, organisation: str | None = None
) -> tuple[Share, ...]:
    """List who is shared and not withdrawn, of an opening or an organisation if one is given."""
    query = (
        select(*COLUMNS)
        .join(OPENINGS, OPENINGS.c.reference == TABLE.c.opening)
        .where(TABLE.c.withdrawn_at.is_(None))
        .order_by(TABLE.c.shared_at, TABLE.c.id)
    )
    if opening is not None:
        query = query.where(TABLE.c.opening == opening)
    if organisation is not None:
        query = query.where(OPENINGS.c.organisation == organisation)
    return tuple(Share(*row) for row in session.execute(query))


def list_shares_of(session: Session, candidate: str) -> tuple[Share, ...]:
    """List every sharing of a candidate, also what was withdrawn, the newest first."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.candidate == candidate)
        .order_by(TABLE.c.shared_at.desc(), TABLE.c.id.desc())
    )
    return tuple(Share(*row) for row in session.execute(query))


def ask_for_release(session: Session, number: int, *, actor: str, now: datetime) -> bool:
    """Say that the company asks for name and contact; tells whether it is the first time."""
    query = update(TABLE).where(TABLE.c.id == number, TABLE.c.asked_at.is_(None))
    asked = query.values(asked_by=actor, asked_at=now).returning(TABLE.c.id)
    return session.execute(asked).one_or_none() is not None


def release(
    session: Session, number: int, *, consented_on: date, actor: str, now: datetime
) -> None:
    """Say that the company may see name and contact, as the citizen agreed on a day."""
    values = {"released_by": actor, "released_at": now, "consented_on": consented_on}
    session.execute(update(TABLE).where(TABLE.c.id == number).values(values))


def withdraw(session: Session, number: int, *, actor: str, now: datetime) -> None:
    """Say that the company may see nothing any more."""
    values = {"withdrawn_by": actor, "withdrawn_at": now}
    session.execute(update(TABLE).where(TABLE.c.id == number).values(values))


def keep_contact(session: Session, person: str, contact: Contact) -> None:
    """Keep how a candidate is reached."""
    values = {"person": person, "name": contact.name}
    values |= {"phone": contact.phone, "email": contact.email}
    upsert(session, PeopleContacts, [values])


def find_contact(session: Session, person: str) -> Contact | None:
    """Find how a candidate is reached."""
    query = select(CONTACTS.c.name, CONTACTS.c.phone, CONTACTS.c.email)
    row = session.execute(query.where(CONTACTS.c.person == person)).one_or_none()
    return None if row is None else Contact(*row)


def assign_contact(
    session: Session, organisation: str, *, account: int, actor: str, now: datetime
) -> None:
    """Give a company its contact."""
    values = {"organisation": organisation, "account": account}
    values |= {"assigned_by": actor, "assigned_at": now}
    upsert(session, OrganisationContacts, [values])


def find_assigned(session: Session, organisation: str) -> int | None:
    """Find the account of a company's contact."""
    query = select(NAMED.c.account).where(NAMED.c.organisation == organisation)
    return session.execute(query).scalar_one_or_none()


def list_assigned(session: Session, account: int) -> frozenset[str]:
    """List the companies that somebody is the contact of."""
    query = select(NAMED.c.organisation).where(NAMED.c.account == account)
    return frozenset(session.execute(query).scalars())

"""Those who sign in, and their passwords' hashes."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict, NotFound
from matcher.store.bulk import get_table
from matcher.store.tables import Users
from matcher.vocabulary import Account, Role

TABLE = get_table(Users)
COLUMNS = [TABLE.c[name] for name in Account.__dataclass_fields__]
ROLES = {str(one): one for one in Role}


def add_account(session: Session, account: Account, password_hash: str) -> Account:
    """Add an account; its number is given by the database.

    Raises
    ------
    Conflict
        If the e-mail address has an account.
    """
    if find_account(session, account.email) is not None:
        raise Conflict(N_("This e-mail address has an account already"))
    values = {
        "email": _fold(account.email),
        "name": account.name,
        "role": str(account.role),
        "organisation": account.organisation,
        "active": account.active,
        "password_hash": password_hash,
    }
    number = session.execute(insert(TABLE).values(values).returning(TABLE.c.id)).scalar_one()
    return get_account(session, number)


def find_account(session: Session, email: str) -> tuple[Account, str] | None:
    """Find an account and its password's hash by e-mail address, in any case."""
    query = select(*COLUMNS, TABLE.c.password_hash).where(TABLE.c.email == _fold(email))
    row = session.execute(query).one_or_none()
    return None if row is None else (_build(tuple(row[:-1])), str(row[-1]))


def get_account(session: Session, number: int) -> Account:
    """Get one account.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(TABLE.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("account", number)
    return _build(tuple(row))


def list_accounts(session: Session) -> tuple[Account, ...]:
    """List all accounts by e-mail address."""
    query = select(*COLUMNS).order_by(TABLE.c.email)
    return tuple(_build(tuple(row)) for row in session.execute(query))


def _fold(email: str) -> str:
    return email.strip().casefold()


def _build(row: tuple[Any, ...]) -> Account:
    number, email, name, role, organisation, active = row
    return Account(number, email, name, ROLES[role], organisation, active)

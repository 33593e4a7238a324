"""Those who sign in, and their passwords' hashes."""

from typing import Any

from sqlalchemy import insert, select, update
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
        "phone": account.phone,
        "generation": account.generation,
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


def list_active(
    session: Session, *, role: Role | None = None, organisation: str | None = None
) -> tuple[Account, ...]:
    """List who may sign in, of a role or an organisation if one is given, by name."""
    query = select(*COLUMNS).where(TABLE.c.active).order_by(TABLE.c.name, TABLE.c.id)
    if role is not None:
        query = query.where(TABLE.c.role == str(role))
    if organisation is not None:
        query = query.where(TABLE.c.organisation == organisation)
    return tuple(_build(tuple(row)) for row in session.execute(query))


def change_account(session: Session, account: Account) -> None:
    """Keep an account's name, role, organisation, telephone number and whether it is active."""
    kept = ("name", "organisation", "active", "phone")
    values = {name: getattr(account, name) for name in kept} | {"role": str(account.role)}
    session.execute(update(TABLE).where(TABLE.c.id == account.id).values(values))


def change_password(session: Session, number: int, password_hash: str) -> None:
    """Keep a new password's hash, and sign the account out everywhere."""
    values = {"password_hash": password_hash, "generation": TABLE.c.generation + 1}
    session.execute(update(TABLE).where(TABLE.c.id == number).values(values))


def end_sessions(session: Session, number: int) -> None:
    """Sign an account out everywhere."""
    query = update(TABLE).where(TABLE.c.id == number)
    session.execute(query.values(generation=TABLE.c.generation + 1))


def _fold(email: str) -> str:
    return email.strip().casefold()


def _build(row: tuple[Any, ...]) -> Account:
    number, email, name, role, *more = row
    return Account(number, email, name, ROLES[role], *more)

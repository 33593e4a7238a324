"""Leases: who may do what only one may do at a time, wherever the others run.

Time is the database's: PostgreSQL's own clock, so that machines whose clocks differ agree; a SQLite
file has one machine, whose clock it is. Each new holder raises the fence. Who writes under a lease
checks it in the same transaction, so that one who slept past its end can write nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict, LeaseLost
from matcher.store.bulk import get_table
from matcher.store.tables import Leases

TAKEN_OVER = N_("Another process has taken over this training; nothing was changed")
LEASES = get_table(Leases)
LEASE_COLUMNS = [LEASES.c[name] for name in ("name", "holder", "fence", "expires_at")]


@dataclass(frozen=True)
class Lease:
    """What was taken, by whom, with which fence, and until when unless it is renewed."""

    name: str
    holder: str
    fence: int
    expires_at: datetime


def read_clock(session: Session) -> datetime:
    """Read the clock that leases go by."""
    if session.get_bind().dialect.name == "postgresql":
        now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(UTC)
    return datetime.now(UTC)


def take_lease(session: Session, name: str, *, holder: str, seconds: float) -> Lease:
    """Take a lease that is free or has run out.

    Raises
    ------
    Conflict
        If another holds it.
    """
    now = read_clock(session)
    values = {"holder": holder, "taken_at": now, "expires_at": now + timedelta(seconds=seconds)}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    taken = session.execute(
        insert(LEASES)
        .values(name=name, fence=1, **values)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={**values, "fence": LEASES.c.fence + 1},
            where=LEASES.c.expires_at <= now,
        )
        .returning(*LEASE_COLUMNS)
    ).one_or_none()
    if taken is None:
        raise Conflict(N_("This model is being trained by another process"))
    return Lease(*taken)


def renew_lease(session: Session, lease: Lease, *, seconds: float) -> Lease:
    """Keep a lease for longer, counted from now.

    Raises
    ------
    LeaseLost
        If another has taken it over.
    """
    until = read_clock(session) + timedelta(seconds=seconds)
    return _change(session, lease, until)


def check_lease(session: Session, lease: Lease) -> None:
    """Make sure that a lease is still held, and stays so until this transaction ends.

    One that has run out without an heir is still held.

    Raises
    ------
    LeaseLost
        If another has taken it over.
    """
    query = select(LEASES.c.fence).where(*_is_ours(lease)).with_for_update()
    if session.execute(query).one_or_none() is None:
        raise LeaseLost(TAKEN_OVER)


def release_lease(session: Session, lease: Lease) -> None:
    """Let a lease go; the fence is remembered.

    Raises
    ------
    LeaseLost
        If another has taken it over.
    """
    _change(session, lease, read_clock(session))


def find_lease(session: Session, name: str) -> Lease | None:
    """Find who holds a lease now; None while it is free."""
    query = select(*LEASE_COLUMNS).where(
        LEASES.c.name == name, LEASES.c.expires_at > read_clock(session)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Lease(*row)


def _change(session: Session, lease: Lease, until: datetime) -> Lease:
    row = session.execute(
        update(LEASES).where(*_is_ours(lease)).values(expires_at=until).returning(*LEASE_COLUMNS)
    ).one_or_none()
    if row is None:
        raise LeaseLost(TAKEN_OVER)
    return Lease(*row)


def _is_ours(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        LEASES.c.name == lease.name,
        LEASES.c.holder == lease.holder,
        LEASES.c.fence == lease.fence,
    )

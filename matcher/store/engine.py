"""Engines and sessions for SQLite and PostgreSQL."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

BUSY_MILLISECONDS = 30_000
"""How long a SQLite connection waits for another one's lock."""


def open_engine(url: str) -> Engine:
    """Open an engine; a SQLite file's folder is made if it is missing.

    Parameters
    ----------
    url : str
        ``sqlite:///path`` or ``postgresql://...``, which psycopg serves.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, pool_pre_ping=True)


def session_factory(engine: Engine, *, writing: bool = False) -> sessionmaker[Session]:
    """Give the maker of sessions over an engine.

    Parameters
    ----------
    engine : Engine
        From `open_engine`.
    writing : bool
        Whether SQLite takes its write lock when the transaction begins, waiting for it if need be.
        A transaction that reads first and writes later without it fails at once if somebody else
        wrote in between. PostgreSQL needs nothing of the sort.
    """
    return sessionmaker(begin_for_writing(engine) if writing else engine, expire_on_commit=False)


def begin_for_writing(engine: Engine) -> Engine:
    """Give the same engine with transactions that begin with SQLite's write lock."""
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def _open_sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    # the driver's own BEGIN comes late and never before DDL, so it is told to leave them to us
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # else a REPLACE would delete without asking the triggers
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")

"""Connections: real transactions, enforced keys, writers that wait for each other."""

import threading

import pytest
from sqlalchemy import text

from matcher.store import open_engine, session_factory
from matcher.store.organisations import Organisation, add_organisations, list_organisations


@pytest.fixture
def file_engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/matcher.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE numbers (number INTEGER)"))
    yield engine
    engine.dispose()


def test_the_folder_of_a_sqlite_file_is_made(file_engine, tmp_path):
    assert (tmp_path / "a" / "b" / "matcher.db").exists()


def test_sqlite_keeps_a_log_ahead_and_enforces_foreign_keys(file_engine):
    with file_engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_change_of_form_is_rolled_back_too(file_engine):
    with file_engine.connect() as connection:
        connection.execute(text("CREATE TABLE passing (number INTEGER)"))
        connection.rollback()
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert tables == ["numbers"]


def test_a_writing_session_waits_for_another_writer(file_engine):
    first_holds, results = threading.Event(), []

    def read_then_write():
        first_holds.wait()
        with session_factory(file_engine, writing=True).begin() as session:
            seen = session.execute(text("SELECT count(*) FROM numbers")).scalar_one()
            session.execute(text("INSERT INTO numbers VALUES (2)"))
            results.append(seen)

    other = threading.Thread(target=read_then_write)
    other.start()
    with session_factory(file_engine, writing=True).begin() as session:
        session.execute(text("INSERT INTO numbers VALUES (1)"))
        first_holds.set()
        other.join(timeout=0.2)
        assert results == []
    other.join()
    assert results == [1]


def test_a_postgresql_address_is_served_by_psycopg():
    engine = open_engine("postgresql://matcher@127.0.0.1:1/none")
    assert engine.url.drivername == "postgresql+psycopg"
    engine.dispose()


def test_nothing_is_committed_unless_the_caller_does(engine):
    make = session_factory(engine)
    with make() as session:
        add_organisations(session, [Organisation("99000023", "Glemt A/S")])
    with make() as session:
        assert list_organisations(session) == ()

"""The database's form: migrated once, by whoever comes, and equal to the tables."""

import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from matcher.store import open_engine, upgrade
from matcher.store.schema import is_ours
from matcher.store.tables import Base


def test_the_migrations_lead_to_the_tables(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: is_ours(name, kind)}
        )
        assert compare_metadata(context, Base.metadata) == []


def list_checks(engine):
    # only SQLite gives the text of a constraint back as it was written
    found = inspect(engine)
    return {
        table: sorted((one["name"], one["sqltext"]) for one in found.get_check_constraints(table))
        for table in Base.metadata.tables
    }


def test_constraints_are_the_same_by_migration_and_by_table(tmp_path):
    migrated, made = (open_engine(f"sqlite:///{tmp_path}/{name}.db") for name in ("a", "b"))
    upgrade(migrated)
    Base.metadata.create_all(made)
    assert list_checks(migrated) == list_checks(made)
    for engine in (migrated, made):
        engine.dispose()


def test_upgrading_again_changes_nothing(engine):
    before = set(inspect(engine).get_table_names())
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == before


def test_upgrading_leaves_the_loggers_alone(engine):
    before = [logging.getLogger(name).handlers[:] for name in ("", "alembic", "sqlalchemy")]
    level = logging.getLogger("alembic").level
    upgrade(engine)
    after = [logging.getLogger(name).handlers[:] for name in ("", "alembic", "sqlalchemy")]
    assert (after, logging.getLogger("alembic").level) == (before, level)


def open_and_upgrade(url):
    engine = open_engine(url)
    upgrade(engine)
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return revision


def test_processes_that_upgrade_at_once_do_not_hurt_each_other(engine, tmp_path):
    url = f"sqlite:///{tmp_path}/contended.db"
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("DROP DATABASE IF EXISTS contended"))
            connection.execute(text("CREATE DATABASE contended"))
        url = engine.url.set(database="contended").render_as_string(hide_password=False)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        revisions = set(pool.map(open_and_upgrade, [url] * 3))
    assert len(revisions) == 1


ADD_OPENING = """
    INSERT INTO openings (reference, kind, title, title_normalised, postcode, starts_on,
        positions, weekly_hours, work_times, tags, parameters)
    VALUES ('O1', 'ordinary', 'T', 't', '2620', '2026-01-01', 1, 37, '[]', '[]', '{}')
"""
ADD_OUTCOME = """
    INTO outcomes (id, opening, candidate, outcome, happened_on, actor, recorded_at, reason)
    VALUES (1, 'O1', 'K1', 'placed', '2026-01-01', 'a', '2026-01-01 00:00:00', '')
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outcomes SET reason = 'rewritten'",
        "DELETE FROM outcomes",
        "DELETE FROM outcomes WHERE candidate = 'K1'",
    ],
)
def test_outcomes_can_neither_be_changed_nor_deleted(session, refuses, statement):
    session.execute(text(ADD_OPENING))
    session.execute(text(f"INSERT {ADD_OUTCOME}"))
    assert "append-only" in refuses(statement, DBAPIError)
    assert session.execute(text("SELECT count(*) FROM outcomes")).scalar_one() == 1


def test_a_replace_cannot_slip_past_the_refusal_on_sqlite(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/matcher.db")
    upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text(ADD_OPENING))
        connection.execute(text(f"INSERT {ADD_OUTCOME}"))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(f"REPLACE {ADD_OUTCOME}"))
    engine.dispose()


def test_outcomes_cannot_be_truncated_on_postgresql(postgres_url):
    engine = open_engine(postgres_url)
    upgrade(engine)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("TRUNCATE outcomes CASCADE"))
    engine.dispose()


ADD_PROGRAMME = """
    INSERT INTO programmes (code, title_da, title_en, track, seats, provider, kind, min_seats,
        postcode, weekly_hours, meets, in_school_time, languages, strengths, markets, offers, tags,
        parameters, state, version)
    VALUES ('P', 'T', 'T', '{track}', 3, 'Campus', 'talentforloeb', 1, '2620', 4, '[]', false,
        '[]', '[]', '[]', '[]', '[]', '[]', 'open', 1)
"""
TRUCK, STOCK = "'urn:albertslund:skill:truck'", "'urn:albertslund:skill:lager'"


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO people_skills VALUES ('nobody', {TRUCK}, 3, 0, 'stated', NULL)",
        "INSERT INTO concept_labels VALUES ('urn:nothing', 'da', 'Intet', 'intet', true)",
        f"INSERT INTO concept_relations VALUES ({TRUCK}, 'urn:nothing', 'related', 0.5)",
    ],
)
def test_a_row_that_belongs_to_nothing_is_refused(stocked, refuses, statement):
    refuses(statement, IntegrityError)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO concepts VALUES ('urn:x', 'colour', '', 'starter', '')",
        f"INSERT INTO concept_relations VALUES ({TRUCK}, {STOCK}, 'related', 1.5)",
        ADD_PROGRAMME.format(track="other"),
    ],
)
def test_a_value_outside_its_bounds_is_refused(stocked, refuses, statement):
    refuses(statement, IntegrityError)

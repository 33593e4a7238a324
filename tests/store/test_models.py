"""The registry of model versions and the log of training runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from matcher.errors import NotFound
from matcher.store import models
from matcher.vocabulary import ModelVersion

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST = ModelVersion("match", "1", "abc", NOW, None, False, {"ndcg": [0.5, {"low": 0.4}]}, "nat")
SECOND = replace(FIRST, version="2", created_at=NOW + timedelta(days=7))


@pytest.fixture
def registry(session):
    models.add_version(session, FIRST)
    models.add_version(session, SECOND)
    return session


def test_versions_are_listed_the_newest_first(registry):
    assert models.list_versions(registry, "match") == (SECOND, FIRST)
    assert models.list_versions(registry, "path") == ()


def test_there_is_no_champion_until_one_is_promoted(registry):
    assert models.get_champion(registry, "match") is None


def test_a_version_that_is_not_there_is_not_found(registry):
    with pytest.raises(NotFound, match="version 9"):
        models.get_version(registry, "match", "9")


@pytest.mark.parametrize(
    "change",
    ["checksum = 'x'", "signature = 'x'", "metrics = '{}'", "note = 'x'", "version = '3'"],
)
def test_a_version_is_never_changed(registry, refuses, change):
    assert "never changed" in refuses(f"UPDATE model_versions SET {change}", DBAPIError)
    assert models.get_version(registry, "match", "1") == FIRST


def test_a_version_is_never_deleted(registry, refuses):
    assert "never changed" in refuses("DELETE FROM model_versions", DBAPIError)


def test_a_version_is_added_once(registry):
    with pytest.raises(IntegrityError):
        models.add_version(registry, FIRST)


def test_a_run_is_logged_from_start_to_ruling(session):
    run = models.add_run(session, "match", started_at=NOW)
    assert (run.state, run.finished_at, run.version, run.report) == ("running", None, None, {})
    later = NOW + timedelta(minutes=3)
    finished = models.finish_run(
        session, run.id, state="kept", version="2", report={"lists": 12}, at=later
    )
    expected = replace(run, state="kept", version="2", report={"lists": 12}, finished_at=later)
    assert finished == models.get_run(session, run.id) == expected


def test_runs_are_listed_the_newest_first(session):
    runs = [models.add_run(session, model, started_at=NOW) for model in ("match", "path", "match")]
    assert models.list_runs(session) == tuple(reversed(runs))
    assert models.list_runs(session, "path") == (runs[1],)


def test_runs_that_a_dead_process_left_are_closed_as_failed(session):
    stale = models.add_run(session, "match", started_at=NOW)
    other = models.add_run(session, "path", started_at=NOW)
    assert models.close_stale_runs(session, "match", at=NOW) == 1
    assert models.close_stale_runs(session, "match", at=NOW) == 0
    assert models.get_run(session, stale.id).state == "failed"
    assert models.get_run(session, other.id).state == "running"


def test_a_run_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="run 9"):
        models.get_run(session, 9)
    with pytest.raises(NotFound, match="run 9"):
        models.finish_run(session, 9, state="kept", version=None, report={}, at=NOW)

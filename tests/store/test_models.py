"""The registry of model versions and the log of training runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

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


def test_promoting_replaces_the_champion_and_an_earlier_one_can_be_put_back(registry):
    for version, at in (("2", NOW), ("1", NOW + timedelta(days=1))):
        promoted = models.promote(registry, "match", version, at=at)
        assert (promoted.version, promoted.is_champion, promoted.promoted_at) == (version, True, at)
        assert models.get_champion(registry, "match") == promoted
    assert sum(one.is_champion for one in models.list_versions(registry, "match")) == 1


def test_a_version_that_is_not_there_cannot_be_promoted(registry):
    with pytest.raises(NotFound, match="match 9"):
        models.promote(registry, "match", "9", at=NOW)


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
    with pytest.raises(NotFound, match="training run 9"):
        models.get_run(session, 9)
    with pytest.raises(NotFound, match="training run 9"):
        models.finish_run(session, 9, state="kept", version=None, report={}, at=NOW)

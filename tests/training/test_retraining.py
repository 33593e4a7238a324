"""A retraining from log to ruling, on schedule, once; and the web that notices."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from matcher.errors import InvalidInput
from matcher.models.artifact import load_model
from matcher.services import open_services
from matcher.services.deciding import record_outcome
from matcher.services.modelling import list_runs, list_versions, put_back
from matcher.services.suggesting import suggest_candidates
from matcher.settings import Settings
from matcher.vocabulary import Outcome
from training.material import read_material
from training.retraining import retrain
from training.simulator.demo import build_demo
from training.worker import TABLE, start_scheduler

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEVER = "0 3 1 1 *"


@pytest.fixture
def configured(tmp_path, monkeypatch):
    monkeypatch.setenv("ALBERTSLUND_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/albertslund.db")
    monkeypatch.setenv("TRAIN_MATCH_CRON", NEVER)
    return Settings.from_environment()


@pytest.fixture
def services(configured):
    opened = open_services(configured)
    build_demo(opened, scale=0.2, seed=3, today=NOW.date())
    return opened


def test_a_run_leaves_a_version_whose_report_gives_every_figure_and_reason(services):
    run = retrain(services, now=NOW)
    assert run.state in {"promoted", "kept"}
    assert set(run.report["ndcg_at_10"]) == {"version_0", "champion", "challenger", "random"}
    assert run.report["ruling"]["reasons_da"]
    assert run.report["later_from"] < run.report["later_until"]
    with services.session() as session:
        version = list_versions(session, "match")[0]
    folder = services.settings.models / "match" / version.version
    assert load_model(folder, checksum=version.checksum).model.version == version.version


def test_the_same_log_and_seed_give_the_same_tables(services):
    first, second = (retrain(services, now=NOW, seed=5) for _ in range(2))
    with services.session() as session:
        known = {one.version: one.checksum for one in list_versions(session, "match")}
    tables = [
        load_model(services.settings.models / "match" / run.version, checksum=known[run.version])
        for run in (first, second)
    ]
    assert tables[0].model.shapes == tables[1].model.shapes


def test_a_promoted_version_ranks_in_every_process_without_a_restart(services, configured):
    web = open_services(configured)
    with web.session() as session:
        opening = web.memory.get_openings(session).items[0].reference
        before = suggest_candidates(
            session, opening, memory=web.memory, limit=5, today=date(2026, 11, 24)
        )
    run = retrain(services, now=NOW)
    with services.transaction() as session:
        put_back(session, "match", version=run.version, now=NOW)
    with web.session() as session:
        after = suggest_candidates(
            session, opening, memory=web.memory, limit=5, today=date(2026, 11, 24)
        )
    assert (before.model_version, after.model_version) == ("0", run.version)


def test_what_a_consultant_records_is_what_the_next_training_learns_from(services):
    # given a pair shown long enough ago of which nothing has been told
    with services.session() as session:
        frame = read_material(session, services, NOW.date()).frame
    pair = frame[(frame["gain"] == 0) & ~frame["candidate"].duplicated(keep=False)].iloc[-1]
    # when a consultant records that it was offered
    with services.transaction() as session:
        record_outcome(
            session,
            pair["opening"],
            candidate=pair["candidate"],
            outcome=Outcome.OFFERED,
            happened_on=NOW.date(),
            actor="k@example.dk",
            now=NOW,
        )
    # then the next training's frame holds it, and nothing else has changed
    with services.session() as session:
        after = read_material(session, services, NOW.date()).frame
    changed = after[after["gain"] != frame["gain"]]
    assert changed[["opening", "candidate", "shortlisted", "settled"]].to_numpy().tolist() == [
        [pair["opening"], pair["candidate"], True, False]
    ]


def test_too_little_to_learn_from_is_said_and_the_run_is_kept_as_failed(configured):
    empty = open_services(configured)
    with pytest.raises(InvalidInput, match="too little"):
        retrain(empty, now=NOW)
    with empty.session() as session:
        assert [one.state for one in list_runs(session, "match")] == ["failed"]


def await_runs(services, number, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with services.session() as session:
            runs = list_runs(session, "match")
        if len(runs) >= number and all(one.state != "running" for one in runs):
            return runs
        time.sleep(0.1)
    pytest.fail(f"{number} runs never came")


def put_off(settings, due):
    """Set the kept job's next run, as if nobody had looked since then."""
    store = SQLAlchemyJobStore(url=settings.database_url, tablename=TABLE)
    store.start(BackgroundScheduler(), "default")
    job = store.lookup_job("train-match")
    job.next_run_time = due
    store.update_job(job)
    store.shutdown()


@pytest.mark.slow
def test_runs_missed_while_no_worker_lived_are_caught_up_by_one(services, configured):
    # given a worker that stopped, and three nights on which its run was due
    start_scheduler(configured).shutdown()
    put_off(configured, datetime.now(UTC) - timedelta(days=3))

    # when a worker starts
    again = start_scheduler(configured)
    try:
        # then one run catches up, and the next is due as the cron says
        assert len(await_runs(services, 1)) == 1
        due = again.get_job("train-match").next_run_time
        assert (due.month, due.day, due.hour) == (1, 1, 3)
    finally:
        again.shutdown()
    assert len(await_runs(services, 1)) == 1


def test_a_cron_that_cannot_be_read_is_refused_by_name(tmp_path):
    wrong = Settings.from_environment(
        {"ALBERTSLUND_HOME": str(tmp_path), "TRAIN_MATCH_CRON": "every night"}
    )
    with pytest.raises(InvalidInput, match="TRAIN_MATCH_CRON"):
        start_scheduler(wrong)

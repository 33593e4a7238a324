"""A retraining from log to ruling, on schedule, once; and the web that notices."""

import shutil
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.errors import Conflict, InvalidInput, LeaseLost
from matcher.services import open_services
from matcher.services.composition import Patience
from matcher.services.deciding import record_outcome
from matcher.services.modelling import (
    ask_for_run,
    change_pin,
    list_changes,
    list_runs,
    list_versions,
    promote,
    read_standing,
    roll_back,
)
from matcher.services.suggesting import suggest_candidates
from matcher.settings import Settings
from matcher.store import leases, recommendations
from matcher.vocabulary import Outcome
from training.leasing import keep_alive
from training.material import read_material
from training.retraining import retrain
from training.schedule import find_next_time
from training.simulator.backwards import BACKWARDS, let_backwards_rank
from training.simulator.demo import build_demo
from training.worker import read_schedules, run_if_due, work

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEVER = "0 3 1 1 *"


@pytest.fixture
def configured(tmp_path, monkeypatch):
    monkeypatch.setenv("ALBERTSLUND_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/albertslund.db")
    monkeypatch.setenv("TRAIN_MATCH_CRON", NEVER)
    return Settings.from_environment()


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    """Make the demo once; every test takes a copy."""
    home = tmp_path_factory.mktemp("demo")
    opened = open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)}))
    build_demo(opened, scale=0.18, seed=165, today=NOW.date())
    opened.engine.dispose()
    return home


@pytest.fixture
def services(demo_home, configured):
    shutil.copytree(demo_home, configured.home, dirs_exist_ok=True)
    return open_services(configured)


def test_a_run_leaves_a_version_whose_report_gives_every_figure_and_reason(services):
    run = retrain(services, now=NOW)
    assert run.state in {"promoted", "kept"}
    assert set(run.report["ndcg_at_10"]) == {"version_0", "champion", "challenger", "random"}
    assert run.report["ruling"]["reasons_da"]
    assert run.report["later_from"] < run.report["later_until"]
    with services.session() as session:
        version = list_versions(session, "match")[0]
    assert services.shelf.load(version).first.model.version == version.version
    assert "report.json" in services.shelf.list_files(version)


def test_the_same_log_and_seed_give_the_same_tables(services):
    first, second = (retrain(services, now=NOW, seed=5) for _ in range(2))
    with services.session() as session:
        known = {one.version: one for one in list_versions(session, "match")}
    tables = [services.shelf.load(known[run.version]).first for run in (first, second)]
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
        let_rank(session, run.version)
    with web.session() as session:
        after = suggest_candidates(
            session, opening, memory=web.memory, limit=5, today=date(2026, 11, 24)
        )
    assert (before.model_version, after.model_version) == ("0", run.version)


def test_what_a_consultant_records_is_what_the_next_training_learns_from(services):
    # given a pair shown long enough ago, and not since, of which nothing has been told
    with services.session() as session:
        frame = read_material(session, services, NOW.date()).frame
        shown = recommendations.frame_shown(session)
    often = shown.loc[shown["candidate"].duplicated(), "candidate"]
    pair = frame[(frame["gain"] == 0) & ~frame["candidate"].isin(often)].iloc[-1]
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


def let_rank(session, version):
    """Let a version rank whatever its retraining ruled."""
    if read_standing(session, "match").champion != version:
        promote(session, "match", version=version, note="test", actor="a", now=NOW)


def expire_lease(services):
    """Let the lease run out, as it does for one who is not heard from."""
    with services.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE leases SET expires_at = '2000-01-01 00:00:00'")


def read_state(services):
    with services.session() as session:
        return (
            read_standing(session, "match"),
            list_versions(session, "match"),
            list_runs(session, "match"),
        )


def test_of_two_who_train_at_once_one_is_told_that_the_other_does(services):
    def try_again(name, done):
        with pytest.raises(Conflict, match="another process"):
            retrain(services, now=NOW)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retrain(services, now=NOW, report=try_again)
    assert len(read_state(services)[2]) == 1


def test_one_who_slept_past_its_lease_can_neither_register_nor_promote(services):
    finished = []

    def sleep(name, done):
        # given a worker that sleeps at its last step while another takes over and finishes
        if (name, done) == ("fit", 1.0):
            expire_lease(services)
            finished.append(retrain(services, now=NOW + timedelta(hours=1)))

    # when it wakes up
    with pytest.raises(LeaseLost):
        retrain(services, now=NOW, report=sleep)
    # then only the other's work is there
    standing, versions, runs = read_state(services)
    assert [one.version for one in versions] == [finished[0].version]
    assert [one.state for one in runs] == [finished[0].state, "failed"]
    assert not standing.training
    folders = {path.name for path in (services.settings.models / "match").iterdir()}
    assert folders == {finished[0].version}


class Broken(Exception):
    """What nobody foresaw."""


def fail(name, done):
    raise Broken("the disk is full")


def test_a_failing_training_never_touches_the_champion_and_is_tried_again_ever_later(services):
    # given a champion
    retrained = retrain(services, now=NOW)
    with services.transaction() as session:
        let_rank(session, retrained.version)
    before = read_state(services)[0]
    # when training fails again and again
    waits, at = [], NOW
    for attempt in range(1, 5):
        with pytest.raises(Broken):
            retrain(services, now=at, report=fail)
        standing, versions, runs = read_state(services)
        assert (runs[0].state, runs[0].attempt) == ("failed", attempt)
        assert runs[0].report["error"] == "the disk is full"
        assert standing.failing == attempt
        assert standing.champion == before.champion
        assert [one.version for one in versions] == [retrained.version]
        again = standing.schedule.retry_at
        waits.append(again and round((again - at).total_seconds() / 60))
        at = again
    # then each wait is longer, and after the last nothing is due before the cron's next time
    assert waits == [5, 15, 45, None]
    assert not standing.schedule.is_due(NOW + timedelta(hours=1))


def test_what_is_refused_on_purpose_is_not_tried_again(configured):
    empty = open_services(configured)
    with pytest.raises(InvalidInput):
        retrain(empty, now=NOW)
    standing = read_state(empty)[0]
    assert (standing.failing, standing.schedule.retry_at) == (1, None)
    assert not standing.schedule.is_due(NOW + timedelta(hours=1))


def test_a_pinned_champion_outlasts_a_retraining_which_says_so(services):
    # given a pinned champion that any challenger beats
    let_backwards_rank(services, now=NOW)
    with services.transaction() as session:
        change_pin(session, "match", pinned=True, note="election week", actor="a", now=NOW)
    # when a model is trained
    run = retrain(services, now=NOW)
    # then it is kept aside though every gate let it through, and the report says why
    ruling = run.report["ruling"]
    assert (run.state, ruling["promoted"]) == ("kept", False)
    assert all(one["holds"] for one in ruling["conditions"] if one["decides"])
    assert "pinned" in ruling["reasons_en"][0]
    assert "fastholdt" in ruling["reasons_da"][0]
    assert read_state(services)[0].champion == BACKWARDS
    # and once it is let go, the next one ranks, and can be rolled back
    with services.transaction() as session:
        change_pin(session, "match", pinned=False, note="over", actor="a", now=NOW)
    second = retrain(services, now=NOW)
    assert (second.state, read_state(services)[0].champion) == ("promoted", second.version)
    with services.transaction() as session:
        assert roll_back(session, "match", note="worse", actor="a", now=NOW) == BACKWARDS
        assert [str(one.change) for one in list_changes(session, "match")] == [
            "put_back",
            "promoted",
            "unpinned",
            "pinned",
            "promoted",
        ]


def test_a_champion_changed_while_training_is_left_as_people_chose(services):
    # given a champion that any challenger beats, rolled back by somebody while one is trained
    let_backwards_rank(services, now=NOW)

    def change_champion(name, done):
        if (name, done) == ("fit", 1.0):
            with services.transaction() as session:
                roll_back(session, "match", note="worse", actor="a", now=NOW)

    # when the training ends
    run = retrain(services, now=NOW, report=change_champion)
    # then what was rolled back to ranks on
    assert run.state == "kept"
    assert "while this one was trained" in run.report["ruling"]["reasons_en"][0]
    assert read_state(services)[0].champion == "0"


def test_a_training_that_is_due_is_made_once_and_the_next_one_is_as_the_cron_says(services):
    # given three weeks on which a run was due and no worker lived
    read_schedules(services, now=NOW - timedelta(days=800))
    # when a worker looks
    assert run_if_due(services, "match", now=NOW)
    # then one run catches up
    assert not run_if_due(services, "match", now=NOW + timedelta(minutes=1))
    standing, _, runs = read_state(services)
    assert [one.attempt for one in runs] == [1]
    assert standing.schedule.next_run_at == datetime(2027, 1, 1, 2, tzinfo=UTC)


def test_a_run_that_a_dead_worker_left_is_begun_anew_when_its_lease_has_run_out(services):
    # given a worker that died in the middle of what was asked for
    read_schedules(services, now=NOW)
    with services.transaction() as session:
        ask_for_run(session, "match", actor="a@example.dk", now=NOW)
    with pytest.raises(KeyboardInterrupt):
        retrain(services, now=NOW, report=die)
    with services.transaction() as session:
        leases.take_lease(session, "match", holder="the dead", seconds=60)
    # when another looks before and after the lease has run out
    assert not run_if_due(services, "match", now=NOW)
    expire_lease(services)
    assert run_if_due(services, "match", now=NOW)
    # then it has finished what the dead one left, for the same person
    runs = read_state(services)[2]
    assert [(one.state == "failed", one.attempt, one.asked_by) for one in runs] == [
        (False, 2, "a@example.dk"),
        (True, 1, "a@example.dk"),
    ]


def die(name, done):
    raise KeyboardInterrupt


def test_a_training_that_kills_its_process_every_time_is_given_up(services):
    read_schedules(services, now=NOW - timedelta(days=800))
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            retrain(services, now=NOW, report=die)
    assert not run_if_due(services, "match", now=NOW)
    standing, versions, runs = read_state(services)
    assert {one.state for one in runs} == {"failed"}
    assert "given up" in runs[0].report["error"]
    assert (versions, standing.schedule.attempt) == ((), 0)
    assert not standing.schedule.is_due(NOW)


def test_the_worker_takes_up_what_is_asked_for_while_it_runs(services):
    # given a worker with nothing to do
    read_schedules(services, now=datetime.now(UTC))
    stopped = threading.Event()
    worker = threading.Thread(target=work, args=(services, stopped), daemon=True)
    worker.start()
    try:
        await_that(lambda: read_state(services)[0].schedule.seen_at)
        assert read_state(services)[2] == ()
        # when somebody asks for a training
        with services.transaction() as session:
            ask_for_run(session, "match", actor="a@example.dk", now=datetime.now(UTC))
        # then it is made, and nothing is due any more
        await_that(lambda: has_ended(services), seconds=300)
    finally:
        stopped.set()
        worker.join(timeout=60)
    standing, _, runs = read_state(services)
    assert not worker.is_alive()
    assert [one.asked_by for one in runs] == ["a@example.dk"]
    assert runs[0].state in {"promoted", "kept"}
    assert standing.schedule.asked_at is None


def has_ended(services):
    standing, _, runs = read_state(services)
    return bool(runs) and runs[0].state != "running" and not standing.training


def test_asking_twice_or_without_a_worker_is_told(services):
    with services.transaction() as session, pytest.raises(Conflict, match="No worker"):
        ask_for_run(session, "match", actor="a", now=NOW)
    read_schedules(services, now=NOW)
    with services.transaction() as session:
        ask_for_run(session, "match", actor="a", now=NOW)
        with pytest.raises(Conflict, match="already"):
            ask_for_run(session, "match", actor="b", now=NOW)


def take_for(services, seconds):
    """Take the lease with a heartbeat that beats four times in so many seconds."""
    with services.transaction() as session:
        taken = leases.take_lease(session, "match", holder="a", seconds=60)
    return replace(services, patience=Patience(seconds, 3)), taken


def await_that(holds, seconds=60):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def test_a_heartbeat_moves_the_end_of_a_lease_and_lets_it_go_at_its_own_end(services):
    short, taken = take_for(services, 0.4)

    def find():
        with short.session() as session:
            return leases.find_lease(session, "match")

    with keep_alive(short, taken) as heartbeat:
        await_that(lambda: find() is None or find().expires_at != taken.expires_at)
        heartbeat.check()
    assert find() is None


def test_a_heartbeat_learns_that_another_has_taken_over(services):
    short, taken = take_for(services, 0.4)
    with short.transaction() as session:
        leases.release_lease(session, taken)
        heir = leases.take_lease(session, "match", holder="b", seconds=60)

    def is_lost(heartbeat):
        try:
            heartbeat.check()
        except LeaseLost:
            return True
        return False

    with keep_alive(short, taken) as heartbeat:
        await_that(lambda: is_lost(heartbeat))
    with short.session() as session:
        assert leases.find_lease(session, "match") == heir


@pytest.mark.parametrize(
    ("name", "value"),
    [("TRAIN_LEASE_SECONDS", "soon"), ("TRAIN_LEASE_SECONDS", "0"), ("TRAIN_RETRIES", "-1")],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(InvalidInput, match=name):
        open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(tmp_path), name: value}))


def test_a_cron_that_cannot_be_read_is_refused_by_name(tmp_path):
    wrong = Settings.from_environment(
        {"ALBERTSLUND_HOME": str(tmp_path), "TRAIN_MATCH_CRON": "every night"}
    )
    with pytest.raises(InvalidInput, match="TRAIN_MATCH_CRON"):
        read_schedules(open_services(wrong), now=NOW)


@pytest.mark.parametrize(
    ("cron", "days"),
    [
        ("0 3 * * 0", [29]),
        ("0 3 * * 7", [29]),
        ("0 3 * * sun", [29]),
        ("0 3 * * 1", [30]),
        ("0 3 * * 5-7", [27, 28, 29]),
        ("0 3 * * */3", [25, 28, 29]),
        ("0 3 * * 0-6/3", [25, 28, 29]),
    ],
)
def test_the_days_of_a_cron_line_are_counted_from_sunday(cron, days):
    at, found = datetime(2026, 11, 24, 12, tzinfo=UTC), []
    while not found or len(found) < len(days):
        at = find_next_time("match", cron, after=at)
        found.append(at.day)
    assert found == days


@pytest.mark.parametrize("cron", ["0 3 * * 8", "0 3 * *", "61 3 * * *", "0 3 31 2 *", ""])
def test_a_cron_line_that_names_no_time_is_refused(cron):
    with pytest.raises(InvalidInput, match="cron"):
        find_next_time("match", cron, after=NOW)

"""When a model is trained next, as every process reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from matcher.store import schedules

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
NEXT = NOW + timedelta(days=7)


@pytest.fixture
def kept(session):
    return schedules.keep_schedule(session, "match", cron="0 3 * * sun", next_run_at=NEXT)


def test_nothing_is_due_before_its_time(kept):
    assert not kept.is_due(NOW)
    assert kept.is_due(NEXT)


def test_an_unchanged_cron_keeps_its_next_time_and_a_changed_one_gets_its_own(session, kept):
    later = NEXT + timedelta(days=7)
    same = schedules.keep_schedule(session, "match", cron="0 3 * * sun", next_run_at=later)
    assert same == kept
    other = schedules.keep_schedule(session, "match", cron="0 4 * * sun", next_run_at=later)
    assert (other.cron, other.next_run_at) == ("0 4 * * sun", later)


def test_what_is_asked_for_is_due_at_once_and_asked_for_once(session, kept):
    assert schedules.ask_for_run(session, "match", actor="a@example.dk", at=NOW)
    assert not schedules.ask_for_run(session, "match", actor="b@example.dk", at=NOW)
    asked = schedules.find_schedule(session, "match")
    assert asked.is_due(NOW)
    assert asked.asked_by == "a@example.dk"


def test_a_training_stays_due_until_it_has_ended(session, kept):
    schedules.ask_for_run(session, "match", actor="a", at=NOW)
    assert [schedules.count_attempt(session, "match") for _ in range(2)] == [1, 2]
    assert schedules.find_schedule(session, "match").is_due(NOW)
    schedules.settle(session, "match", next_run_at=NEXT)
    assert schedules.find_schedule(session, "match") == kept


def test_a_training_that_failed_waits_and_asking_again_ends_the_waiting(session, kept):
    schedules.ask_for_run(session, "match", actor="a", at=NOW)
    schedules.count_attempt(session, "match")
    schedules.put_off(session, "match", until=NOW + timedelta(minutes=5))
    waiting = schedules.find_schedule(session, "match")
    assert not waiting.is_due(NOW + timedelta(minutes=4))
    assert waiting.is_due(NOW + timedelta(minutes=5))
    assert schedules.ask_for_run(session, "match", actor="b", at=NOW)
    assert schedules.find_schedule(session, "match").is_due(NOW)


def test_a_worker_that_was_there_is_noted(session, kept):
    assert kept.seen_at is None
    schedules.note_worker(session, "match", at=NOW)
    assert schedules.find_schedule(session, "match").seen_at == NOW


def test_a_model_without_a_schedule_has_none(session):
    assert schedules.find_schedule(session, "path") is None
    assert not schedules.ask_for_run(session, "path", actor="a", at=NOW)

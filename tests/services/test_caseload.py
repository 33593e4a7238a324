"""A consultant's day: nothing that wants doing is left out, and nothing else is in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.services.caseload import (
    Concern,
    assign_case,
    confirm_profile,
    list_colleagues,
    list_tasks,
    read_case,
    read_day,
    record_consent,
)
from matcher.services.deciding import record_outcome
from matcher.store import audit, caseloads
from matcher.vocabulary import Outcome

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KIRSTEN = "konsulent@demo.example"


def read(session, concern, consultant=KIRSTEN):
    return list_tasks(
        session, concern, consultant=consultant, actor=KIRSTEN, now=NOW, part=(999, 0)
    ).items


@pytest.fixture
def pair(services, session):
    """Give an opening and one of Kirsten's candidates with no history together."""
    opening = services.memory.get_openings(session).items[0].reference
    told = {one.candidate for one in caseloads.list_steps(session, None, since=date(2000, 1, 1))}
    waiting = read(session, Concern.WAITING)
    return opening, next(one.candidate for one in waiting if one.candidate not in told)


def record(session, pair, outcome, days_ago):
    record_outcome(
        session,
        pair[0],
        candidate=pair[1],
        outcome=outcome,
        happened_on=TODAY - timedelta(days=days_ago),
        actor=KIRSTEN,
        now=NOW,
        reason="tasks",
    )


def find(session, concern, pair):
    return [one for one in read(session, concern) if one.candidate == pair[1]]


def test_the_demo_gives_a_consultant_sixty_cases_with_something_to_do(session):
    day = read_day(session, KIRSTEN, actor=KIRSTEN, now=NOW)
    assert day.cases == 60
    assert [one.concern for one in day.lists] == list(Concern)
    assert sum(bool(one.total) for one in day.lists) >= 5
    assert all(len(one.items) == min(5, one.total) for one in day.lists)
    assert audit.list_reads(session, noun="caseload")[0].key == KIRSTEN


def test_everybodys_day_holds_ones_own(session):
    for concern in Concern:
        own, all_of_it = read(session, concern), read(session, concern, None)
        assert set(own) <= set(all_of_it), concern


def test_a_step_is_news_for_a_fortnight_and_then_asked_about(session, pair):
    record(session, pair, Outcome.CONTACTED, 14)
    (moved,) = find(session, Concern.MOVED, pair)
    assert (moved.outcome, moved.next) == (Outcome.CONTACTED, Outcome.INTERVIEW)
    assert not find(session, Concern.SILENT, pair)


def test_a_pair_nobody_has_told_of_is_asked_about_until_it_has_ended(session, pair):
    record(session, pair, Outcome.CONTACTED, 15)
    assert not find(session, Concern.MOVED, pair)
    (silent,) = find(session, Concern.SILENT, pair)
    assert silent.opening == pair[0]
    record(session, pair, Outcome.REJECTED, 0)
    assert not find(session, Concern.SILENT, pair)


@pytest.mark.parametrize(
    ("weeks", "due"), [(10, None), (12, 91), (13, 91), (20, 91)], ids=lambda value: str(value)
)
def test_a_placement_is_followed_up_after_thirteen_weeks(session, pair, weeks, due):
    record(session, pair, Outcome.PLACED, 7 * weeks)
    found = find(session, Concern.FOLLOW_UP, pair)
    placed = TODAY - timedelta(weeks=weeks)
    expected = [] if due is None else [placed + timedelta(days=due)]
    assert [one.due for one in found] == expected


def test_a_placement_is_followed_up_again_after_twenty_six_weeks_and_then_left(session, pair):
    record(session, pair, Outcome.PLACED, 183)
    record(session, pair, Outcome.STAYED_13, 90)
    (task,) = find(session, Concern.FOLLOW_UP, pair)
    assert (task.next, task.due) == (Outcome.STAYED_26, TODAY - timedelta(days=1))
    record(session, pair, Outcome.STAYED_26, 0)
    assert not find(session, Concern.FOLLOW_UP, pair)


def test_a_placement_that_ended_is_not_followed_up(session, pair):
    record(session, pair, Outcome.PLACED, 100)
    record(session, pair, Outcome.ENDED_EARLY, 20)
    assert not find(session, Concern.FOLLOW_UP, pair)


def test_a_profile_gone_through_is_no_longer_to_be(session):
    stale = read(session, Concern.STALE)[0].candidate
    confirm_profile(session, stale, actor=KIRSTEN, now=NOW)
    assert stale not in {one.candidate for one in read(session, Concern.STALE)}
    assert read_case(session, stale)[0].checked_on == TODAY


def test_a_consent_is_asked_for_anew_a_month_before_a_year_has_passed(session, pair):
    long_ago = NOW - timedelta(days=336)
    record_consent(session, pair[1], given=True, actor=KIRSTEN, now=long_ago)
    (task,) = find(session, Concern.CONSENTS, pair)
    assert task.due == long_ago.date() + timedelta(days=365)
    record_consent(session, pair[1], given=True, actor=KIRSTEN, now=NOW)
    assert not find(session, Concern.CONSENTS, pair)
    record_consent(session, pair[1], given=False, actor=KIRSTEN, now=NOW)
    assert read_case(session, pair[1])[1] is None


def test_a_case_goes_to_a_colleague_and_to_nobody_else(session, pair):
    colleague = next(one for one in list_colleagues(session) if one.email != KIRSTEN)
    assign_case(session, pair[1], consultant=colleague.email, actor=KIRSTEN, now=NOW)
    assert read_case(session, pair[1])[0].consultant == colleague.email
    assert not find(session, Concern.WAITING, pair)
    assert "assigned" in audit.list_reads(session, noun="case", key=pair[1])[0].why
    with pytest.raises(InvalidInput):
        assign_case(session, pair[1], consultant="virksomhed@demo.example", actor="k", now=NOW)
    with pytest.raises(NotFound):
        assign_case(session, "K-99999", consultant=KIRSTEN, actor="k", now=NOW)

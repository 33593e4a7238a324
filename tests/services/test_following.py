"""A candidate's timeline tells everything there is, once, the newest first."""

from datetime import UTC, datetime, timedelta

import pytest

from matcher.services.caseload import assign_case, confirm_profile, record_consent
from matcher.services.deciding import record_outcome, take_back
from matcher.services.following import Happened, list_timeline
from matcher.services.sending import send_to_company
from matcher.store import audit, caseloads, outcomes, paths, recommendations
from matcher.vocabulary import Account, Outcome, Role

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KIRSTEN = Account(1, "konsulent@demo.example", "Kirsten", Role.CONSULTANT)


def read(session, candidate):
    return list_timeline(session, candidate, actor=KIRSTEN.email, now=NOW)


def count(moments, kind):
    return sum(one.kind is kind for one in moments)


@pytest.fixture
def known(session):
    """Give somebody with a plan."""
    return paths.list_plans(session)[0].candidate


def test_whatever_is_kept_of_somebody_is_on_the_timeline_once(session, known):
    moments = read(session, known)
    assert [one.day for one in moments] == sorted((one.day for one in moments), reverse=True)
    assert count(moments, Happened.OUTCOME) == len(outcomes.list_outcomes(session, candidate=known))
    assert count(moments, Happened.PLAN) == len(paths.list_plans(session, candidate=known))
    assert count(moments, Happened.COURSE) == len(paths.list_events(session, candidate=known))
    shown = recommendations.list_shown_of(session, known, limit=30)
    assert count(moments, Happened.SHOWN) == len(shown)
    assert count(moments, Happened.CHECKED) == 1
    assert audit.list_reads(session, key=known)[0].why == "timeline"


def test_what_is_done_today_comes_first_and_what_is_taken_back_is_gone(session, services, known):
    opening = services.memory.get_openings(session).items[0]
    by = {"actor": KIRSTEN.email, "now": NOW}
    record_consent(session, known, given=True, **by)
    confirm_profile(session, known, **by)
    assign_case(session, known, consultant=KIRSTEN.email, **by)
    send_to_company(session, opening.reference, candidates=[known], viewer=KIRSTEN, now=NOW)
    kinds = {one.kind for one in read(session, known) if one.day == NOW.date()}
    assert {Happened.CONSENT, Happened.CHECKED, Happened.CASE, Happened.SENT} <= kinds
    pair = {"candidate": known, "outcome": Outcome.REJECTED, "happened_on": NOW.date()}
    before = count(read(session, known), Happened.OUTCOME)
    record_outcome(session, opening.reference, **pair, **by)
    told = read(session, known)
    assert count(told, Happened.OUTCOME) == before + 1
    assert any(one.title == opening.title for one in told)
    take_back(session, opening.reference, candidates=[known], outcome=Outcome.REJECTED, **by)
    assert count(read(session, known), Happened.OUTCOME) == before


def test_a_consent_withdrawn_is_told_beside_the_one_given(session, known):
    day_before = NOW - timedelta(days=0)
    record_consent(session, known, given=True, actor="k", now=day_before)
    record_consent(session, known, given=False, actor="k", now=NOW)
    told = read(session, known)
    assert count(told, Happened.CONSENT_ENDED) >= 1
    assert caseloads.get_case(session, known).person == known

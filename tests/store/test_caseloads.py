"""Whose case each candidate is, and what of those cases wants doing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.store import caseloads, openings, outcomes, people
from matcher.store.caseloads import Case
from matcher.vocabulary import BenefitGroup, Candidate, Opening, OpeningKind, Outcome, OutcomeEvent

TODAY = date(2026, 11, 24)
YEAR_AGO = TODAY - timedelta(days=365)
KIRSTEN, BO = "kirsten@example.dk", "bo@example.dk"


def make_person(reference, months=6, **more):
    since = TODAY - timedelta(days=30 * months)
    return Candidate(reference, 1980, "2620", unemployed_since=since, **more)


def record(session, opening, candidate, outcome, days_ago):
    day = TODAY - timedelta(days=days_ago)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    outcomes.add_outcomes(session, [OutcomeEvent(opening, candidate, outcome, day, KIRSTEN, at)])


@pytest.fixture
def cases(stocked):
    for number in (1, 2):
        starts_on = TODAY + timedelta(days=number)
        opening = Opening(f"O{number}", OpeningKind.ORDINARY, "Smed", "2620", starts_on)
        openings.add_openings(stocked, [opening])
    told = [make_person("K1", 9, shown_to_companies=True), make_person("K2", 20)]
    people.add_candidates(stocked, told, today=YEAR_AGO)
    people.add_candidates(stocked, [make_person("K3")], today=TODAY)
    caseloads.assign_cases(stocked, ["K1", "K3"], consultant=KIRSTEN, on=TODAY)
    return stocked


def test_a_case_changes_hands_and_keeps_when_the_profile_was_seen(cases):
    assert caseloads.get_case(cases, "K1") == Case("K1", KIRSTEN, TODAY, YEAR_AGO)
    caseloads.mark_checked(cases, ["K1"], on=TODAY)
    caseloads.assign_cases(cases, ["K1"], consultant=BO, on=TODAY)
    assert caseloads.get_case(cases, "K1") == Case("K1", BO, TODAY, TODAY)
    caseloads.assign_cases(cases, ["K1"], consultant=None, on=TODAY)
    assert caseloads.get_case(cases, "K1") == Case("K1", None, None, TODAY)
    assert caseloads.get_case(cases, "K9") == Case("K9")


def test_a_profile_given_anew_was_seen_that_day_and_stays_in_its_hands(cases):
    people.add_candidates(cases, [make_person("K1", 10)], today=TODAY)
    assert caseloads.get_case(cases, "K1") == Case("K1", KIRSTEN, TODAY, TODAY)


def test_who_is_erased_is_nobodys_case(cases):
    people.erase_candidate(cases, "K1")
    assert caseloads.count_cases(cases, KIRSTEN) == 1


def list_waiting(session, consultant=None):
    page = caseloads.list_waiting(session, consultant, since=YEAR_AGO, limit=9)
    assert page.total == len(page.items)
    return [one.candidate for one in page.items]


def test_who_waits_longest_comes_first_and_who_has_a_job_does_not_wait(cases):
    working = make_person("K4", 40, benefit_group=BenefitGroup.I_JOB)
    people.add_candidates(cases, [working], today=TODAY)
    assert list_waiting(cases) == ["K2", "K1", "K3"]
    assert list_waiting(cases, KIRSTEN) == ["K1", "K3"]
    record(cases, "O1", "K1", Outcome.PLACED, 50)
    assert list_waiting(cases) == ["K2", "K3"]
    record(cases, "O1", "K1", Outcome.ENDED_EARLY, 10)
    assert list_waiting(cases) == ["K2", "K1", "K3"]


def test_profiles_and_consents_grow_old(cases):
    stale = caseloads.list_stale(cases, None, before=TODAY, limit=1)
    assert ([one.candidate for one in stale.items], stale.total) == (["K1"], 2)
    lapsing = caseloads.list_lapsing(cases, KIRSTEN, given_before=TODAY, limit=9)
    assert [(one.candidate, one.day) for one in lapsing.items] == [("K1", YEAR_AGO)]
    people.record_consent(cases, "K1", given=True, on=TODAY)
    assert caseloads.list_lapsing(cases, None, given_before=TODAY, limit=9).total == 0
    assert people.get_candidate(cases, "K1").shown_to_companies
    people.record_consent(cases, "K1", given=False, on=TODAY)
    assert not people.get_candidate(cases, "K1").shown_to_companies


def test_openings_that_start_soon_are_those_with_places_left(cases):
    found = caseloads.list_starting(
        cases, None, first=TODAY, last=TODAY + timedelta(days=9), limit=9
    )
    assert [(one.opening, one.left) for one in found.items] == [("O1", 1), ("O2", 1)]
    record(cases, "O1", "K1", Outcome.PLACED, 1)
    record(cases, "O2", "K3", Outcome.CONTACTED, 1)
    own = caseloads.list_starting(
        cases, KIRSTEN, first=TODAY, last=TODAY + timedelta(days=9), limit=9
    )
    assert ([one.opening for one in own.items], own.total) == (["O2"], 1)


def test_steps_are_those_of_ones_own_cases(cases):
    record(cases, "O1", "K1", Outcome.CONTACTED, 3)
    record(cases, "O1", "K2", Outcome.CONTACTED, 2)
    steps = caseloads.list_steps(cases, None, since=YEAR_AGO)
    assert [(one.candidate, one.title) for one in steps] == [("K1", "Smed"), ("K2", "Smed")]
    own = caseloads.list_steps(cases, KIRSTEN, since=YEAR_AGO)
    assert [one.candidate for one in own] == ["K1"]

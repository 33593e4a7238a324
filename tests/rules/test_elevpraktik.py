"""School internships: form, length, age, hours and papers."""

from datetime import date

import pytest

from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

# Monday 2 March 2026; a week ends on Sunday 8 March, thirteen weeks on 31 May
START = date(2026, 3, 2)
INTERNSHIP = Pair(
    "elevpraktik",
    PERSON,
    make_opening(
        OpeningKind.ELEVPRAKTIK,
        start=START,
        end=date(2026, 3, 6),
        hours=30.0,
        school_class=8,
        born_on="2011-06-01",
        hours_a_day=6,
        starts_at="08:00",
        ends_at="14:00",
        form_handed_in_on="2026-02-09",
        parents_informed=True,
        dangerous_work=False,
    ),
)
PUPIL = {"birth_year": 2011, "benefit_group": None}


def find(rule, parameter="", *, year=2011, person=None, **facts):
    """Judge the internship of a pupil born in a year."""
    pupil = {**PUPIL, "birth_year": year, **(person or {})}
    return INTERNSHIP.find(rule, parameter, person=pupil, **facts)


def test_a_pair_that_meets_every_condition_is_eligible():
    verdict = INTERNSHIP.judge(person=PUPIL)
    assert [f.reason_en for f in verdict.findings if f.answer is not YES] == []


@pytest.mark.parametrize(
    ("person", "form", "answer"),
    [
        ({}, 8, YES),
        ({}, None, NEEDS),
        ({"benefit_group": BenefitGroup.I_JOB}, 9, YES),
        ({"benefit_group": BenefitGroup.DAGPENGE}, None, NO),
        ({"benefit_group": BenefitGroup.UDDANNELSESPARAT}, 9, NO),
        ({"education_level": EducationLevel.GYMNASIAL}, None, NO),
        ({"education_level": None}, 8, YES),
    ],
)
def test_an_internship_is_for_pupils_only(person, form, answer):
    assert find("EP-09", person=person, school_class=form).answer is answer


@pytest.mark.parametrize(
    ("form", "facts", "answer"),
    [
        (8, {}, YES),
        (9, {}, YES),
        (5, {}, NO),
        (6, {}, NEEDS),
        (7, {"whole_class": True}, YES),
        (7, {"whole_class": False}, NO),
        (10, {}, NEEDS),
        (10, {"leader_approved": True}, YES),
        (10, {"leader_approved": False}, NO),
        (11, {"leader_approved": True}, NO),
        (None, {}, NEEDS),
    ],
)
def test_some_forms_have_a_right_and_others_a_chance(form, facts, answer):
    assert find("EP-01", school_class=form, **facts).answer is answer


@pytest.mark.parametrize(
    ("end", "approved", "answer"),
    [
        (date(2026, 3, 8), None, YES),
        (date(2026, 3, 9), None, NEEDS),
        (date(2026, 3, 9), True, YES),
        (date(2026, 3, 9), False, NO),
        (date(2026, 5, 31), True, YES),
        (date(2026, 6, 1), True, NO),
        (None, None, NEEDS),
    ],
)
def test_a_week_is_a_right_and_more_is_decided(end, approved, answer):
    finding = find("EP-02", opening={"ends_on": end}, leader_approved=approved)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("born", "facts", "answer"),
    [
        ("2013-03-03", {"only_observes": True}, YES),
        ("2013-03-03", {"only_observes": False}, NO),
        ("2013-03-03", {}, NEEDS),
        ("2013-03-02", {}, NEEDS),
        ("2013-03-02", {"light_work": True}, YES),
        ("2013-03-02", {"light_work": False}, NO),
        ("2012-03-03", {"light_work": False}, NO),
        ("2012-03-02", {"light_work": False}, YES),
        (None, {"only_observes": False}, NEEDS),
    ],
)
def test_what_a_pupil_may_do_follows_the_age(born, facts, answer):
    year = int(born[:4]) if born else 2013
    assert find("EP-03", year=year, born_on=born, **facts).answer is answer


@pytest.mark.parametrize(("hours", "answer"), [(8, YES), (8.25, NO), (None, NEEDS)])
def test_eight_hours_a_day_with_lessons(hours, answer):
    assert find("EP-04", "day_hours", hours_a_day=hours).answer is answer


@pytest.mark.parametrize(("hours", "answer"), [(40.0, YES), (40.25, NO)])
def test_forty_hours_a_week_with_lessons(hours, answer):
    assert find("EP-04", "week_hours", opening={"weekly_hours": hours}).answer is answer


@pytest.mark.parametrize(
    ("parameter", "facts", "answer"),
    [
        ("earliest_hour", {"starts_at": "06:00"}, YES),
        ("earliest_hour", {"starts_at": "05:59"}, NO),
        ("earliest_hour", {"starts_at": "05:59", "workplace": "bageri"}, NO),
        ("earliest_hour", {"starts_at": None}, NEEDS),
        ("latest_hour", {"ends_at": "20:00"}, YES),
        ("latest_hour", {"ends_at": "20:01"}, NO),
        ("latest_hour", {"ends_at": None}, NEEDS),
    ],
)
def test_the_hours_lie_between_six_and_twenty(parameter, facts, answer):
    assert find("EP-05", parameter, **facts).answer is answer


@pytest.mark.parametrize(
    ("given", "answer"), [("2026-02-09", YES), ("2026-02-10", NO), (None, NEEDS)]
)
def test_the_form_is_handed_in_three_weeks_before(given, answer):
    assert find("EP-06", form_handed_in_on=given).answer is answer


@pytest.mark.parametrize(
    ("rule", "key", "good"),
    [("EP-07", "parents_informed", True), ("EP-08", "dangerous_work", False)],
)
def test_what_can_only_be_stated_is_asked_for(rule, key, good):
    assert find(rule, **{key: good}).answer is YES
    assert find(rule, **{key: not good}).answer is NO
    assert find(rule, **{key: None}).answer is NEEDS

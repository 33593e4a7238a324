"""Six weeks' job-targeted education: who, when, how long."""

from datetime import date, timedelta

import pytest

from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2024, 3, 4)
COURSE = Pair(
    "seks_ugers_jobrettet",
    PERSON,
    make_opening(
        OpeningKind.AKADEMI,
        start=START,
        end=date(2024, 3, 15),
        unemployed_weeks_total=8,
        course_days=10,
        days_used=0,
        on_six_week_list=True,
        same_group=True,
        academy_module=False,
        full_time_unemployed=True,
        course_approved=True,
    ),
)
INSURED = {"benefit_group": BenefitGroup.DAGPENGE, "unemployed_since": date(2024, 1, 8)}


def find(rule, *, person=None, **rest):
    """Judge the course of somebody insured who became unemployed eight weeks before."""
    return COURSE.find(rule, person={**INSURED, **(person or {})}, **rest)


def test_a_pair_that_meets_every_condition_is_eligible():
    verdict = COURSE.judge(person=INSURED)
    assert [f.reason_en for f in verdict.findings if f.answer is not YES] == []


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        (BenefitGroup.DAGPENGE, YES),
        (BenefitGroup.LEDIGHEDSYDELSE, YES),
        (BenefitGroup.JOBPARAT, NO),
        (None, NEEDS),
    ],
)
def test_it_is_a_right_of_the_insured_and_of_flex_jobs(group, answer):
    assert find("SU-01", person={"benefit_group": group}).answer is answer


@pytest.mark.parametrize(
    ("level", "has_eud", "answer"),
    [
        (EducationLevel.GRUNDSKOLE, None, YES),
        (EducationLevel.GYMNASIAL, None, YES),
        (EducationLevel.EUD, None, YES),
        (EducationLevel.KVU, True, YES),
        (EducationLevel.KVU, False, NO),
        (EducationLevel.KVU, None, NEEDS),
        (EducationLevel.MVU, True, NO),
        (None, None, NEEDS),
    ],
)
def test_of_higher_education_only_the_short_with_a_vocational_one(level, has_eud, answer):
    assert find("SU-02", person={"education_level": level}, has_eud=has_eud).answer is answer


@pytest.mark.parametrize(
    ("since", "total", "facts", "answer"),
    [
        (START - timedelta(days=35), None, {}, YES),
        (START - timedelta(days=34), None, {}, NEEDS),
        (START - timedelta(days=34), 5, {}, YES),
        (START - timedelta(days=34), 4, {}, NEEDS),
        (
            START - timedelta(days=34),
            4,
            {"course_starred": False, "began_in_notice": False},
            NO,
        ),
        (START, 0, {"course_starred": True}, YES),
        (START + timedelta(days=20), 0, {"began_in_notice": True}, YES),
        (None, None, {}, NEEDS),
    ],
)
def test_five_weeks_of_unemployment_come_before_most_courses(since, total, facts, answer):
    finding = find(
        "SU-03", person={"unemployed_since": since}, unemployed_weeks_total=total, **facts
    )
    assert finding.answer is answer


# unemployed since 8 January 2024: six months end on 7 July, nine on 7 October
@pytest.mark.parametrize(
    ("year", "born", "end", "answer"),
    [
        (1990, None, date(2024, 10, 7), YES),
        (1990, None, date(2024, 10, 8), NO),
        (2000, None, date(2024, 7, 7), YES),
        (2000, None, date(2024, 7, 8), NO),
        (1999, None, date(2024, 7, 7), YES),
        (1999, None, date(2024, 7, 8), NEEDS),
        (1999, None, date(2024, 10, 8), NO),
        (1999, "1999-03-04", date(2024, 7, 8), YES),
        (1999, "1999-03-05", date(2024, 7, 8), NO),
        (1990, None, None, NEEDS),
    ],
)
def test_the_course_is_over_within_nine_months_or_six_below_25(year, born, end, answer):
    finding = find("SU-04", person={"birth_year": year}, opening={"ends_on": end}, born_on=born)
    assert finding.answer is answer


def test_earlier_spells_count_towards_the_window():
    late = {"opening": {"ends_on": date(2024, 9, 30)}}
    assert find("SU-04", **late).answer is YES
    assert find("SU-04", **late, unemployed_weeks_total=None).answer is NEEDS
    assert find("SU-04", **late, unemployed_weeks_total=10).answer is NO


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        (date(2021, 8, 31), NO),
        (date(2021, 9, 1), YES),
        (date(2022, 12, 31), YES),
        (date(2023, 1, 1), NO),
    ],
)
def test_for_a_time_there_was_no_window(start, answer):
    finding = find(
        "SU-04",
        person={"unemployed_since": start - timedelta(days=400)},
        opening={"starts_on": start, "ends_on": start + timedelta(days=7)},
        unemployed_weeks_total=58,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("days", "used", "answer"),
    [(30, 0, YES), (31, 0, NO), (10, 20, YES), (10, 21, NO), (10, None, NEEDS), (31, None, NO)],
)
def test_thirty_days_in_all(days, used, answer):
    assert find("SU-05", course_days=days, days_used=used).answer is answer


@pytest.mark.parametrize(
    ("year", "module", "answer"),
    [
        (1990, True, YES),
        (2000, True, NO),
        (2000, False, YES),
        (2000, None, NEEDS),
        (1990, None, YES),
    ],
)
def test_academy_modules_are_for_those_of_25(year, module, answer):
    assert find("SU-08", person={"birth_year": year}, academy_module=module).answer is answer


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("SU-06", "on_six_week_list"),
        ("SU-07", "same_group"),
        ("SU-09", "full_time_unemployed"),
        ("SU-10", "course_approved"),
    ],
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert find(rule, **{key: stated}).answer is answer

"""Apprenticeships: agreement, routes, access, and what AUB refunds."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.laereplads import compute_refund, find_probation_end
from matcher.vocabulary import EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2024, 3, 4)
PLACE = Pair(
    "laereplads",
    PERSON,
    make_opening(
        OpeningKind.LAEREPLADS,
        start=START,
        agreement_kind="almindelig",
        approved_place=True,
        basic_course_passed=True,
        euv_route="euv2",
        rkv_done=True,
        trainee_pay=True,
    ),
)
YOUNG = {"person": {"birth_year": 2005}}


def test_a_pair_that_meets_every_condition_is_eligible():
    assert PLACE.list_unmet() == []


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("almindelig", YES),
        ("kombination", YES),
        ("kort", YES),
        ("ny_mesterlaere", YES),
        ("rest", YES),
        ("ingen", NO),
        ("haandslag", NEEDS),
        (None, NEEDS),
    ],
)
def test_a_training_agreement_of_a_known_kind(kind, answer):
    assert PLACE.find("LP-01", agreement_kind=kind).answer is answer


def test_the_kinds_after_2021_are_not_verified():
    early = PLACE.find("LP-01", opening={"starts_on": date(2021, 12, 31)})
    late = PLACE.find("LP-01", opening={"starts_on": date(2022, 1, 1)})
    assert (early.confidence, late.confidence) == ("B", "C")


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"basic_course_passed": True}, YES),
        ({"basic_course_passed": False, "agreement_covers_basic_course": True}, YES),
        ({"basic_course_passed": False, "agreement_covers_basic_course": False}, NO),
        ({"basic_course_passed": False}, NEEDS),
        ({"basic_course_passed": False, "agreement_kind": "ny_mesterlaere"}, YES),
        ({"basic_course_passed": False, "agreement_kind": "kort"}, NO),
        ({"basic_course_passed": False, "agreement_kind": "kort", "euv_route": "euv1"}, YES),
        ({"basic_course_passed": None, "agreement_kind": "kort"}, NEEDS),
    ],
)
def test_the_basic_course_comes_first(facts, answer):
    assert PLACE.find("LP-03", **{"basic_course_passed": None, **facts}).answer is answer


def test_euv1_is_for_adults_only():
    facts = {"basic_course_passed": False, "agreement_kind": "kort", "euv_route": "euv1"}
    assert PLACE.find("LP-03", **YOUNG, **facts).answer is NO


# born in 1999, the 25th birthday falls in 2024, the year of the start on 4 March
@pytest.mark.parametrize(
    ("year", "born", "answer"),
    [
        (1998, None, NEEDS),
        (1999, None, NEEDS),
        (1999, "1999-03-04", NEEDS),
        (1999, "1999-03-05", YES),
        (2000, None, YES),
    ],
)
def test_from_25_the_education_is_taken_as_euv(year, born, answer):
    finding = PLACE.find("LP-04", person={"birth_year": year}, born_on=born, rkv_done=None)
    assert finding.answer is answer
    settled = PLACE.find("LP-04", person={"birth_year": 1998}, rkv_done=True)
    assert settled.answer is YES


@pytest.mark.parametrize(
    ("months", "level", "expected"),
    [
        (24, EducationLevel.GRUNDSKOLE, "euv1 is expected"),
        (23, EducationLevel.GRUNDSKOLE, "euv2 is expected"),
        (0, EducationLevel.GYMNASIAL, "euv2 is expected"),
        (0, EducationLevel.GRUNDSKOLE, "euv3 is expected"),
        (0, None, "which decide"),
        (None, EducationLevel.EUD, "which decide"),
    ],
)
def test_until_assessed_a_route_is_only_expected(months, level, expected):
    finding = PLACE.find(
        "LP-04",
        person={"education_level": level},
        rkv_done=False,
        relevant_experience_months=months,
    )
    assert finding.answer is NEEDS
    assert expected in finding.reason_en


def test_experience_in_the_openings_occupation_counts():
    finding = PLACE.find(
        "LP-04",
        person={"experience": {"urn:smed": 30}},
        opening={"occupation": "urn:smed"},
        rkv_done=False,
    )
    assert "euv1" in finding.reason_da


@pytest.mark.parametrize(
    ("year", "done", "answer"),
    [
        (1990, True, YES),
        (1990, False, NO),
        (1990, None, NEEDS),
        (2000, None, YES),
        (0, False, NEEDS),
    ],
)
def test_prior_learning_of_adults_is_assessed_first(year, done, answer):
    assert PLACE.find("LP-05", person={"birth_year": year}, rkv_done=done).answer is answer


@pytest.mark.parametrize(
    ("agreement", "danish", "maths", "test", "answer"),
    [
        ("almindelig", "00", "00", False, YES),
        ("ingen", "02", "02", None, YES),
        ("ingen", "00", "02", False, NO),
        ("ingen", "02", "-3", False, NO),
        ("ingen", "00", "02", True, YES),
        ("ingen", "00", "02", None, NEEDS),
        ("ingen", None, "02", False, NEEDS),
        (None, "00", "02", False, NEEDS),
    ],
)
def test_an_agreement_grades_or_a_test_give_access(agreement, danish, maths, test, answer):
    finding = PLACE.find(
        "LP-06",
        agreement_kind=agreement,
        grade_danish=danish,
        grade_maths=maths,
        entrance_test_passed=test,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("year", "level", "finished", "answer"),
    [
        (1990, None, None, YES),
        (2007, EducationLevel.GYMNASIAL, None, YES),
        (2007, EducationLevel.GRUNDSKOLE, True, YES),
        (2007, EducationLevel.GRUNDSKOLE, False, NO),
        (2007, EducationLevel.GRUNDSKOLE, None, NEEDS),
        (2007, None, False, NEEDS),
    ],
)
def test_compulsory_schooling_is_over(year, level, finished, answer):
    finding = PLACE.find(
        "LP-07",
        person={"birth_year": year, "education_level": level},
        finished_9th=finished,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(("rule", "key"), [("LP-02", "approved_place"), ("LP-08", "trainee_pay")])
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert PLACE.find(rule, **{key: stated}).answer is answer


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2023, 12, 1), date(2024, 2, 29)),
        (date(2024, 11, 30), date(2025, 2, 27)),
        (date(2024, 3, 4), date(2024, 6, 3)),
        (date(2015, 7, 31), None),
    ],
)
def test_either_side_may_leave_within_three_months(start, last):
    # LP-09
    assert find_probation_end(start) == last


@pytest.mark.parametrize(
    ("weeks", "year", "day", "kroner"),
    [
        # 10 × 3,110 = 31,100.00; 5.5 × 4,460 = 24,530.00; 10 × 5,480 = 54,800.00
        ("10", 1, date(2024, 1, 1), "31100.00"),
        ("5.5", 4, date(2024, 12, 31), "24530.00"),
        ("10", None, date(2024, 6, 1), "54800.00"),
        # 10 × 5,360 = 53,600.00
        ("10", None, date(2022, 12, 31), "53600.00"),
        # the latest rate seen is carried on, and says so
        ("10", None, date(2026, 1, 5), "54800.00"),
        ("10", None, date(2021, 12, 31), None),
        ("10", 2, date(2025, 1, 1), None),
    ],
)
def test_weeks_of_school_are_refunded(weeks, year, day, kroner):
    # LP-10
    found = compute_refund(Decimal(weeks), year, on=day)
    assert (found and found.kroner) == (kroner and Decimal(kroner))


def test_a_fifth_year_is_refused():
    with pytest.raises(ValueError, match="no year"):
        compute_refund(Decimal(1), 5, on=START)

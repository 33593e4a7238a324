"""VEU allowance: the employee, the course, and the kroner a week and a kilometre."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.veu import compute_travel, compute_weekly
from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2024, 3, 4)
COURSE = Pair(
    "veu",
    PERSON,
    make_opening(
        OpeningKind.AKADEMI,
        start=START,
        course_gives_veu=True,
        loss_of_pay=True,
        other_support="none",
        access_met=True,
        veu_applied=True,
    ),
)
EMPLOYED = {"benefit_group": BenefitGroup.I_JOB, "unemployed_since": None}


def find(rule, *, person=None, **rest):
    """Judge the course of somebody employed."""
    return COURSE.find(rule, person={**EMPLOYED, **(person or {})}, **rest)


def test_a_pair_that_meets_every_condition_is_eligible():
    verdict = COURSE.judge(person=EMPLOYED)
    assert [f.reason_en for f in verdict.findings if f.answer is not YES] == []


@pytest.mark.parametrize(
    ("group", "answer"),
    [(BenefitGroup.I_JOB, YES), (BenefitGroup.DAGPENGE, NO), (None, NEEDS)],
)
def test_one_is_employed(group, answer):
    assert find("VE-01", person={"benefit_group": group}).answer is answer


@pytest.mark.parametrize(
    ("level", "used", "answer"),
    [
        (EducationLevel.GRUNDSKOLE, None, YES),
        (EducationLevel.EUD, 2024, YES),
        (EducationLevel.KVU, 2018, YES),
        (EducationLevel.KVU, 2019, NEEDS),
        (EducationLevel.KVU, 2020, NO),
        (EducationLevel.LVU, None, NEEDS),
        (None, None, NEEDS),
    ],
)
def test_no_higher_education_but_one_long_unused(level, used, answer):
    person = {"education_level": level, "education_last_used": used}
    assert find("VE-02", person=person).answer is answer


@pytest.mark.parametrize(
    ("organisation", "stated", "answer"),
    [
        ("10000009", None, YES),
        ("", True, YES),
        ("", None, NEEDS),
        ("10000009", False, NO),
    ],
)
def test_the_employer_is_under_danish_law(organisation, stated, answer):
    finding = find("VE-03", opening={"organisation": organisation}, employer_in_denmark=stated)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("VE-04", "course_gives_veu"),
        ("VE-05", "loss_of_pay"),
        ("VE-07", "access_met"),
        ("VE-08", "veu_applied"),
    ],
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert find(rule, **{key: stated}).answer is answer


@pytest.mark.parametrize(("support", "answer"), [("none", YES), ("jobrotation", NO), (None, NEEDS)])
def test_no_other_support_for_the_same_hours(support, answer):
    assert find("VE-06", other_support=support).answer is answer


@pytest.mark.parametrize(
    ("hours", "day", "kroner", "confidence"),
    [
        # 4,300 × 37 / 37; 4,355 × 18.5 / 37 = 2,177.50; 4,555 × 7.4 / 37 = 911.00
        ("37", date(2018, 1, 1), "4300.00", "B"),
        ("18.5", date(2019, 12, 31), "2177.50", "B"),
        ("7.4", date(2023, 6, 1), "911.00", "B"),
        ("45", date(2023, 6, 1), "4555.00", "B"),
        # 22,041 × 12 / 52 = 5,086.3846 ...: computed, and not verified
        ("37", date(2026, 11, 25), "5086.38", "C"),
    ],
)
def test_the_week_is_paid_by_its_share_of_37_hours(hours, day, kroner, confidence):
    # VE-09
    found = compute_weekly(Decimal(hours), on=day)
    assert (found.kroner, found.confidence) == (Decimal(kroner), confidence)


def test_a_year_that_was_not_seen_gives_no_amount():
    assert compute_weekly(Decimal(37), on=date(2017, 12, 31)) is None
    assert compute_weekly(Decimal(37), on=date(2021, 6, 1)) is None
    assert compute_travel(Decimal(60), on=date(2019, 6, 1)) is None


@pytest.mark.parametrize(
    ("kilometres", "kroner"),
    [
        # nothing up to 24; 36 × 0.99 = 35.64; at most 576 − 24 = 552 × 0.99 = 546.48
        ("24", "0.00"),
        ("25", "0.99"),
        ("60", "35.64"),
        ("576", "546.48"),
        ("600", "546.48"),
    ],
)
def test_travel_is_paid_beyond_24_kilometres(kilometres, kroner):
    # VE-10
    assert compute_travel(Decimal(kilometres), on=date(2020, 5, 1)).kroner == Decimal(kroner)

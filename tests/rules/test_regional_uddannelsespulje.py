"""The regional education pool: groups, lists, declarations, and the share."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.regional_uddannelsespulje import compute_share
from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

COURSE = Pair(
    "regional_uddannelsespulje",
    PERSON,
    make_opening(
        OpeningKind.AKADEMI,
        regional_list="egen",
        at_hiring=False,
        job_aimed=True,
        course_granted=True,
    ),
)
BEFORE, AFTER = date(2020, 7, 31), date(2020, 8, 1)


def test_a_pair_that_meets_every_condition_is_eligible():
    assert COURSE.list_unmet() == []


@pytest.mark.parametrize(
    ("start", "group", "answer"),
    [
        (BEFORE, BenefitGroup.DAGPENGE, YES),
        (BEFORE, BenefitGroup.JOBPARAT, NO),
        (AFTER, BenefitGroup.JOBPARAT, YES),
        (AFTER, BenefitGroup.LEDIGHEDSYDELSE, NO),
        (AFTER, BenefitGroup.I_JOB, NO),
        (AFTER, None, NEEDS),
    ],
)
def test_the_pool_was_opened_to_all_but_flex_jobs(start, group, answer):
    finding = COURSE.find("RU-01", person={"benefit_group": group}, opening={"starts_on": start})
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("start", "stated", "declared", "answer"),
    [
        (BEFORE, "egen", None, YES),
        (BEFORE, "nabo", None, NO),
        (BEFORE, "nabo", True, NO),
        (AFTER, "nabo", None, YES),
        (AFTER, "ingen", True, YES),
        (AFTER, "ingen", False, NO),
        (AFTER, "ingen", None, NEEDS),
        (AFTER, None, False, NEEDS),
    ],
)
def test_the_course_stands_on_a_list_or_a_job_is_declared(start, stated, declared, answer):
    # RU-03
    finding = COURSE.find(
        "RU-02",
        opening={"starts_on": start},
        regional_list=stated,
        employer_declaration=declared,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("start", "since", "beyond", "answer"),
    [
        (date(2020, 12, 31), date(2020, 1, 1), True, NO),
        (date(2021, 1, 1), date(2020, 7, 1), True, YES),
        (date(2021, 1, 1), date(2020, 7, 2), True, NO),
        (date(2021, 1, 1), date(2020, 7, 1), False, NO),
        (date(2021, 1, 1), date(2020, 7, 1), None, NEEDS),
    ],
)
def test_at_hiring_six_months_come_before_and_the_course_goes_beyond(start, since, beyond, answer):
    finding = COURSE.find(
        "RU-04",
        person={"unemployed_since": since},
        opening={"starts_on": start},
        at_hiring=True,
        beyond_usual=beyond,
    )
    assert finding.answer is answer


def test_at_hiring_no_list_is_asked_for():
    assert COURSE.find("RU-02", regional_list="ingen", at_hiring=True).answer is YES
    assert COURSE.find("RU-04", at_hiring=None).answer is NEEDS


@pytest.mark.parametrize(("rule", "key"), [("RU-05", "job_aimed"), ("RU-06", "course_granted")])
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert COURSE.find(rule, **{key: stated}).answer is answer


def test_the_pool_covers_eighty_per_cent():
    # RU-07
    """80 % of 12,345.67 is 9,876.536, which is 9,876.54 to the øre."""
    assert compute_share(Decimal("12345.67"), on=date(2020, 5, 1)).kroner == Decimal("9876.54")
    assert compute_share(Decimal(100), on=date(2021, 1, 1)).confidence == "C"
    assert compute_share(Decimal(100), on=date(2019, 12, 31)) is None

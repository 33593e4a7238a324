"""Small jobs: few hours, ordinary pay, and what they lower social assistance by."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.smaajob import RATES, compute_deduction
from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

JOB = Pair(
    "smaajob",
    PERSON,
    make_opening(
        OpeningKind.SMAAJOB,
        start=date(2026, 3, 2),
        hours=8.0,
        agreement_pay=True,
        combined_with="none",
        income_reported=True,
    ),
)


def test_a_pair_that_meets_every_condition_is_eligible():
    assert JOB.list_unmet() == []


@pytest.mark.parametrize(("hours", "answer"), [(1, YES), (20, YES), (20.25, NO)])
def test_a_small_job_is_of_few_hours(hours, answer):
    finding = JOB.find("SJ-02", "weekly_hours_max", opening={"weekly_hours": hours})
    assert (finding.answer, finding.confidence) == (answer, "C")


@pytest.mark.parametrize(
    ("group", "hours", "answer"),
    [
        (BenefitGroup.DAGPENGE, 29.6, YES),
        (BenefitGroup.DAGPENGE, 29.7, NO),
        (BenefitGroup.JOBPARAT, 29.7, YES),
        (None, 29.7, NEEDS),
        (None, 29.6, YES),
    ],
)
def test_unemployment_benefit_stops_above_29_point_6_hours(group, hours, answer):
    finding = JOB.find(
        "SJ-02",
        "dagpenge_hours_max",
        person={"benefit_group": group},
        opening={"weekly_hours": hours},
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("other", "different", "answer"),
    [
        ("none", None, YES),
        ("virksomhedspraktik", True, YES),
        ("virksomhedspraktik", False, NO),
        ("loentilskud", None, NEEDS),
        (None, True, NEEDS),
    ],
)
def test_beside_a_placement_the_tasks_are_other_ones(other, different, answer):
    finding = JOB.find("SJ-04", combined_with=other, different_function=different)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "key"), [("SJ-03", "agreement_pay"), ("SJ-05", "income_reported")]
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert JOB.find(rule, **{key: stated}).answer is answer


@pytest.mark.parametrize(
    ("group", "answer"),
    [(BenefitGroup.SYGEDAGPENGE, YES), (BenefitGroup.I_JOB, NO), (None, NEEDS)],
)
def test_a_small_job_stands_beside_a_benefit(group, answer):
    assert JOB.find("SJ-01", person={"benefit_group": group}).answer is answer


@pytest.mark.parametrize(
    ("wage", "rate", "kroner"),
    [
        # 65 % of 8,000 − 5,000 = 1,950.00; of 8,000 − 2,500 = 3,575.00; of 8,000 = 5,200.00
        ("8000", "mindstesats", "1950.00"),
        ("8000", "grundsats", "1950.00"),
        ("8000", "forhoejet", "3575.00"),
        ("8000", "hjemmeboende", "5200.00"),
        # 65 % of 0.01 is 0.0065, which is 0.01; up to the free amount nothing
        ("5000.01", "grundsats", "0.01"),
        ("5000", "grundsats", "0.00"),
        ("0", "forhoejet", "0.00"),
    ],
)
def test_earnings_above_the_free_amount_lower_assistance(wage, rate, kroner):
    # SJ-06
    amount = compute_deduction(Decimal(wage), rate, on=date(2025, 7, 1))
    assert amount.kroner == Decimal(kroner)


def test_before_july_2025_the_deduction_is_not_known():
    for rate in RATES:
        assert compute_deduction(Decimal(8000), rate, on=date(2025, 6, 30)) is None

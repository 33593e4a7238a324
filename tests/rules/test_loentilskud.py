"""Wage subsidies: each condition on both sides of its limit, and the kroner."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.loentilskud import compute_private, compute_public
from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2023, 3, 1)
SKILLED = {"education_level": EducationLevel.EUD, "unemployed_since": date(2023, 1, 1)}

JOB = Pair(
    "loentilskud",
    PERSON,
    make_opening(
        OpeningKind.LOENTILSKUD,
        start=START,
        end=date(2023, 6, 30),
        employer_sector="privat",
        p_number="1012345678",
        ordinary_employees=10,
        supported_employees=1,
        ordinary_last_month=10,
        ordinary_average=9.5,
        agreement_pay=True,
        other_support="none",
        discussed=True,
        approved_on="2023-02-15",
        latest_employer=False,
    ),
)


def test_a_pair_that_meets_every_condition_is_eligible():
    assert JOB.list_unmet() == []


@pytest.mark.parametrize(
    ("group", "facts", "answer"),
    [
        (BenefitGroup.DAGPENGE, {}, YES),
        (BenefitGroup.SELVFORSOERGENDE, {}, YES),
        (BenefitGroup.LEDIGHEDSYDELSE, {}, NO),
        (BenefitGroup.I_JOB, {}, NO),
        (BenefitGroup.RESSOURCEFORLOEB, {}, YES),
        (BenefitGroup.JOBAFKLARING, {}, NEEDS),
        (BenefitGroup.JOBAFKLARING, {"without_job": True}, YES),
        (BenefitGroup.SYGEDAGPENGE, {}, NEEDS),
        (BenefitGroup.SYGEDAGPENGE, {"without_job": True}, YES),
        (BenefitGroup.SYGEDAGPENGE, {"without_job": False}, NO),
        (BenefitGroup.UDDANNELSESPARAT, {}, NEEDS),
        (BenefitGroup.UDDANNELSESPARAT, {"obviously_education_ready": False}, YES),
        (BenefitGroup.UDDANNELSESPARAT, {"obviously_education_ready": True}, NO),
        (None, {}, NEEDS),
    ],
)
def test_the_groups_that_may_have_a_wage_subsidy(group, facts, answer):
    assert JOB.find("LT-01", person={"benefit_group": group}, **facts).answer is answer


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (date(2022, 9, 1), YES),
        (date(2022, 9, 2), NO),
        (date(2022, 8, 31), YES),
        (None, NEEDS),
    ],
)
def test_the_skilled_have_six_months_of_benefits_behind_them(since, answer):
    person = {"education_level": EducationLevel.EUD, "unemployed_since": since}
    finding = JOB.find("LT-02", person=person, single_parent=False)
    assert finding.answer is answer


# born in 1973, the fiftieth birthday falls in 2023, the year of the start on 1 March
@pytest.mark.parametrize(
    ("person", "facts", "answer"),
    [
        ({"education_level": EducationLevel.GRUNDSKOLE}, {}, YES),
        ({"education_level": EducationLevel.GYMNASIAL}, {}, YES),
        ({}, {"single_parent": True}, YES),
        ({}, {"single_parent": False}, NO),
        ({}, {"single_parent": None}, NEEDS),
        ({"education_level": None}, {"single_parent": False}, NEEDS),
        ({"birth_year": 1972}, {"single_parent": False}, YES),
        ({"birth_year": 1973}, {"single_parent": False}, NEEDS),
        ({"birth_year": 1973}, {"single_parent": False, "born_on": "1973-03-01"}, YES),
        ({"birth_year": 1973}, {"single_parent": False, "born_on": "1973-03-02"}, NO),
        ({"birth_year": 1974}, {"single_parent": False}, NO),
        ({"benefit_group": BenefitGroup.DAGPENGE}, {"single_parent": False}, NEEDS),
    ],
)
def test_some_may_start_on_the_first_day(person, facts, answer):
    assert JOB.find("LT-02", person={**SKILLED, **person}, **facts).answer is answer


@pytest.mark.parametrize(("sector", "answer"), [("privat", NO), ("offentlig", YES), (None, NEEDS)])
def test_the_sick_are_asked_for_months_only_by_a_private_employer(sector, answer):
    person = {**SKILLED, "benefit_group": BenefitGroup.SYGEDAGPENGE}
    finding = JOB.find("LT-02", person=person, single_parent=False, employer_sector=sector)
    assert finding.answer is answer


@pytest.mark.parametrize("group", [BenefitGroup.REVALIDERING, BenefitGroup.FOERTIDSPENSION])
def test_of_some_groups_no_months_are_asked(group):
    finding = JOB.find("LT-02", person={**SKILLED, "benefit_group": group}, single_parent=False)
    assert finding.answer is YES


@pytest.mark.parametrize(
    ("sector", "answer"), [("privat", YES), ("offentlig", YES), ("kirke", NEEDS), (None, NEEDS)]
)
def test_the_employer_is_private_or_public(sector, answer):
    assert JOB.find("LT-03", employer_sector=sector).answer is answer


SHORT, OTHER = BenefitGroup.JOBPARAT, BenefitGroup.AKTIVITETSPARAT


@pytest.mark.parametrize(
    ("sector", "group", "end", "answer"),
    [
        ("privat", SHORT, date(2023, 8, 31), YES),
        ("privat", SHORT, date(2023, 9, 1), NO),
        ("offentlig", SHORT, date(2023, 6, 30), YES),
        ("offentlig", SHORT, date(2023, 7, 1), NO),
        (None, SHORT, date(2023, 6, 30), YES),
        (None, SHORT, date(2023, 7, 1), NEEDS),
        (None, SHORT, date(2023, 9, 1), NO),
        ("privat", OTHER, date(2023, 8, 31), YES),
        ("privat", OTHER, date(2023, 9, 1), NEEDS),
        ("privat", OTHER, date(2024, 2, 29), NEEDS),
        ("privat", OTHER, date(2024, 3, 1), NO),
        ("offentlig", None, date(2023, 6, 30), YES),
        ("offentlig", None, date(2023, 7, 1), NEEDS),
        ("offentlig", None, date(2024, 3, 1), NO),
        ("privat", SHORT, None, NEEDS),
    ],
)
def test_the_job_is_no_longer_than_employer_and_group_allow(sector, group, end, answer):
    finding = JOB.find(
        "LT-04",
        person={"benefit_group": group},
        opening={"ends_on": end},
        employer_sector=sector,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(("ready", "answer"), [(True, NO), (False, NEEDS), (None, NEEDS)])
def test_of_the_self_supporting_the_job_ready_have_the_short_period(ready, answer):
    finding = JOB.find(
        "LT-04",
        person={"benefit_group": BenefitGroup.SELVFORSOERGENDE},
        opening={"ends_on": date(2023, 9, 1)},
        job_ready=ready,
    )
    assert finding.answer is answer


def test_six_months_from_the_end_of_august_end_with_february():
    finding = JOB.find(
        "LT-04", opening={"starts_on": date(2023, 8, 31), "ends_on": date(2024, 2, 28)}
    )
    assert finding.answer is YES
    late = JOB.find("LT-04", opening={"starts_on": date(2023, 8, 31), "ends_on": date(2024, 2, 29)})
    assert late.answer is NO


def test_the_proportion_counts_here_too():
    assert JOB.find("LT-05", supported_employees=2).answer is NO


@pytest.mark.parametrize(
    ("last", "average", "answer"),
    [(10, 10, YES), (9.9, 10, NO), (10.1, 10, YES), (None, 10, NEEDS), (10, None, NEEDS)],
)
def test_the_job_comes_on_top_of_the_usual_staff(last, average, answer):
    finding = JOB.find("LT-06", ordinary_last_month=last, ordinary_average=average)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("sector", "agreed", "pay", "answer"),
    [
        ("privat", True, None, YES),
        ("privat", False, None, NO),
        ("offentlig", True, 133.75, YES),
        ("offentlig", True, 133.76, NO),
        ("offentlig", True, None, NEEDS),
        ("offentlig", None, 133.75, NEEDS),
        (None, True, None, NEEDS),
    ],
)
def test_pay_follows_the_agreement_and_publicly_a_ceiling(sector, agreed, pay, answer):
    finding = JOB.find("LT-07", employer_sector=sector, agreement_pay=agreed, hourly_pay=pay)
    assert finding.answer is answer


def test_a_ceiling_that_was_not_seen_is_asked_for():
    finding = JOB.find(
        "LT-07", opening={"starts_on": date(2024, 1, 1)}, employer_sector="offentlig", hourly_pay=99
    )
    assert finding.answer is NEEDS


@pytest.mark.parametrize(
    ("rule", "key", "good", "bad"),
    [
        ("LT-08", "other_support", "none", "veu"),
        ("LT-09", "discussed", True, False),
        ("LT-10", "approved_on", "2023-02-28", "2023-03-02"),
        ("LT-11", "latest_employer", False, True),
    ],
)
def test_what_can_only_be_stated_is_asked_for(rule, key, good, bad):
    assert JOB.find(rule, **{key: good}).answer is YES
    assert JOB.find(rule, **{key: bad}).answer is NO
    assert JOB.find(rule, **{key: None}).answer is NEEDS


def test_a_private_employer_is_paid_by_the_hour_up_to_half_the_wage_costs():
    # LT-12
    """148 h × 86.16 = 12,751.68; half of 148 h × 160.00 = 23,680.00 is 11,840.00: 11,840.00 paid.

    At 180.00 an hour half the costs are 13,320.00, above the 12,751.68, which is paid whole.
    """
    hours = Decimal(148)
    cheap = compute_private(hours, hours * 160, on=START)
    dear = compute_private(hours, hours * 180, on=START)
    assert (cheap.kroner, dear.kroner) == (Decimal("11840.00"), Decimal("12751.68"))
    assert "12.751,68 kr." in cheap.da
    assert "DKK 11,840.00" in cheap.en
    assert cheap.confidence == "B"


def test_a_public_employer_is_paid_by_the_hour():
    # LT-12
    """37.5 h × 125.13 = 4,692.375, which is 4,692.38 to the øre."""
    assert compute_public(Decimal("37.5"), on=START).kroner == Decimal("4692.38")


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2014, 12, 31), None),
        (date(2015, 1, 5), "74.05"),
        (date(2015, 12, 31), "74.05"),
        (date(2016, 1, 1), None),
        (date(2019, 1, 1), "79.68"),
        (date(2021, 12, 31), "82.90"),
        (date(2022, 1, 1), None),
        (date(2023, 12, 31), "86.16"),
        (date(2024, 1, 1), None),
    ],
)
def test_a_rate_that_was_not_seen_gives_no_amount(day, rate):
    found = compute_private(Decimal(1), Decimal(1000), on=day)
    assert (found and found.kroner) == (rate and Decimal(rate))

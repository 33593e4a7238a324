"""Flex jobs: who, on what decision, for how long, and the monthly subsidy."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.fleksjob import compute_subsidy
from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

JOB = Pair(
    "fleksjob",
    PERSON,
    make_opening(
        OpeningKind.FLEKSJOB,
        flex_approved=True,
        early_pension=False,
        at_current_workplace=False,
        agreement_pay=True,
        other_support="none",
    ),
)
FLEX, SICK = BenefitGroup.LEDIGHEDSYDELSE, BenefitGroup.SYGEDAGPENGE


def test_a_pair_that_meets_every_condition_is_eligible():
    assert JOB.list_unmet() == []


@pytest.mark.parametrize(
    ("group", "approved", "answer"),
    [(FLEX, None, YES), (SICK, True, YES), (SICK, False, NO), (SICK, None, NEEDS)],
)
def test_the_municipality_has_found_the_person_entitled(group, approved, answer):
    finding = JOB.find("FJ-01", person={"benefit_group": group}, flex_approved=approved)
    assert finding.answer is answer


# by the table of the act: born in the first half of 1955 at 66½, later and until 1962 at 67
@pytest.mark.parametrize(
    ("year", "born", "start", "answer"),
    [
        (1990, None, date(2024, 3, 4), YES),
        (1957, None, date(2024, 1, 1), NEEDS),
        (1957, "1957-03-04", date(2024, 3, 3), YES),
        (1957, "1957-03-04", date(2024, 3, 4), NO),
        (1956, None, date(2024, 1, 1), NO),
        (1955, "1955-06-30", date(2021, 12, 29), YES),
        (1955, "1955-06-30", date(2021, 12, 30), NO),
        (1955, "1955-07-01", date(2022, 6, 30), YES),
        (1955, "1955-07-01", date(2022, 7, 1), NO),
        (1962, "1962-12-31", date(2029, 12, 31), NO),
        (1963, "1963-01-01", date(2029, 12, 31), YES),
        (0, None, date(2024, 3, 4), NEEDS),
    ],
)
def test_one_is_below_the_pension_age_of_ones_birth(year, born, start, answer):
    finding = JOB.find(
        "FJ-02",
        "under_pension_age",
        person={"birth_year": year},
        opening={"starts_on": start},
        born_on=born,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(("stated", "answer"), [(False, YES), (True, NO), (None, NEEDS)])
def test_who_gets_a_pension_gets_no_flex_job(stated, answer):
    assert JOB.find("FJ-02", "on_no_pension", early_pension=stated).answer is answer
    pensioner = {"benefit_group": BenefitGroup.FOERTIDSPENSION}
    finding = JOB.find("FJ-02", "on_no_pension", person=pensioner, early_pension=stated)
    assert finding.answer is NO


@pytest.mark.parametrize(
    ("rule", "key"), [("FJ-03", "offers_tried"), ("FJ-04", "case_basis_ready")]
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_before_the_decision_offers_and_basis_are_asked_for(rule, key, stated, answer):
    assert JOB.find(rule, flex_approved=False, **{key: stated}).answer is answer
    undecided = NEEDS if answer is NO else answer
    assert JOB.find(rule, flex_approved=None, **{key: stated}).answer is undecided
    assert JOB.find(rule, flex_approved=True, **{key: stated}).answer is YES


@pytest.mark.parametrize(
    ("start", "basis"),
    [(date(2026, 1, 31), "rehabiliteringsteam"), (date(2026, 2, 1), "samlet beskrivelse")],
)
def test_what_is_decided_on_changed_in_2026(start, basis):
    finding = JOB.find("FJ-04", opening={"starts_on": start})
    assert basis in finding.reason_en
    assert finding.value == basis


# five years from 29 February 2024 are up on 28 February 2029
@pytest.mark.parametrize(
    ("end", "year", "earlier", "answer"),
    [
        (None, 1990, None, YES),
        (date(2029, 2, 27), 1990, None, YES),
        (date(2029, 2, 28), 1990, False, NO),
        (date(2029, 2, 28), 1990, None, NO),
        (date(2029, 2, 28), 1983, True, YES),
        (date(2029, 2, 28), 1983, None, NEEDS),
        (date(2029, 2, 28), 1983, False, NO),
        (date(2029, 2, 28), 1984, True, NEEDS),
        (date(2029, 2, 28), 1985, True, NO),
    ],
)
def test_the_first_grant_is_for_five_years_and_a_later_one_may_last(end, year, earlier, answer):
    finding = JOB.find(
        "FJ-05",
        person={"birth_year": year},
        opening={"starts_on": date(2024, 2, 29), "ends_on": end},
        earlier_flex_job=earlier,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("group", "own", "months", "near", "answer"),
    [
        (FLEX, None, None, None, YES),
        (BenefitGroup.I_JOB, None, None, None, NEEDS),
        (BenefitGroup.I_JOB, False, None, None, YES),
        (BenefitGroup.I_JOB, True, 12, None, YES),
        (BenefitGroup.I_JOB, True, 11, False, NO),
        (BenefitGroup.I_JOB, True, 11, None, NEEDS),
        (BenefitGroup.I_JOB, True, None, False, NEEDS),
        (BenefitGroup.I_JOB, True, None, True, YES),
    ],
)
def test_at_ones_own_workplace_a_year_on_special_terms_comes_first(
    group, own, months, near, answer
):
    finding = JOB.find(
        "FJ-06",
        person={"benefit_group": group},
        at_current_workplace=own,
        social_terms_months=months,
        near_pension=near,
    )
    assert finding.answer is answer


def test_the_subsidy_falls_by_thirty_and_then_by_fifty_five_per_cent():
    # FJ-09
    """In 2022, of at most 18,964: a wage of 12,000 lowers it by 30 % = 3,600.00 to 15,364.00.

    A wage of 20,000 lowers it by 30 % of 15,401 = 4,620.30 and 55 % of 4,599 = 2,529.45, to
    18,964 − 7,149.75 = 11,814.25.
    """
    day, full = date(2022, 5, 1), Decimal(40000)
    assert compute_subsidy(Decimal(12000), full, on=day).kroner == Decimal("15364.00")
    assert compute_subsidy(Decimal(20000), full, on=day).kroner == Decimal("11814.25")


def test_wage_and_subsidy_never_exceed_the_full_time_wage():
    # FJ-09
    """12,000 of a full-time wage of 25,000 leaves room for 13,000, less than the 15,364.00."""
    day = date(2022, 5, 1)
    assert compute_subsidy(Decimal(12000), Decimal(25000), on=day).kroner == Decimal("13000.00")
    assert compute_subsidy(Decimal(25000), Decimal(25000), on=day).kroner == Decimal("0.00")


def test_a_year_whose_amounts_were_not_seen_gives_none():
    assert compute_subsidy(Decimal(1), Decimal(2), on=date(2021, 12, 31)) is None
    assert compute_subsidy(Decimal(1), Decimal(2), on=date(2023, 1, 1)) is None

"""Work placements: each condition, on the days and numbers around each change."""

from datetime import date

import pytest

from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

PRAKTIK = Pair(
    "virksomhedspraktik",
    PERSON,
    make_opening(
        OpeningKind.VIRKSOMHEDSPRAKTIK,
        end=date(2024, 3, 31),
        hard_to_place=True,
        purpose_stated=True,
        p_number="1012345678",
        ordinary_employees=10,
        supported_employees=1,
        statement_given=True,
        latest_employer=False,
        replaces_ordinary_staff=False,
        approved_on="2024-02-20",
    ),
)


def test_a_pair_that_meets_every_condition_is_eligible():
    assert PRAKTIK.list_unmet() == []


@pytest.mark.parametrize(
    ("start", "confidence", "words"),
    [
        (date(2020, 1, 1), "A", "in force on 1 January 2020"),
        (date(2026, 1, 31), "A", "in force on 31 January 2026"),
        (date(2026, 2, 1), "C", "not verified from 1 February 2026"),
    ],
)
def test_the_scheme_says_from_when_it_is_not_verified(start, confidence, words):
    finding = PRAKTIK.find("VP-00", opening={"starts_on": start, "ends_on": None})
    assert (finding.answer, finding.confidence) == (YES, confidence)
    assert words in finding.reason_en


def test_before_the_act_nothing_is_answered():
    assert PRAKTIK.find("VP-00", opening={"starts_on": date(2019, 12, 31)}).answer is NEEDS


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        (BenefitGroup.DAGPENGE, YES),
        (BenefitGroup.AKTIVITETSPARAT, YES),
        (BenefitGroup.SELVFORSOERGENDE, YES),
        (BenefitGroup.RESSOURCEFORLOEB, YES),
        (BenefitGroup.REVALIDERING, YES),
        (BenefitGroup.I_JOB, NO),
        (None, NEEDS),
    ],
)
def test_the_unemployed_groups_may_be_placed(group, answer):
    assert PRAKTIK.find("VP-01", person={"benefit_group": group}).answer is answer


@pytest.mark.parametrize(
    ("group", "stated", "answer"),
    [
        (BenefitGroup.JOBPARAT, True, YES),
        (BenefitGroup.JOBPARAT, False, NO),
        (BenefitGroup.JOBPARAT, None, NEEDS),
        (BenefitGroup.UDDANNELSESPARAT, False, YES),
        (None, None, NEEDS),
    ],
)
def test_only_the_hard_to_place_or_those_on_the_way_to_an_education(group, stated, answer):
    finding = PRAKTIK.find("VP-02", person={"benefit_group": group}, hard_to_place=stated)
    assert finding.answer is answer


# a Monday start on 4 March 2024: 4 weeks end 31 March, 13 weeks 2 June, 26 weeks 1 September
@pytest.mark.parametrize(
    ("group", "end", "facts", "answer"),
    [
        (BenefitGroup.DAGPENGE, date(2024, 3, 31), {}, YES),
        (BenefitGroup.DAGPENGE, date(2024, 4, 1), {}, NO),
        (BenefitGroup.JOBPARAT, date(2024, 3, 31), {}, YES),
        (BenefitGroup.JOBPARAT, date(2024, 4, 1), {}, NO),
        (BenefitGroup.UDDANNELSESPARAT, date(2024, 4, 1), {}, NO),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 4, 1), {}, YES),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 6, 2), {}, YES),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 6, 3), {}, NEEDS),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 6, 3), {"extension_assessed": True}, YES),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 6, 3), {"extension_assessed": False}, NO),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 9, 1), {"extension_assessed": True}, YES),
        (BenefitGroup.AKTIVITETSPARAT, date(2024, 9, 2), {"extension_assessed": True}, NEEDS),
        (
            BenefitGroup.AKTIVITETSPARAT,
            date(2024, 9, 2),
            {"further_extension_assessed": True},
            YES,
        ),
        (BenefitGroup.SELVFORSOERGENDE, date(2024, 4, 1), {}, NEEDS),
        (BenefitGroup.SELVFORSOERGENDE, date(2024, 4, 1), {"job_ready": True}, NO),
        (BenefitGroup.SELVFORSOERGENDE, date(2024, 4, 1), {"job_ready": False}, YES),
        (None, date(2024, 3, 31), {}, YES),
        (None, date(2024, 4, 1), {}, NEEDS),
        (BenefitGroup.DAGPENGE, None, {}, NEEDS),
        (BenefitGroup.DAGPENGE, date(2024, 3, 3), {}, NEEDS),
    ],
)
def test_the_placement_keeps_within_the_weeks_of_the_group(group, end, facts, answer):
    finding = PRAKTIK.find(
        "VP-04", person={"benefit_group": group}, opening={"ends_on": end}, **facts
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("group", "employed", "answer"),
    [
        (BenefitGroup.JOBPARAT, None, NO),
        (BenefitGroup.SYGEDAGPENGE, True, YES),
        (BenefitGroup.JOBAFKLARING, True, YES),
        (BenefitGroup.SYGEDAGPENGE, False, NO),
        (BenefitGroup.SYGEDAGPENGE, None, NEEDS),
        (None, None, NEEDS),
        (None, False, NO),
    ],
)
def test_the_sick_at_their_own_workplace_need_no_room(group, employed, answer):
    finding = PRAKTIK.find(
        "VP-05",
        person={"benefit_group": group},
        supported_employees=2,
        employed_here_now=employed,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "key", "good"),
    [
        ("VP-03", "purpose_stated", True),
        ("VP-06", "statement_given", True),
        ("VP-08", "replaces_ordinary_staff", False),
        ("VP-07", "latest_employer", False),
    ],
)
def test_what_can_only_be_stated_is_asked_for(rule, key, good):
    assert PRAKTIK.find(rule, **{key: good}).answer is YES
    assert PRAKTIK.find(rule, **{key: not good}).answer is NO
    assert PRAKTIK.find(rule, **{key: None}).answer is NEEDS


@pytest.mark.parametrize(
    ("approved", "answer"),
    [("2024-03-03", YES), ("2024-03-04", NEEDS), ("2024-03-05", NO), (None, NEEDS)],
)
def test_the_municipality_approves_before_the_first_day(approved, answer):
    assert PRAKTIK.find("VP-09", approved_on=approved).answer is answer

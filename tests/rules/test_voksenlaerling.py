"""Adult apprenticeships: each condition, on the days around each change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.rules import voksenlaerling
from matcher.rules.months import add_months
from matcher.vocabulary import Answer, BenefitGroup, EducationLevel

YES, NO, NEEDS = Answer.ELIGIBLE, Answer.NOT_ELIGIBLE, Answer.NEEDS
START = date(2024, 3, 1)
SKILLED = {"education_level": EducationLevel.EUD, "education_last_used": 2023}


def test_a_pair_that_meets_every_condition_is_eligible(good_pairs):
    verdict = voksenlaerling.SCHEME.judge(*good_pairs[1])
    assert [(f.rule, f.reason_en) for f in verdict.findings if f.answer is not YES] == []
    assert verdict.scheme == "voksenlaerling"


@pytest.mark.parametrize(
    ("birth_year", "starts_on", "answer"),
    [
        (1998, date(2023, 12, 30), NEEDS),
        (1998, date(2023, 12, 31), YES),
        (1998, date(2024, 1, 1), YES),
        (1999, date(2023, 12, 31), NO),
        (1999, date(2024, 1, 1), NEEDS),
        (0, START, NEEDS),
    ],
)
def test_one_must_be_25_when_the_agreement_starts(
    find_apprenticeship, birth_year, starts_on, answer
):
    finding = find_apprenticeship(
        "VL-01",
        apprentice={"birth_year": birth_year},
        agreement_starts_on=starts_on.isoformat(),
    )
    assert finding.answer is answer
    assert finding.tested_on == starts_on


def test_age_turns_on_the_agreement_and_education_on_the_course(find_apprenticeship):
    days = {"agreement_starts_on": "2024-08-01", "course_starts_on": "2024-02-01"}
    assert find_apprenticeship("VL-01", **days).tested_on == date(2024, 8, 1)
    assert find_apprenticeship("VL-04", **days).tested_on == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("agreement", "approved", "answer"),
    [
        ("eud", True, YES),
        ("maritim", True, YES),
        (True, True, YES),
        ("eud", None, NEEDS),
        ("eud", False, NO),
        (None, True, NEEDS),
        ("handshake", True, NEEDS),
        (False, True, NO),
        ("ingen", None, NO),
    ],
)
def test_a_training_agreement_with_an_approved_place(
    find_apprenticeship, agreement, approved, answer
):
    finding = find_apprenticeship("VL-02", agreement=agreement, approved_place=approved)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("education", "paid", "answer"),
    [
        ("industritekniker", None, YES),
        ("social-og-sundhedshjaelper", True, NO),
        ("Social- og sundhedsassistent", None, YES),
        ("social og sundhedsassistent", True, NO),
        ("pædagogisk assistent", True, NO),
        ("paedagogisk-assistent", False, YES),
        ("paedagogisk-assistent", None, NEEDS),
        (None, None, NEEDS),
    ],
)
def test_care_and_teaching_assistants_with_adult_trainee_pay_are_refused(
    find_apprenticeship, education, paid, answer
):
    finding = find_apprenticeship("VL-03", education=education, adult_trainee_pay=paid)
    assert finding.answer is answer


@pytest.mark.parametrize("level", [EducationLevel.GRUNDSKOLE, EducationLevel.GYMNASIAL])
def test_the_unskilled_may_start_on_their_first_day_unemployed(find_apprenticeship, level):
    apprentice = {"education_level": level, "unemployed_since": START}
    assert find_apprenticeship("VL-04", apprentice=apprentice).answer is YES


@pytest.mark.parametrize(
    ("last_used", "rule", "answer"),
    [(2018, "VL-04", YES), (2019, "VL-05", NEEDS), (2020, "VL-05", NO)],
)
def test_an_education_unused_for_five_years_is_outdated(
    find_apprenticeship, last_used, rule, answer
):
    apprentice = {**SKILLED, "education_last_used": last_used, "unemployed_since": START}
    assert find_apprenticeship(rule, apprentice=apprentice).answer is answer


@pytest.mark.parametrize(
    ("starts_on", "months"),
    [
        (date(2020, 7, 31), 6),
        (date(2020, 8, 1), 3),
        (date(2022, 12, 31), 3),
        (date(2023, 1, 1), 6),
        (date(2026, 2, 1), 6),
    ],
)
def test_the_skilled_have_been_unemployed_as_long_as_the_day_asks(
    find_apprenticeship, starts_on, months
):
    opening = {"starts_on": starts_on}
    since = add_months(starts_on, -months)
    enough = {**SKILLED, "education_last_used": starts_on.year, "unemployed_since": since}
    assert find_apprenticeship("VL-05", apprentice=enough, opening=opening).answer is YES
    while add_months(since, months) <= starts_on:
        since += timedelta(days=1)
    short = {**enough, "unemployed_since": since}
    assert find_apprenticeship("VL-05", apprentice=short, opening=opening).answer is NO


def test_who_has_been_unemployed_long_enough_is_not_asked_for_an_education(find_apprenticeship):
    unknown = {"education_level": None, "education_last_used": None}
    assert find_apprenticeship("VL-05", apprentice=unknown).answer is YES
    newly = {**unknown, "unemployed_since": date(2024, 2, 1)}
    finding = find_apprenticeship("VL-05", apprentice=newly)
    assert finding.answer is NEEDS
    assert "education" in finding.reason_en


def test_spells_of_unemployment_benefit_may_add_up(find_apprenticeship):
    newly = {
        **SKILLED,
        "benefit_group": BenefitGroup.DAGPENGE,
        "unemployed_since": date(2024, 2, 1),
    }
    assert find_apprenticeship("VL-05", apprentice=newly).answer is NEEDS


def test_before_2020_the_months_are_not_known(find_apprenticeship):
    finding = find_apprenticeship(
        "VL-05", apprentice=SKILLED, opening={"starts_on": date(2019, 12, 31)}
    )
    assert finding.answer is NEEDS


@pytest.mark.parametrize("group", [g for g in BenefitGroup if g is not BenefitGroup.I_JOB])
def test_every_unemployed_group_may_become_apprentices(find_apprenticeship, group):
    assert find_apprenticeship("VL-06", apprentice={"benefit_group": group}).answer is YES


def test_an_unknown_group_is_asked_for(find_apprenticeship):
    assert find_apprenticeship("VL-06", apprentice={"benefit_group": None}).answer is NEEDS


IN_JOB = {"benefit_group": BenefitGroup.I_JOB, "unemployed_since": None}


def test_who_has_a_job_is_asked_other_things_than_the_unemployed(good_pairs):
    candidate, opening = good_pairs[1]
    verdict = voksenlaerling.SCHEME.judge(replace(candidate, **IN_JOB), opening)
    rules = {finding.rule for finding in verdict.findings}
    assert "VL-07" in rules
    assert not rules & {"VL-04", "VL-05", "VL-06", "VL-08"}
    assert verdict.answer is YES


@pytest.mark.parametrize(
    ("starts_on", "listed", "answer"),
    [
        (date(2020, 7, 31), False, NO),
        (date(2020, 8, 1), False, YES),
        (date(2020, 8, 1), None, YES),
        (date(2021, 12, 31), False, YES),
        (date(2022, 1, 1), False, NO),
        (date(2022, 1, 1), None, NEEDS),
        (date(2022, 1, 1), True, YES),
        (date(2019, 12, 31), True, NEEDS),
    ],
)
def test_the_national_list_was_suspended_for_a_time(find_apprenticeship, starts_on, listed, answer):
    finding = find_apprenticeship(
        "VL-07",
        "list_required",
        apprentice=IN_JOB,
        opening={"starts_on": starts_on},
        positivliste=listed,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("starts_on", "level", "last_used", "answer"),
    [
        (date(2020, 7, 31), EducationLevel.EUD, 2010, NO),
        (date(2020, 8, 1), EducationLevel.EUD, 2010, YES),
        (date(2020, 8, 1), EducationLevel.EUD, 2019, NO),
        (date(2020, 8, 1), EducationLevel.EUD, 2015, NEEDS),
        (date(2020, 8, 1), EducationLevel.EUD, None, NEEDS),
        (date(2021, 12, 31), EducationLevel.MVU, 2010, YES),
        (date(2022, 1, 1), EducationLevel.EUD, 2010, NO),
        (START, EducationLevel.GYMNASIAL, None, YES),
        (START, None, None, NEEDS),
        (START, EducationLevel.EUD, None, NO),
    ],
)
def test_from_a_job_one_is_unskilled_but_for_the_trial(
    find_apprenticeship, starts_on, level, last_used, answer
):
    apprentice = {**IN_JOB, "education_level": level, "education_last_used": last_used}
    finding = find_apprenticeship(
        "VL-07",
        "employed_outdated_admitted",
        apprentice=apprentice,
        opening={"starts_on": starts_on},
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("before", "last", "benefit", "answer"),
    [
        (False, None, None, YES),
        (None, None, None, NEEDS),
        (True, None, None, NEEDS),
        (True, "2023-08-31", None, YES),
        (True, "2023-09-01", None, YES),
        (True, "2023-09-02", None, NEEDS),
        (True, "2023-09-02", True, YES),
        (True, "2023-09-02", False, NO),
        (True, "2024-03-02", False, NO),
    ],
)
def test_one_has_not_lately_worked_there_without_benefits(
    find_apprenticeship, before, last, benefit, answer
):
    finding = find_apprenticeship(
        "VL-08",
        employed_here_before=before,
        last_employed_here_on=last,
        benefit_while_employed_here=benefit,
    )
    assert finding.answer is answer
    assert finding.confidence == "C"


@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
@pytest.mark.parametrize(
    ("rule", "parameter", "key"),
    [("VL-11", "pay_floor", "pay_floor_met"), ("VL-14", "de_minimis", "de_minimis_declared")],
)
def test_what_can_only_be_stated_is_asked_for(
    find_apprenticeship, rule, parameter, key, stated, answer
):
    assert find_apprenticeship(rule, parameter, **{key: stated}).answer is answer


@pytest.mark.parametrize(
    ("start", "applied", "words"),
    [
        ("2024-01-31", "2024-02-28", "within the deadline 29 February 2024"),
        ("2024-01-31", "2024-02-29", "within the deadline 29 February 2024"),
        ("2024-01-31", "2024-03-01", "only from that day"),
        ("2024-03-01", "2024-04-01", "within the deadline 1 April 2024"),
        ("2024-03-01", "2024-04-02", "only from that day"),
    ],
)
def test_a_late_application_costs_pay_and_not_the_right(find_apprenticeship, start, applied, words):
    finding = find_apprenticeship("VL-12", agreement_starts_on=start, applied_on=applied)
    assert finding.answer is YES
    assert words in finding.reason_en


def test_an_application_not_yet_made_is_asked_for_with_its_deadline(find_apprenticeship):
    finding = find_apprenticeship("VL-12", applied_on=None)
    assert finding.answer is NEEDS
    assert "1. april 2024" in finding.reason_da


@pytest.mark.parametrize(
    ("support", "answer"),
    [("aub", YES), ("none", YES), ("aub,veu", NO), ("veu", NO), (None, NEEDS)],
)
def test_only_the_aub_bonus_may_be_had_beside(find_apprenticeship, support, answer):
    finding = find_apprenticeship("VL-14", "allowed_support", other_support=support)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("ended", "tested_on"),
    [
        ("2023-08-31", START),
        ("2023-09-01", date(2023, 3, 1)),
        ("2023-09-02", date(2023, 3, 1)),
        ("2024-03-02", START),
    ],
)
def test_an_earlier_part_is_the_same_course_within_six_months(
    find_apprenticeship, ended, tested_on
):
    # VL-16
    parts = {"earlier_part_started_on": "2023-03-01", "earlier_part_ended_on": ended}
    assert find_apprenticeship("VL-04", **parts).tested_on == tested_on


@pytest.mark.parametrize(
    ("route", "answer"),
    [("euv1", NO), ("euv2", YES), ("EUV3", YES), (None, NEEDS), ("euv4", NEEDS)],
)
def test_the_shortest_route_holds_nothing_to_subsidise(find_apprenticeship, route, answer):
    assert find_apprenticeship("VL-18", euv_route=route).answer is answer


@pytest.mark.parametrize(
    ("group", "day", "kroner"),
    [
        (BenefitGroup.JOBPARAT, START, 45),
        (BenefitGroup.I_JOB, START, 30),
        (BenefitGroup.I_JOB, date(2020, 1, 1), 30),
        (BenefitGroup.JOBPARAT, date(2019, 12, 31), None),
        (None, START, None),
    ],
)
def test_the_subsidy_follows_where_one_comes_from(good_pairs, group, day, kroner):
    # VL-09, VL-10
    candidate = replace(good_pairs[1][0], benefit_group=group)
    subsidy = voksenlaerling.hourly_subsidy(candidate, on=day)
    assert (subsidy and subsidy.number) == kroner

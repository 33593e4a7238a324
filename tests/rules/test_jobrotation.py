"""Job rotation: each condition, on the days around each change, and what follows its end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.rules import jobrotation
from matcher.vocabulary import Answer, BenefitGroup

YES, NO, NEEDS = Answer.ELIGIBLE, Answer.NOT_ELIGIBLE, Answer.NEEDS
START = date(2024, 3, 1)


def test_a_pair_that_meets_every_condition_is_eligible(good_pairs):
    verdict = jobrotation.SCHEME.judge(*good_pairs[0])
    assert [(f.rule, f.reason_en) for f in verdict.findings if f.answer is not YES] == []
    assert verdict.answer is YES
    assert verdict.scheme == "jobrotation"


@pytest.mark.parametrize(
    ("starts_on", "answer"),
    [(date(2026, 1, 31), YES), (date(2026, 2, 1), NO), (date(2026, 2, 2), NO)],
)
def test_nothing_new_is_granted_from_february_2026(find_rotation, starts_on, answer):
    finding = find_rotation("JR-00", opening={"starts_on": starts_on, "ends_on": None})
    assert finding.answer is answer
    assert finding.tested_on == starts_on


def test_the_end_is_told_with_its_day_its_act_and_what_is_lawful_instead(find_rotation):
    finding = find_rotation("JR-00", opening={"starts_on": date(2026, 11, 1)})
    assert "1. februar 2026" in finding.reason_da
    assert "1 February 2026" in finding.reason_en
    assert "1750" in finding.source
    assert finding.confidence == "C"
    for lawful in ("VEU", "SVU", "løntilskud", "opkvalificering", "voksenlærling", "kommunens"):
        assert lawful in finding.reason_da
    for lawful in ("VEU", "SVU", "wage subsidy", "training at hiring", "adult apprenticeship"):
        assert lawful in finding.reason_en


def test_of_an_ended_scheme_only_the_end_is_told(good_pairs):
    candidate, opening = good_pairs[0]
    verdict = jobrotation.SCHEME.judge(candidate, replace(opening, starts_on=date(2026, 2, 1)))
    assert [finding.rule for finding in verdict.findings] == ["JR-00"]


@pytest.mark.parametrize(
    ("course", "answer"), [("2026-01-31", NEEDS), ("2026-02-01", NO), ("2026-02-02", NO)]
)
def test_a_course_begun_before_the_end_may_be_completed(find_rotation, course, answer):
    opening = {"starts_on": date(2026, 3, 1), "ends_on": None}
    finding = find_rotation("JR-00", opening=opening, course_starts_on=course)
    assert finding.answer is answer


def test_a_day_before_the_known_law_is_asked_about(find_rotation):
    finding = find_rotation("JR-00", opening={"starts_on": date(2012, 12, 31)})
    assert finding.answer is NEEDS
    assert "31. december 2012" in finding.reason_da
    assert finding.source


@pytest.mark.parametrize(
    ("organisation", "stated", "answer"),
    [("10000009", None, YES), ("", None, NEEDS), ("", True, YES), ("10000009", False, NO)],
)
def test_the_employer_lies_in_denmark(find_rotation, organisation, stated, answer):
    opening = {"organisation": organisation}
    finding = find_rotation("JR-01", opening=opening, employer_in_denmark=stated)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("level", "last_used", "answer"),
    [
        ("mvu", None, YES),
        ("lvu", None, NEEDS),
        ("lvu", 2018, YES),
        ("lvu", 2019, NEEDS),
        ("lvu", 2020, NO),
        (None, None, NEEDS),
        ("professor", None, NEEDS),
    ],
)
def test_a_masters_degree_must_have_lain_unused_for_five_years(
    find_rotation, level, last_used, answer
):
    finding = find_rotation(
        "JR-02", employee_education=level, employee_education_last_used=last_used
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("starts_on", "level", "pool", "answer"),
    [
        (date(2019, 12, 31), "eud", None, YES),
        (date(2019, 12, 31), "kvu", None, NEEDS),
        (date(2019, 12, 31), "mvu", True, YES),
        (date(2019, 12, 31), "mvu", False, NO),
        (date(2019, 12, 31), "lvu", True, NO),
        (date(2020, 1, 1), "mvu", None, YES),
        (date(2015, 1, 1), "lvu", None, NO),
        (date(2014, 12, 31), "eud", None, NEEDS),
    ],
)
def test_until_2020_only_a_pool_admitted_more_than_vocational_education(
    find_rotation, starts_on, level, pool, answer
):
    finding = find_rotation(
        "JR-02",
        opening={"starts_on": starts_on},
        employee_education=level,
        education_pool_granted=pool,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("starts_on", "kind", "pool", "answer"),
    [
        (START, "amu", None, YES),
        (START, "eud", True, NO),
        (START, "maritim", None, NO),
        (START, "aub", None, NO),
        (START, None, None, NEEDS),
        (date(2021, 12, 31), "eud", True, YES),
        (date(2021, 12, 31), "eud", None, NEEDS),
        (date(2021, 12, 31), "eud", False, NO),
        (date(2021, 12, 31), "maritim", True, NO),
        (date(2022, 1, 1), "eud", True, NO),
        (date(2019, 12, 31), "eud", True, NEEDS),
    ],
)
def test_an_apprenticeship_is_no_training_but_by_a_pool_until_2021(
    find_rotation, starts_on, kind, pool, answer
):
    finding = find_rotation(
        "JR-03", opening={"starts_on": starts_on}, training_kind=kind, eud_pool_granted=pool
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("months", "answer"),
    [(2.9, NO), (3, YES), (3.1, YES), ("3", YES), (None, NEEDS), ("long", NEEDS), (True, NEEDS)],
)
def test_the_employee_has_been_there_three_months(find_rotation, months, answer):
    assert find_rotation("JR-04", employee_tenure_months=months).answer is answer


@pytest.mark.parametrize(
    ("rule", "key"),
    [("JR-05", "usual_pay"), ("JR-08", "same_function"), ("JR-10", "agreement_pay")],
)
@pytest.mark.parametrize(
    ("stated", "answer"),
    [(True, YES), ("ja", YES), (False, NO), ("nej", NO), (None, NEEDS), ("maybe", NEEDS)],
)
def test_what_can_only_be_stated_is_asked_for(find_rotation, rule, key, stated, answer):
    parameter = {"same_function": "vikar_same_function"}.get(key, key)
    assert find_rotation(rule, parameter, **{key: stated}).answer is answer


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        (BenefitGroup.DAGPENGE, YES),
        (BenefitGroup.JOBPARAT, YES),
        (BenefitGroup.AKTIVITETSPARAT, YES),
        (BenefitGroup.UDDANNELSESPARAT, YES),
        (BenefitGroup.LEDIGHEDSYDELSE, YES),
        (BenefitGroup.SYGEDAGPENGE, NEEDS),
        (BenefitGroup.SELVFORSOERGENDE, NO),
        (BenefitGroup.I_JOB, NO),
        (None, NEEDS),
    ],
)
def test_the_substitute_belongs_to_a_target_group(find_rotation, group, answer):
    assert find_rotation("JR-06", substitute={"benefit_group": group}).answer is answer


def test_target_groups_before_2020_are_not_known(find_rotation):
    assert find_rotation("JR-06", opening={"starts_on": date(2019, 12, 31)}).answer is NEEDS


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (date(2023, 8, 31), YES),
        (date(2023, 9, 1), YES),
        (date(2023, 9, 2), NO),
        (date(2024, 4, 1), NO),
    ],
)
def test_the_substitute_has_been_unemployed_six_months(find_rotation, since, answer):
    finding = find_rotation("JR-07", substitute={"unemployed_since": since})
    assert finding.answer is answer
    assert "6 måneder" in finding.reason_da
    assert "6 months" in finding.reason_en
    assert "1. marts 2024" in finding.reason_da


@pytest.mark.parametrize(
    ("starts_on", "months"),
    [
        (date(2014, 12, 31), 3),
        (date(2015, 1, 1), 6),
        (date(2020, 12, 31), 6),
        (date(2021, 1, 1), 3),
        (date(2021, 12, 31), 3),
        (date(2022, 1, 1), 6),
        (date(2026, 1, 31), 6),
    ],
)
def test_months_of_unemployment_asked_follow_the_day(find_rotation, starts_on, months):
    one_day = timedelta(days=1)
    just = jobrotation.add_months(starts_on, -months)
    late = {"unemployed_since": just + one_day}
    while jobrotation.add_months(late["unemployed_since"], months) <= starts_on:
        late["unemployed_since"] += one_day
    opening = {"starts_on": starts_on, "ends_on": None}
    enough = find_rotation("JR-07", substitute={"unemployed_since": just}, opening=opening)
    assert enough.answer is YES
    assert find_rotation("JR-07", substitute=late, opening=opening).answer is NO


@pytest.mark.parametrize(
    ("course", "answer"),
    [("2020-12-31", NO), ("2021-01-01", YES), ("2021-12-31", YES), ("2022-01-01", NO)],
)
def test_the_day_the_course_starts_decides_which_months_are_asked(find_rotation, course, answer):
    starts_on = date.fromisoformat(course)
    finding = find_rotation(
        "JR-07",
        substitute={"unemployed_since": jobrotation.add_months(starts_on, -4)},
        opening={"starts_on": starts_on, "ends_on": None},
        course_starts_on=course,
    )
    assert finding.answer is answer
    assert finding.tested_on == starts_on


def test_without_a_first_day_of_unemployment_it_is_asked_for(find_rotation):
    finding = find_rotation("JR-07", substitute={"unemployed_since": None})
    assert finding.answer is NEEDS
    assert finding.reason_en == "Needs: unemployed since"
    assert finding.reason_da == "Mangler: ledig siden"


@pytest.mark.parametrize("group", [BenefitGroup.DAGPENGE, None])
def test_a_short_spell_refuses_nobody_whose_earlier_spells_may_count(find_rotation, group):
    substitute = {"benefit_group": group, "unemployed_since": date(2024, 2, 1)}
    finding = find_rotation("JR-07", substitute=substitute)
    assert finding.answer is NEEDS
    assert "1 month on" in finding.reason_en


@pytest.mark.parametrize(("hours", "answer"), [(9.9, NO), (10, YES), (10.1, YES), ("10", YES)])
def test_ten_hours_a_week_at_least(find_rotation, hours, answer):
    assert find_rotation("JR-08", "vikar_weekly_hours_min", weekly_hours=hours).answer is answer


@pytest.mark.parametrize(("hours", "answer"), [(36.9, YES), (37, YES), (37.1, NEEDS)])
def test_above_a_full_week_the_average_is_asked_for(find_rotation, hours, answer):
    opening = {"weekly_hours": hours}
    assert find_rotation("JR-08", "vikar_weekly_hours_max", opening=opening).answer is answer


@pytest.mark.parametrize(
    ("starts_on", "last_lawful"),
    [
        (date(2014, 12, 31), date(2015, 12, 30)),
        (date(2015, 1, 1), date(2015, 6, 30)),
        (date(2019, 12, 31), date(2020, 6, 29)),
        (date(2020, 1, 1), date(2020, 9, 30)),
        (date(2021, 12, 31), date(2022, 9, 29)),
        (date(2022, 1, 1), date(2022, 6, 30)),
        (date(2024, 3, 1), date(2024, 8, 31)),
    ],
)
def test_the_longest_hire_follows_the_day(find_rotation, starts_on, last_lawful):
    for days, answer in ((-1, YES), (0, YES), (1, NO)):
        ends_on = last_lawful + timedelta(days=days)
        finding = find_rotation("JR-09", opening={"starts_on": starts_on, "ends_on": ends_on})
        assert finding.answer is answer, ends_on


@pytest.mark.parametrize(("months", "answer"), [(5.9, YES), (6, YES), (6.1, NO), (None, NEEDS)])
def test_without_a_last_day_the_planned_months_count(find_rotation, months, answer):
    finding = find_rotation("JR-09", opening={"ends_on": None}, planned_months=months)
    assert finding.answer is answer


def test_a_last_day_before_the_first_is_no_length(find_rotation):
    assert find_rotation("JR-09", opening={"ends_on": date(2024, 2, 1)}).answer is NEEDS


@pytest.mark.parametrize(
    ("support", "answer"),
    [
        ("none", YES),
        ("ingen", YES),
        (False, YES),
        (True, NO),
        ("veu", NO),
        ("loentilskud, svu", NO),
        ("aub", NO),
        (None, NEEDS),
        (7, NEEDS),
    ],
)
def test_no_other_support_for_the_same_hours(find_rotation, support, answer):
    assert find_rotation("JR-12", other_support=support).answer is answer


@pytest.mark.parametrize(
    ("approved", "applied", "answer"),
    [
        ("2024-02-29", None, YES),
        ("2024-03-01", None, NEEDS),
        ("2024-03-02", None, NO),
        (None, None, NEEDS),
        (None, "2024-03-01", NEEDS),
        (None, "2024-03-02", NO),
        ("in March", None, NEEDS),
        ("9999-12-31", None, NEEDS),
    ],
)
def test_approval_comes_before_the_first_day(find_rotation, approved, applied, answer):
    assert find_rotation("JR-13", approved_on=approved, applied_on=applied).answer is answer


def test_the_course_may_be_the_first_day_that_approval_comes_before(find_rotation):
    finding = find_rotation("JR-13", course_starts_on="2024-02-10", approved_on="2024-02-15")
    assert finding.answer is NO


@pytest.mark.parametrize(
    ("day", "kroner"),
    [(date(2015, 12, 31), 178.84), (date(2016, 1, 1), None), (date(2018, 1, 1), 188.73)],
)
def test_the_benefit_of_a_day_is_known_or_said_not_to_be(day, kroner):
    benefit = jobrotation.hourly_benefit(day)
    assert (benefit and benefit.number) == kroner

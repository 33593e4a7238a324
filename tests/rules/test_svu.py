"""SVU: the employee, the education, the application, and the kroner a week."""

from datetime import date
from decimal import Decimal

import pytest

from matcher.rules.svu import compute_weekly
from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2024, 3, 4)
TRAINING = Pair(
    "svu",
    PERSON,
    make_opening(
        OpeningKind.AKADEMI,
        start=START,
        svu_kind="almen",
        employee_tenure_weeks=26,
        leave_agreed=True,
        workplace_in_denmark=True,
        other_support="none",
        applied_on="2024-02-01",
        svu_weekly_hours=12,
    ),
)
EMPLOYED = {"benefit_group": BenefitGroup.I_JOB, "unemployed_since": None}


def find(rule, *, person=None, **rest):
    """Judge the training of somebody employed."""
    return TRAINING.find(rule, person={**EMPLOYED, **(person or {})}, **rest)


def test_a_pair_that_meets_every_condition_is_eligible():
    verdict = TRAINING.judge(person=EMPLOYED)
    assert [f.reason_en for f in verdict.findings if f.answer is not YES] == []


@pytest.mark.parametrize(
    ("kind", "born", "answer"),
    [
        ("almen", "1999-03-04", YES),
        ("almen", "1999-03-05", NO),
        ("videregaaende", "1999-03-05", NO),
        ("fvu", "2004-03-04", YES),
        ("fvu", "2004-03-05", NO),
        ("obu", "2004-03-04", YES),
        (None, "1999-03-04", YES),
        (None, "1999-03-05", NEEDS),
        (None, "2004-03-05", NO),
    ],
)
def test_from_25_and_from_20_for_basic_teaching(kind, born, answer):
    person = {"birth_year": int(born[:4])}
    assert find("SV-01", person=person, born_on=born, svu_kind=kind).answer is answer


@pytest.mark.parametrize(("born", "answer"), [("1957-03-04", NO), ("1957-03-05", YES)])
def test_one_is_below_the_pension_age(born, answer):
    assert find("SV-02", person={"birth_year": 1957}, born_on=born).answer is answer


@pytest.mark.parametrize(
    ("kind", "level", "used", "answer"),
    [
        ("fvu", EducationLevel.LVU, 2024, YES),
        ("almen", EducationLevel.GYMNASIAL, None, YES),
        ("almen", EducationLevel.EUD, 2023, NEEDS),
        ("almen", EducationLevel.EUD, 2018, YES),
        ("almen", EducationLevel.KVU, 2023, NO),
        ("videregaaende", EducationLevel.KVU, 2023, YES),
        ("videregaaende", EducationLevel.MVU, 2023, NO),
        ("videregaaende", EducationLevel.MVU, 2018, YES),
        ("videregaaende", EducationLevel.MVU, 2019, NEEDS),
        (None, EducationLevel.GRUNDSKOLE, None, YES),
        (None, EducationLevel.MVU, 2023, NEEDS),
        ("almen", None, None, NEEDS),
    ],
)
def test_earlier_education_keeps_within_the_kinds_ceiling(kind, level, used, answer):
    person = {"education_level": level, "education_last_used": used}
    assert find("SV-04", person=person, svu_kind=kind).answer is answer


@pytest.mark.parametrize(
    ("group", "here", "answer"),
    [
        (BenefitGroup.I_JOB, True, YES),
        (BenefitGroup.I_JOB, False, NO),
        (BenefitGroup.I_JOB, None, NEEDS),
        (BenefitGroup.DAGPENGE, True, NO),
        (None, True, NEEDS),
    ],
)
def test_one_is_in_a_job_in_denmark(group, here, answer):
    finding = find("SV-05", person={"benefit_group": group}, workplace_in_denmark=here)
    assert finding.answer is answer


@pytest.mark.parametrize(("weeks", "answer"), [(26, YES), (25.9, NO), (None, NEEDS)])
def test_26_weeks_with_the_employer(weeks, answer):
    assert find("SV-06", employee_tenure_weeks=weeks).answer is answer


# thirteen weeks before 4 March 2024, a leap year, lie on 4 December 2023
@pytest.mark.parametrize(
    ("applied", "answer"),
    [
        ("2023-12-03", NO),
        ("2023-12-04", YES),
        ("2024-03-04", YES),
        ("2024-03-05", NO),
        (None, NEEDS),
    ],
)
def test_one_applies_within_thirteen_weeks_and_not_afterwards(applied, answer):
    assert find("SV-09", applied_on=applied).answer is answer


@pytest.mark.parametrize(
    ("kind", "hours", "answer"),
    [
        ("almen", 3, YES),
        ("almen", 2.75, NO),
        ("videregaaende", 6, YES),
        ("videregaaende", 5.75, NO),
        (None, 4, NEEDS),
        (None, 2.75, NO),
        ("fvu", None, NEEDS),
    ],
)
def test_three_hours_a_week_and_six_in_higher_education(kind, hours, answer):
    assert find("SV-10", svu_kind=kind, svu_weekly_hours=hours).answer is answer


@pytest.mark.parametrize(
    ("rule", "key", "good", "bad"),
    [
        ("SV-03", "svu_kind", "fvu", None),
        ("SV-07", "leave_agreed", True, False),
        ("SV-08", "other_support", "none", "jobrotation"),
    ],
)
def test_what_can_only_be_stated_is_asked_for(rule, key, good, bad):
    assert find(rule, **{key: good}).answer is YES
    assert find(rule, **{key: bad}).answer is (NO if bad is not None else NEEDS)
    assert find(rule, **{key: None}).answer is NEEDS


@pytest.mark.parametrize(
    ("kind", "hours", "day", "kroner"),
    [
        # 4,465 × 12 / 37 = 1,448.1081 ...; 3,572 × 37 / 37; 2,679 × 6 / 37 = 434.4324 ...
        ("fvu", "12", date(2022, 1, 1), "1448.11"),
        ("almen", "37", date(2022, 12, 31), "3572.00"),
        ("almen", "40", date(2022, 12, 31), "3572.00"),
        ("videregaaende", "6", date(2022, 6, 1), "434.43"),
        # 80 % of 4,555 = 3,644.00
        ("almen", "37", date(2023, 6, 1), "3644.00"),
        ("fvu", "12", date(2021, 12, 31), None),
        ("fvu", "12", date(2024, 1, 1), None),
    ],
)
def test_the_week_is_paid_by_its_share_of_37_hours(kind, hours, day, kroner):
    # SV-11
    found = compute_weekly(kind, Decimal(hours), on=day)
    assert (found and found.kroner) == (kroner and Decimal(kroner))

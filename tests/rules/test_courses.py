"""A course before every scheme that may pay for it, as a person asks."""

from datetime import date

import pytest

from matcher.rules import SCHEMES
from matcher.rules.courses import COURSE_SCHEMES, judge_course
from matcher.vocabulary import Answer, BenefitGroup, Candidate, EducationLevel, OtherScheme

START, END = date(2024, 3, 4), date(2024, 3, 15)
UNEMPLOYED = ["seks_ugers_jobrettet", "regional_uddannelsespulje", "fvu", "obu", "rkv"]
EMPLOYED = ["fvu", "obu", "rkv", "svu", "veu"]


def test_the_course_schemes_are_those_of_no_kind_of_opening():
    without_kind = {name for name, scheme in SCHEMES.items() if not scheme.kinds}
    assert set(COURSE_SCHEMES) == without_kind


@pytest.mark.parametrize("name", COURSE_SCHEMES)
def test_a_course_scheme_is_called_as_the_vocabulary_says(name):
    named = OtherScheme(name)
    assert (COURSE_SCHEMES[name].da, COURSE_SCHEMES[name].en) == (named.da, named.en)


@pytest.mark.parametrize(
    ("group", "schemes"),
    [
        (BenefitGroup.DAGPENGE, UNEMPLOYED),
        (BenefitGroup.JOBPARAT, UNEMPLOYED),
        (BenefitGroup.I_JOB, EMPLOYED),
        (None, list(COURSE_SCHEMES)),
    ],
)
def test_people_are_asked_what_may_concern_them(group, schemes):
    candidate = Candidate("k", 1990, "2620", benefit_group=group)
    verdicts = judge_course(candidate, starts_on=START, ends_on=END)
    assert [verdict.scheme for verdict in verdicts] == schemes


def test_an_amu_course_of_an_unskilled_employee_gives_veu_allowance():
    candidate = Candidate(
        "k",
        1990,
        "2620",
        benefit_group=BenefitGroup.I_JOB,
        education_level=EducationLevel.GRUNDSKOLE,
    )
    facts = {
        "course_gives_veu": True,
        "loss_of_pay": True,
        "other_support": "none",
        "access_met": True,
        "veu_applied": True,
    }
    verdicts = judge_course(
        candidate, starts_on=START, ends_on=END, organisation="10000009", facts=facts
    )
    answers = {verdict.scheme: verdict.answer for verdict in verdicts}
    assert answers["veu"] is Answer.ELIGIBLE
    assert answers["svu"] is Answer.NEEDS

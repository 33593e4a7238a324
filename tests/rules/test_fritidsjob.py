"""After-school jobs: the age, the school, the pay and the paper."""

from datetime import date

import pytest

from matcher.rules import judge
from matcher.vocabulary import OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2026, 3, 2)
JOB = Pair(
    "fritidsjob",
    PERSON,
    make_opening(
        OpeningKind.FRITIDSJOB,
        start=START,
        hours=8.0,
        outside_school_hours=True,
        agreement_pay=True,
        contract_given=True,
    ),
)
PUPIL = {"person": {"birth_year": 2010}}


def test_a_pair_that_meets_every_condition_is_eligible():
    verdict = JOB.judge(**PUPIL)
    assert [f.reason_en for f in verdict.findings if f.answer is not YES] == []


@pytest.mark.parametrize(
    ("year", "born", "answer"),
    [
        (2014, None, NO),
        (2013, None, NEEDS),
        (2013, "2013-03-02", YES),
        (2013, "2013-03-03", NO),
        (2012, None, YES),
        (2009, None, YES),
        (2008, None, NEEDS),
        (2008, "2008-03-03", YES),
        (2008, "2008-03-02", NO),
        (2007, None, NO),
        (0, None, NEEDS),
    ],
)
def test_one_is_13_but_not_18(year, born, answer):
    finding = JOB.find("FR-01", person={"birth_year": year}, born_on=born)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("start", "hours", "given", "answer"),
    [
        (date(2023, 6, 30), 8, None, YES),
        (date(2023, 6, 30), 8.25, None, NEEDS),
        (date(2023, 7, 1), 3, None, YES),
        (date(2023, 7, 1), 3.25, None, NEEDS),
        (date(2023, 7, 1), 3.25, False, NO),
        (date(2023, 7, 1), 3.25, True, YES),
    ],
)
def test_written_terms_are_given_above_so_many_hours(start, hours, given, answer):
    finding = JOB.find(
        "FR-04", opening={"starts_on": start, "weekly_hours": hours}, contract_given=given
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "key"), [("FR-02", "outside_school_hours"), ("FR-03", "agreement_pay")]
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert JOB.find(rule, **PUPIL, **{key: stated}).answer is answer


def test_the_law_on_the_young_is_asked_beside_it():
    pupil = Pair("fritidsjob", PERSON, JOB.opening)
    candidate = pupil.candidate
    verdicts = judge(candidate, JOB.opening)
    assert [verdict.scheme for verdict in verdicts] == ["fritidsjob"]
    young = [v.scheme for v in judge(type(candidate)("k", 2010, "2620"), JOB.opening)]
    assert young == ["fritidsjob", "unges_arbejde"]

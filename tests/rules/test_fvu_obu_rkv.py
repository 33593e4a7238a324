"""Basic education for adults, teaching for dyslexia, and the assessment of prior learning."""

from datetime import date

import pytest

from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2024, 3, 4)


def make_pair(scheme, **facts):
    return Pair(scheme, PERSON, make_opening(OpeningKind.AKADEMI, start=START, **facts))


FVU = make_pair("fvu", fvu_subject="dansk", danish_level="B1", placed_on_step=True)
OBU = make_pair("obu", dyslexia_found=True, finished_9th=True)
RKV = make_pair(
    "rkv", school_runs_education=True, experience_documented=True, payment_agreed=True, rkv_days=1
)


@pytest.mark.parametrize("pair", [FVU, OBU, RKV], ids=lambda pair: pair.scheme)
def test_a_pair_that_meets_every_condition_is_eligible(pair):
    assert pair.list_unmet() == []


@pytest.mark.parametrize(
    ("pair", "rule", "first"),
    [
        (FVU, "FV-00", date(2019, 8, 1)),
        (OBU, "OB-00", date(2019, 8, 1)),
        (RKV, "RK-00", date(2015, 8, 1)),
    ],
    ids=["fvu", "obu", "rkv"],
)
def test_days_before_the_scheme_are_not_answered_for(pair, rule, first):
    assert pair.find(rule, opening={"starts_on": first}).answer is YES
    before = date.fromordinal(first.toordinal() - 1)
    assert pair.find(rule, opening={"starts_on": before}).answer is NEEDS


# born in 1999, one is 25 on 4 March 2024 or the day after
@pytest.mark.parametrize(
    ("born", "group", "facts", "answer"),
    [
        ("1999-03-04", None, {}, YES),
        ("1999-03-05", BenefitGroup.JOBPARAT, {}, NEEDS),
        ("1999-03-05", BenefitGroup.JOBPARAT, {"fvu_exception": "ingen"}, NO),
        ("1999-03-05", BenefitGroup.JOBPARAT, {"fvu_exception": "barsel"}, YES),
        ("1999-03-05", BenefitGroup.I_JOB, {"job_hours": 20}, YES),
        ("1999-03-05", BenefitGroup.I_JOB, {"job_hours": 19.5, "fvu_exception": "ingen"}, NO),
        ("1999-03-05", BenefitGroup.I_JOB, {"fvu_exception": "ingen"}, NEEDS),
        ("1999-03-05", None, {"job_hours": 20, "fvu_exception": "ingen"}, NEEDS),
        (None, BenefitGroup.JOBPARAT, {"fvu_exception": "ingen"}, NEEDS),
    ],
)
def test_fvu_is_from_25_but_for_some(born, group, facts, answer):
    person = {"birth_year": 1999, "benefit_group": group}
    assert FVU.find("FV-01", person=person, born_on=born, **facts).answer is answer


@pytest.mark.parametrize(
    ("subject", "group", "answer"),
    [
        ("matematik", BenefitGroup.JOBPARAT, YES),
        ("engelsk", BenefitGroup.I_JOB, YES),
        ("digital", BenefitGroup.JOBPARAT, NEEDS),
        ("sang", BenefitGroup.I_JOB, NEEDS),
        (None, BenefitGroup.I_JOB, NEEDS),
    ],
)
def test_fvu_has_subjects_and_some_may_be_for_employees(subject, group, answer):
    finding = FVU.find("FV-02", person={"benefit_group": group}, fvu_subject=subject)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("subject", "stated", "spoken", "answer"),
    [
        ("dansk", "B1", {}, YES),
        ("dansk", "A2", {}, NO),
        ("start", "A2", {}, YES),
        ("start", "A1", {}, NO),
        (None, "A2", {}, NEEDS),
        (None, "A1", {}, NO),
        ("dansk", None, {"da": 3}, YES),
        ("dansk", None, {"da": 2}, NO),
        ("dansk", None, {}, NEEDS),
    ],
)
def test_fvu_asks_for_enough_danish_to_follow(subject, stated, spoken, answer):
    finding = FVU.find(
        "FV-03", person={"languages": spoken}, fvu_subject=subject, danish_level=stated
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("pair", "rule", "year", "born", "answer"),
    [
        (OBU, "OB-01", 2006, "2006-03-04", YES),
        (OBU, "OB-01", 2006, "2006-03-05", NO),
        (OBU, "OB-01", 2006, None, NEEDS),
        (RKV, "RK-01", 1999, "1999-03-04", YES),
        (RKV, "RK-01", 1999, "1999-03-05", NO),
        (RKV, "RK-01", 1999, None, NEEDS),
    ],
    ids=str,
)
def test_dyslexia_teaching_is_from_18_and_the_assessment_from_25(pair, rule, year, born, answer):
    assert pair.find(rule, person={"birth_year": year}, born_on=born).answer is answer


@pytest.mark.parametrize(
    ("group", "agreed", "answer"),
    [
        (BenefitGroup.DAGPENGE, True, YES),
        (BenefitGroup.DAGPENGE, False, NO),
        (BenefitGroup.DAGPENGE, None, NEEDS),
        (BenefitGroup.I_JOB, False, YES),
        (None, False, NEEDS),
        (None, True, YES),
    ],
)
def test_of_the_unemployed_somebody_agrees_to_the_assessment_first(group, agreed, answer):
    finding = RKV.find("RK-04", person={"benefit_group": group}, payment_agreed=agreed)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("days", "answer"), [(0.25, NO), (0.5, YES), (10, YES), (10.5, NO), (None, YES)]
)
def test_the_assessment_takes_half_a_day_to_ten(days, answer):
    assert RKV.find("RK-05", rkv_days=days).answer is answer


@pytest.mark.parametrize(
    ("pair", "rule"), [(FVU, "FV-05"), (OBU, "OB-04"), (RKV, "RK-06")], ids=["fvu", "obu", "rkv"]
)
def test_all_three_are_free(pair, rule):
    assert pair.find(rule).reason_da == "Deltagerbetaling: 0 kr."


@pytest.mark.parametrize(
    ("pair", "rule", "key"),
    [
        (FVU, "FV-04", "placed_on_step"),
        (OBU, "OB-02", "dyslexia_found"),
        (OBU, "OB-03", "finished_9th"),
        (RKV, "RK-02", "school_runs_education"),
        (RKV, "RK-03", "experience_documented"),
    ],
    ids=str,
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(pair, rule, key, stated, answer):
    assert pair.find(rule, **{key: stated}).answer is answer

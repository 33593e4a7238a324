"""A pair is acceptable unless something speaks against it, and then it says what."""

from datetime import date

import pytest

from matcher.campus import ConsentKind, ProgrammeState, Slot, SupportNeed
from matcher.services.placing.judging import judge_pair, overlap
from matcher.vocabulary import Knowledge, OpeningKind, Place
from tests.services.placing.conftest import make_programme, make_student

KNOWN = Knowledge(
    places={
        "2620": Place("2620", "Albertslund", 55.66, 12.36, 5, 10, 10),
        "8000": Place("8000", "Aarhus C", 56.16, 10.20, 180, 200, None),
    }
)
AGREED = frozenset({ConsentKind.TAKE_PART})


def judge(student=None, programme=None):
    found = judge_pair(
        make_student(1, **{"consents": AGREED} | (student or {})),
        make_programme(1, **(programme or {})),
        knowledge=KNOWN,
    )
    return {one.code for one in found.objections}


def test_a_pair_that_nothing_speaks_against_is_acceptable():
    assert judge() == set()


@pytest.mark.parametrize(
    ("student", "programme", "objection"),
    [
        ({"consents": frozenset()}, {}, "consent"),
        ({}, {"state": ProgrammeState.WITHDRAWN}, "withdrawn"),
        ({}, {"age_min": 16}, "age"),
        ({}, {"age_max": 14}, "age"),
        ({}, {"year_min": 10}, "school_year"),
        ({}, {"year_max": 8}, "school_year"),
        ({"school_year": None}, {"year_min": 8}, "school_year"),
        ({"languages": {"da": 3}}, {"languages": {"da": 4}}, "language"),
        ({"postcode": "8000"}, {}, "travel"),
        ({"lessons": (Slot(2, 840, 930),)}, {}, "timetable"),
        ({"needs": frozenset({SupportNeed.QUIET})}, {}, "support"),
    ],
)
def test_each_limit_refuses_and_is_named(student, programme, objection):
    assert judge(student, programme) == {objection}


def test_lessons_do_not_stand_against_what_lies_in_school_time():
    assert judge({"lessons": (Slot(2, 840, 930),)}, {"in_school_time": True}) == set()


def test_a_support_need_is_met_by_what_the_place_offers_and_is_never_named():
    need = frozenset({SupportNeed.QUIET})
    assert judge({"needs": need}, {"offers": need}) == set()
    found = judge_pair(
        make_student(1, consents=AGREED, needs=need), make_programme(1), knowledge=KNOWN
    )
    (objection,) = found.objections
    assert objection.private
    assert "rolig" not in objection.da.casefold()


def test_the_law_refuses_dangerous_work_to_the_young_and_not_to_adults():
    job = {
        "kind": OpeningKind.FRITIDSJOB,
        "organisation": "99000015",
        "parameters": {"dangerous_work": True},
    }
    assert any(code.startswith("law:UA") for code in judge({}, job))
    assert judge({"born_on": date(2005, 1, 1), "school_year": None}, job) == set()


def test_what_the_law_leaves_open_is_told_and_refuses_nobody():
    job = {"kind": OpeningKind.FRITIDSJOB, "parameters": {}}
    found = judge_pair(make_student(1, consents=AGREED), make_programme(1, **job), knowledge=KNOWN)
    assert found.is_acceptable
    assert {one.code for one in found.open} >= {"law:FR-03"}


def test_a_school_internship_is_judged_by_the_form_the_student_is_in():
    internship = {"kind": OpeningKind.ELEVPRAKTIK, "in_school_time": True}

    def list_open(form):
        student = make_student(1, consents=AGREED, school_year=form)
        found = judge_pair(student, make_programme(1, **internship), knowledge=KNOWN)
        return {one.code for one in found.open}

    assert "law:EP-01" not in list_open(9)
    assert "law:EP-01" in list_open(6)


@pytest.mark.parametrize(
    ("other", "meet"),
    [
        ({}, True),
        ({"meets": (Slot(3, 900, 1080),)}, False),
        ({"meets": ()}, True),
        ({"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 30)}, False),
    ],
)
def test_two_programmes_overlap_where_both_weeks_and_hours_do(other, meet):
    one, two = make_programme(1), make_programme(2, **other)
    assert overlap(one, two) is overlap(two, one) is meet

"""What suits a student: only what can be had, the best first, with reasons that add up."""

from dataclasses import replace
from datetime import date
from math import exp

import pytest

from matcher.campus import Area, ConsentKind, GivenBy, ProgrammeState, Subject
from matcher.errors import NotAllowed
from matcher.services.placing import recommend_programmes, recommend_students
from matcher.store import audit, programmes, students
from tests.services.placing.conftest import ALL, CAMILLA, HOST, KIRSTEN, TODAY, make_student


def test_programmes_come_best_first_and_each_reason_adds_up(campus, by):
    found = recommend_programmes(campus, "S-1", **by)
    benefits = [one.benefit for one in found.suited]
    assert [one.programme.code for one in found.suited]
    assert benefits == sorted(benefits, reverse=True)
    for one in found.suited:
        for stage, chance in one.stages.items():
            assert 1 / (1 + exp(-one.odds[stage])) == pytest.approx(chance, abs=1e-5)


def test_an_interest_in_the_area_speaks_for_a_programme(campus, by):
    # given two alike, of whom one is interested in the area
    drawn = make_student(7, interests=frozenset({Area.GREEN}))
    students.add_students(campus, [drawn])
    students.set_consents(campus, {"S-7": ALL}, today=TODAY, actor="a")
    found = recommend_students(campus, "P-1", **by)
    # then that one comes first
    assert found.suited[0].student.reference == "S-7"


def test_what_law_and_limits_refuse_or_has_begun_is_not_recommended(campus, by):
    one, other, third = programmes.list_programmes(campus)
    changed = [
        replace(one, postcode="8000"),
        replace(other, starts_on=date(2026, 1, 5)),
        replace(third, state=ProgrammeState.WITHDRAWN),
    ]
    programmes.add_programmes(campus, changed)
    assert recommend_programmes(campus, "S-1", **by).suited == ()
    assert recommend_students(campus, other.code, **by).possible == 0


def test_grades_count_only_with_consent(campus, by):
    # given two alike with grades, of whom one does not agree to their use
    drawn = [make_student(number, grades={Subject.NATUR: 12}) for number in (8, 9)]
    students.add_students(campus, drawn)
    agreed = {"S-8": ALL, "S-9": {ConsentKind.TAKE_PART: GivenBy.GUARDIAN}}
    students.set_consents(campus, agreed, today=TODAY, actor="a")
    found = recommend_students(campus, "P-1", count=9, **by)
    benefits = {one.student.reference: one.benefit for one in found.suited}
    assert benefits["S-9"] == pytest.approx(benefits["S-1"])


@pytest.mark.parametrize("viewer", [KIRSTEN, HOST])
def test_nobody_but_a_coordinator_is_told(campus, by, viewer):
    with pytest.raises(NotAllowed):
        recommend_programmes(campus, "S-1", **by | {"viewer": viewer})
    with pytest.raises(NotAllowed):
        recommend_students(campus, "P-1", **by | {"viewer": viewer})


def test_a_recommendation_is_remembered_as_a_reading_of_the_student(campus, by):
    recommend_programmes(campus, "S-1", **by)
    reads = audit.list_reads(campus, noun="student", key="S-1")
    assert [(one.actor, one.why) for one in reads] == [(CAMILLA.email, "recommended")]

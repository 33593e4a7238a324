"""Students as the store keeps them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from matcher.campus import (
    Area,
    ConsentKind,
    GivenBy,
    LanguageBackground,
    Observed,
    SeenStrength,
    Slot,
    Strength,
    Student,
    StudentOutcome,
    StudentOutcomeEvent,
    Subject,
    SupportNeed,
    Track,
)
from matcher.errors import Conflict, NotFound
from matcher.store.student_outcomes import add_student_outcomes, list_student_outcomes
from matcher.store.student_traits import StudentTraits, add_student_traits, list_student_traits
from matcher.store.students import (
    add_students,
    change_student,
    erase_student,
    get_student,
    list_consents,
    list_students,
    set_consents,
)
from matcher.vocabulary import Sex

TODAY = date(2026, 11, 24)
ONE = Student(
    "S-1",
    date(2012, 3, 2),
    "Herstedøster Skole",
    8,
    "2620",
    given_name="Amina",
    track=Track.PRAKTISK,
    travel_limit_minutes=30,
    interests=frozenset({Area.CARE, Area.GREEN}),
    strengths=(SeenStrength(Strength.HANDS, Observed.TEACHER, "byggede et drivhus"),),
    languages={"da": 6, "tr": 5},
    cultures=frozenset({"TR"}),
    grades={Subject.DANSK: 7, Subject.MATEMATIK: -3},
    lessons=(Slot(0, 480, 840), Slot(1, 480, 900)),
    needs=frozenset({SupportNeed.QUIET}),
)
BOTH = {ConsentKind.TAKE_PART: GivenBy.GUARDIAN, ConsentKind.GRADES: GivenBy.GUARDIAN}


@pytest.fixture
def enrolled(session):
    add_students(session, [ONE])
    set_consents(session, {"S-1": BOTH}, today=TODAY, actor="a")
    return session


def test_a_student_is_given_back_as_added_with_the_consents_that_are_open(enrolled):
    expected = replace(ONE, consents=frozenset(BOTH))
    assert get_student(enrolled, "S-1") == expected
    assert list_students(enrolled) == (expected,)


def test_a_student_added_again_is_replaced_and_has_a_new_version(enrolled):
    add_students(enrolled, [replace(ONE, school_year=9, grades={})])
    found = get_student(enrolled, "S-1")
    assert (found.school_year, found.grades, found.version) == (9, {}, 2)


def test_only_who_saw_the_newest_version_changes_a_student(enrolled):
    assert change_student(enrolled, replace(ONE, postcode="2600"), seen=1)
    assert not change_student(enrolled, replace(ONE, postcode="2630"), seen=1)
    found = get_student(enrolled, "S-1")
    assert (found.postcode, found.version) == ("2600", 2)


def test_grades_are_gone_when_their_consent_is_withdrawn(enrolled):
    kept = {ConsentKind.TAKE_PART: GivenBy.GUARDIAN}
    set_consents(enrolled, {"S-1": kept}, today=TODAY, actor="b")
    assert get_student(enrolled, "S-1").grades == {}
    withdrawn = [one for one in list_consents(enrolled, "S-1") if one.withdrawn_on]
    assert [(one.kind, one.withdrawn_on) for one in withdrawn] == [(ConsentKind.GRADES, TODAY)]


def test_a_consent_by_somebody_else_begins_anew(enrolled):
    own = dict(BOTH) | {ConsentKind.TAKE_PART: GivenBy.STUDENT}
    set_consents(enrolled, {"S-1": own}, today=TODAY, actor="b")
    mine = [one for one in list_consents(enrolled, "S-1") if one.kind is ConsentKind.TAKE_PART]
    assert [(one.given_by, one.withdrawn_on) for one in mine] == [
        (GivenBy.GUARDIAN, TODAY),
        (GivenBy.STUDENT, None),
    ]


def test_an_erased_student_leaves_only_what_happened(enrolled):
    event = StudentOutcomeEvent(
        "S-1", "T1", StudentOutcome.COMPLETED, TODAY, "a", datetime(2026, 11, 24, tzinfo=UTC)
    )
    add_student_outcomes(enrolled, [event])
    add_student_traits(enrolled, [StudentTraits("S-1", Sex.FEMALE, LanguageBackground.MIXED)])
    erase_student(enrolled, "S-1")
    with pytest.raises(NotFound, match="student S-1"):
        get_student(enrolled, "S-1")
    assert list_student_traits(enrolled) == {}
    assert list_student_outcomes(enrolled, student="S-1") == (event,)


def test_an_outcome_is_recorded_once(session):
    event = StudentOutcomeEvent(
        "S-1", "T1", StudentOutcome.PLACED, TODAY, "a", datetime(2026, 11, 24, tzinfo=UTC)
    )
    assert add_student_outcomes(session, [event]) == 1
    with pytest.raises(Conflict, match="recorded already"), session.begin_nested():
        add_student_outcomes(session, [event])


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE student_outcomes SET reason = 'x'", "student_outcomes"),
        ("DELETE FROM student_outcomes", "student_outcomes"),
        ("UPDATE round_events SET kind = 'x'", "round_events"),
        ("DELETE FROM round_events", "round_events"),
    ],
)
def test_what_happened_can_neither_be_changed_nor_deleted(session, refuses, statement, table):
    session.execute(
        text(
            "INSERT INTO student_outcomes VALUES"
            " (1, 'S-1', 'T1', 'placed', '2026-01-01', 'a', '2026-01-01 00:00:00', '')"
        )
    )
    session.execute(
        text(
            "INSERT INTO round_events VALUES"
            " (1, 'R-1', 1, 'opened', 'a', '2026-01-01 00:00:00', NULL, NULL, '{}')"
        )
    )
    assert f"{table} is append-only" in refuses(statement, DBAPIError)

"""A jobrotation case is kept whole, with exact hours and events that stay."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from matcher.errors import Conflict, NotFound
from matcher.store import openings, organisations, rotations
from matcher.store.organisations import Organisation
from matcher.store.rotations import (
    Assignment,
    Employee,
    ReceivedDocument,
    RotationCase,
    RotationEvent,
    Substitute,
    Training,
)
from matcher.vocabulary import (
    EducationLevel,
    Funding,
    Opening,
    OpeningKind,
    RotationDocument,
    RotationStatus,
)

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
COURSE = Training(
    "M1",
    1,
    "Svejsning",
    "amu",
    "TEC",
    date(2027, 3, 1),
    date(2027, 3, 5),
    Decimal("7.40"),
    frozenset({0, 2}),
    (date(2027, 4, 5),),
)
COVER = Assignment("M1", 1, "K1", date(2027, 3, 1), date(2027, 3, 5), Decimal("14.80"))


@pytest.fixture
def case(session):
    organisations.add_organisations(session, [Organisation("10000009", "Lager A/S")])
    slot = Opening("O1", OpeningKind.JOBROTATION, "Vikar", "2620", date(2027, 3, 1))
    openings.add_openings(session, [slot])
    made = RotationCase("JR-2026-001", "10000009", "O1", "Svejsning", "k@x.dk", AT)
    rotations.add_case(session, made)
    employee = Employee("M1", Decimal(37), "BB", 1990, EducationLevel.EUD, 2024, date(2020, 1, 1))
    rotations.put_employee(session, made.reference, employee)
    rotations.put_training(session, made.reference, COURSE)
    rotations.put_substitute(session, made.reference, Substitute("K1", Decimal(30)), position=0)
    rotations.put_assignment(session, made.reference, COVER)
    document = ReceivedDocument(RotationDocument.CONTRACT, date(2026, 11, 1), "k@x.dk", "æøå")
    rotations.put_document(session, made.reference, document)
    event = RotationEvent(RotationStatus.APPLIED, date(2026, 11, 24), "k@x.dk", AT, "fordi")
    rotations.add_event(session, made.reference, event)
    rotations.update_case(session, made.reference, funding=Funding.VEU, usual_pay=True)
    return rotations.get_case(session, made.reference)


def test_a_case_comes_back_as_it_was_put(case):
    assert (case.organisation_name, case.status) == ("Lager A/S", RotationStatus.APPLIED)
    assert (case.funding, case.usual_pay, case.agreement_pay) == (Funding.VEU, True, None)
    (employee,) = case.employees
    assert (employee.education_level, employee.trainings) == (EducationLevel.EUD, (COURSE,))
    assert case.assignments == (COVER,)
    assert case.documents[0].note == "æøå"
    assert case.events[0].at == AT
    assert COURSE.weekly_hours == Decimal("14.80")


def test_a_substitute_keeps_the_place_in_the_list(session, case):
    rotations.put_substitute(session, case.reference, Substitute("K2", Decimal(20)), position=1)
    rotations.put_substitute(session, case.reference, Substitute("K1", Decimal(25)), position=9)
    found = rotations.get_case(session, case.reference).substitutes
    assert [(one.candidate, one.weekly_hours) for one in found] == [("K1", 25), ("K2", 20)]


def test_who_goes_takes_what_hangs_on_them_along(session, case):
    rotations.remove_employee(session, case.reference, "M1")
    found = rotations.get_case(session, case.reference)
    assert (found.employees, found.assignments) == ((), ())
    assert found.substitutes == case.substitutes


def test_hours_of_more_than_two_decimals_are_refused(session, case):
    with pytest.raises(StatementError, match="more than two decimals"):
        rotations.put_substitute(
            session, case.reference, Substitute("K3", Decimal("7.333")), position=2
        )


def test_a_reference_is_taken_once(session, case):
    with pytest.raises(Conflict):
        rotations.add_case(session, case)


def test_what_is_not_there_is_not_found(session):
    with pytest.raises(NotFound):
        rotations.get_case(session, "JR-1")


@pytest.mark.parametrize(
    "statement", ["UPDATE rotation_events SET reason = 'x'", "DELETE FROM rotation_events"]
)
def test_events_can_neither_be_changed_nor_deleted(session, case, refuses, statement):
    assert "append-only" in refuses(statement, DBAPIError)
    assert session.execute(text("SELECT count(*) FROM rotation_events")).scalar_one() == 1

"""Who may open, see and change a case."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.rotating.cases import Draft, open_case, read_case, search_cases, state_case
from matcher.services.rotating.people import (
    put_assignment,
    put_employee,
    put_substitute,
    put_training,
    receive_document,
    remove_employee,
)
from matcher.services.rotating.progress import take_step
from matcher.store import audit, openings, rotations
from matcher.store.rotations import Assignment, Employee, Substitute, Training
from matcher.vocabulary import EducationLevel, Funding, OpeningKind, RotationDocument
from matcher.vocabulary import RotationStatus as Status
from tests.services.rotating.conftest import COMING, CONSULTANT, NOW, PAST

EMPLOYEE = Employee("", Decimal(37), name="BB", education_level=EducationLevel.EUD)
COURSE = Training(
    "M1", 0, "Svejsning", "amu", "TEC", date(2027, 3, 1), date(2027, 3, 5), Decimal("7.4")
)


def draft(company, **changes):
    first, last = date(2027, 2, 1), date(2027, 2, 26)
    return replace(
        Draft(company.organisation, "Svejsekursus", "Lagermedarbejder", first, last), **changes
    )


def test_a_case_is_opened_with_an_opening_that_asks_for_the_occupations_skills(session, company):
    case = open_case(session, draft(company), viewer=CONSULTANT, now=NOW)
    opening = openings.get_opening(session, case.opening)
    assert (case.reference, case.status) == ("JR-2026-002", Status.IDEA)
    assert (opening.kind, opening.organisation) == (OpeningKind.JOBROTATION, company.organisation)
    assert opening.required_skills
    assert [(event.status, event.actor) for event in case.events] == [
        (Status.IDEA, CONSULTANT.email)
    ]


def test_a_case_may_stand_on_an_opening_the_company_has_posted(session, company):
    posted = rotations.get_case(session, COMING).opening
    case = open_case(session, draft(company, opening=posted, title=""), viewer=CONSULTANT, now=NOW)
    assert case.opening == posted
    assert case.title == openings.get_opening(session, posted).title


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"occupation": ""}, "occupation"),
        ({"occupation": "xyzzy"}, "occupation"),
        ({"ends_on": date(2027, 1, 31)}, "ends_on"),
        ({"weekly_hours": Decimal(38)}, "weekly_hours"),
    ],
)
def test_a_draft_that_will_not_do_is_refused_at_its_field(session, company, changes, field):
    with pytest.raises(InvalidInput) as refused:
        open_case(session, draft(company, **changes), viewer=CONSULTANT, now=NOW)
    assert refused.value.field == field


def test_an_opening_of_another_kind_or_company_is_refused(session, company, stranger):
    posted = rotations.get_case(session, COMING).opening
    other = draft(stranger, opening=posted)
    with pytest.raises(InvalidInput, match="not a job rotation of this company"):
        open_case(session, other, viewer=CONSULTANT, now=NOW)


def test_a_company_opens_no_case(session, company):
    with pytest.raises(NotAllowed):
        open_case(session, draft(company), viewer=company, now=NOW)


def test_a_company_finds_its_own_cases_and_a_stranger_none(session, company, stranger):
    found = search_cases(session, viewer=company, now=NOW)
    assert [one.reference for one in found.items] == [COMING, PAST]
    assert search_cases(session, viewer=stranger, now=NOW).total == 0
    closed = search_cases(session, viewer=CONSULTANT, now=NOW, status=Status.CLOSED)
    assert [one.reference for one in closed.items] == [PAST]


def test_another_companys_case_does_not_exist_for_a_stranger(session, stranger):
    with pytest.raises(NotFound):
        read_case(session, COMING, viewer=stranger, now=NOW)
    with pytest.raises(NotFound):
        put_employee(session, COMING, EMPLOYEE, viewer=stranger)


def test_reading_a_case_is_audited_with_every_substitute(session, read):
    told = read(COMING)
    assert audit.list_reads(session, noun="rotation", key=COMING)[0].actor == CONSULTANT.email
    for one in told.case.substitutes:
        assert audit.list_reads(session, noun="candidate", key=one.candidate)


def test_a_company_adds_its_employees_and_papers_until_it_has_applied(session, company):
    case = put_employee(session, COMING, EMPLOYEE, viewer=company)
    assert [one.reference for one in case.employees] == ["M1", "M2", "M3", "M4"]
    put_training(session, COMING, replace(COURSE, employee="M4"), viewer=company)
    kind = RotationDocument.EMPLOYEES
    receive_document(
        session, COMING, kind, received_on=NOW.date(), viewer=company, today=NOW.date()
    )
    state_case(
        session,
        COMING,
        viewer=CONSULTANT,
        funding=Funding.OPKVALIFICERING,
        usual_pay=True,
        agreement_pay=True,
        same_function=True,
        other_support=None,
    )
    take_step(
        session,
        COMING,
        Status.APPLIED,
        happened_on=NOW.date(),
        reason="",
        viewer=CONSULTANT,
        now=NOW,
    )
    with pytest.raises(NotAllowed):
        put_employee(session, COMING, EMPLOYEE, viewer=company)


def test_a_company_chooses_neither_funding_nor_substitutes(session, company):
    someone = Substitute("K-00001", Decimal(37))
    with pytest.raises(NotAllowed):
        put_substitute(session, COMING, someone, viewer=company, now=NOW)
    with pytest.raises(NotAllowed):
        state_case(
            session,
            COMING,
            viewer=company,
            funding=None,
            usual_pay=None,
            agreement_pay=None,
            same_function=None,
            other_support=None,
        )


def test_a_closed_case_is_changed_by_nobody(session):
    with pytest.raises(Conflict, match="closed"):
        put_employee(session, PAST, EMPLOYEE, viewer=CONSULTANT)


def test_a_company_is_not_told_who_hides_nor_what_anybody_lives_on(session, read, company):
    told = read(COMING, company)
    hidden = {who for who, one in read(COMING).people.items() if not one.shown_to_companies}
    seen = {one.candidate for one in told.case.substitutes}
    assert not hidden & seen
    assert told.people == {}
    assert told.steps == ()
    assert "nefit group" not in repr(told)
    assert not any(one.who in hidden | seen for option in told.fundings for one in option.judged)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"ends_on": date(2027, 2, 1)}, "ends_on"),
        ({"ends_on": date(2031, 2, 1)}, "ends_on"),
        ({"weekdays": frozenset()}, "weekdays"),
        ({"hours_a_day": Decimal(0)}, "hours_a_day"),
        ({"hours_a_day": Decimal("12.01")}, "hours_a_day"),
        ({"hours_a_day": Decimal("7.41")}, "hours_a_day"),
        ({"hours_a_day": Decimal("7.333")}, "hours_a_day"),
        ({"starts_on": date(2027, 1, 4), "ends_on": date(2027, 1, 4)}, "starts_on"),
        ({"other_starts": tuple(date(2027, 4, day) for day in range(1, 14))}, "other_starts"),
    ],
)
def test_a_course_that_will_not_do_is_refused_at_its_field(session, changes, field):
    with pytest.raises(InvalidInput) as refused:
        put_training(session, COMING, replace(COURSE, **changes), viewer=CONSULTANT)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_year": 1850}, "birth_year"),
        ({"birth_year": 1985, "education_last_used": 1950}, "education_last_used"),
        ({"birth_year": 1985, "hired_on": date(1970, 1, 1)}, "hired_on"),
        ({"weekly_hours": Decimal(38)}, "weekly_hours"),
    ],
)
def test_an_employee_who_cannot_be_is_refused_at_the_field(session, changes, field):
    with pytest.raises(InvalidInput) as refused:
        put_employee(session, COMING, replace(EMPLOYEE, **changes), viewer=CONSULTANT)
    assert refused.value.field == field


def test_an_assignment_lies_within_its_course(session):
    case = rotations.get_case(session, COMING)
    course, who = case.trainings[0], case.substitutes[0].candidate
    late = Assignment(
        course.employee, course.number, who, course.starts_on, date(2027, 6, 1), Decimal(37)
    )
    with pytest.raises(InvalidInput) as refused:
        put_assignment(session, COMING, late, viewer=CONSULTANT)
    assert refused.value.field == "starts_on"


def test_a_course_that_is_moved_leaves_no_substitute_behind(session):
    case = rotations.get_case(session, COMING)
    course, who = case.trainings[0], case.substitutes[0].candidate
    put_assignment(
        session,
        COMING,
        Assignment(
            course.employee, course.number, who, course.starts_on, course.ends_on, Decimal(37)
        ),
        viewer=CONSULTANT,
    )
    moved = replace(course, starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 12))
    assert put_training(session, COMING, moved, viewer=CONSULTANT).assignments == ()


def test_an_employee_who_leaves_takes_courses_and_cover_along(session, read):
    remove_employee(session, COMING, "M1", viewer=CONSULTANT)
    told = read(COMING)
    assert [one.reference for one in told.case.employees] == ["M2", "M3"]
    assert "M1.1" not in [one.key for one in told.case.trainings]


def test_the_opening_follows_the_courses_of_its_case(session):
    put_training(
        session,
        COMING,
        replace(COURSE, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11)),
        viewer=CONSULTANT,
    )
    case = rotations.get_case(session, COMING)
    opening = openings.get_opening(session, case.opening)
    assert opening.starts_on == date(2026, 12, 7)
    assert opening.parameters["employee_education"] == "mvu"

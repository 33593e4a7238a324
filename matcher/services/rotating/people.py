"""The people of a case, and its papers: employees, courses, substitutes, assignments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from matcher.errors import N_, Conflict, InvalidInput, NotFound
from matcher.services.rotating.cases import get_editable, refresh_opening
from matcher.store import Session, audit, people, rotations
from matcher.store.rotations import (
    Assignment,
    Employee,
    ReceivedDocument,
    RotationCase,
    Substitute,
    Training,
)
from matcher.vocabulary import Account, RotationDocument

MOST_EMPLOYEES = 40
MOST_COURSES = 10
MOST_STARTS = 12
LONGEST_COURSE = 3 * 366
FULL_WEEK = Decimal(37)
LONGEST_DAY = Decimal(12)


def put_employee(
    session: Session, reference: str, employee: Employee, *, viewer: Account
) -> RotationCase:
    """Add an employee, who gets a reference, or change one who has it.

    Raises
    ------
    InvalidInput
        If a field will not do.
    """
    case = get_editable(session, reference, viewer=viewer, part="people")
    known = {one.reference for one in case.employees}
    if employee.reference and employee.reference not in known:
        raise NotFound("employee", employee.reference)
    if not employee.reference:
        if len(known) >= MOST_EMPLOYEES:
            raise Conflict(
                N_("A case holds at most %(most)s employees; open another"), most=MOST_EMPLOYEES
            )
        employee = replace(employee, reference=_next_name(known))
    _check_employee(employee)
    rotations.put_employee(session, reference, employee)
    return refresh_opening(session, reference)


def remove_employee(
    session: Session, reference: str, employee: str, *, viewer: Account
) -> RotationCase:
    """Remove an employee with courses and assignments."""
    case = get_editable(session, reference, viewer=viewer, part="people")
    _get_employee(case, employee)
    rotations.remove_employee(session, reference, employee)
    return refresh_opening(session, reference)


def put_training(
    session: Session, reference: str, training: Training, *, viewer: Account
) -> RotationCase:
    """Add a course to an employee (number 0), or change one.

    Raises
    ------
    InvalidInput
        If a field will not do.
    """
    case = get_editable(session, reference, viewer=viewer, part="people")
    employee = _get_employee(case, training.employee)
    numbers = [one.number for one in employee.trainings]
    if training.number and training.number not in numbers:
        raise NotFound("training", training.key)
    if not training.number:
        if len(numbers) >= MOST_COURSES:
            raise Conflict(
                N_("An employee has at most %(most)s courses in a case"), most=MOST_COURSES
            )
        training = replace(training, number=max(numbers, default=0) + 1)
    _check_training(training, others=employee.trainings)
    rotations.put_training(session, reference, training)
    _drop_outlying(session, case, training)
    return refresh_opening(session, reference)


def remove_training(
    session: Session, reference: str, employee: str, *, number: int, viewer: Account
) -> RotationCase:
    """Remove a course with its assignments."""
    case = get_editable(session, reference, viewer=viewer, part="people")
    _get_training(case, employee, number)
    rotations.remove_training(session, reference, employee, number=number)
    return refresh_opening(session, reference)


def put_substitute(
    session: Session, reference: str, substitute: Substitute, *, viewer: Account, now: datetime
) -> RotationCase:
    """Take a candidate into the case, or change what they offer; the reading is audited.

    Raises
    ------
    NotFound
        If there is no such candidate.
    InvalidInput
        If a field will not do.
    """
    case = get_editable(session, reference, viewer=viewer, part="substitutes")
    people.get_candidate(session, substitute.candidate)
    audit.add_read(
        session,
        actor=viewer.email,
        noun="candidate",
        key=substitute.candidate,
        why=f"rotation {reference}",
        at=now,
    )
    _check_hours(substitute.weekly_hours)
    first, last = substitute.available_from, substitute.available_until
    if first and last and last < first:
        raise InvalidInput(
            "available_until",
            N_("the last day comes before the first"),
            N_("Give a later last day"),
        )
    known = [one.candidate for one in case.substitutes]
    if substitute.candidate not in known and len(known) >= MOST_EMPLOYEES:
        raise Conflict(N_("A case holds at most %(most)s substitutes"), most=MOST_EMPLOYEES)
    rotations.put_substitute(session, reference, substitute, position=len(known))
    return rotations.get_case(session, reference)


def remove_substitute(
    session: Session, reference: str, candidate: str, *, viewer: Account
) -> RotationCase:
    """Take a substitute out of the case, with the assignments."""
    case = get_editable(session, reference, viewer=viewer, part="substitutes")
    _get_substitute(case, candidate)
    rotations.remove_substitute(session, reference, candidate)
    return rotations.get_case(session, reference)


def put_assignment(
    session: Session, reference: str, assignment: Assignment, *, viewer: Account
) -> RotationCase:
    """Put a substitute in an employee's place during a course, or part of it.

    Raises
    ------
    InvalidInput
        If the days lie outside the course, or the hours will not do.
    """
    case = get_editable(session, reference, viewer=viewer, part="substitutes")
    training = _get_training(case, assignment.employee, assignment.number)
    _get_substitute(case, assignment.candidate)
    _check_hours(assignment.weekly_hours)
    if not training.starts_on <= assignment.starts_on <= assignment.ends_on <= training.ends_on:
        raise InvalidInput(
            "starts_on",
            N_("the days lie outside the course"),
            N_("Give days from %(first)s to %(last)s"),
            first=training.starts_on,
            last=training.ends_on,
        )
    rotations.put_assignment(session, reference, assignment)
    return rotations.get_case(session, reference)


def remove_assignment(
    session: Session,
    reference: str,
    *,
    employee: str,
    number: int,
    candidate: str,
    starts_on: date,
    viewer: Account,
) -> RotationCase:
    """Take a substitute out of one employee's place."""
    get_editable(session, reference, viewer=viewer, part="substitutes")
    rotations.remove_assignments(
        session,
        reference,
        employee=employee,
        number=number,
        candidate=candidate,
        starts_on=starts_on,
    )
    return rotations.get_case(session, reference)


def receive_document(
    session: Session,
    reference: str,
    kind: RotationDocument,
    *,
    received_on: date,
    viewer: Account,
    today: date,
    note: str = "",
) -> RotationCase:
    """Note that a document has come in.

    Raises
    ------
    InvalidInput
        If the day lies in the future.
    """
    get_editable(session, reference, viewer=viewer, part="people")
    if received_on > today:
        raise InvalidInput(
            "received_on", N_("the day lies in the future"), N_("Give today or earlier")
        )
    document = ReceivedDocument(kind, received_on, viewer.email, note.strip())
    rotations.put_document(session, reference, document)
    return rotations.get_case(session, reference)


def miss_document(
    session: Session, reference: str, kind: RotationDocument, *, viewer: Account
) -> RotationCase:
    """Note that a document is missing after all."""
    get_editable(session, reference, viewer=viewer, part="people")
    rotations.remove_document(session, reference, kind)
    return rotations.get_case(session, reference)


def _drop_outlying(session: Session, case: RotationCase, training: Training) -> None:
    """Remove the assignments that a course moved away from, for nobody is away then."""
    for one in case.assignments:
        mine = (one.employee, one.number) == (training.employee, training.number)
        if mine and not training.starts_on <= one.starts_on <= one.ends_on <= training.ends_on:
            rotations.remove_assignments(
                session,
                case.reference,
                employee=one.employee,
                number=one.number,
                candidate=one.candidate,
                starts_on=one.starts_on,
            )


def _get_employee(case: RotationCase, reference: str) -> Employee:
    for one in case.employees:
        if one.reference == reference:
            return one
    raise NotFound("employee", reference)


def _get_training(case: RotationCase, employee: str, number: int) -> Training:
    for one in _get_employee(case, employee).trainings:
        if one.number == number:
            return one
    raise NotFound("training", f"{employee}.{number}")


def _get_substitute(case: RotationCase, candidate: str) -> Substitute:
    for one in case.substitutes:
        if one.candidate == candidate:
            return one
    raise NotFound("candidate", candidate)


def _next_name(known: Iterable[str]) -> str:
    numbers = [int(one[1:]) for one in known if one[1:].isdecimal()]
    return f"M{max(numbers, default=0) + 1}"


def _check_employee(employee: Employee) -> None:
    if not any((employee.name, employee.birth_year, employee.education_level, employee.hired_on)):
        raise InvalidInput(
            "name",
            N_("nothing is stated of the employee"),
            N_("Write a name or initials, or anything else that is known"),
        )
    _check_hours(employee.weekly_hours)
    if len(employee.name) > 100:
        raise InvalidInput(
            "name",
            N_("the name is too long"),
            N_("Use at most %(longest)s characters"),
            longest=100,
        )
    for field, year in (
        ("birth_year", employee.birth_year),
        ("education_last_used", employee.education_last_used),
    ):
        if year is not None and not 1900 <= year <= 2100:
            raise InvalidInput(
                field, N_("%(year)s is not a likely year"), N_("Write it as 1988"), year=year
            )
    _refuse_before_birth(employee)


def _refuse_before_birth(employee: Employee) -> None:
    for field, year in (
        ("education_last_used", employee.education_last_used),
        ("hired_on", employee.hired_on.year if employee.hired_on else None),
    ):
        if year is not None and employee.birth_year is not None and year < employee.birth_year:
            raise InvalidInput(
                field,
                N_("%(year)s lies before the year of birth, %(born)s"),
                N_("Mend one of them"),
                year=year,
                born=employee.birth_year,
            )


def _check_hours(hours: Decimal) -> None:
    if not 0 < hours <= FULL_WEEK or hours != hours.quantize(Decimal("0.01")):
        raise InvalidInput(
            "weekly_hours",
            N_("the hours a week are not possible"),
            N_("Give more than 0 and at most 37, with two decimals at most"),
        )


def _check_training(training: Training, *, others: Iterable[Training]) -> None:
    if not training.title.strip():
        raise InvalidInput(
            "title", N_("the course has no title"), N_("Write what the course is called")
        )
    if training.ends_on < training.starts_on:
        raise InvalidInput(
            "ends_on", N_("the last day comes before the first"), N_("Give a later last day")
        )
    if (training.ends_on - training.starts_on).days > LONGEST_COURSE:
        raise InvalidInput(
            "ends_on", N_("the course is too long"), N_("Give at most three years, or divide it")
        )
    if not training.weekdays <= frozenset(range(7)) or not training.weekdays:
        raise InvalidInput(
            "weekdays", N_("no weekday is chosen"), N_("Choose the days the course is held")
        )
    _check_course_hours(training)
    _refuse_clash(training, others)


def _check_course_hours(training: Training) -> None:
    hours = training.hours_a_day
    if not 0 < hours <= LONGEST_DAY or hours != hours.quantize(Decimal("0.01")):
        raise InvalidInput(
            "hours_a_day",
            N_("the hours a day are not possible"),
            N_("Give more than 0 and at most 12, with two decimals at most"),
        )
    if training.weekly_hours > FULL_WEEK:
        raise InvalidInput(
            "hours_a_day",
            N_("the course takes %(hours)s hours a week"),
            N_("Give at most 37 hours a week, or fewer weekdays"),
            hours=training.weekly_hours,
        )
    if len(training.other_starts) > MOST_STARTS:
        raise InvalidInput(
            "other_starts",
            N_("there are too many other starts"),
            N_("Give at most %(most)s"),
            most=MOST_STARTS,
        )


def _refuse_clash(training: Training, others: Iterable[Training]) -> None:
    for one in others:
        together = one.starts_on <= training.ends_on and training.starts_on <= one.ends_on
        if one.number != training.number and together and one.weekdays & training.weekdays:
            raise InvalidInput(
                "starts_on",
                N_("the employee is away on %(title)s then"),
                N_("Give other days"),
                title=one.title,
            )

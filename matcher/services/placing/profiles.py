"""Student profiles: read, changed, consented to, shown to the student, and erased."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from data_schemas.parameters import find_consent_age
from matcher.campus import (
    GRADES,
    ConsentKind,
    GivenBy,
    Student,
    StudentConsent,
    StudentOutcomeEvent,
)
from matcher.errors import N_, Conflict, InvalidInput, NotFound, Overtaken
from matcher.services.placing.guarding import refuse_others
from matcher.store import Session, audit, rounds, student_outcomes, students
from matcher.vocabulary import Account

YOUNGEST, OLDEST = 13, 25
LONGEST_NAME = 40


@dataclass(frozen=True)
class Dossier:
    """All that is stored of a student, as they may see it themselves."""

    student: Student
    consents: tuple[StudentConsent, ...]
    outcomes: tuple[StudentOutcomeEvent, ...]
    wishes: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, tuple[str, ...]]
    readings: tuple[audit.AuditRead, ...]


def list_profiles(session: Session, *, viewer: Account, now: datetime) -> tuple[Student, ...]:
    """List every student; the reading is audited."""
    refuse_others(viewer)
    audit.add_read(session, actor=viewer.email, noun="students", key="", why="list", at=now)
    return students.list_students(session)


def search_profiles(
    session: Session, text: str, *, viewer: Account, now: datetime
) -> tuple[Student, ...]:
    """List the students whose reference, first name or school holds a text."""
    wanted = text.strip().casefold()
    return tuple(
        one
        for one in list_profiles(session, viewer=viewer, now=now)
        if any(wanted in each.casefold() for each in (one.reference, one.given_name, one.school))
    )


def read_profile(
    session: Session, reference: str, *, viewer: Account, now: datetime, why: str = "page"
) -> Student:
    """Read one student; the reading is audited.

    Raises
    ------
    NotFound
        If there is none.
    NotAllowed
        If the viewer is no coordinator.
    """
    refuse_others(viewer)
    found = students.get_student(session, reference)
    audit.add_read(session, actor=viewer.email, noun="student", key=reference, why=why, at=now)
    return found


def read_dossier(
    session: Session, reference: str, *, viewer: Account, now: datetime, why: str = "dossier"
) -> Dossier:
    """Read all that is stored of a student, who read it included."""
    found = read_profile(session, reference, viewer=viewer, now=now, why=why)
    whole = [rounds.get_round(session, one.code) for one in rounds.list_rounds(session)]
    mine = [one for one in whole if reference in one.students]
    return Dossier(
        found,
        students.list_consents(session, reference),
        student_outcomes.list_student_outcomes(session, student=reference),
        {one.title: one.wishes.get(reference, ()) for one in mine},
        {one.title: tuple(seat.programme for seat in one.seats_of(reference)) for one in mine},
        audit.list_reads(session, noun="student", key=reference),
    )


def add_profile(
    session: Session,
    student: Student,
    given: Mapping[ConsentKind, GivenBy],
    *,
    viewer: Account,
    now: datetime,
) -> Student:
    """Add a student, with the consents given.

    Raises
    ------
    Conflict
        If the reference is taken.
    InvalidInput
        If a field will not do, or a consent is needed from somebody else.
    """
    refuse_others(viewer)
    if student.reference in students.list_references(session):
        raise Conflict(N_("There is a student of that reference already"))
    _check(student, given, today=now.date())
    students.add_students(session, [student])
    return _consent(session, student.reference, given, viewer=viewer, now=now)


def change_profile(
    session: Session,
    student: Student,
    given: Mapping[ConsentKind, GivenBy],
    *,
    viewer: Account,
    now: datetime,
) -> Student:
    """Change what is known of a student whose version is the one changed.

    Raises
    ------
    NotFound
        If there is no such student.
    Overtaken
        If somebody changed the student meanwhile; nothing was overwritten.
    InvalidInput
        If a field will not do, or a consent is needed from somebody else.
    """
    refuse_others(viewer)
    _check(student, given, today=now.date())
    if not students.change_student(session, student, seen=student.version):
        newest = students.get_student(session, student.reference).version
        raise Overtaken("student", student.reference, seen=student.version, newest=newest)
    audit.add_read(
        session, actor=viewer.email, noun="student", key=student.reference, why="change", at=now
    )
    return _consent(session, student.reference, given, viewer=viewer, now=now)


def erase_profile(session: Session, reference: str, *, viewer: Account, now: datetime) -> None:
    """Erase a student, whose consent is withdrawn or whose time here is over."""
    refuse_others(viewer)
    students.erase_student(session, reference)
    audit.add_read(session, actor=viewer.email, noun="student", key=reference, why="erase", at=now)


def list_open_consents(session: Session, reference: str) -> dict[ConsentKind, GivenBy]:
    """List the consents that are open, and who gave them."""
    return {
        one.kind: one.given_by
        for one in students.list_consents(session, reference)
        if one.withdrawn_on is None
    }


def needs_guardian(student: Student, *, today: date) -> bool:
    """Whether the guardian consents on the student's behalf."""
    return student.age_on(today) < find_consent_age(today)


def record_outcome(
    session: Session, event: StudentOutcomeEvent, *, viewer: Account, now: datetime
) -> StudentOutcomeEvent:
    """Record what became of a student's place; it is never changed.

    Raises
    ------
    NotFound
        If the student is not there, or had no seat in the programme.
    InvalidInput
        If the day lies ahead.
    Conflict
        If the outcome is recorded already.
    """
    read_profile(session, event.student, viewer=viewer, now=now, why="outcome")
    if event.happened_on > now.date():
        raise InvalidInput(
            "happened_on", N_("the day lies in the future"), N_("Give today or earlier")
        )
    codes = rounds.list_rounds_of(session, programme=event.programme)
    seats = [seat for code in codes for seat in rounds.get_round(session, code).seats]
    if not any((one.student, one.programme) == (event.student, event.programme) for one in seats):
        raise NotFound("seat", f"{event.student} · {event.programme}")
    kept = replace(event, actor=viewer.email, recorded_at=now, reason=event.reason.strip())
    student_outcomes.add_student_outcomes(session, [kept])
    return kept


def _consent(
    session: Session,
    reference: str,
    given: Mapping[ConsentKind, GivenBy],
    *,
    viewer: Account,
    now: datetime,
) -> Student:
    students.set_consents(session, {reference: given}, today=now.date(), actor=viewer.email)
    return students.get_student(session, reference)


def _check(student: Student, given: Mapping[ConsentKind, GivenBy], *, today: date) -> None:
    if not YOUNGEST <= student.age_on(today) <= OLDEST:
        raise InvalidInput(
            "born_on",
            N_("the student is not between %(youngest)s and %(oldest)s"),
            N_("Mend the day of birth"),
            youngest=YOUNGEST,
            oldest=OLDEST,
        )
    if not student.school.strip():
        raise InvalidInput("school", N_("the school is missing"), N_("Write the school's name"))
    if len(student.given_name) > LONGEST_NAME:
        raise InvalidInput(
            "given_name",
            N_("the first name is too long"),
            N_("Use at most %(longest)s characters"),
            longest=LONGEST_NAME,
        )
    if needs_guardian(student, today=today) and GivenBy.STUDENT in given.values():
        raise InvalidInput(
            "take_part",
            N_("a student below %(age)s cannot consent alone"),
            N_("Ask the parent or guardian, and enter their consent"),
            age=find_consent_age(today),
        )
    if student.grades and ConsentKind.GRADES not in given:
        raise InvalidInput(
            "grades",
            N_("grades are kept only with consent"),
            N_("Enter the consent, or leave the grades empty"),
        )
    if not set(student.grades.values()) <= GRADES.keys():
        raise InvalidInput(
            "grades", N_("a grade is not on the 7-step scale"), N_("Use 12, 10, 7, 4, 02, 00 or -3")
        )

"""Students of Campus Albertslund, their grades and consents; apart from the candidates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.campus import (
    Area,
    ConsentKind,
    GivenBy,
    Observed,
    SeenStrength,
    Strength,
    Student,
    StudentConsent,
    Subject,
    SupportNeed,
    Track,
)
from matcher.errors import NotFound
from matcher.store.bulk import KEYS_A_STATEMENT, get_table, replace_children, split, upsert
from matcher.store.changes import bump_data_version
from matcher.store.programmes import pack_slots, read_slots
from matcher.store.tables import StudentConsents, StudentGrades, Students

TABLE = get_table(Students)
CONSENTS = get_table(StudentConsents)
GRADES = get_table(StudentGrades)
KEPT = tuple(one.name for one in fields(Student) if one.name not in {"grades", "consents"})
COLUMNS = [TABLE.c[name] for name in KEPT]


def add_students(session: Session, rows: Iterable[Student]) -> int:
    """Add students or replace what is known of them; tells how many were new.

    Consents are not written here, see `set_consents`; grades are, as they are given.
    """
    students = list({one.reference: one for one in rows}.values())
    new = upsert(
        session,
        Students,
        map(_flatten, students),
        merge=lambda _: {"version": TABLE.c.version + 1},
    )
    families = {one.reference: _list_grades(one) for one in students}
    replace_children(session, StudentGrades, families)
    bump_data_version(session, "students")
    return new


def change_student(session: Session, student: Student, *, seen: int) -> bool:
    """Change a student whose version is still the one ``seen``; tells whether it was."""
    values = _flatten(student) | {"version": seen + 1}
    query = update(TABLE).where(TABLE.c.reference == student.reference, TABLE.c.version == seen)
    if not session.execute(query.values(values).returning(TABLE.c.reference)).all():
        return False
    replace_children(session, StudentGrades, {student.reference: _list_grades(student)})
    bump_data_version(session, "students")
    return True


def get_student(session: Session, reference: str) -> Student:
    """Get one student.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = list_students(session, [reference])
    if not found:
        raise NotFound("student", reference)
    return found[0]


def list_students(session: Session, references: Sequence[str] | None = None) -> tuple[Student, ...]:
    """List students by reference: all, or those named."""
    if references is None:
        return tuple(_read(session, None))
    return tuple(
        student
        for part in split(sorted(set(references)), KEYS_A_STATEMENT)
        for student in _read(session, part)
    )


def list_references(session: Session) -> frozenset[str]:
    """List every student's reference, and nothing else of them."""
    return frozenset(session.execute(select(TABLE.c.reference)).scalars())


def erase_student(session: Session, reference: str) -> None:
    """Erase a student and all that hangs on them; what happened stays, leading to nobody.

    Raises
    ------
    NotFound
        If there is none.
    """
    query = delete(TABLE).where(TABLE.c.reference == reference).returning(TABLE.c.reference)
    if session.execute(query).one_or_none() is None:
        raise NotFound("student", reference)
    bump_data_version(session, "students")


def list_consents(session: Session, reference: str) -> tuple[StudentConsent, ...]:
    """List what was agreed to, also what was withdrawn, oldest first."""
    names = [one.name for one in fields(StudentConsent)]
    query = (
        select(*(CONSENTS.c[name] for name in names))
        .where(CONSENTS.c.student == reference)
        .order_by(CONSENTS.c.given_on, CONSENTS.c.id)
    )
    return tuple(
        StudentConsent(**row | {"kind": KINDS[row["kind"]], "given_by": GIVERS[row["given_by"]]})
        for row in map(dict, session.execute(query).mappings())
    )


def set_consents(
    session: Session,
    given: Mapping[str, Mapping[ConsentKind, GivenBy]],
    *,
    today: date,
    actor: str,
) -> None:
    """Begin and end consents so that those open are those given; another giver begins anew.

    Where grades are no longer consented to, they are deleted.
    """
    for part in split(given, KEYS_A_STATEMENT):
        for reference, consents in _list_open(session, part).items():
            _set_consents(session, reference, consents, given[reference], today, actor)
    bump_data_version(session, "students")


def _set_consents(
    session: Session,
    reference: str,
    held: Mapping[ConsentKind, GivenBy],
    given: Mapping[ConsentKind, GivenBy],
    today: date,
    actor: str,
) -> None:
    ended = [str(kind) for kind, giver in held.items() if given.get(kind) is not giver]
    begun = [(kind, giver) for kind, giver in given.items() if held.get(kind) is not giver]
    if ended:
        session.execute(
            update(CONSENTS)
            .where(
                CONSENTS.c.student == reference,
                CONSENTS.c.withdrawn_on.is_(None),
                CONSENTS.c.kind.in_(ended),
            )
            .values(withdrawn_on=today)
        )
    if ConsentKind.GRADES not in given:
        session.execute(delete(GRADES).where(GRADES.c.student == reference))
    rows = [
        {
            "student": reference,
            "kind": str(kind),
            "given_by": str(giver),
            "given_on": today,
            "withdrawn_on": None,
            "recorded_by": actor,
        }
        for kind, giver in begun
    ]
    if rows:
        session.execute(insert(CONSENTS), rows)


def _list_open(
    session: Session, references: Sequence[str]
) -> dict[str, dict[ConsentKind, GivenBy]]:
    query = select(CONSENTS.c.student, CONSENTS.c.kind, CONSENTS.c.given_by).where(
        CONSENTS.c.student.in_(references), CONSENTS.c.withdrawn_on.is_(None)
    )
    found: dict[str, dict[ConsentKind, GivenBy]] = {one: {} for one in references}
    for student, kind, giver in session.execute(query):
        found[student][KINDS[kind]] = GIVERS[giver]
    return found


KINDS = {str(one): one for one in ConsentKind}
GIVERS = {str(one): one for one in GivenBy}
TRACKS = {str(one): one for one in Track}
AREAS = {str(one): one for one in Area}
STRENGTHS = {str(one): one for one in Strength}
SEEN = {str(one): one for one in Observed}
SUBJECTS = {str(one): one for one in Subject}
NEEDS = {str(one): one for one in SupportNeed}


def _flatten(one: Student) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(one).items() if name in KEPT}
    return kept | {
        "track": None if one.track is None else str(one.track),
        "interests": sorted(str(each) for each in one.interests),
        "strengths": [[str(each.strength), str(each.seen), each.note] for each in one.strengths],
        "languages": dict(one.languages),
        "cultures": sorted(one.cultures),
        "lessons": pack_slots(one.lessons),
        "needs": sorted(str(each) for each in one.needs),
    }


def _list_grades(one: Student) -> list[tuple[str, int]]:
    return [(str(subject), grade) for subject, grade in one.grades.items()]


def _read(session: Session, references: Sequence[str] | None) -> list[Student]:
    def among(column: Any) -> Any:
        return True if references is None else column.in_(references)

    rows = session.execute(
        select(*COLUMNS).where(among(TABLE.c.reference)).order_by(TABLE.c.reference)
    ).mappings()
    grades: defaultdict[str, dict[Subject, int]] = defaultdict(dict)
    for student, subject, grade in session.execute(select(GRADES).where(among(GRADES.c.student))):
        grades[student][SUBJECTS[subject]] = grade
    consents: defaultdict[str, set[ConsentKind]] = defaultdict(set)
    for student, kind in session.execute(
        select(CONSENTS.c.student, CONSENTS.c.kind).where(
            among(CONSENTS.c.student), CONSENTS.c.withdrawn_on.is_(None)
        )
    ):
        consents[student].add(KINDS[kind])
    return [
        _build(row, grades.get(row["reference"], {}), consents.get(row["reference"], set()))
        for row in rows
    ]


def _build(
    row: Mapping[Any, Any], grades: Mapping[Subject, int], consents: set[ConsentKind]
) -> Student:
    return Student(
        **dict(row)
        | {
            "track": None if row["track"] is None else TRACKS[row["track"]],
            "interests": frozenset(AREAS[each] for each in row["interests"]),
            "strengths": tuple(
                SeenStrength(STRENGTHS[strength], SEEN[seen], note)
                for strength, seen, note in row["strengths"]
            ),
            "cultures": frozenset(row["cultures"]),
            "lessons": read_slots(row["lessons"]),
            "needs": frozenset(NEEDS[each] for each in row["needs"]),
        },
        grades=dict(grades),
        consents=frozenset(consents),
    )

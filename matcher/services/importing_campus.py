"""What files of Campus Albertslund become: students, programmes, wishes and what is measured on.

`matcher.services.importing` reads, previews and commits; this knows these four nouns.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from data_schemas.contracts import ProgrammeRow, StudentRow, StudentTraitsRow, WishesRow
from matcher.campus import (
    Area,
    ConsentKind,
    GivenBy,
    LanguageBackground,
    Observed,
    Programme,
    SeenStrength,
    Slot,
    Strength,
    Student,
    Subject,
    SupportNeed,
    Track,
)
from matcher.errors import RowError
from matcher.services.placing.wishing import find_wish_faults, take_wishes_in
from matcher.services.reading import FileRows
from matcher.store import Session, organisations, programmes, rounds, student_traits, students
from matcher.store.student_traits import StudentTraits
from matcher.vocabulary import OpeningKind, Sex, Tag

CAMPUS_NOUNS = ("students", "programmes", "wishes", "student_traits")
"""The nouns that belong to Campus Albertslund: its coordinators bring them in."""

CONSENTS = {
    "consent_take_part": ConsentKind.TAKE_PART,
    "consent_grades": ConsentKind.GRADES,
    "consent_host": ConsentKind.HOST,
}
Words = tuple[str, str, str, str]
STUDENT_UNKNOWN: Words = (
    "eleven er ikke kendt",
    "the student is not known",
    "Indlæs eleven først, med samme reference",
    "Import the student first, with the same reference",
)
HOST_UNKNOWN: Words = (
    "virksomheden er ikke kendt",
    "the company is not known",
    "Indlæs virksomheden først, med samme CVR-nummer",
    "Import the company first, with the same CVR number",
)


def list_campus_known(session: Session, row_type: type[Any]) -> Collection[str]:
    """List the keys that are there already of what a row describes."""
    finders: Mapping[type[Any], Callable[[Session], Collection[str]]] = {
        StudentRow: students.list_references,
        ProgrammeRow: lambda one: {each.code for each in programmes.list_programmes(one)},
        StudentTraitsRow: student_traits.list_described_students,
        WishesRow: _list_wishing,
    }
    return finders[row_type](session)


def find_campus_faults(session: Session, file: FileRows) -> list[RowError]:
    """Find rows that speak of students, rounds, programmes or hosts that are not there."""
    kinds: set[type[Any]] = {type(row) for row in file.rows}
    faults: list[RowError] = []
    if WishesRow in kinds or StudentTraitsRow in kinds:
        known = students.list_references(session)
        faults += _list_strangers(file, "reference", known, STUDENT_UNKNOWN)
    if ProgrammeRow in kinds:
        hosts = {one.reference for one in organisations.list_organisations(session)}
        faults += _list_strangers(file, "organisation", hosts, HOST_UNKNOWN)
    if WishesRow in kinds:
        asked = [
            (number, row.reference, row.round, row.wishes)
            for number, row in zip(file.numbers, file.rows, strict=True)
            if isinstance(row, WishesRow)
        ]
        faults += find_wish_faults(session, asked, file.headers)
    return faults


def write_students(
    session: Session, rows: Sequence[StudentRow], *, now: datetime, actor: str
) -> None:
    """Take students in, with the consents their rows name."""
    students.add_students(session, [_build_student(row) for row in rows])
    given = {row.reference: _list_consents(row) for row in rows}
    students.set_consents(session, given, today=now.date(), actor=actor)


def write_programmes(
    session: Session, rows: Sequence[ProgrammeRow], *, now: datetime, actor: str
) -> None:
    """Take programmes in."""
    programmes.add_programmes(session, [_build_programme(row) for row in rows])


def write_wishes(session: Session, rows: Sequence[WishesRow], *, now: datetime, actor: str) -> None:
    """Take wishes in; who wishes in a round takes part in it."""
    by_round: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        by_round.setdefault(row.round, {})[row.reference] = tuple(row.wishes)
    for code, wishes in by_round.items():
        take_wishes_in(session, code, wishes, actor=actor, now=now)


def write_student_traits(
    session: Session, rows: Sequence[StudentTraitsRow], *, now: datetime, actor: str
) -> None:
    """Take in what equal treatment is measured on."""
    student_traits.add_student_traits(
        session,
        [
            StudentTraits(
                row.reference,
                Sex[row.sex.upper()] if row.sex else None,
                LanguageBackground[row.language_background.upper()]
                if row.language_background
                else None,
            )
            for row in rows
        ],
    )


CAMPUS_WRITERS: Mapping[type[Any], Callable[..., None]] = {
    StudentRow: write_students,
    ProgrammeRow: write_programmes,
    WishesRow: write_wishes,
    StudentTraitsRow: write_student_traits,
}


def _list_wishing(session: Session) -> Collection[str]:
    newest = rounds.list_rounds(session)[:1]
    return rounds.get_round(session, newest[0].code).wishes.keys() if newest else ()


def _list_strangers(
    file: FileRows, column: str, known: Collection[str], words: Words
) -> list[RowError]:
    return [
        RowError(number, file.headers[column], getattr(row, column), *words)
        for number, row in zip(file.numbers, file.rows, strict=True)
        if getattr(row, column) and getattr(row, column) not in known
    ]


def _list_consents(row: StudentRow) -> dict[ConsentKind, GivenBy]:
    named = {kind: getattr(row, column) for column, kind in CONSENTS.items()}
    return {kind: GivenBy[giver.upper()] for kind, giver in named.items() if giver}


def _pick(words: Iterable[Any], chosen: Iterable[str]) -> list[Any]:
    named = {str(one): one for one in words}
    return [named[one] for one in chosen]


def _build_student(row: StudentRow) -> Student:
    return Student(
        reference=row.reference,
        born_on=row.born_on,
        school=row.school,
        school_year=row.school_year,
        postcode=row.postcode,
        given_name=row.given_name or "",
        track=None if row.track is None else Track[row.track.upper()],
        travel_limit_minutes=row.travel_limit_minutes,
        interests=frozenset(_pick(Area, row.interests)),
        strengths=tuple(
            SeenStrength(Strength[one.strength.upper()], Observed[one.seen.upper()])
            for one in row.strengths
        ),
        languages=dict(row.languages),
        cultures=frozenset(row.cultures),
        grades={_pick(Subject, [name])[0]: grade for name, grade in row.grades.items()},
        lessons=tuple(Slot(*one) for one in row.lessons),
        needs=frozenset(_pick(SupportNeed, row.needs)),
    )


def _build_programme(row: ProgrammeRow) -> Programme:
    return Programme(
        code=row.code,
        title_da=row.title_da,
        title_en=row.title_en or row.title_da,
        track=Track[row.track.upper()],
        seats=row.seats,
        provider=row.provider,
        kind=OpeningKind[row.kind.upper()],
        min_seats=row.min_seats,
        organisation=row.organisation,
        area=None if row.area is None else _pick(Area, [row.area])[0],
        postcode=row.postcode,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        weekly_hours=row.weekly_hours,
        meets=tuple(Slot(*one) for one in row.meets),
        in_school_time=row.in_school_time,
        age_min=row.age_min,
        age_max=row.age_max,
        year_min=row.year_min,
        year_max=row.year_max,
        languages=dict(row.languages),
        strengths=tuple(_pick(Strength, row.strengths)),
        markets=frozenset(row.markets),
        offers=frozenset(_pick(SupportNeed, row.offers)),
        tags=frozenset(_pick(Tag, row.tags)),
        parameters=dict(row.parameters),
    )

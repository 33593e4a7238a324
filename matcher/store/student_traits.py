"""Students' sex and home languages: read to measure equal treatment, and by nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.campus import LanguageBackground
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import StudentTraits as Table
from matcher.vocabulary import Sex

TABLE = get_table(Table)
SEXES = {str(one): one for one in Sex}
BACKGROUNDS = {str(one): one for one in LanguageBackground}


@dataclass(frozen=True)
class StudentTraits:
    """A student's sex and languages of the home; each may be unknown."""

    student: str
    sex: Sex | None = None
    language_background: LanguageBackground | None = None


def add_student_traits(session: Session, rows: Iterable[StudentTraits]) -> int:
    """Add traits of students who are there, or replace what is known; tells how many were new."""
    flat = (
        {
            "student": one.student,
            "sex": None if one.sex is None else str(one.sex),
            "language_background": None
            if one.language_background is None
            else str(one.language_background),
        }
        for one in rows
    )
    return upsert(session, Table, flat)


def list_described_students(session: Session) -> frozenset[str]:
    """List whose traits are known, without the traits."""
    return frozenset(session.execute(select(TABLE.c.student)).scalars())


def list_student_traits(session: Session) -> dict[str, StudentTraits]:
    """List the traits of every student whose traits are known, by reference."""
    query = select(TABLE.c.student, TABLE.c.sex, TABLE.c.language_background)
    return {
        student: StudentTraits(student, sex and SEXES[sex], home and BACKGROUNDS[home])
        for student, sex, home in session.execute(query.order_by(TABLE.c.student))
    }

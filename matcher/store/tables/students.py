"""Students of Campus Albertslund: kept apart from the candidates of the employment effort."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment

ROWID_FREE = {"sqlite_with_rowid": False}


def _belong() -> Mapped[str]:
    return mapped_column(ForeignKey("students.reference", ondelete="CASCADE"), primary_key=True)


class Students(Base):
    """One student; a first name at most, no address and no CPR number."""

    __tablename__ = "students"
    __table_args__ = (
        CheckConstraint("school_year BETWEEN 6 AND 13", name="school_year_known"),
        CheckConstraint("track IN ('boglig', 'praktisk')", name="known_track"),
        CheckConstraint("travel_limit_minutes >= 0", name="travel_limit_counted"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    born_on: Mapped[date]
    school: Mapped[str] = mapped_column(index=True)
    school_year: Mapped[int | None]
    postcode: Mapped[str]
    given_name: Mapped[str]
    track: Mapped[str | None]
    travel_limit_minutes: Mapped[int]
    interests: Mapped[Any] = mapped_column(JSON)
    strengths: Mapped[Any] = mapped_column(JSON)
    languages: Mapped[Any] = mapped_column(JSON)
    cultures: Mapped[Any] = mapped_column(JSON)
    lessons: Mapped[Any] = mapped_column(JSON)
    needs: Mapped[Any] = mapped_column(JSON)
    version: Mapped[int]


class StudentGrades(Base):
    """A grade of a student who consented to its use; gone when the consent is withdrawn."""

    __tablename__ = "student_grades"
    __table_args__ = (
        CheckConstraint("grade IN (12, 10, 7, 4, 2, 0, -3)", name="grade_on_scale"),
        ROWID_FREE,
    )

    student: Mapped[str] = _belong()
    subject: Mapped[str] = mapped_column(primary_key=True)
    grade: Mapped[int]


class StudentTraits(Base):
    """Sex and languages of the home: read to measure equal treatment, and by nothing else."""

    __tablename__ = "student_traits"
    __table_args__ = (
        CheckConstraint("sex IN ('female', 'male')", name="known_sex"),
        CheckConstraint(
            "language_background IN ('danish', 'mixed', 'other')", name="known_language_background"
        ),
        ROWID_FREE,
    )

    student: Mapped[str] = _belong()
    sex: Mapped[str | None]
    language_background: Mapped[str | None]


class StudentConsents(Base):
    """What was agreed to, by whom, from a day until another."""

    __tablename__ = "student_consents"
    __table_args__ = (
        CheckConstraint("given_by IN ('student', 'guardian')", name="known_giver"),
        CheckConstraint("kind IN ('take_part', 'grades', 'host')", name="known_kind"),
        CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name="given_before_withdrawn"
        ),
        Index(
            "ix_student_consents_one_open",
            "student",
            "kind",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("students.reference", ondelete="CASCADE"))
    kind: Mapped[str]
    given_by: Mapped[str]
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    recorded_by: Mapped[str]


class StudentOutcomes(Base):
    """What became of a student's place: added, never changed.

    No foreign key: what happened stays when a student is erased, under a reference that leads to
    nobody.
    """

    __tablename__ = "student_outcomes"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('placed', 'completed', 'dropped', 'continued')", name="known_outcome"
        ),
        Index("ix_student_outcomes_once", "student", "programme", "outcome", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(index=True)
    programme: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]
    happened_on: Mapped[date]
    actor: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Moment, index=True)
    reason: Mapped[str]

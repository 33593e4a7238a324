"""Candidates and what they can, have done, want and consent to."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base

ROWID_FREE = {"sqlite_with_rowid": False}


def _belong() -> Mapped[str]:
    return mapped_column(ForeignKey("people.reference", ondelete="CASCADE"), primary_key=True)


class People(Base):
    """One candidate by a reference that tells nothing; no name, no CPR number."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="birth_year_likely"),
        CheckConstraint("weekly_hours >= 0 AND weekly_hours <= 60", name="weekly_hours_likely"),
        CheckConstraint("travel_limit_minutes >= 0", name="travel_limit_counted"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    birth_year: Mapped[int]
    postcode: Mapped[str] = mapped_column(index=True)
    benefit_group: Mapped[str | None]
    unemployed_since: Mapped[date | None] = mapped_column(index=True)
    education_level: Mapped[str | None]
    education_last_used: Mapped[int | None]
    education_field: Mapped[str | None]
    weekly_hours: Mapped[float]
    available_from: Mapped[date | None]
    work_times: Mapped[Any] = mapped_column(JSON)
    travel_limit_minutes: Mapped[int]
    has_car: Mapped[bool]
    is_student: Mapped[bool]


class PeopleSkills(Base):
    """One skill of a candidate."""

    __tablename__ = "people_skills"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        CheckConstraint("evidence IN ('stated', 'documented', 'assessed')", name="known_evidence"),
        ROWID_FREE,
    )

    person: Mapped[str] = _belong()
    concept: Mapped[str] = mapped_column(ForeignKey("concepts.uri"), primary_key=True, index=True)
    level: Mapped[int]
    position: Mapped[int]
    evidence: Mapped[str]
    last_used: Mapped[int | None]


class PeopleExperience(Base):
    """Months a candidate worked in an occupation."""

    __tablename__ = "people_experience"
    __table_args__ = (CheckConstraint("months >= 0", name="months_counted"), ROWID_FREE)

    person: Mapped[str] = _belong()
    occupation: Mapped[str] = mapped_column(
        ForeignKey("concepts.uri"), primary_key=True, index=True
    )
    months: Mapped[int]


class PeopleLanguages(Base):
    """A language a candidate speaks, at its level of the Common European Framework, 1 to 6."""

    __tablename__ = "people_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 6", name="level_on_scale"), ROWID_FREE)

    person: Mapped[str] = _belong()
    language: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]


class PeopleLicences(Base):
    """A licence a candidate holds."""

    __tablename__ = "people_licences"
    __table_args__ = (ROWID_FREE,)

    person: Mapped[str] = _belong()
    licence: Mapped[str] = mapped_column(primary_key=True)


class PeopleWishes(Base):
    """An occupation a candidate wants."""

    __tablename__ = "people_wishes"
    __table_args__ = (ROWID_FREE,)

    person: Mapped[str] = _belong()
    occupation: Mapped[str] = mapped_column(
        ForeignKey("concepts.uri"), primary_key=True, index=True
    )


class PeopleTraits(Base):
    """Sex and origin group, kept apart: read to measure equal treatment, and by nothing else."""

    __tablename__ = "people_traits"
    __table_args__ = (
        CheckConstraint("sex IN ('female', 'male')", name="known_sex"),
        CheckConstraint("origin IN ('danish', 'immigrant', 'descendant')", name="known_origin"),
        ROWID_FREE,
    )

    person: Mapped[str] = _belong()
    sex: Mapped[str | None]
    origin: Mapped[str | None]


class Consents(Base):
    """What a candidate agreed to, from a day until another."""

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name="given_before_withdrawn"
        ),
        Index(
            "ix_consents_one_open",
            "person",
            "kind",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.reference", ondelete="CASCADE"))
    kind: Mapped[str]
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]

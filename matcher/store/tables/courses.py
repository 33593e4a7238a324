"""Courses that close a skill gap."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Hundredths


class Courses(Base):
    """One course, its weekdays as digits from 0, Monday."""

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("days >= 0", name="days_counted"),
        CheckConstraint("price_dkk >= 0", name="price_counted"),
        CheckConstraint("hours_a_day > 0 AND hours_a_day <= 1200", name="hours_a_day_likely"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title_da: Mapped[str]
    title_en: Mapped[str]
    provider: Mapped[str]
    days: Mapped[float]
    price_dkk: Mapped[float]
    postcode: Mapped[str]
    hours_a_day: Mapped[Decimal] = mapped_column(Hundredths)
    weekdays: Mapped[str]


class CourseSkills(Base):
    """A skill a course teaches or requires, and to which level."""

    __tablename__ = "course_skills"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        CheckConstraint("need IN ('teaches', 'requires')", name="known_need"),
    )

    course: Mapped[str] = mapped_column(
        ForeignKey("courses.code", ondelete="CASCADE"), primary_key=True
    )
    need: Mapped[str] = mapped_column(primary_key=True)
    concept: Mapped[str] = mapped_column(ForeignKey("concepts.uri"), primary_key=True, index=True)
    level: Mapped[int]
    position: Mapped[int]


class CourseStarts(Base):
    """A day a course begins; what is not known of it is null."""

    __tablename__ = "course_starts"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="starts_before_end"),
        CheckConstraint("seats IS NULL OR seats >= 0", name="seats_counted"),
    )

    course: Mapped[str] = mapped_column(
        ForeignKey("courses.code", ondelete="CASCADE"), primary_key=True
    )
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date | None]
    sign_up_by: Mapped[date | None]
    seats: Mapped[int | None]


class CourseLanguages(Base):
    """A language a course is taught in or asks for, and the CEFR level it takes, 1 to 6."""

    __tablename__ = "course_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 6", name="level_on_scale"),)

    course: Mapped[str] = mapped_column(
        ForeignKey("courses.code", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]

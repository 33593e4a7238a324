"""Courses that close a skill gap."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Courses(Base):
    """One course."""

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("days >= 0", name="days_counted"),
        CheckConstraint("price_dkk >= 0", name="price_counted"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title_da: Mapped[str]
    title_en: Mapped[str]
    provider: Mapped[str]
    days: Mapped[float]
    price_dkk: Mapped[float]
    postcode: Mapped[str]


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
    """A day a course begins."""

    __tablename__ = "course_starts"

    course: Mapped[str] = mapped_column(
        ForeignKey("courses.code", ondelete="CASCADE"), primary_key=True
    )
    starts_on: Mapped[date] = mapped_column(primary_key=True)

"""Openings of every kind and what they ask for."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base

ROWID_FREE = {"sqlite_with_rowid": False}


def _belong() -> Mapped[str]:
    return mapped_column(ForeignKey("openings.reference", ondelete="CASCADE"), primary_key=True)


class Openings(Base):
    """One opening; what only its kind has lies in its parameters."""

    __tablename__ = "openings"
    __table_args__ = (
        CheckConstraint("positions >= 1", name="positions_counted"),
        CheckConstraint("weekly_hours >= 0 AND weekly_hours <= 60", name="weekly_hours_likely"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="starts_before_end"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    title_normalised: Mapped[str]
    postcode: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    occupation: Mapped[str | None] = mapped_column(ForeignKey("concepts.uri"), index=True)
    organisation: Mapped[str | None] = mapped_column(
        ForeignKey("organisations.reference"), index=True
    )
    positions: Mapped[int]
    weekly_hours: Mapped[float]
    work_times: Mapped[Any] = mapped_column(JSON)
    tags: Mapped[Any] = mapped_column(JSON)
    parameters: Mapped[Any] = mapped_column(JSON)


class OpeningSkills(Base):
    """One skill an opening requires or would like."""

    __tablename__ = "opening_skills"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        CheckConstraint("need IN ('required', 'nice')", name="known_need"),
        ROWID_FREE,
    )

    opening: Mapped[str] = _belong()
    need: Mapped[str] = mapped_column(primary_key=True)
    concept: Mapped[str] = mapped_column(ForeignKey("concepts.uri"), primary_key=True, index=True)
    level: Mapped[int]
    position: Mapped[int]


class OpeningLanguages(Base):
    """A language an opening asks for, at its level of the Common European Framework, 1 to 6."""

    __tablename__ = "opening_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 6", name="level_on_scale"), ROWID_FREE)

    opening: Mapped[str] = _belong()
    language: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]


class OpeningLicences(Base):
    """A licence an opening asks for."""

    __tablename__ = "opening_licences"
    __table_args__ = (ROWID_FREE,)

    opening: Mapped[str] = _belong()
    licence: Mapped[str] = mapped_column(primary_key=True)

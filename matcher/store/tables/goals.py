"""What the municipality wants to reach, and what only people can read off."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Goals(Base):
    """A goal as it was set; setting it anew adds a row, and triggers refuse to change one."""

    __tablename__ = "goals"
    __table_args__ = (
        CheckConstraint("target > 0", name="target_above_nothing"),
        CheckConstraint("ends_on >= starts_on", name="starts_before_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(index=True)
    tag: Mapped[str | None]
    target: Mapped[float]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)


class GoalReadings(Base):
    """A figure that somebody read elsewhere; triggers refuse to change or delete it."""

    __tablename__ = "goal_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(index=True)
    happened_on: Mapped[date]
    value: Mapped[float]
    source: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)

"""Upskilling plans people chose, and what became of each course of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class PathPlans(Base):
    """One path as it was chosen.

    It outlives the candidate's data, whose reference then leads nowhere.
    """

    __tablename__ = "path_plans"
    __table_args__ = (
        CheckConstraint(
            "target_kind IN ('opening', 'occupation', 'anything')", name="known_target"
        ),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    candidate: Mapped[str] = mapped_column(index=True)
    target_kind: Mapped[str]
    target_key: Mapped[str]
    path: Mapped[Any] = mapped_column(JSON)
    details: Mapped[Any] = mapped_column(JSON)
    chosen_by: Mapped[str]
    chosen_at: Mapped[datetime] = mapped_column(Moment, index=True)


class PathEvents(Base):
    """One event of one course of a plan; triggers refuse to change or delete it."""

    __tablename__ = "path_events"
    __table_args__ = (
        UniqueConstraint("plan", "course", "status"),
        CheckConstraint(
            "status IN ('suggested', 'chosen', 'enrolled', 'completed', 'dropped')",
            name="known_status",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("path_plans.reference"))
    candidate: Mapped[str] = mapped_column(index=True)
    course: Mapped[str]
    status: Mapped[str]
    happened_on: Mapped[date]
    actor: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Moment, index=True)
    reason: Mapped[str]

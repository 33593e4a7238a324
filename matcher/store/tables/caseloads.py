"""Whose case a candidate is."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Caseloads(Base):
    """One candidate's consultant, by e-mail address, and when the profile was last gone through."""

    __tablename__ = "caseloads"
    __table_args__ = (
        CheckConstraint("(consultant IS NULL) = (since IS NULL)", name="assigned_on_a_day"),
    )

    person: Mapped[str] = mapped_column(
        ForeignKey("people.reference", ondelete="CASCADE"), primary_key=True
    )
    consultant: Mapped[str | None] = mapped_column(index=True)
    since: Mapped[date | None]
    checked_on: Mapped[date | None] = mapped_column(index=True)

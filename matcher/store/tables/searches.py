"""What consultants want to be told of, and what they have been told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class SavedSearches(Base):
    """One saved search: candidates for an opening, or openings for a candidate."""

    __tablename__ = "saved_searches"
    __table_args__ = (
        CheckConstraint("(opening IS NULL) <> (candidate IS NULL)", name="for_one_of_the_two"),
        CheckConstraint("language IN ('da', 'en')", name="known_language"),
        CheckConstraint("often IN ('daily', 'weekly')", name="known_rhythm"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    opening: Mapped[str | None] = mapped_column(
        ForeignKey("openings.reference", ondelete="CASCADE"), index=True
    )
    candidate: Mapped[str | None] = mapped_column(
        ForeignKey("people.reference", ondelete="CASCADE"), index=True
    )
    filters: Mapped[Any] = mapped_column(JSON)
    often: Mapped[str]
    language: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(Moment)
    looked_at: Mapped[datetime] = mapped_column(Moment, index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class SearchFinds(Base):
    """One thing a saved search has found, and when its owner was told by mail."""

    __tablename__ = "search_finds"

    search: Mapped[int] = mapped_column(
        ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    found_at: Mapped[datetime] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)

"""Campus programmes and their seats."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Programmes(Base):
    """One run of a programme."""

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("seats >= 0", name="seats_counted"),
        CheckConstraint("min_seats >= 0", name="min_seats_counted"),
        CheckConstraint("track IN ('boglig', 'praktisk')", name="known_track"),
        CheckConstraint("state IN ('open', 'withdrawn')", name="known_state"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    title_da: Mapped[str]
    title_en: Mapped[str]
    track: Mapped[str]
    seats: Mapped[int]
    provider: Mapped[str]
    kind: Mapped[str]
    min_seats: Mapped[int]
    organisation: Mapped[str | None] = mapped_column(
        ForeignKey("organisations.reference"), index=True
    )
    area: Mapped[str | None]
    postcode: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    weekly_hours: Mapped[float]
    meets: Mapped[Any] = mapped_column(JSON)
    in_school_time: Mapped[bool]
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    year_min: Mapped[int | None]
    year_max: Mapped[int | None]
    languages: Mapped[Any] = mapped_column(JSON)
    strengths: Mapped[Any] = mapped_column(JSON)
    markets: Mapped[Any] = mapped_column(JSON)
    offers: Mapped[Any] = mapped_column(JSON)
    tags: Mapped[Any] = mapped_column(JSON)
    parameters: Mapped[Any] = mapped_column(JSON)
    state: Mapped[str]
    version: Mapped[int]

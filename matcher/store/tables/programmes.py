"""Talent programmes and their seats."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Programmes(Base):
    """One programme."""

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("seats >= 0", name="seats_counted"),
        CheckConstraint("track IN ('boglig', 'praktisk')", name="known_track"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    title_da: Mapped[str]
    title_en: Mapped[str]
    track: Mapped[str]
    seats: Mapped[int]
    provider: Mapped[str]

"""What happened afterwards."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Outcomes(Base):
    """One event of a pair; triggers refuse to change or delete it.

    It outlives the candidate's data, whose reference then leads nowhere. ``take`` counts how often
    the same outcome of the pair was recorded and taken back before.
    """

    __tablename__ = "outcomes"
    __table_args__ = (UniqueConstraint("opening", "candidate", "outcome", "take"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opening: Mapped[str] = mapped_column(ForeignKey("openings.reference"))
    candidate: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]
    happened_on: Mapped[date] = mapped_column(index=True)
    actor: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]
    take: Mapped[int]


class Retractions(Base):
    """An outcome that who recorded it took back at once; it no longer counts."""

    __tablename__ = "retractions"

    outcome: Mapped[int] = mapped_column(ForeignKey("outcomes.id"), primary_key=True)
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)

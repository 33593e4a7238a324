"""Who was shown where."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Recommendations(Base):
    """One line of a shown list.

    It outlives the candidate's data, whose reference then leads nowhere.
    """

    __tablename__ = "recommendations"
    __table_args__ = (
        UniqueConstraint("list_id", "opening", "candidate"),
        CheckConstraint("rank >= 1", name="rank_counted"),
        CheckConstraint("propensity > 0 AND propensity <= 1", name="propensity_is_chance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening: Mapped[str] = mapped_column(ForeignKey("openings.reference"), index=True)
    candidate: Mapped[str] = mapped_column(index=True)
    rank: Mapped[int]
    score: Mapped[float]
    model_version: Mapped[str]
    shown_at: Mapped[datetime] = mapped_column(Moment, index=True)
    direction: Mapped[str]
    list_id: Mapped[str]
    propensity: Mapped[float]
    model_rank: Mapped[int | None]
    seed: Mapped[int | None] = mapped_column(BigInteger)
    query: Mapped[str]

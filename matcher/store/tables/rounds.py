"""Placement rounds: who takes part, what is wished, ruled and given, and every step on the way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment

ROWID_FREE = {"sqlite_with_rowid": False}


def _belong() -> Mapped[str]:
    return mapped_column(ForeignKey("rounds.code", ondelete="CASCADE"), primary_key=True)


def _student() -> Mapped[str]:
    return mapped_column(
        ForeignKey("students.reference", ondelete="CASCADE"), primary_key=True, index=True
    )


def _programme() -> Mapped[str]:
    return mapped_column(ForeignKey("programmes.code"), primary_key=True)


class Rounds(Base):
    """One placement round; ``version`` is raised by every change of anything in it."""

    __tablename__ = "rounds"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'wishes', 'proposal', 'adjusting', 'published', 'waiting',"
            " 'closed')",
            name="known_status",
        ),
        CheckConstraint("mechanism IN ('stable', 'best_total')", name="known_mechanism"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    mechanism: Mapped[str]
    status: Mapped[str]
    seed: Mapped[int]
    wishes_until: Mapped[date | None]
    quotas: Mapped[Any] = mapped_column(JSON)
    version: Mapped[int]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    seats_each: Mapped[int] = mapped_column(server_default=text("1"))
    talent_version: Mapped[str | None]


class RoundProgrammes(Base):
    """A programme in a round; ``withdrawn_on`` is the day its host withdrew it."""

    __tablename__ = "round_programmes"
    __table_args__ = (ROWID_FREE,)

    round: Mapped[str] = _belong()
    programme: Mapped[str] = _programme()
    withdrawn_on: Mapped[date | None]


class RoundStudents(Base):
    """A student in a round; ``late`` is who came after the wishes were closed."""

    __tablename__ = "round_students"
    __table_args__ = (ROWID_FREE,)

    round: Mapped[str] = _belong()
    student: Mapped[str] = _student()
    late: Mapped[bool]


class RoundWishes(Base):
    """A programme a student wishes, the first wish at position 0."""

    __tablename__ = "round_wishes"
    __table_args__ = (CheckConstraint("position >= 0", name="position_counted"), ROWID_FREE)

    round: Mapped[str] = _belong()
    student: Mapped[str] = _student()
    programme: Mapped[str] = _programme()
    position: Mapped[int]


class RoundRulings(Base):
    """A pair that is locked or forbidden, by whom and why."""

    __tablename__ = "round_rulings"
    __table_args__ = (CheckConstraint("kind IN ('lock', 'forbid')", name="known_kind"), ROWID_FREE)

    round: Mapped[str] = _belong()
    student: Mapped[str] = _student()
    programme: Mapped[str] = _programme()
    kind: Mapped[str]
    reason: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)


class RoundHostViews(Base):
    """What a host says of a student: a rank, or that it declines; by whom it was entered."""

    __tablename__ = "round_host_views"
    __table_args__ = (
        CheckConstraint("rank IS NULL OR rank >= 1", name="rank_counted"),
        ROWID_FREE,
    )

    round: Mapped[str] = _belong()
    programme: Mapped[str] = _programme()
    student: Mapped[str] = _student()
    rank: Mapped[int | None]
    declined: Mapped[bool]
    reason: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)


class RoundPlacements(Base):
    """A seat that a student has in a round, as it stands."""

    __tablename__ = "round_placements"
    __table_args__ = (ROWID_FREE,)

    round: Mapped[str] = _belong()
    student: Mapped[str] = _student()
    programme: Mapped[str] = _programme()
    by_hand: Mapped[bool]


class RoundWaiting(Base):
    """A student who waits for a seat in a published round, the first at position 0."""

    __tablename__ = "round_waiting"
    __table_args__ = (ROWID_FREE,)

    round: Mapped[str] = _belong()
    programme: Mapped[str] = _programme()
    student: Mapped[str] = _student()
    position: Mapped[int]


class RoundEvents(Base):
    """One step of a round: added, never changed; its student's reference may lead to nobody."""

    __tablename__ = "round_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    kind: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    student: Mapped[str | None]
    programme: Mapped[str | None]
    detail: Mapped[Any] = mapped_column(JSON)

"""The registry of models and the log of their training."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class ModelVersions(Base):
    """One version of a model; at most one a model is the champion.

    Triggers refuse to delete it, or to change anything but which ranks and since when.
    """

    __tablename__ = "model_versions"
    __table_args__ = (
        Index(
            "ix_model_versions_one_champion",
            "model",
            unique=True,
            sqlite_where=text("is_champion"),
            postgresql_where=text("is_champion"),
        ),
    )

    model: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    checksum: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    promoted_at: Mapped[datetime | None] = mapped_column(Moment)
    is_champion: Mapped[bool]
    metrics: Mapped[Any] = mapped_column(JSON)
    note: Mapped[str]
    signature: Mapped[str]


class ChampionChanges(Base):
    """One change of what ranks: promoted, put back, pinned or let go, by whom and why.

    Version 0, the experts', has no row of its own; here it is ``0``. Append-only.
    """

    __tablename__ = "champion_changes"
    __table_args__ = (
        CheckConstraint(
            "change IN ('promoted', 'put_back', 'pinned', 'unpinned')", name="known_change"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    change: Mapped[str]
    actor: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)


class Leases(Base):
    """Who may do a thing that only one may do at a time, and until when unless it is heard from.

    ``fence`` rises with every new holder, so that one who lost the lease can be told from its heir.
    """

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    taken_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    fence: Mapped[int]


class TrainingRuns(Base):
    """One training, from its start to its ruling."""

    __tablename__ = "training_runs"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'promoted', 'kept', 'failed')", name="known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str]
    version: Mapped[str | None]
    report: Mapped[Any] = mapped_column(JSON)
    attempt: Mapped[int]
    worker: Mapped[str]
    seed: Mapped[int] = mapped_column(BigInteger)
    asked_by: Mapped[str]


class Schedules(Base):
    """When a model is trained next: as its cron says, when asked for, or again after a failure.

    A training that is due stays so until it has ended, so that another worker takes up what a dead
    one left. ``attempt`` counts the beginnings since it fell due.
    """

    __tablename__ = "schedules"

    model: Mapped[str] = mapped_column(primary_key=True)
    cron: Mapped[str]
    next_run_at: Mapped[datetime] = mapped_column(Moment)
    retry_at: Mapped[datetime | None] = mapped_column(Moment)
    attempt: Mapped[int]
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_by: Mapped[str]
    seen_at: Mapped[datetime | None] = mapped_column(Moment)

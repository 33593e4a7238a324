"""The registry of model versions, and the log of training runs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from matcher.errors import N_, NotFound
from matcher.store.bulk import get_table
from matcher.store.changes import bump_data_version
from matcher.store.tables import ModelVersions, TrainingRuns
from matcher.vocabulary import VERSION_0, ModelVersion

RunState = Literal["running", "promoted", "kept", "failed"]


@dataclass(frozen=True)
class TrainingRun:
    """One training: when, how it ended, the version it made and the report of its ruling."""

    id: int
    model: str
    started_at: datetime
    finished_at: datetime | None
    state: RunState
    version: str | None
    report: Mapping[str, Any] = field(default_factory=dict)
    attempt: int = 1
    worker: str = ""
    seed: int = 0
    asked_by: str = ""


ENDED_BEFORE = N_("The process ended before the training did")
VERSIONS = get_table(ModelVersions)
RUNS = get_table(TrainingRuns)
VERSION_COLUMNS = [VERSIONS.c[name] for name in ModelVersion.__dataclass_fields__]
RUN_COLUMNS = [RUNS.c[name] for name in TrainingRun.__dataclass_fields__]


def add_version(session: Session, version: ModelVersion) -> None:
    """Add a version to the registry."""
    values = asdict(version) | {"metrics": dict(version.metrics)}
    session.execute(insert(VERSIONS).values(values))
    bump_data_version(session, "models")


def list_versions(session: Session, model: str) -> tuple[ModelVersion, ...]:
    """List a model's versions, the newest first."""
    query = (
        select(*VERSION_COLUMNS)
        .where(VERSIONS.c.model == model)
        .order_by(VERSIONS.c.created_at.desc(), VERSIONS.c.version.desc())
    )
    return tuple(ModelVersion(*row) for row in session.execute(query))


def get_champion(session: Session, model: str) -> ModelVersion | None:
    """Get the version that ranks now; None while none has been promoted."""
    query = select(*VERSION_COLUMNS).where(VERSIONS.c.model == model, VERSIONS.c.is_champion)
    row = session.execute(query).one_or_none()
    return None if row is None else ModelVersion(*row)


def find_champion_name(session: Session, model: str) -> str:
    """Find the name of the version that ranks now, version 0's while none has been promoted."""
    query = select(VERSIONS.c.version).where(VERSIONS.c.model == model, VERSIONS.c.is_champion)
    return session.execute(query).scalar_one_or_none() or VERSION_0


def get_version(session: Session, model: str, version: str) -> ModelVersion:
    """Get one version.

    Raises
    ------
    NotFound
        If there is none.
    """
    query = select(*VERSION_COLUMNS).where(VERSIONS.c.model == model, VERSIONS.c.version == version)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("version", version)
    return ModelVersion(*row)


def add_run(
    session: Session,
    model: str,
    *,
    started_at: datetime,
    attempt: int = 1,
    worker: str = "",
    seed: int = 0,
    asked_by: str = "",
) -> TrainingRun:
    """Log that a training has begun; one that nobody asked for is the schedule's."""
    values = {"model": model, "started_at": started_at, "state": "running", "report": {}}
    values |= {"attempt": attempt, "worker": worker, "seed": seed, "asked_by": asked_by}
    row = session.execute(insert(RUNS).values(values).returning(*RUN_COLUMNS)).one()
    return TrainingRun(*row)


def finish_run(
    session: Session,
    number: int,
    *,
    state: RunState,
    version: str | None,
    report: Mapping[str, Any],
    at: datetime,
) -> TrainingRun:
    """Log how a training ended.

    Raises
    ------
    NotFound
        If there is no such run.
    """
    values = {"state": state, "version": version, "report": dict(report), "finished_at": at}
    row = session.execute(
        update(RUNS).where(RUNS.c.id == number).values(values).returning(*RUN_COLUMNS)
    ).one_or_none()
    if row is None:
        raise NotFound("run", number)
    return TrainingRun(*row)


def get_run(session: Session, number: int) -> TrainingRun:
    """Get one training run.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*RUN_COLUMNS).where(RUNS.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("run", number)
    return TrainingRun(*row)


def list_runs(session: Session, model: str | None = None) -> tuple[TrainingRun, ...]:
    """List training runs, of one model if it is given, the newest first."""
    query = select(*RUN_COLUMNS).order_by(RUNS.c.id.desc())
    if model is not None:
        query = query.where(RUNS.c.model == model)
    return tuple(TrainingRun(*row) for row in session.execute(query))


def close_stale_runs(
    session: Session, model: str, *, at: datetime, error: str = ENDED_BEFORE
) -> int:
    """Call failed what still says that it runs; for one who knows that nothing does.

    Returns
    -------
    int
        How many there were.
    """
    report = {"error": error}
    closed = session.execute(
        update(RUNS)
        .where(RUNS.c.model == model, RUNS.c.state == "running")
        .values(state="failed", finished_at=at, report=report)
        .returning(RUNS.c.id)
    ).all()
    return len(closed)

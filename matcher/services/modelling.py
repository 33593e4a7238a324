"""The models as people meet them: versions, retraining reports, promotion and roll-back."""

from datetime import datetime

from matcher.store import Session, models
from matcher.store.models import TrainingRun
from matcher.vocabulary import ModelVersion


def list_versions(session: Session, model: str) -> tuple[ModelVersion, ...]:
    """List a model's versions, newest first."""
    return models.list_versions(session, model)


def list_runs(session: Session, model: str) -> tuple[TrainingRun, ...]:
    """List a model's retrainings, newest first."""
    return models.list_runs(session, model)


def read_run(session: Session, number: int) -> TrainingRun:
    """Read one retraining with its report.

    Raises
    ------
    NotFound
        If there is none.
    """
    return models.get_run(session, number)


def put_back(session: Session, model: str, *, version: str, now: datetime) -> ModelVersion:
    """Make an earlier version the champion again.

    Raises
    ------
    NotFound
        If there is no such version.
    """
    return models.promote(session, model, version, at=now)

"""One retraining from log to ruling: read, fit, evaluate on later data, rule, register.

What it writes is written in two steps that each are whole: the artifact's folder by one rename, and
the database's rows by one transaction. Killed between them, it leaves a folder no row names, which
the next run removes, and a run that the next run closes as failed.
"""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from matcher.errors import N_, Conflict
from matcher.models.artifact import save_artifact
from matcher.models.calibration import Calibration
from matcher.models.ranker import AdditiveRanker
from matcher.services import Services
from matcher.store import models
from matcher.store.models import TrainingRun
from matcher.vocabulary import ModelVersion
from training.fairness import read_traits
from training.frames import split_by_time
from training.judging import judge_challenger
from training.material import Report, fit_challenger, read_material
from training.propensity import estimate_examination

MODEL = "match"


def retrain(
    services: Services, *, now: datetime, seed: int = 0, report: Report = lambda name, done: None
) -> TrainingRun:
    """Retrain the match model, and promote the challenger if it has earned it.

    Parameters
    ----------
    services : Services
        The open house.
    now : datetime
        When the run starts, UTC.
    seed : int
        Of the fit and the bootstrap.
    report : callable
        Told of the progress.

    Returns
    -------
    TrainingRun
        Finished, its state ``promoted`` or ``kept``, its report with every figure and reason.

    Raises
    ------
    Conflict
        If another process is training this model now.
    InvalidInput
        If too little has been shown to learn anything; the run is kept as failed.
    """
    folder = services.settings.models
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f"{MODEL}.lock", timeout=0):
            _sweep(services, now)
            return _run(services, now=now, seed=seed, report=report)
    except Timeout as error:
        raise Conflict(N_("This model is being trained by another process")) from error


def _sweep(services: Services, now: datetime) -> None:
    """Close the runs and remove the folders that a killed process left behind."""
    with services.transaction() as session:
        models.close_stale_runs(session, MODEL, at=now)
        known = {one.version for one in models.list_versions(session, MODEL)}
    for path in (services.settings.models / MODEL).glob("*"):
        if path.name not in known:
            shutil.rmtree(path)


def _run(services: Services, *, now: datetime, seed: int, report: Report) -> TrainingRun:
    with services.transaction() as session:
        run = models.add_run(session, MODEL, started_at=now)
    try:
        with services.session() as session:
            material = read_material(session, services, now.date(), report)
            champion = services.memory.get_champion(session)
            traits = read_traits(session)
        report("fit", 0.0)
        early, later = split_by_time(material.frame)
        fitting, tuning = split_by_time(early, later=0.2)
        examination = estimate_examination(early)
        challenger = fit_challenger(material.select(fitting), examination, seed)
        report("fit", 1.0)
        judgement = judge_challenger(
            material,
            (tuning, later),
            champion=champion.model,
            challenger=challenger,
            examination=examination,
            today=now.date(),
            traits=traits,
        )
        figures = judgement.figures | {
            "champion": champion.version,
            "rows": {"fitting": len(fitting), "tuning": len(tuning), "later": len(later)},
            "examination": [round(float(one), 4) for one in examination],
        }
        return _register(
            services,
            run,
            challenger,
            judgement.calibration,
            figures=figures,
            promoted=judgement.promoted,
            now=now,
        )
    except Exception as error:
        with services.transaction() as session:
            models.finish_run(
                session, run.id, state="failed", version=None, report={"error": str(error)}, at=now
            )
        raise


def _register(
    services: Services,
    run: TrainingRun,
    challenger: AdditiveRanker,
    calibration: Calibration,
    *,
    figures: dict[str, Any],
    promoted: bool,
    now: datetime,
) -> TrainingRun:
    version = f"{now:%Y%m%dT%H%M%SZ}-{run.id}"
    path: Path = services.settings.models / MODEL / version
    manifest = save_artifact(
        path,
        model=challenger.compile(version),
        estimator=challenger,
        calibration=calibration,
        metrics=figures,
    )
    with services.transaction() as session:
        models.add_version(
            session, ModelVersion(MODEL, version, manifest.checksum, now, None, False, figures)
        )
        if promoted:
            models.promote(session, MODEL, version, at=now)
        return models.finish_run(
            session,
            run.id,
            state="promoted" if promoted else "kept",
            version=version,
            report=figures,
            at=now,
        )

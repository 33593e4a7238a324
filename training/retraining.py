"""One retraining from log to ruling: read, fit, evaluate on later data, rule, register.

Who trains holds the model's lease, and every transaction that writes checks it. What is written is
whole at each step: the version's folder by one rename, the database's rows by one transaction.
Killed anywhere, a training leaves the champion as it was, perhaps a folder that no row names, and a
run that the next worker closes; since a training stays due until it has ended, that worker begins
it anew.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from matcher.errors import InvalidInput, LeaseLost, MatcherError
from matcher.services import Services
from matcher.store import Session, champions, leases, models, schedules
from matcher.store.leases import Lease
from matcher.store.models import TrainingRun
from matcher.vocabulary import ChampionChange, ChampionMove, ModelVersion
from training.kinds import Report, Task, Trial, Try
from training.leasing import Heartbeat, keep_alive, name_holder
from training.matching import try_match
from training.schedule import find_next_time, find_wait
from training.staging import try_path, try_talent

TRIALS: Mapping[str, Try] = {"match": try_match, "path": try_path, "talent": try_talent}
"""How each model's challenger is fitted and judged."""

SCHEDULE = "schedule"
"""Who has decided when a gate lets a version rank unattended."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """One attempt at a training: its run, the lease it is made under, and its clock."""

    run: TrainingRun
    lease: Lease
    started_at: datetime
    started: float

    def read_clock(self) -> datetime:
        """Tell when it is, counted from when the attempt began."""
        return self.started_at + timedelta(seconds=monotonic() - self.started)


def retrain(
    services: Services,
    model: str = "match",
    *,
    now: datetime,
    seed: int = 0,
    report: Report = lambda name, done: None,
    actor: str = "",
) -> TrainingRun:
    """Retrain a model, and promote the challenger if it has earned it.

    Parameters
    ----------
    services : Services
        The open house.
    model : str
        Which of `TRIALS`.
    now : datetime
        When the run starts, UTC.
    seed : int
        Of the fit and the bootstrap.
    report : callable
        Told of the progress.
    actor : str
        Who asks for it; nobody where the schedule does.

    Returns
    -------
    TrainingRun
        Finished, its state ``promoted`` or ``kept``, its report with every figure and reason.

    Raises
    ------
    Conflict
        If another process is training this model now.
    LeaseLost
        If another process took over while this one slept; nothing was changed.
    InvalidInput
        If too little has happened to learn anything; the run is kept as failed.
    """
    attempt = _begin(services, model, now=now, seed=seed, actor=actor)
    with keep_alive(services, attempt.lease) as heartbeat:
        try:
            task = Task(now.date(), seed, _listen(report, heartbeat))
            return _register(services, attempt, TRIALS[model](services, task))
        except LeaseLost:
            log.warning("run %s was taken over by another process", attempt.run.id)
            raise
        except Exception as error:
            _fail(services, attempt, error)
            raise


def _begin(services: Services, model: str, *, now: datetime, seed: int, actor: str) -> Attempt:
    """Take the lease, clear up after whoever held it before, and log that a run begins."""
    settings, seconds = services.settings, services.patience.lease_seconds
    settings.models.mkdir(parents=True, exist_ok=True)
    holder = name_holder()
    with services.transaction() as session:
        lease = leases.take_lease(session, model, holder=holder, seconds=seconds)
        cron = settings.schedules[model]
        schedule = schedules.keep_schedule(
            session, model, cron=cron, next_run_at=find_next_time(model, cron, after=now)
        )
        if not schedule.is_due(now):
            schedules.ask_for_run(session, model, actor=actor, at=now)
        models.close_stale_runs(session, model, at=now)
        services.shelf.sweep(model, {one.version for one in models.list_versions(session, model)})
        run = models.add_run(
            session,
            model,
            started_at=now,
            attempt=schedules.count_attempt(session, model),
            worker=holder.rsplit(":", 1)[0],
            seed=seed,
            asked_by=actor or schedule.asked_by,
        )
    return Attempt(run, lease, now, monotonic())


def _listen(report: Report, heartbeat: Heartbeat) -> Report:
    """Tell of the progress, and stop early where another process has taken over."""

    def tell(name: str, done: float) -> None:
        heartbeat.check()
        report(name, done)

    return tell


def _register(services: Services, attempt: Attempt, trial: Trial) -> TrainingRun:
    run, model = attempt.run, attempt.run.model
    name = f"{attempt.started_at:%Y%m%dT%H%M%SZ}-{run.id}"
    manifest = services.shelf.save(
        model,
        trial.name_stages(name),
        metrics=trial.figures,
        documents=trial.documents,
    )
    now = attempt.read_clock()
    version = ModelVersion(
        model,
        name,
        manifest.checksum,
        now,
        None,
        False,
        trial.figures,
        signature=manifest.signature,
    )
    try:
        with services.transaction() as session:
            leases.check_lease(session, attempt.lease)
            # what is registered is what can be opened
            services.shelf.check(version)
            models.add_version(session, version)
            held_back = _promote(session, version, trial) if trial.promoted else {}
            _settle(session, services, model, now)
            return models.finish_run(
                session,
                run.id,
                state="promoted" if trial.promoted and not held_back else "kept",
                version=name,
                report={**trial.figures, **held_back},
                at=now,
            )
    except LeaseLost:
        services.shelf.discard(model, name)
        raise


def _promote(session: Session, version: ModelVersion, trial: Trial) -> dict[str, Any]:
    """Let a version rank that has earned it; tell why where people have decided otherwise."""
    model = version.model
    champions.lock_model(session, model)
    ruling = trial.figures["ruling"]
    reasons: tuple[str, str] | None = None
    if champions.is_pinned(session, model):
        reasons = (
            f"version {trial.standing} er fastholdt, så den nye rangerer ikke, før den gives fri",
            f"version {trial.standing} is pinned, so the new one does not rank until it is let go",
        )
    elif models.find_champion_name(session, model) != trial.standing:
        reasons = (
            "en anden version er kommet til at rangere, mens denne blev trænet",
            "another version has come to rank while this one was trained",
        )
    if reasons is None:
        note = "; ".join(ruling["reasons_da"])
        change = ChampionChange(
            model, version.version, ChampionMove.PROMOTED, SCHEDULE, note, version.created_at
        )
        champions.change_champion(session, change, expected=trial.standing)
        return {}
    kept = {
        "promoted": False,
        "reasons_da": (reasons[0], *ruling["reasons_da"]),
        "reasons_en": (reasons[1], *ruling["reasons_en"]),
    }
    return {"ruling": ruling | kept}


def _fail(services: Services, attempt: Attempt, error: Exception) -> None:
    """Log that an attempt failed, and when it is tried again if that may help."""
    now, model = attempt.read_clock(), attempt.run.model
    told: dict[str, Any] = {"error": str(error) or type(error).__name__}
    if isinstance(error, InvalidInput):
        told |= {
            "wrong": error.wrong,
            "remedy": error.remedy,
            "values": {name: str(value) for name, value in error.values.items()},
        }
    try:
        with services.transaction() as session:
            leases.check_lease(session, attempt.lease)
            # what the house refuses on purpose, it would refuse again
            if isinstance(error, MatcherError) or attempt.run.attempt > services.patience.retries:
                _settle(session, services, model, now)
            else:
                again = now + find_wait(attempt.run.attempt)
                schedules.put_off(session, model, until=again)
                told["again_at"] = again.isoformat()
            models.finish_run(
                session, attempt.run.id, state="failed", version=None, report=told, at=now
            )
    except LeaseLost:
        log.warning("run %s failed after another process had taken over", attempt.run.id)


def _settle(session: Session, services: Services, model: str, now: datetime) -> None:
    cron = services.settings.schedules[model]
    schedules.settle(session, model, next_run_at=find_next_time(model, cron, after=now))

"""One retraining from log to ruling: read, fit, evaluate on later data, rule, register.

Who trains holds the model's lease, and every transaction that writes checks it. What is written is
whole at each step: the version's folder by one rename, the database's rows by one transaction.
Killed anywhere, a training leaves the champion as it was, perhaps a folder that no row names, and a
run that the next worker closes; since a training stays due until it has ended, that worker begins
it anew.
"""

import logging
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
from training.fairness import read_traits
from training.frames import split_by_time
from training.judging import Judgement, judge_challenger
from training.leasing import Heartbeat, keep_alive, name_holder
from training.material import Report, fit_challenger, read_material
from training.propensity import estimate_examination
from training.schedule import find_next_time, find_wait

MODEL = "match"
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


@dataclass(frozen=True)
class Fitted:
    """A challenger with its judgement, before anything is written."""

    challenger: Any
    judgement: Judgement
    figures: dict[str, Any]
    standing: str


def retrain(
    services: Services,
    *,
    now: datetime,
    seed: int = 0,
    report: Report = lambda name, done: None,
    actor: str = "",
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
        If too little has been shown to learn anything; the run is kept as failed.
    """
    attempt = _begin(services, now=now, seed=seed, actor=actor)
    with keep_alive(services, attempt.lease) as heartbeat:
        try:
            fitted = _fit(services, attempt, _listen(report, heartbeat))
            return _register(services, attempt, fitted)
        except LeaseLost:
            log.warning("run %s was taken over by another process", attempt.run.id)
            raise
        except Exception as error:
            _fail(services, attempt, error)
            raise


def _begin(services: Services, *, now: datetime, seed: int, actor: str) -> Attempt:
    """Take the lease, clear up after whoever held it before, and log that a run begins."""
    settings, seconds = services.settings, services.patience.lease_seconds
    settings.models.mkdir(parents=True, exist_ok=True)
    holder = name_holder()
    with services.transaction() as session:
        lease = leases.take_lease(session, MODEL, holder=holder, seconds=seconds)
        cron = settings.schedules[MODEL]
        schedule = schedules.keep_schedule(
            session, MODEL, cron=cron, next_run_at=find_next_time(MODEL, cron, after=now)
        )
        if not schedule.is_due(now):
            schedules.ask_for_run(session, MODEL, actor=actor, at=now)
        models.close_stale_runs(session, MODEL, at=now)
        services.shelf.sweep(MODEL, {one.version for one in models.list_versions(session, MODEL)})
        run = models.add_run(
            session,
            MODEL,
            started_at=now,
            attempt=schedules.count_attempt(session, MODEL),
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


def _fit(services: Services, attempt: Attempt, report: Report) -> Fitted:
    today = attempt.started_at.date()
    with services.session() as session:
        material = read_material(session, services, today, report)
        champion = services.memory.get_champion(session)
        traits = read_traits(session)
        standing = models.find_champion_name(session, MODEL)
    report("fit", 0.0)
    early, later = split_by_time(material.frame)
    fitting, tuning = split_by_time(early, later=0.2)
    examination = estimate_examination(early)
    challenger = fit_challenger(material.select(fitting), examination, attempt.run.seed)
    report("fit", 1.0)
    judgement = judge_challenger(
        material,
        (tuning, later),
        champion=champion.model,
        challenger=challenger,
        examination=examination,
        today=today,
        traits=traits,
    )
    figures = judgement.figures | {
        "champion": champion.version,
        "rows": {"fitting": len(fitting), "tuning": len(tuning), "later": len(later)},
        "examination": [round(float(one), 4) for one in examination],
    }
    return Fitted(challenger, judgement, figures, standing)


def _register(services: Services, attempt: Attempt, fitted: Fitted) -> TrainingRun:
    run, judgement = attempt.run, fitted.judgement
    name = f"{attempt.started_at:%Y%m%dT%H%M%SZ}-{run.id}"
    manifest = services.shelf.save(
        MODEL,
        fitted.challenger.compile(name),
        calibration=judgement.calibration,
        metrics=fitted.figures,
        bags=fitted.challenger.compile_bags(name),
        documents=judgement.documents,
    )
    now = attempt.read_clock()
    version = ModelVersion(
        MODEL,
        name,
        manifest.checksum,
        now,
        None,
        False,
        fitted.figures,
        signature=manifest.signature,
    )
    try:
        with services.transaction() as session:
            leases.check_lease(session, attempt.lease)
            # what is registered is what can be opened
            services.shelf.check(version)
            models.add_version(session, version)
            held_back = _promote(session, version, fitted) if judgement.promoted else {}
            _settle(session, services, now)
            return models.finish_run(
                session,
                run.id,
                state="promoted" if judgement.promoted and not held_back else "kept",
                version=name,
                report=fitted.figures | held_back,
                at=now,
            )
    except LeaseLost:
        services.shelf.discard(MODEL, name)
        raise


def _promote(session: Session, version: ModelVersion, fitted: Fitted) -> dict[str, Any]:
    """Let a version rank that has earned it; tell why where people have decided otherwise."""
    champions.lock_model(session, MODEL)
    ruling = fitted.figures["ruling"]
    reasons: tuple[str, str] | None = None
    if champions.is_pinned(session, MODEL):
        reasons = (
            f"version {fitted.standing} er fastholdt, så den nye rangerer ikke, før den gives fri",
            f"version {fitted.standing} is pinned, so the new one does not rank until it is let go",
        )
    elif models.find_champion_name(session, MODEL) != fitted.standing:
        reasons = (
            "en anden version er kommet til at rangere, mens denne blev trænet",
            "another version has come to rank while this one was trained",
        )
    if reasons is None:
        note = "; ".join(ruling["reasons_da"])
        change = ChampionChange(
            MODEL, version.version, ChampionMove.PROMOTED, SCHEDULE, note, version.created_at
        )
        champions.change_champion(session, change, expected=fitted.standing)
        return {}
    kept = {
        "promoted": False,
        "reasons_da": (reasons[0], *ruling["reasons_da"]),
        "reasons_en": (reasons[1], *ruling["reasons_en"]),
    }
    return {"ruling": ruling | kept}


def _fail(services: Services, attempt: Attempt, error: Exception) -> None:
    """Log that an attempt failed, and when it is tried again if that may help."""
    now = attempt.read_clock()
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
                _settle(session, services, now)
            else:
                again = now + find_wait(attempt.run.attempt)
                schedules.put_off(session, MODEL, until=again)
                told["again_at"] = again.isoformat()
            models.finish_run(
                session, attempt.run.id, state="failed", version=None, report=told, at=now
            )
    except LeaseLost:
        log.warning("run %s failed after another process had taken over", attempt.run.id)


def _settle(session: Session, services: Services, now: datetime) -> None:
    cron = services.settings.schedules[MODEL]
    schedules.settle(session, MODEL, next_run_at=find_next_time(MODEL, cron, after=now))

"""The worker: each model's cron, persisted, missed runs caught up once.

Only one process trains a model at a time, however many workers there are; see
`training.retraining.retrain`.
"""

import logging
from datetime import UTC, datetime

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from matcher.errors import N_, Conflict, InvalidInput, MatcherError
from matcher.services import open_services
from matcher.settings import Settings
from training.retraining import retrain

log = logging.getLogger(__name__)
TABLE = "apscheduler_jobs"
TIME_ZONE = "Europe/Copenhagen"


def start_scheduler(settings: Settings) -> BackgroundScheduler:
    """Start the scheduler, in threads of its own, with one job a model as configured.

    A job whose cron is unchanged is left as it was kept, next run and all, so that a run missed
    while no worker lived is caught up; several missed runs are caught up by one.

    Parameters
    ----------
    settings : Settings
        Where the database lies, and each model's cron.

    Raises
    ------
    InvalidInput
        If a cron cannot be read.
    """
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=settings.database_url, tablename=TABLE)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=TIME_ZONE,
    )
    scheduler.start(paused=True)
    for model, cron in settings.schedules.items():
        _keep_job(scheduler, model, cron)
    scheduler.resume()
    return scheduler


def run_scheduled(model: str) -> None:
    """Retrain a model because its time has come; what goes wrong is logged and kept in the run."""
    services = open_services(Settings.from_environment())
    try:
        run = retrain(services, now=datetime.now(UTC))
    except Conflict:
        log.info("%s is being trained already", model)
    except MatcherError as error:
        log.warning("training %s failed: %s", model, error)
    else:
        log.info("training %s: %s %s", model, run.state, run.version)


def _keep_job(scheduler: BackgroundScheduler, model: str, cron: str) -> None:
    try:
        trigger = CronTrigger.from_crontab(cron, timezone=TIME_ZONE)
    except ValueError as error:
        raise InvalidInput(
            f"TRAIN_{model.upper()}_CRON",
            N_("%(cron)s is not a cron line"),
            N_("Give five fields, such as 0 3 * * 0 for Sunday at three"),
            cron=cron,
        ) from error
    job = scheduler.get_job(f"train-{model}")
    if job is None or str(job.trigger) != str(trigger):
        scheduler.add_job(
            run_scheduled, trigger, args=[model], id=f"train-{model}", replace_existing=True
        )

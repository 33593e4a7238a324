"""The worker: looks every few seconds whether a training is due, and makes it.

The schedule is a row in the database, read and written by as many workers as there are; the lease
lets one of them train. A training missed while no worker lived is still due, and caught up once;
one that a dead worker left is begun anew when its lease has run out.
"""

import logging
from datetime import UTC, datetime
from threading import Event

from matcher.errors import N_, Conflict, MatcherError
from matcher.services import Services
from matcher.services.alerting import look_again
from matcher.services.mailing import send_due
from matcher.services.modelling import read_standing
from matcher.services.newsletters import forget_unconfirmed
from matcher.store import leases, models, schedules
from matcher.store.schedules import Schedule
from training.leasing import name_holder
from training.retraining import retrain
from training.schedule import find_next_time

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_BETWEEN_POSTS = 5.0
SECONDS_BETWEEN_SEARCHES = 60.0
SECONDS_BETWEEN_FORGETTING = 3_600.0
SECONDS_BETWEEN_NOTES = 60.0
GIVEN_UP = N_("The process ended again and again before the training did; it was given up")


def read_schedules(services: Services, *, now: datetime) -> dict[str, Schedule]:
    """Keep each model's schedule as it is configured, and read it.

    A model whose cron is unchanged keeps its next time, missed or not.

    Raises
    ------
    InvalidInput
        If a cron cannot be read.
    """
    nexts = {
        model: find_next_time(model, cron, after=now)
        for model, cron in services.settings.schedules.items()
    }
    with services.transaction() as session:
        return {
            model: schedules.keep_schedule(
                session, model, cron=services.settings.schedules[model], next_run_at=next_run_at
            )
            for model, next_run_at in nexts.items()
        }


def work(services: Services, stopped: Event) -> None:
    """Train what falls due until told to stop."""
    noted: datetime | None = None
    while not stopped.is_set():
        now = datetime.now(UTC)
        try:
            if noted is None or (now - noted).total_seconds() >= SECONDS_BETWEEN_NOTES:
                _note(services, now)
                noted = now
            for model in services.settings.schedules:
                run_if_due(services, model, now=now)
        except Exception:
            # the edge of the worker: a database away for a moment is asked again
            log.exception("the worker could not look at its schedule")
        stopped.wait(SECONDS_BETWEEN_LOOKS)


def post(services: Services, stopped: Event) -> None:
    """Look for news in saved searches and send the outbox; a training delays no message."""
    forgot: datetime | None = None
    looked: datetime | None = None
    while not stopped.is_set():
        now = datetime.now(UTC)
        try:
            if looked is None or (now - looked).total_seconds() >= SECONDS_BETWEEN_SEARCHES:
                look_again(services, now=now)
                looked = now
            send_due(services, now=now)
            if forgot is None or (now - forgot).total_seconds() >= SECONDS_BETWEEN_FORGETTING:
                with services.transaction() as session:
                    forget_unconfirmed(session, now=now)
                forgot = now
        except Exception:
            # the edge of the worker: a database away for a moment is asked again
            log.exception("the worker could not look at the outbox")
        stopped.wait(SECONDS_BETWEEN_POSTS)


def run_if_due(services: Services, model: str, *, now: datetime) -> bool:
    """Train a model if it is due; what goes wrong is logged and kept in the run.

    Returns
    -------
    bool
        Whether it was due and no other process was at it.
    """
    with services.session() as session:
        schedule = schedules.find_schedule(session, model)
        standing = read_standing(session, model)
    if schedule is None or standing.training or not schedule.is_due(now):
        return False
    try:
        if schedule.attempt > services.patience.retries:
            _give_up(services, model, now)
            return False
        run = retrain(services, model, now=now)
    except Conflict as error:
        log.info("training %s: %s", model, error)
        return False
    except MatcherError as error:
        log.warning("training %s failed: %s", model, error)
    except Exception:
        # kept in the run and tried again; the worker lives on
        log.exception("training %s failed", model)
    else:
        log.info("training %s: %s %s", model, run.state, run.version)
    return True


def _give_up(services: Services, model: str, now: datetime) -> None:
    """End a training that has killed its process too often; the next is as the cron says."""
    log.error("training %s was given up: its process ended again and again", model)
    cron = services.settings.schedules[model]
    with services.transaction() as session:
        leases.take_lease(session, model, holder=name_holder(), seconds=0)
        models.close_stale_runs(session, model, at=now, error=GIVEN_UP)
        schedules.settle(session, model, next_run_at=find_next_time(model, cron, after=now))


def _note(services: Services, now: datetime) -> None:
    with services.transaction() as session:
        for model in services.settings.schedules:
            schedules.note_worker(session, model, at=now)

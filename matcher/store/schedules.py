"""When a model is trained next; a training that is due stays due until it has ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Schedules

SCHEDULES = get_table(Schedules)


@dataclass(frozen=True)
class Schedule:
    """A model's cron with its next time, and what is asked for or to be tried again.

    ``attempt`` counts the beginnings of the training that is due; ``seen_at`` is when a worker was
    last there to look.
    """

    model: str
    cron: str
    next_run_at: datetime
    retry_at: datetime | None = None
    attempt: int = 0
    asked_at: datetime | None = None
    asked_by: str = ""
    seen_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether a training is to begin: asked for or missed, not waiting after a failure."""
        waits = self.retry_at is not None and self.retry_at > now
        return not waits and (self.asked_at is not None or self.next_run_at <= now)


SCHEDULE_COLUMNS = [SCHEDULES.c[name] for name in Schedule.__dataclass_fields__]


def keep_schedule(session: Session, model: str, *, cron: str, next_run_at: datetime) -> Schedule:
    """Keep a model's schedule; one whose cron is unchanged keeps its next time, missed or not."""
    values = {"model": model, "cron": cron, "next_run_at": next_run_at, "attempt": 0}
    values |= {"retry_at": None, "asked_at": None, "asked_by": "", "seen_at": None}
    upsert(session, Schedules, [values], update=False)
    session.execute(
        update(SCHEDULES)
        .where(SCHEDULES.c.model == model, SCHEDULES.c.cron != cron)
        .values(cron=cron, next_run_at=next_run_at)
    )
    found = find_schedule(session, model)
    assert found is not None  # noqa: S101 - it was inserted above if it was not there
    return found


def find_schedule(session: Session, model: str) -> Schedule | None:
    """Find a model's schedule; None before a worker or a training has come to it."""
    row = session.execute(select(*SCHEDULE_COLUMNS).where(SCHEDULES.c.model == model)).one_or_none()
    return None if row is None else Schedule(*row)


def ask_for_run(session: Session, model: str, *, actor: str, at: datetime) -> bool:
    """Ask for a training now; False where it has been asked for already.

    Asking again also ends the waiting after a failure.
    """
    asked = session.execute(
        update(SCHEDULES)
        .where(SCHEDULES.c.model == model)
        .where(SCHEDULES.c.asked_at.is_(None) | SCHEDULES.c.retry_at.is_not(None))
        .values(asked_at=at, asked_by=actor, retry_at=None, attempt=0)
        .returning(SCHEDULES.c.model)
    ).one_or_none()
    return asked is not None


def count_attempt(session: Session, model: str) -> int:
    """Count one more beginning of the training that is due, and tell which it is."""
    return int(
        session.execute(
            update(SCHEDULES)
            .where(SCHEDULES.c.model == model)
            .values(attempt=SCHEDULES.c.attempt + 1, retry_at=None)
            .returning(SCHEDULES.c.attempt)
        ).scalar_one()
    )


def put_off(session: Session, model: str, *, until: datetime) -> None:
    """Let a training that failed wait before it is tried again."""
    session.execute(update(SCHEDULES).where(SCHEDULES.c.model == model).values(retry_at=until))


def settle(session: Session, model: str, *, next_run_at: datetime) -> None:
    """Say that nothing is due until the next time."""
    values = {"next_run_at": next_run_at, "attempt": 0, "retry_at": None}
    values |= {"asked_at": None, "asked_by": ""}
    session.execute(update(SCHEDULES).where(SCHEDULES.c.model == model).values(values))


def note_worker(session: Session, model: str, *, at: datetime) -> None:
    """Note that a worker is there."""
    session.execute(update(SCHEDULES).where(SCHEDULES.c.model == model).values(seen_at=at))

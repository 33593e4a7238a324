"""When a model is trained: its cron in Danish time, and how long to wait after a failure."""

import re
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from matcher.errors import N_, InvalidInput

TIME_ZONE = "Europe/Copenhagen"
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
DAY_PART = re.compile(r"([0-7]|\*(?=/))(?:-([0-7]))?(?:/([1-7]))?")
FIRST_WAIT = 5
"""Minutes until a failed training is tried again; each further wait is longer by the factor."""

WAIT_FACTOR = 3


def find_next_time(model: str, cron: str, *, after: datetime) -> datetime:
    """Find the first time after another that a cron line names.

    Raises
    ------
    InvalidInput
        If the line cannot be read, or names no time.

    Examples
    --------
    >>> find_next_time("match", "0 3 * * 0", after=datetime(2026, 11, 25, tzinfo=UTC))
    datetime.datetime(2026, 11, 29, 2, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        trigger = CronTrigger.from_crontab(_name_days(cron), timezone=TIME_ZONE)
    except ValueError as error:
        raise _refuse(model, cron) from error
    found = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    if found is None:
        raise _refuse(model, cron)
    next_time: datetime = found.astimezone(UTC)
    return next_time


def find_wait(attempt: int) -> timedelta:
    """Find how long to wait after a failed attempt: 5, 15, 45 minutes, and so on.

    Examples
    --------
    >>> [find_wait(attempt).seconds // 60 for attempt in (1, 2, 3)]
    [5, 15, 45]
    """
    return timedelta(minutes=float(FIRST_WAIT * WAIT_FACTOR ** (attempt - 1)))


def _name_days(cron: str) -> str:
    """Name the days of the week: cron counts them from Sunday, the library from Monday."""
    fields = cron.split()
    if len(fields) == 5:
        fields[4] = ",".join(_name_part(part) for part in fields[4].split(","))
    return " ".join(fields)


def _name_part(part: str) -> str:
    found = DAY_PART.fullmatch(part)
    if found is None:
        return part
    first = 0 if found[1] == "*" else int(found[1])
    last = int(found[2] or (6 if found[3] else first))
    return ",".join(DAYS[day % 7] for day in range(first, last + 1, int(found[3] or 1))) or part


def _refuse(model: str, cron: str) -> InvalidInput:
    return InvalidInput(
        f"TRAIN_{model.upper()}_CRON",
        N_("%(cron)s is not a cron line"),
        N_("Give five fields, such as 0 3 * * 0 for Sunday at three"),
        cron=cron,
    )

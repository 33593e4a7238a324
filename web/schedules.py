"""A schedule in words: the common forms of a cron line, and a time of day."""

import re
from datetime import time

from babel.dates import format_time, get_day_names, get_month_names
from babel.lists import format_list
from flask_babel import gettext as _

from web.i18n import get_language

DAILY = re.compile(r"(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) (\*|[0-9,]+) (\*|[a-z0-9,-]+)", re.IGNORECASE)
OFTEN = re.compile(r"\*/(\d{1,2})")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PATTERNS = {"da": "HH.mm", "en": "HH:mm"}


def word_cron(cron: str) -> str:
    """Word a cron line; one that is not of a common form is shown as it is."""
    if (often := _word_often(cron)) is not None:
        return often
    found = DAILY.fullmatch(" ".join(cron.split()))
    if found is None or int(found[1]) > 59 or int(found[2]) > 23:
        return str(_("By the cron line %(cron)s", cron=cron))
    at = format_time(time(int(found[2]), int(found[1])), PATTERNS[get_language()])
    days, months = _list_days(found[5].lower()), _name_months(found[4])
    if found[3] == found[4] == found[5] == "*":
        return str(_("Every day at %(time)s", time=at))
    if found[5] == "*" and months and found[3] != "*":
        return str(_("On day %(day)s of %(months)s at %(time)s", **_tell(found[3], months, at)))
    if found[5] == found[4] == "*":
        return str(_("On day %(day)s of every month at %(time)s", day=found[3], time=at))
    if found[3] == found[4] == "*" and days:
        names = get_day_names("wide", locale=get_language())
        told = ", ".join(names[DAYS.index(day)] for day in days)
        return str(_("Every %(days)s at %(time)s", days=told, time=at))
    return str(_("By the cron line %(cron)s", cron=cron))


def _word_often(cron: str) -> str | None:
    """Word a line that comes every so many minutes or hours; None for any other."""
    fields = cron.split()
    if len(fields) != 5 or fields[2:] != ["*"] * 3:
        return None
    minutes, hours = (OFTEN.fullmatch(one) for one in fields[:2])
    if minutes and fields[1] == "*":
        return str(_("Every %(number)s minutes", number=minutes[1]))
    if hours and fields[0].isdigit() and int(fields[0]) < 60:
        given = {"number": hours[1], "minute": f"{int(fields[0]):02d}"}
        return str(_("Every %(number)s hours, at %(minute)s past", **given))
    return None


def _name_months(field: str) -> str:
    """Name the months of a field; nothing where it means every one, or cannot be told."""
    numbers = [int(one) for one in field.split(",") if one.isdigit()]
    if not numbers or not all(1 <= one <= 12 for one in numbers):
        return ""
    names = get_month_names("wide", locale=get_language())
    chosen = [names[one] for one in sorted(set(numbers))]
    return format_list(chosen, locale=get_language())


def _tell(day: str, months: str, at: str) -> dict[str, str]:
    return {"day": day, "months": months, "time": at}


def _list_days(field: str) -> list[str]:
    """List the days that a field of names, numbers and ranges means; none if it cannot be told."""
    found: list[str] = []
    for part in field.split(","):
        ends = [_read_day(end) for end in part.split("-")]
        if None in ends or len(ends) > 2:
            return []
        first, last = (int(end or 0) for end in (ends[0], ends[-1]))
        found += [DAYS[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    return sorted(set(found), key=DAYS.index)


def _read_day(text: str) -> int | None:
    if text in DAYS:
        return DAYS.index(text)
    # cron counts from Sunday, which is both 0 and 7
    return (int(text) - 1) % 7 if text.isascii() and text.isdigit() and int(text) <= 7 else None

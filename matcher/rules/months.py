"""Calendar months as the law counts them: the same day of a later month, or its last day."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the month's last day where it is shorter.

    Examples
    --------
    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def count_months(since: date, until: date) -> int:
    """Count the whole months between two days; none if the second comes first.

    Examples
    --------
    >>> count_months(date(2025, 1, 15), date(2025, 7, 14))
    5
    >>> count_months(date(2025, 1, 15), date(2025, 7, 15))
    6
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    if add_months(since, months) > until:
        months -= 1
    return max(months, 0)


def has_passed(year: int | None, *, years: int, on: date) -> bool | None:
    """Whether so many years had passed since some day of a year; None if it turns on the day.

    Examples
    --------
    >>> has_passed(2018, years=5, on=date(2024, 1, 1))
    True
    >>> has_passed(2019, years=5, on=date(2024, 7, 1)) is None
    True
    """
    if year is None or not 1900 <= year <= 9000:
        return None
    if add_months(date(year, 12, 31), 12 * years) <= on:
        return True
    if add_months(date(year, 1, 1), 12 * years) > on:
        return False
    return None

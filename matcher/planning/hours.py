"""Hours of absence and of substitution, day by day and ISO week by ISO week.

Hours are fractions inside, so that a third of a week stays a third, and decimals when told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

IsoWeek = tuple[int, int]
"""The ISO year and the week's number; the year is that of the week's Thursday."""

WORKDAYS = frozenset(range(5))
"""Monday to Friday, as `date.weekday` counts them."""

DAY = timedelta(days=1)
HUNDREDTH = Decimal("0.01")
_PRAYER_DAY_ENDED = 2024


@dataclass(frozen=True)
class Stretch:
    """The same hours on the same weekdays from one day to another, both counted."""

    starts_on: date
    ends_on: date
    hours_a_day: Fraction
    weekdays: frozenset[int] = WORKDAYS

    def iterate_days(self) -> Iterator[tuple[date, Fraction]]:
        """Give each day with its hours; public holidays have none and are left out."""
        day = self.starts_on
        while day <= self.ends_on:
            if day.weekday() in self.weekdays and day not in list_holidays(day.year):
                yield day, self.hours_a_day
            day += DAY

    def move_to(self, starts_on: date) -> "Stretch":
        """Give the same length from another first day."""
        length = self.ends_on - self.starts_on
        return Stretch(starts_on, starts_on + length, self.hours_a_day, self.weekdays)


@dataclass(frozen=True)
class WeekBalance:
    """What is away and what is put in its place in one week."""

    week: IsoWeek
    absent: Decimal
    covered: Decimal

    @property
    def missing(self) -> Decimal:
        """Hours of absence that nobody covers."""
        return max(self.absent - self.covered, Decimal(0))

    @property
    def surplus(self) -> Decimal:
        """Hours of substitution for which nobody is away."""
        return max(self.covered - self.absent, Decimal(0))


@cache
def list_holidays(year: int) -> frozenset[date]:
    """List the Danish public holidays of a year; the Great Prayer Day was one until 2023.

    Examples
    --------
    >>> date(2023, 5, 5) in list_holidays(2023), date(2024, 4, 26) in list_holidays(2024)
    (True, False)
    """
    easter = find_easter(year)
    after = [-3, -2, 0, 1, 39, 49, 50]
    if year < _PRAYER_DAY_ENDED:
        after.append(26)
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*fixed, *(easter + timedelta(days=days) for days in after)))


def find_easter(year: int) -> date:
    """Find Easter Sunday of the Gregorian calendar.

    Examples
    --------
    >>> find_easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    moon = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (b % 4) + 2 * (c // 4) - moon - c % 4) % 7
    late = (a + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def iso_week(day: date) -> IsoWeek:
    """Give the ISO week a day lies in.

    Examples
    --------
    >>> iso_week(date(2024, 12, 30)), iso_week(date(2027, 1, 3))
    ((2025, 1), (2026, 53))
    """
    year, week, _ = day.isocalendar()
    return year, week


def monday_of(week: IsoWeek) -> date:
    """Give the first day of an ISO week."""
    return date.fromisocalendar(*week, 1)


def count_weeks(first: date, last: date) -> int:
    """Count the ISO weeks two days and all between them lie in.

    Examples
    --------
    >>> count_weeks(date(2025, 1, 5), date(2025, 1, 6))
    2
    """
    return (monday_of(iso_week(last)) - monday_of(iso_week(first))).days // 7 + 1


def sum_days(stretches: Iterable[Stretch]) -> dict[date, Fraction]:
    """Add up the hours of several stretches, day by day."""
    total: dict[date, Fraction] = {}
    for stretch in stretches:
        for day, hours in stretch.iterate_days():
            total[day] = total.get(day, Fraction(0)) + hours
    return dict(sorted(total.items()))


def sum_weeks(stretches: Iterable[Stretch]) -> dict[IsoWeek, Fraction]:
    """Add up the hours of several stretches, ISO week by ISO week."""
    total: dict[IsoWeek, Fraction] = {}
    for day, hours in sum_days(stretches).items():
        week = iso_week(day)
        total[week] = total.get(week, Fraction(0)) + hours
    return total


def balance_weeks(
    absent: Mapping[IsoWeek, Fraction], covered: Mapping[IsoWeek, Fraction]
) -> tuple[WeekBalance, ...]:
    """Set absence and substitution against each other, one row a week that has either."""
    return tuple(
        WeekBalance(week, tell_hours(absent.get(week)), tell_hours(covered.get(week)))
        for week in sorted({*absent, *covered})
    )


def tell_hours(hours: Fraction | None) -> Decimal:
    """Round hours to hundredths, half up.

    Examples
    --------
    >>> tell_hours(Fraction(37, 3)), tell_hours(None)
    (Decimal('12.33'), Decimal('0.00'))
    """
    if hours is None:
        return Decimal("0.00")
    exact = Decimal(hours.numerator) / Decimal(hours.denominator)
    return exact.quantize(HUNDREDTH, ROUND_HALF_UP)

"""Months end where the calendar's months do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.rules.months import add_months, count_months, has_passed

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 3, 31), 0, date(2025, 3, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, later):
    assert add_months(day, months) == later


@given(DAYS, st.integers(0, 240))
def test_so_many_months_later_so_many_months_are_counted(day, months):
    assert count_months(day, add_months(day, months)) == months
    assert count_months(day, add_months(day, months) - timedelta(days=1)) == max(months - 1, 0)


@given(DAYS, DAYS, DAYS)
def test_waiting_longer_never_counts_fewer_months(since, one, other):
    first, second = sorted((one, other))
    assert count_months(since, first) <= count_months(since, second)


def test_no_months_are_counted_backwards():
    assert count_months(date(2024, 5, 1), date(2023, 5, 1)) == 0


@pytest.mark.parametrize(
    ("on", "passed"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), None),
        (date(2024, 12, 30), None),
        (date(2024, 12, 31), True),
    ],
)
def test_a_year_alone_leaves_one_year_open(on, passed):
    assert has_passed(2019, years=5, on=on) is passed


@pytest.mark.parametrize("year", [None, 0, -4, 99999])
def test_a_year_that_cannot_be_meant_says_nothing(year):
    assert has_passed(year, years=5, on=date(2024, 1, 1)) is None

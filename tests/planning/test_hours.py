"""Hours by day and by ISO week, across year ends and holidays."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.planning.hours import (
    Stretch,
    balance_weeks,
    count_weeks,
    find_easter,
    iso_week,
    list_holidays,
    monday_of,
    sum_days,
    sum_weeks,
    tell_hours,
)

FULL = Fraction(37, 5)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_is_where_the_almanac_has_it(year, easter):
    assert find_easter(year) == easter


def test_the_great_prayer_day_is_a_holiday_until_2023_only():
    assert date(2023, 5, 5) in list_holidays(2023)
    assert len(list_holidays(2023)) == len(list_holidays(2024)) + 1


def test_a_week_with_a_holiday_has_fewer_hours():
    easter_week = Stretch(date(2025, 4, 14), date(2025, 4, 18), FULL)
    assert sum_weeks([easter_week]) == {(2025, 16): 3 * FULL}


def test_the_days_around_new_year_belong_to_the_week_of_their_thursday():
    across = Stretch(date(2024, 12, 27), date(2025, 1, 6), FULL)
    assert sum_weeks([across]) == {(2024, 52): FULL, (2025, 1): 4 * FULL, (2025, 2): FULL}


def test_a_year_of_53_weeks_has_its_last_week():
    across = Stretch(date(2026, 12, 28), date(2027, 1, 4), FULL)
    assert sum_weeks([across]) == {(2026, 53): 4 * FULL, (2027, 1): FULL}


def test_a_leap_day_is_a_day_like_another():
    assert sum_weeks([Stretch(date(2024, 2, 29), date(2024, 2, 29), FULL)]) == {(2024, 9): FULL}


def test_the_nights_on_which_clocks_change_take_no_hour_away():
    spring = Stretch(date(2025, 3, 24), date(2025, 4, 4), FULL)
    autumn = Stretch(date(2025, 10, 20), date(2025, 10, 31), FULL)
    assert list(sum_weeks([spring]).values()) == list(sum_weeks([autumn]).values()) == [37, 37]


def test_a_third_of_a_week_stays_a_third():
    one = Stretch(date(2025, 3, 3), date(2025, 3, 7), Fraction(37, 3), frozenset({0, 2, 4}))
    assert tell_hours(sum_weeks([one])[2025, 10]) == Decimal("37.00")


def test_hours_that_nobody_covers_are_missing_and_hours_too_many_are_surplus():
    absent = {(2025, 10): Fraction(37), (2025, 11): Fraction(37)}
    covered = {(2025, 10): Fraction(30), (2025, 12): Fraction(7)}
    rows = balance_weeks(absent, covered)
    assert [row.week for row in rows] == [(2025, 10), (2025, 11), (2025, 12)]
    assert [row.missing for row in rows] == [Decimal(7), Decimal(37), Decimal(0)]
    assert [row.surplus for row in rows] == [Decimal(0), Decimal(0), Decimal(7)]


@st.composite
def stretches(draw):
    first = draw(DAYS)
    last = draw(st.dates(first, min(date(2035, 12, 31), date.fromordinal(first.toordinal() + 400))))
    hours = draw(st.fractions(0, 10, max_denominator=12))
    return Stretch(first, last, hours, draw(st.frozensets(st.integers(0, 6))))


@given(st.lists(stretches(), max_size=4))
def test_weeks_hold_exactly_what_their_days_hold(some):
    by_day, by_week = sum_days(some), sum_weeks(some)
    assert sum(by_week.values()) == sum(by_day.values())
    assert by_week.keys() == {iso_week(day) for day in by_day}


@given(stretches(), DAYS)
def test_moving_keeps_the_length(one, day):
    moved = one.move_to(day)
    assert moved.ends_on - moved.starts_on == one.ends_on - one.starts_on


@given(DAYS)
def test_a_week_begins_on_a_monday_and_is_one_week_long(day):
    week = iso_week(day)
    assert monday_of(week).weekday() == 0
    assert 0 <= (day - monday_of(week)).days < 7
    assert count_weeks(monday_of(week), day) == 1


@given(st.integers(2013, 2050))
def test_a_year_has_ten_holidays_or_eleven_and_easter_falls_on_a_sunday(year):
    assert len(list_holidays(year)) == (11 if year < 2024 else 10)
    assert find_easter(year).weekday() == 6

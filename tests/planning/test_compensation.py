"""Amounts to the øre, worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from matcher.planning.compensation import claim_months, limit_hours, read_rate, total_amount
from matcher.planning.hours import Stretch, sum_days
from matcher.rules.jobrotation import hourly_benefit

FULL = Fraction(37, 5)


def rate_on(day):
    return read_rate(hourly_benefit(day))


def claim(absent, covered):
    hours = limit_hours(sum_days(absent), sum_days(covered))
    return claim_months(hours.items(), rate_on=rate_on)


def test_a_fortnight_of_2025_is_74_hours_at_210_49():
    # JR-15
    weeks = [Stretch(date(2025, 3, 3), date(2025, 3, 14), FULL)]
    (row,) = claim(weeks, weeks)
    assert (row.month, row.hours, row.rate.kroner) == (date(2025, 3, 1), 74, Decimal("210.49"))
    assert row.amount == Decimal("15576.26")  # 74 × 210,49 = 15.576,26


def test_the_rate_changes_with_the_year_and_new_years_day_is_free():
    # JR-15
    weeks = [Stretch(date(2024, 12, 30), date(2025, 1, 3), FULL)]
    december, january = claim(weeks, weeks)
    assert (december.hours, december.rate.kroner) == (Decimal("14.80"), Decimal("203.17"))
    assert december.amount == Decimal("3006.92")  # 14,8 × 203,17 = 3.006,916
    assert (january.hours, january.rate.kroner) == (Decimal("14.80"), Decimal("210.49"))
    assert january.amount == Decimal("3115.25")  # 14,8 × 210,49 = 3.115,252
    assert total_amount([december, january]) == Decimal("6122.17")


def test_only_hours_with_a_substitute_in_place_count():
    away = [Stretch(date(2025, 3, 3), date(2025, 3, 14), FULL)]
    there = [Stretch(date(2025, 3, 3), date(2025, 3, 7), Fraction(6))]
    (row,) = claim(away, there)
    assert row.hours == 30  # five days of six hours, though the employee was away for more
    assert row.amount == Decimal("6314.70")  # 30 × 210,49


def test_hours_of_a_substitute_for_nobody_are_not_paid():
    away = [Stretch(date(2025, 3, 3), date(2025, 3, 7), Fraction(4))]
    there = [Stretch(date(2025, 3, 3), date(2025, 3, 14), FULL)]
    assert [row.hours for row in claim(away, there)] == [20]


def test_a_year_whose_rate_is_not_known_has_no_amount():
    weeks = [Stretch(date(2016, 3, 7), date(2016, 3, 11), FULL)]
    (row,) = claim(weeks, weeks)
    assert (row.hours, row.amount) == (37, None)
    assert total_amount([row]) is None
    assert total_amount([]) is None


@given(
    st.dates(date(2021, 1, 1), date(2025, 6, 1)),
    st.integers(0, 200),
    st.integers(0, 1480),
    st.integers(0, 1480),
)
def test_more_substitution_never_pays_less_and_never_more_than_the_absence(
    first, length, absent, covered
):
    last = date.fromordinal(first.toordinal() + length)
    away = [Stretch(first, last, Fraction(absent, 200))]
    some = [Stretch(first, last, Fraction(covered, 200))]
    more = [Stretch(first, last, Fraction(covered + 20, 200))]
    paid, paid_more, in_full = (total_amount(claim(away, one)) or 0 for one in (some, more, away))
    assert paid <= paid_more <= in_full

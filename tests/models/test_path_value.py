"""What a path is worth: gained placements, by week and by krone, with an interval."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.models.path_value import value_path
from matcher.vocabulary import UNKNOWN_CHANCE, Chance, Sureness

SHARES = st.floats(0.01, 0.99)


def tell(share, width=0.0):
    low, high = max(1e-6, share - width), min(1 - 1e-6, share + width)
    return Chance(share, low, high, 0.9, 50, 20, 100, Sureness.FAIRLY_SURE)


def value(before, after, completed=0.8, **more):
    return value_path(
        before, after, tell(completed, 0.05), **{"weeks": 4.0, "price_dkk": Decimal(2000)} | more
    )


def test_the_gain_is_what_the_path_adds_times_that_it_is_completed():
    found = value([tell(0.1), tell(0.2)], [tell(0.5), tell(0.2)])
    before, after = 1 - 0.9 * 0.8, 1 - 0.5 * 0.8
    assert (found.before, found.after) == pytest.approx((before, after))
    assert found.gain == pytest.approx(0.8 * (after - before))
    for rate, by in ((found.per_week, 4), (found.per_thousand_kroner, 2)):
        told = (rate.gain * by, rate.low * by, rate.high * by)
        assert told == pytest.approx((found.gain, found.low, found.high))


@given(st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=5), SHARES, st.floats(0, 0.3))
def test_nobody_gains_more_than_a_job_or_less_than_nothing_and_the_interval_holds_it(
    pairs, completed, width
):
    before = [tell(min(pair), width) for pair in pairs]
    after = [tell(max(pair), width) for pair in pairs]
    found = value(before, after, completed)
    assert 0 <= found.low <= found.gain <= found.high <= 1
    assert found.gain <= completed + 1e-9


@given(SHARES, SHARES)
def test_a_further_opening_never_lowers_the_chance_of_any(first, second):
    one = value([tell(0.05)], [tell(first)])
    two = value([tell(0.05), tell(0.05)], [tell(first), tell(second)])
    assert two.after >= one.after - 1e-9


def test_surer_chances_give_a_narrower_interval():
    wide, narrow = (value([tell(0.1, width)], [tell(0.5, width)], 0.8) for width in (0.3, 0.02))
    assert narrow.high - narrow.low < wide.high - wide.low


def test_where_chances_are_not_known_nothing_is_told():
    assert value([UNKNOWN_CHANCE], [UNKNOWN_CHANCE]) is None


def test_what_takes_no_time_or_costs_nothing_has_no_rate():
    found = value([tell(0.1)], [tell(0.3)], weeks=0.0, price_dkk=Decimal(0))
    assert (found.per_week, found.per_thousand_kroner) == (None, None)

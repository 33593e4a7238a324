"""What an explanation shows adds up, to the digit shown and exactly beneath."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.vocabulary import Contribution
from web.bars import find_strongest, lay_out_bars, round_to_total

amounts = st.lists(st.floats(-20, 20), min_size=1, max_size=30)


def contribute(amount, feature="skill__coverage"):
    return Contribution(feature, None, amount, "dansk", "engelsk")


@given(amounts)
def test_rounded_amounts_add_up_to_the_rounded_total(values):
    rounded = round_to_total(values, places=2)
    assert sum(rounded) == pytest.approx(round(sum(values) * 100) / 100, abs=1e-9)
    assert all(abs(a - b) < 0.01 + 1e-9 for a, b in zip(rounded, values, strict=True))


@given(amounts)
def test_bars_hold_every_amount_and_stay_within_the_chart(app_context, values):
    bars, others = lay_out_bars(
        [contribute(one) for one in values], intercept=0.5, start_text="begyndelse"
    )
    assert sum(bar.amount for bar in [*bars, *others]) == pytest.approx(0.5 + sum(values))
    assert all(bar.start >= -0.01 and bar.start + bar.width <= 100.01 for bar in bars)
    assert all(bar.start + bar.width <= 50.01 for bar in bars if bar.amount < 0)
    assert bars[0].feature == "intercept"


@pytest.fixture(scope="module")
def app_context():
    from flask import Flask

    from web.i18n import set_up_languages

    app = Flask(__name__)
    set_up_languages(app)
    with app.test_request_context():
        yield


def test_the_strongest_reasons_are_those_that_weigh_most_either_way():
    given_amounts = [0.1, -2.0, 0.0, 1.0, 0.5]
    strongest = find_strongest([contribute(one) for one in given_amounts])
    assert [one.amount for one in strongest] == [-2.0, 1.0, 0.5]

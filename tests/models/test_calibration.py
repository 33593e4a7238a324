"""A chance is fitted by what the data bear, never falls, is never certain, and counts its base."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import ArtifactRefused
from matcher.models.calibration import Calibration


def draw(n, truth, seed=0):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, n)
    return scores, rng.random(n) < truth(scores)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def staircase(scores):
    return np.where(scores < 0, 0.05, np.where(scores < 1, 0.3, 0.35))


def measure_error(told, truth, seed=9):
    scores = np.random.default_rng(seed).normal(0, 1, 4_000)
    return float(np.abs(told.predict(scores) - truth(scores)).mean())


ROWS = st.lists(
    st.tuples(st.floats(-1e6, 1e6, width=32), st.booleans(), st.floats(0, 100)),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_whatever_it_is_fitted_to_it_never_falls_and_is_never_certain(rows):
    scores, happened, weights = (
        (list(one) for one in zip(*rows, strict=True)) if rows else ([],) * 3
    )
    told = Calibration.fit(scores, happened, weights)
    asked = np.array([-1e9, *np.linspace(-1e6, 1e6, 50), *sorted(scores), 1e9])
    chance = told.predict(np.sort(asked))
    assert np.all((chance > 0) & (chance < 1))
    assert np.all(np.diff(chance) >= 0)
    assert np.all(told.predict_errors(asked) > 0)
    assert Calibration.from_json(told.to_json()) == told
    kept = [one for one in rows if one[2] > 0]
    assert (told.followed, told.lasted) == (len(kept), sum(one[1] for one in kept))


@given(ROWS, st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_rows_decides_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    told = [
        Calibration.fit([one[0] for one in part], [one[1] for one in part])
        for part in (rows, shuffled)
    ]
    assert told[0] == told[1]


def test_with_nothing_to_go_by_it_says_so_by_its_error():
    told = Calibration.fit([], [])
    assert (told.method, told.predict_one(3.0), told.regions) == ("rate", 0.5, ())
    assert told.predict_errors([3.0])[0] >= 2
    assert told.find_region(3.0).pairs == 0


@pytest.mark.parametrize("happened", [False, True])
def test_where_only_one_thing_happened_every_score_has_the_same_chance_short_of_certain(happened):
    told = Calibration.fit(np.arange(10.0), [happened] * 10)
    assert told.method == "rate"
    chance = told.predict_one(4.0) if happened else 1 - told.predict_one(4.0)
    assert 0.9 < chance < 0.99


def test_equal_scores_have_the_base_rate():
    told = Calibration.fit([2.0] * 100, [True] * 20 + [False] * 80)
    assert told.method == "rate"
    assert told.predict_one(-50.0) == pytest.approx(20.5 / 101)


def test_few_outcomes_give_a_sigmoid_many_the_staircase_they_came_from():
    assert Calibration.fit(*draw(200, staircase)).method in {"rate", "platt"}
    many = Calibration.fit(*draw(100_000, staircase))
    assert many.method == "isotonic"
    assert measure_error(many, staircase) < 0.015


def test_a_sigmoid_is_kept_a_sigmoid_however_many_outcomes():
    def truth(scores):
        return sigmoid(1.3 * scores - 2)

    told = Calibration.fit(*draw(100_000, truth))
    assert told.method == "platt"
    assert measure_error(told, truth) < 0.01


def test_a_score_that_tells_nothing_or_the_opposite_gives_the_base_rate():
    scores, happened = draw(4_000, lambda scores: sigmoid(-scores))
    told = Calibration.fit(scores, happened)
    assert told.method == "rate"
    assert told.predict_one(0.0) == pytest.approx(happened.mean(), abs=0.001)


def test_few_outcomes_lean_to_the_base_rate_more_than_many_alike():
    scores, happened = [0.0, 1.0, 2.0, 3.0] * 3, [False, False, True, True] * 3
    slopes = []
    for times in (1, 2, 8):
        told = Calibration.fit(scores * times, happened * times)
        low, high = told.predict_odds([0.0, 3.0])
        assert told.method == "platt"
        slopes.append(high - low)
    assert slopes == sorted(slopes)
    assert 2 < slopes[0] < 0.6 * slopes[2]


def test_the_regions_hold_every_pair_once_and_what_came_of_those_in_them():
    scores, happened = draw(5_000, lambda scores: sigmoid(scores - 2))
    scores = scores.round(2)
    told = Calibration.fit(scores, happened)
    assert len(told.regions) == 20
    for region in told.regions:
        inside = (scores >= region.low) & (scores <= region.high)
        assert (region.pairs, region.lasted) == (inside.sum(), happened[inside].sum())
        assert told.find_region(region.low) == told.find_region(region.high) == region
        rate = region.lasted / region.pairs
        spread = 4 * np.sqrt(rate * (1 - rate) / region.pairs) + 0.02
        assert rate == pytest.approx(told.predict([region.low, region.high]).mean(), abs=spread)


def test_a_score_unlike_any_seen_rests_on_nothing():
    told = Calibration.fit(*draw(1_000, sigmoid))
    assert told.find_region(99.0).pairs == told.find_region(-99.0).pairs == 0


def test_uneven_weights_count_as_fewer_pairs_and_move_the_chance():
    scores, happened = draw(2_000, lambda scores: np.full(len(scores), 0.2))
    even = Calibration.fit(scores, happened, np.full(2_000, 7.0))
    assert even == Calibration.fit(scores, happened)
    uneven = Calibration.fit(scores, happened, np.where(happened, 9.0, 1.0))
    assert uneven.predict_one(0.0) > 0.6
    assert uneven.predict_errors([0.0])[0] > even.predict_errors([0.0])[0]


@pytest.mark.parametrize(
    ("scores", "happened", "weights", "words"),
    [
        ([1.0], [True, False], None, "as long as"),
        ([float("nan")], [True], None, "finite"),
        ([1.0], [True], [-1.0], "weight"),
    ],
)
def test_rows_that_cannot_be_are_refused(scores, happened, weights, words):
    with pytest.raises(ValueError, match=words):
        Calibration.fit(scores, happened, weights)


GOOD = json.loads(Calibration.fit([0.0, 1.0] * 9, [False, True] * 9).to_json())
REGION = {"low": 0.0, "high": 1.0, "pairs": 18, "lasted": 9}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[" * 100_000,
        "null",
        "{}",
        json.dumps(GOOD | {"more": 1}),
        json.dumps(GOOD | {"method": "__import__"}),
        json.dumps(GOOD | {"scores": []}),
        json.dumps(GOOD | {"scores": GOOD["scores"][::-1]}),
        json.dumps(GOOD | {"odds": GOOD["odds"][::-1]}),
        json.dumps(GOOD | {"odds": [1e9] * len(GOOD["odds"])}),
        json.dumps(GOOD | {"errors": [0.0] * len(GOOD["odds"])}),
        json.dumps(GOOD | {"errors": ["1"] * len(GOOD["odds"])}),
        json.dumps(GOOD | {"scores": [True, 2.0], "odds": [0.0, 0.0], "errors": [1.0, 1.0]}),
        json.dumps(GOOD).replace("1.0", "NaN"),
        json.dumps(GOOD).replace("1.0", "1e999"),
        json.dumps(GOOD | {"regions": [REGION | {"lasted": 19}]}),
        json.dumps(GOOD | {"regions": [REGION | {"pairs": 18.5}]}),
        json.dumps(GOOD | {"regions": [REGION, REGION]}),
        json.dumps(GOOD | {"regions": {"low": 0}}),
    ],
)
def test_a_text_that_is_no_calibration_is_refused(body):
    assert Calibration.from_json(json.dumps(GOOD)).method == "platt"
    with pytest.raises(ArtifactRefused, match="the calibration cannot be read"):
        Calibration.from_json(body)

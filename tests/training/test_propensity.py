"""Examination is found again from logs in which it is known, and corrected for within limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.propensity import (
    FLOOR,
    correct_exposure,
    estimate_examination,
    step_by_swaps,
    weigh_gain,
    weigh_recent,
)

LENGTH = 10
TRUE = np.arange(1, LENGTH + 1) ** -0.7


def draw_log(*, lists=8_000, swap=0.0, telling=1.0, seed=0):
    """Lists in order of attraction; the score tells it, or is noise where ``telling`` is 0."""
    rng = np.random.default_rng(seed)
    attraction = -np.sort(-rng.uniform(0.05, 0.8, (lists, LENGTH)), axis=1)
    place = np.tile(np.arange(LENGTH), (lists, 1))
    for i, first in enumerate(rng.integers(0, 2, lists)):
        for k in range(first, LENGTH - 1, 2):
            if rng.random() < swap:
                place[i, [k, k + 1]] = place[i, [k + 1, k]]
    shown = np.take_along_axis(attraction, place, axis=1)
    sides = np.where((place == 0) | (place == LENGTH - 1), 1, 2)
    moved = place != np.arange(LENGTH)
    noise = rng.normal(0, 1, shown.shape)
    return pd.DataFrame(
        {
            "rank": np.tile(np.arange(1, LENGTH + 1), lists),
            "model_rank": place.ravel() + 1,
            "propensity": np.where(moved, swap / 2, 1 - sides * swap / 2).ravel(),
            "score": (telling * np.log(shown) + (1 - telling) * noise).ravel(),
            "shortlisted": (rng.random(shown.shape) < shown * TRUE).ravel(),
        }
    )


def find_worst(found):
    return np.abs(np.log(found / TRUE)).max()


def test_a_score_that_tells_attraction_tells_examination():
    # at equal score ranks must differ for it to be told, which swaps see to
    log = draw_log(swap=0.3).drop(columns=["model_rank", "propensity"])
    assert find_worst(estimate_examination(log)) < 0.2


def test_swaps_find_the_curve_where_the_score_is_noise():
    log = draw_log(lists=20_000, swap=0.3, telling=0.0)
    fooled = estimate_examination(log.drop(columns=["model_rank", "propensity"]))
    assert find_worst(fooled) > 1.0
    found = estimate_examination(log)
    assert np.abs(np.log(found[:4] / TRUE[:4])).max() < 0.15
    assert find_worst(found) < 0.5 * find_worst(fooled)


def test_each_steps_swap_estimate_lies_within_its_own_doubt():
    steps, variance = step_by_swaps(draw_log(lists=20_000, swap=0.3, telling=0.0), LENGTH)
    off = (steps - np.diff(np.log(TRUE))) / np.sqrt(variance)
    assert np.abs(off).max() < 3.5
    assert np.sqrt(variance[0]) < 0.05


def test_too_few_swaps_say_nothing():
    log = draw_log(lists=2_000)
    log.loc[log.index[:LENGTH], "propensity"] = 0.9
    steps, variance = step_by_swaps(log, LENGTH)
    assert np.isinf(variance).all()
    assert not steps.any()
    plain = log.drop(columns=["model_rank", "propensity"])
    assert estimate_examination(log) == pytest.approx(estimate_examination(plain), abs=1e-12)


def test_a_log_of_one_score_and_a_log_in_which_nothing_happened_are_borne():
    assert estimate_examination(draw_log().assign(score=0.0))[0] == 1.0
    nothing = draw_log(lists=50).assign(shortlisted=False)
    assert np.array_equal(estimate_examination(nothing), np.ones(LENGTH))
    assert np.array_equal(estimate_examination(nothing.iloc[:0]), np.ones(1))


def test_a_search_is_examined_for_certain_and_teaches_nothing_of_ranks():
    log = draw_log(lists=2_000).assign(source="list", gain=1.0)
    found = log.iloc[:500].assign(source="search", rank=1, score=np.nan, shortlisted=True)
    both = pd.concat([log, found], ignore_index=True)
    examination = estimate_examination(both)
    assert np.array_equal(examination, estimate_examination(log))
    seen = np.full(LENGTH, 0.25)
    weight, start = correct_exposure(both, seen)
    assert weight[-500:].tolist() == weigh_gain(both, seen)[-500:].tolist() == [1.0] * 500
    assert start[-500:].tolist() == [0.0] * 500
    assert weigh_gain(both, seen)[0] == 4.0


@given(
    examination=st.lists(st.floats(FLOOR, 1), min_size=1, max_size=8),
    hits=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_the_less_a_rank_is_seen_the_more_it_weighs_and_the_lower_it_starts(examination, hits):
    frame = pd.DataFrame({"rank": np.arange(1, 9), "shortlisted": hits})
    seen = np.minimum.accumulate([1.0, *examination])
    weight, start = correct_exposure(frame, seen)
    assert weight[0] == 1.0
    assert start[0] == pytest.approx(0.0, abs=1e-12)
    assert (np.diff(weight) >= 0).all()
    assert (np.diff(start) <= 1e-12).all()
    assert weight.max() <= FLOOR**-0.5 + 1e-9


def test_age_halves_a_weight_with_each_half_life():
    shown = pd.to_datetime(["2026-01-31", "2026-01-21", "2026-01-01"], utc=True)
    frame = pd.DataFrame({"shown_at": shown})
    assert weigh_recent(frame, 10) == pytest.approx([1, 0.5, 0.125])
    assert weigh_recent(frame, np.inf).tolist() == [1, 1, 1]

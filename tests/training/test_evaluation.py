"""The figures that decide a promotion are right on cases worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.evaluation import (
    bootstrap_mean,
    bootstrap_ratio,
    compute_calibration,
    compute_losses,
    compute_ndcg,
)
from training.propensity import FLOOR, estimate_examination, weigh_gain


def frame_of(*sizes):
    names = [f"list-{i}" for i, size in enumerate(sizes) for _ in range(size)]
    return pd.DataFrame({"list_id": names, "opening": names})


def test_ndcg_of_a_list_worked_by_hand():
    # gains 3, 0, 1 in the order shown; the best order is 3, 1, 0
    reached = 3 / np.log2(2) + 1 / np.log2(4)
    ideal = 3 / np.log2(2) + 1 / np.log2(3)
    found = compute_ndcg(frame_of(3), np.array([3.0, 2.0, 1.0]), gain=np.array([3.0, 0.0, 1.0]))
    assert found.tolist() == pytest.approx([reached / ideal])


@given(st.lists(st.integers(0, 7), min_size=1, max_size=30))
def test_the_order_of_the_gains_themselves_is_perfect_and_none_is_better(gains):
    gain = np.array(gains, float)
    found = compute_ndcg(frame_of(len(gains)), gain, gain=gain)
    assert found.tolist() == ([pytest.approx(1.0)] if gain.any() else [])


def test_a_list_in_which_nothing_happened_says_nothing():
    found = compute_ndcg(frame_of(2, 2), np.arange(4.0), gain=np.array([0, 0, 0, 1.0]))
    assert [name for name, _ in found.index] == ["list-1"]


def test_a_constant_score_gains_nothing_from_the_order_of_the_file():
    frame = frame_of(*[10] * 300)
    gain = np.tile([7.0] + [0.0] * 9, 300)
    assert compute_ndcg(frame, np.zeros(len(gain)), gain=gain).mean() < 0.6


def test_the_interval_holds_the_mean_and_narrows_with_more_openings():
    rng = np.random.default_rng(1)

    def interval(n):
        index = pd.MultiIndex.from_arrays([[f"O-{i}" for i in range(n)]] * 2)
        return bootstrap_mean(pd.Series(rng.normal(0.5, 0.2, n), index=index))

    few, many = interval(40), interval(2000)
    assert few.low < few.mean < few.high
    assert many.high - many.low < (few.high - few.low) / 3


def test_perfectly_told_chances_have_a_small_error_and_boasts_a_large_one():
    rng = np.random.default_rng(2)
    chance = rng.uniform(0, 1, 20_000)
    happened = rng.random(20_000) < chance
    assert compute_calibration(chance, happened)[0] < 0.02
    assert compute_calibration(np.sqrt(chance), happened)[0] > 0.1


def test_the_ratio_of_two_sums_draws_clusters_as_a_whole():
    # given rows of which those of one cluster are all alike
    rng = np.random.default_rng(5)
    of_cluster = rng.normal(1.0, 0.5, 40)
    values, clusters = np.repeat(of_cluster, 25), np.repeat(np.arange(40), 25)
    ones = np.ones(len(values))
    # when they are drawn by cluster, then the interval is as wide as forty values make it
    together = bootstrap_ratio(values, ones, clusters)
    alone = bootstrap_ratio(values, ones, np.arange(len(values)))
    assert together.high - together.low > 4 * (alone.high - alone.low)
    assert together.low < of_cluster.mean() < together.high


def test_a_truer_chance_has_the_smaller_losses():
    rng = np.random.default_rng(6)
    chance = rng.uniform(0, 1, 5_000)
    happened = rng.random(5_000) < chance
    truer, flat = compute_losses(chance, happened), compute_losses(np.full(5_000, 0.5), happened)
    assert set(truer) == {"brier", "log_loss"}
    assert all(truer[name].mean() < flat[name].mean() for name in truer)
    assert np.isfinite(
        compute_losses(np.array([0.0, 1.0]), np.array([True, False]))["log_loss"]
    ).all()


def draw_log(power, lists=4000, length=10, seed=3):
    """Rank r is looked at with chance r ** -power, and the score tells attraction."""
    rng = np.random.default_rng(seed)
    score = -np.sort(-rng.normal(size=(lists, length)), axis=1)
    rank = np.tile(np.arange(1, length + 1), (lists, 1))
    chance = np.exp(score - 2).clip(max=1) * rank**-power
    return pd.DataFrame(
        {
            "rank": rank.ravel(),
            "score": score.ravel(),
            "shortlisted": (rng.random((lists, length)) < chance).ravel(),
        }
    )


@pytest.mark.parametrize("power", [0.0, 0.55, 1.0])
def test_the_examination_of_each_rank_is_found_again_from_the_log(power):
    found = estimate_examination(draw_log(power))
    true = np.arange(1, 11.0) ** -power
    assert found == pytest.approx(np.clip(true, FLOOR, 1), abs=0.15)
    assert (np.diff(found) <= 1e-12).all()


def test_with_too_little_to_go_by_every_rank_counts_alike():
    assert estimate_examination(draw_log(0.5, lists=5)).tolist() == [1.0] * 10


def test_a_gain_low_on_the_list_weighs_more_than_the_same_gain_at_the_top():
    frame = pd.DataFrame({"rank": [1, 2, 9], "gain": [4.0, 4.0, 4.0]})
    assert weigh_gain(frame, np.array([1.0, 0.5])).tolist() == [4.0, 8.0, 8.0]

"""The figures that decide a promotion are right on cases worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.evaluation import Interval, bootstrap_mean, compute_calibration, compute_ndcg
from training.fairness import GroupExposure
from training.gate import rule_on
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


def exposed(challenger, champion=1.0, shown=500):
    return GroupExposure("age", "55-", shown, champion, challenger)


@pytest.mark.parametrize(
    ("difference", "lists", "groups", "promoted", "word"),
    [
        (Interval(0.02, 0.001, 0.04), 200, [exposed(0.9)], True, "no group is worse off"),
        (Interval(0.02, -0.001, 0.04), 200, [exposed(0.9)], False, "reaches zero"),
        (Interval(0.02, 0.001, 0.04), 12, [], False, "only 12 lists"),
        (Interval(0.02, 0.001, 0.04), 200, [exposed(0.7)], False, "55- (age) falls"),
        (Interval(0.02, 0.001, 0.04), 200, [exposed(0.7, champion=0.72)], True, "better"),
        (Interval(0.02, 0.001, 0.04), 200, [exposed(0.1, shown=8)], True, "better"),
    ],
)
def test_the_gate_lets_through_only_what_is_surely_better_and_no_less_fair(
    difference, lists, groups, promoted, word
):
    ruling = rule_on(difference, lists=lists, groups=groups)
    assert ruling.promoted is promoted
    assert word in " ".join(ruling.reasons_en)
    assert len(ruling.reasons_da) == len(ruling.reasons_en)


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

"""What an order would have been worth, estimated from biased lists, against the truth."""

import numpy as np
import pandas as pd
import pytest

from matcher.features import NAMES
from matcher.models.exploration import compute_propensities, swap_neighbours
from training import simulate as simulator
from training.offpolicy import CLIP, ESTIMATORS, estimate_worth
from training.simulate import GRADES, PLACED, Pool, SimulationConfig, simulate
from training.simulator.process import BARS

OPENINGS, EACH = 150, 30
CONFIG = SimulationConfig(lists=1500, length=20, examination=1.0, taste=0.5, seed=4)
TRUE_EXAMINATION = np.arange(1, 21.0) ** -CONFIG.examination


def build_small_pool(seed=1):
    """Give pairs with a true worth and no features; the policy of the lists is given beside it."""
    rng = np.random.default_rng(seed)
    worth = rng.normal(0.0, 1.2, OPENINGS * EACH)
    size = len(worth)
    return Pool(
        np.zeros((size, len(NAMES)), np.float32),
        np.repeat(np.arange(OPENINGS), EACH),
        np.arange(size),
        worth,
        worth,
        np.zeros(size, bool),
    )


def compute_true_gain(worth, noise):
    """Compute what an examined pair gains on average: each step is a logistic chance."""
    gain, reached = np.zeros(len(worth)), np.ones(len(worth))
    for step, bar in enumerate(BARS, start=1):
        reached = reached / (1 + np.exp(-(worth - bar) / noise))
        last = step == len(BARS)
        going_on = 0.0 if last else 1 / (1 + np.exp(-(worth - BARS[step]) / noise))
        grade = simulator.ENDED_EARLY_GAIN if step == PLACED else GRADES[step]
        gain += reached * (1 - going_on) * grade
    return gain


@pytest.fixture(scope="module")
def drawn():
    pool = build_small_pool()
    rng = np.random.default_rng(2)
    old = pool.worth + rng.normal(0, 1.5, len(pool.worth))
    new = pool.worth + rng.normal(0, 0.5, len(pool.worth))
    frame = simulate(pool, CONFIG, policy=old).frame
    row = frame["row"].to_numpy()
    orders = {"champion": old[row], "challenger": new[row]}
    gain = compute_true_gain(pool.worth[row], CONFIG.noise)
    lists = frame["list_id"].nunique()
    truth = {}
    for name, scores in orders.items():
        ranks = pd.Series(-scores).groupby(frame["list_id"].to_numpy()).rank(method="first")
        truth[name] = (ranks.to_numpy() ** -CONFIG.examination * gain).sum() / lists
    return frame, orders, truth


@pytest.fixture(scope="module")
def estimates(drawn):
    frame, orders, _ = drawn
    found = estimate_worth(frame, orders=orders, examination=TRUE_EXAMINATION)
    return {one.estimator: one for one in found.estimates}


def test_every_estimator_is_given(estimates):
    assert tuple(estimates) == ESTIMATORS


@pytest.mark.parametrize("name", ["dr", "snips"])
def test_the_corrected_estimates_lie_nearer_the_truth_than_the_naive_one(drawn, estimates, name):
    truth = drawn[2]["challenger"] - drawn[2]["champion"]
    assert truth > 0.1
    gap = abs(estimates[name].difference.mean - truth)
    assert gap < 0.5 * abs(estimates["naive"].difference.mean - truth)


def test_the_interval_of_the_doubly_robust_difference_holds_the_truth(drawn, estimates):
    truth = drawn[2]["challenger"] - drawn[2]["champion"]
    found = estimates["dr"].difference
    assert found.low < truth < found.high


@pytest.mark.parametrize("order", ["champion", "challenger"])
def test_the_doubly_robust_worth_of_each_order_is_the_true_one(drawn, estimates, order):
    found = getattr(estimates["dr"], order)
    assert found.mean == pytest.approx(drawn[2][order], rel=0.1)


def test_clipping_takes_worth_that_self_normalising_gives_back(drawn, estimates):
    truth = drawn[2]["challenger"]
    ips, snips = (estimates[name].challenger.mean for name in ("ips", "snips"))
    assert ips < truth
    assert ips < snips
    assert abs(snips - truth) < abs(ips - truth)


def test_an_order_equal_to_the_champions_differs_by_nothing(drawn):
    frame, orders, _ = drawn
    same = {"champion": orders["champion"], "challenger": orders["champion"].copy()}
    found = estimate_worth(frame, orders=same, examination=TRUE_EXAMINATION)
    assert {one.difference.mean for one in found.estimates} == {0.0}


def test_a_swapped_pair_is_weighed_by_where_it_might_have_stood():
    # given a list whose first two were swapped by chance, as one in ten are
    order = swap_neighbours(3, share=0.2, seed=17)
    assert order.tolist() == [1, 0, 2]
    frame = pd.DataFrame(
        {
            "opening": ["O"] * 3,
            "list_id": ["a"] * 3,
            "rank": [1, 2, 3],
            "model_rank": order + 1,
            "propensity": compute_propensities(order, share=0.2),
            "gain": [4.0, 0.0, 0.0],
        }
    )
    orders = {"champion": np.array([2.0, 1.0, 0.0]), "challenger": np.array([0.0, 1.0, 2.0])}
    # when ranks are looked at with chances 1, 1/2 and 1/4
    found = estimate_worth(frame, orders=orders, examination=np.array([1.0, 0.5, 0.25]))
    ips = next(one for one in found.estimates if one.estimator == "ips")
    # then whom the model put second was to be examined 0.8 / 2 + 0.1 * 1 + 0.1 / 4 of the times
    assert ips.champion.mean == pytest.approx(4 * 1.0 / 0.525)
    assert ips.challenger.mean == pytest.approx(4 * 0.25 / 0.525)
    assert found.support == 1.0


def test_where_nothing_was_swapped_a_pair_is_weighed_by_its_rank():
    frame = pd.DataFrame(
        {
            "opening": ["O"] * 2,
            "list_id": ["a"] * 2,
            "rank": [1, 2],
            "model_rank": [1, 2],
            "propensity": [1.0, 1.0],
            "gain": [0.0, 3.0],
        }
    )
    orders = {"champion": np.array([1.0, 0.0]), "challenger": np.array([0.0, 1.0])}
    found = estimate_worth(frame, orders=orders, examination=np.array([1.0, 0.5]))
    ips = next(one for one in found.estimates if one.estimator == "ips")
    assert (ips.champion.mean, ips.challenger.mean) == (3.0, 6.0)
    assert found.support == 0.0


def test_how_much_was_clipped_is_told(drawn):
    frame, orders, _ = drawn
    steep = np.arange(1, 21.0) ** -3.0
    found = estimate_worth(frame, orders=orders, examination=np.maximum(steep, 1e-3))
    assert 0 < found.clipped < 1
    mild = np.linspace(1, 1 / CLIP, 20)
    assert estimate_worth(frame, orders=orders, examination=mild).clipped == 0.0

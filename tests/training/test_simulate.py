"""The simulator draws what its description says, so that claims may be checked against it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from matcher.features import NAMES
from training.simulate import Pool, SimulationConfig, draw_until, simulate
from training.simulator.process import compute_worth

OPENINGS, PAIRS = 30, 40


@pytest.fixture(scope="module")
def pool():
    rng = np.random.default_rng(0)
    n = OPENINGS * PAIRS
    features = pd.DataFrame({name: rng.uniform(0, 1, n) for name in NAMES})
    features["commute__minutes"] = rng.uniform(0, 90, n)
    person = np.tile(np.arange(PAIRS), OPENINGS)
    worth = 1.5 + compute_worth(features, pd.Series(person.astype(str)))
    opening = np.repeat(np.arange(OPENINGS), PAIRS)
    return Pool(
        features.to_numpy(np.float32), opening, person, worth, worth[::-1].copy(), person % 4 == 0
    )


def draw(pool, **settings):
    return simulate(pool, SimulationConfig(**{"lists": 1500, **settings})).frame


def test_the_same_seed_draws_the_same_and_another_draws_anew(pool):
    pd.testing.assert_frame_equal(draw(pool, swap=0.2), draw(pool, swap=0.2))
    assert not draw(pool).equals(draw(pool, seed=1))


def test_without_swaps_and_searches_every_place_is_certain(pool):
    frame = draw(pool)
    assert (frame["rank"] == frame["model_rank"]).all()
    assert (frame["propensity"] == 1).all()
    assert (frame["source"] == "list").all()
    assert frame.groupby("list_id").size().eq(20).all()


def test_a_place_is_met_as_often_as_its_propensity_says(pool):
    frame = draw(pool, swap=0.3)
    assert frame.groupby("list_id")["model_rank"].nunique().eq(20).all()
    assert (frame["rank"] - frame["model_rank"]).abs().max() == 1
    cells = frame.groupby(["model_rank", "rank"])["propensity"].agg(["mean", "nunique", "size"])
    assert cells["nunique"].eq(1).all()
    assert (cells["size"] / 1500).to_numpy() == pytest.approx(cells["mean"].to_numpy(), abs=0.05)


def test_a_search_finds_who_is_not_in_the_list_and_is_logged_where_something_came_of_it(pool):
    frame = draw(pool, search=0.5, taste=3.0)
    found = frame[frame["source"] == "search"]
    assert 20 < len(found) < 750
    assert found["shortlisted"].all()
    assert found["score"].isna().all()
    assert (found["rank"] == 1).all()
    assert not frame.duplicated(["list_id", "candidate"]).any()


def test_what_is_not_looked_at_does_not_happen(pool):
    frame = draw(pool, examination=30.0)
    assert frame.loc[frame["rank"] == 1, "shortlisted"].any()
    assert not frame.loc[frame["rank"] > 2, "shortlisted"].any()


def test_planted_discrimination_keeps_one_group_back(pool):
    def compare(frame):
        chosen = frame.groupby(pool.in_b[frame["row"]])["shortlisted"].mean()
        return chosen[True] / chosen[False]

    assert compare(draw(pool, discrimination=2.0)) < 0.6 * compare(draw(pool))


def test_drift_changes_what_is_worth_from_its_month_on(pool):
    frame = draw(pool, lists=4000, drift_month=9, examination=0.0)
    late = frame["month"] >= 9
    worth = pd.Series(pool.worth[frame["row"]])
    assert worth[~late].corr(frame["gain"][~late]) > 0.3
    assert worth[late].corr(frame["gain"][late]) < 0.2


def test_lists_are_drawn_until_they_hold_so_many_outcomes(pool):
    made = draw_until(pool, SimulationConfig(), outcomes=100)
    whole = made.frame.groupby("list_id").size()
    assert 100 <= made.frame["shortlisted"].sum() < 120
    assert whole.eq(20).all()
    assert len(made.features) == len(made.frame)
    assert len(draw_until(pool, SimulationConfig(), outcomes=0).frame) == 0


def test_a_market_in_which_nothing_can_happen_is_refused_and_not_waited_for(pool):
    hopeless = replace(pool, worth=np.full(len(pool.worth), -1e6))
    with pytest.raises(ValueError, match="nothing can happen"):
        draw_until(hopeless, SimulationConfig(), outcomes=5)

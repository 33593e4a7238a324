"""Planted discrimination, end to end: the gate stops a ranker that learned whom to keep back."""

import numpy as np
import pandas as pd
import pytest

from matcher.features import NAMES
from matcher.models.match import DIRECTIONS
from matcher.models.ranker import AdditiveRanker
from matcher.vocabulary import Origin
from training.fairness import ATTRIBUTES, list_measured, measure_groups
from training.gate import check_fairness
from training.simulate import Pool, SimulationConfig, simulate
from training.simulator.process import compute_worth

OPENINGS, PAIRS = 60, 40


@pytest.fixture(scope="module")
def pool():
    rng = np.random.default_rng(0)
    n = OPENINGS * PAIRS
    features = pd.DataFrame({name: rng.uniform(0, 1, n) for name in NAMES})
    features["commute__minutes"] = rng.uniform(0, 90, n)
    opening = np.repeat(np.arange(OPENINGS), PAIRS)
    person = np.tile(np.arange(PAIRS), OPENINGS)
    worth = 1.5 + compute_worth(features, pd.Series(person.astype(str)))
    return Pool(features.to_numpy(np.float32), opening, person, worth, worth, person % 3 == 0)


def draw(pool, seed, discrimination=2.0):
    config = SimulationConfig(lists=300, discrimination=discrimination, seed=seed)
    return simulate(pool, config, policy=np.zeros(len(pool.worth)))


def learn(pool, made, *, knows_group):
    group = pool.in_b[made.frame["row"]].astype(float)
    X = made.features.assign(group=group) if knows_group else made.features
    ranker = AdditiveRanker(
        monotonic=DIRECTIONS, gain="linear", max_iter=60, n_members=2, random_state=0
    )
    ranker.fit(X, made.frame["gain"].to_numpy(float), group=made.frame["list_id"].to_numpy())
    everyone = pool.frame.assign(group=pool.in_b.astype(float)) if knows_group else pool.frame
    return ranker.predict(everyone)


@pytest.fixture(scope="module")
def unfair_past(pool, later):
    return draw(pool, seed=0)


@pytest.fixture(scope="module")
def later(pool):
    return draw(pool, seed=9).frame


def rule(pool, shown, challenger):
    """Rule as the gate does, on later lists, against a champion that knows the truth."""
    row = shown["row"].to_numpy()
    groups = pd.DataFrame({name: pd.Series(None, range(len(row)), object) for name in ATTRIBUTES})
    groups["origin"] = np.where(pool.in_b[row], str(Origin.IMMIGRANT), str(Origin.DANISH))
    measures = measure_groups(
        shown,
        groups,
        happened=shown["placed"].to_numpy(bool),
        version_0=pool.worth[row],
        champion=pool.worth[row],
        challenger=challenger[row],
    )
    ruled = {one.name: one for one in check_fairness(measures, list_measured(measures))}
    return ruled["fairness_origin"]


def test_the_gate_stops_a_ranker_that_knows_the_group_and_says_for_whom(pool, unfair_past, later):
    ruling = rule(pool, later, learn(pool, unfair_past, knows_group=True))
    assert ruling.decides
    assert not ruling.holds
    assert ruling.figure < 0.8
    assert "Immigrants" in ruling.reason_en
    assert "Indvandrere" in ruling.reason_da


def test_the_gate_lets_pass_what_learned_from_the_same_past_without_the_group(
    pool, unfair_past, later
):
    assert rule(pool, later, learn(pool, unfair_past, knows_group=False)).holds


def test_the_gate_lets_pass_what_knows_the_group_and_learned_from_a_fair_past(pool, later):
    fair_past = draw(pool, seed=0, discrimination=0.0)
    assert rule(pool, later, learn(pool, fair_past, knows_group=True)).holds

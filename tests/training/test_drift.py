"""Population stability: nothing moved is near zero, much moved is told, chance is no drift."""

import numpy as np
import pandas as pd
import pytest

from training.drift import BOUND, Drift, compute_psi, measure_drift


def deal(shift, *, openings=200, each=10, seed=1):
    rng = np.random.default_rng(seed)
    opening = np.repeat(np.arange(openings), each).astype(str)
    is_later = np.repeat(np.arange(openings) >= openings // 2, each)
    value = rng.normal(0, 1, len(opening)) + shift * is_later
    return pd.DataFrame({"x": value}), is_later, opening


def measure(columns, is_later, openings, **more):
    return measure_drift(columns, is_later=is_later, openings=openings.astype(object), **more)[0]


def test_what_has_not_moved_is_within_the_bound():
    found = measure(*deal(0.0))
    assert found.psi < 0.05
    assert found.holds


def test_what_has_moved_by_a_standard_deviation_is_told():
    found = measure(*deal(1.0))
    assert found.psi > BOUND
    assert not found.holds
    assert sum(found.earlier) == pytest.approx(1, abs=0.001)
    assert sum(found.later) == pytest.approx(1, abs=0.001)


def test_values_that_became_unknown_are_drift():
    columns, is_later, openings = deal(0.0)
    columns.loc[is_later, "x"] = np.where(np.arange(is_later.sum()) % 2, np.nan, 0.0)
    found = measure(columns, is_later, openings)
    assert found.later[-1] == pytest.approx(0.5, abs=0.01)
    assert not found.holds


def test_a_few_openings_that_differ_by_chance_are_no_drift():
    # given a value that is the opening's own, and few openings
    rng = np.random.default_rng(0)
    openings = np.repeat(np.arange(16), 50).astype(str)
    columns = pd.DataFrame({"x": np.repeat(rng.normal(0, 1, 16), 50)})
    is_later = np.repeat(np.arange(16) >= 11, 50)
    # when the rows alone would call it much moved
    found = measure(columns, is_later, openings)
    assert found.psi > BOUND
    # then chance gives as much, and it holds
    assert found.by_chance > BOUND
    assert found.holds


def test_an_outcome_is_cut_into_no_and_yes():
    rng = np.random.default_rng(3)
    is_later = np.repeat([False, True], 2000)
    happened = rng.random(4000) < np.where(is_later, 0.4, 0.1)
    columns = pd.DataFrame({"placed": happened.astype(float)})
    openings = (np.arange(4000) // 20).astype(str)
    found = measure(columns, is_later, openings, edges={"placed": (0.5,)})
    assert found.edges == (0.5,)
    assert found.earlier[1] == pytest.approx(0.1, abs=0.03)
    assert not found.holds


def test_the_index_is_the_same_whichever_period_is_called_the_earlier():
    one, other = np.array([10.0, 40.0, 50.0]), np.array([30.0, 40.0, 30.0])
    assert compute_psi(one, other) == pytest.approx(compute_psi(other, one))


@pytest.mark.parametrize(
    ("psi", "by_chance", "holds"),
    [(0.25, 0.1, True), (0.26, 0.1, False), (0.6, 0.7, True), (0.8, 0.7, False)],
)
def test_drift_is_above_both_the_bound_and_chance(psi, by_chance, holds):
    assert Drift("x", psi, by_chance, (), (), ()).holds is holds

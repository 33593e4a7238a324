"""Scoring by lookup is exactly what the tables say, for every value a column can hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.models.lookup import LookupTables
from matcher.models.match import build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import AdditiveModel, PairTable, ShapeTable, snap_model

SINGLE = st.floats(width=32, allow_nan=False, allow_infinity=False)
AMOUNT = st.floats(-50, 50).map(lambda one: round(one, 6))
ANY = st.one_of(
    SINGLE, st.sampled_from([float("nan"), float("inf"), float("-inf"), 1e-45, -0.0, 0.0])
)


@st.composite
def tables(draw, feature="a"):
    edges = tuple(sorted(draw(st.sets(SINGLE, max_size=12)) - {-0.0}))
    values = draw(st.lists(AMOUNT, min_size=len(edges) + 1, max_size=len(edges) + 1))
    return ShapeTable(feature, edges, tuple(values), draw(AMOUNT))


@st.composite
def models(draw):
    shapes = (draw(tables("a")), draw(tables("b")))
    first, second = (tuple(sorted(draw(st.sets(SINGLE, max_size=3)) - {-0.0})) for _ in range(2))
    cells = draw(
        st.lists(
            st.lists(AMOUNT, min_size=len(second) + 2, max_size=len(second) + 2),
            min_size=len(first) + 2,
            max_size=len(first) + 2,
        )
    )
    pair = PairTable("a", "b", first, second, tuple(map(tuple, cells)))
    return AdditiveModel("1", draw(AMOUNT), shapes, (pair,))


def draw_points(model):
    """Every edge, and the numbers beside it."""
    edges = np.array([*model.shapes[0].edges, *model.pairs[0].first_edges, 0.0], np.float32)
    with np.errstate(over="ignore", under="ignore"):
        return np.concatenate(
            [
                edges,
                np.nextafter(edges, np.float32(np.inf)),
                np.nextafter(edges, -np.float32(np.inf)),
            ]
        )


@settings(max_examples=150, deadline=None)
@given(model=models(), values=st.lists(ANY, min_size=1, max_size=20))
def test_lookup_gives_the_very_score_and_contributions_of_the_tables(model, values):
    model = snap_model(model)
    column = np.concatenate([np.array(values, np.float32), draw_points(model)])
    rows = np.stack([column, column[::-1]], axis=1)
    frame = pd.DataFrame(rows, columns=["a", "b"])
    compiled = LookupTables.compile(model, ["a", "b"])
    scores, parts = compiled.score(rows), compiled.contributions(rows)
    assert scores.dtype == parts.dtype == np.float32
    assert np.array_equal(scores.astype(float), model.score(frame))
    assert np.array_equal(parts.astype(float), model.contributions(frame).to_numpy())
    assert np.array_equal(parts.sum(axis=1) + np.float32(model.intercept), scores)


@settings(max_examples=100, deadline=None)
@given(model=models())
def test_snapping_moves_a_score_little_and_a_second_time_not_at_all(model):
    snapped = snap_model(model)
    assert snap_model(snapped) == snapped
    whole = abs(model.intercept) + sum(max(map(abs, one.values)) for one in model.shapes) + 200
    moved = np.array(snapped.shapes[0].values) - model.shapes[0].values
    assert np.abs(moved).max() <= whole * 2**-20


def test_crowded_edges_are_found_too():
    edges = (*(float(np.float32(1 + i * 1e-6)) for i in range(5)), 1e6)
    model = snap_model(AdditiveModel("1", 0.0, (ShapeTable("a", edges, tuple(range(7)), -1.0),)))
    compiled = LookupTables.compile(model, ["a"])
    assert len(compiled.crowded) == 1
    rows = np.array([[0.0], [edges[2]], [5.0], [1e7], [np.nan]], np.float32)
    assert compiled.score(rows).tolist() == [0.0, 3.0, 5.0, 6.0, -1.0]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), interactions=st.sampled_from([0, 2]))
def test_a_fitted_rankers_tables_keep_its_order_and_its_contributions(seed, interactions):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(200, 3)).astype(np.float32)
    X[rng.random(X.shape) < 0.1] = np.nan
    gain = (np.nan_to_num(X[:, 0]) + rng.normal(size=200) > 0.5).astype(float)
    ranker = AdditiveRanker(
        max_iter=15, min_samples_leaf=3, interactions=interactions, random_state=0
    ).fit(X, gain, group=[10] * 20)
    read = AdditiveModel(
        "1", *(getattr(ranker.compile("1"), name) for name in ("intercept", "shapes", "pairs"))
    )
    compiled = LookupTables.compile(read, ["x0", "x1", "x2"])
    assert np.array_equal(np.argsort(compiled.score(X)), np.argsort(ranker.predict(X)))
    assert np.array_equal(compiled.contributions(X), ranker.contributions(X))


def test_rows_of_other_columns_are_refused():
    with pytest.raises(ValueError, match="the rows have no"):
        LookupTables.compile(build_version_0(), ["a"])
    compiled = LookupTables.compile(AdditiveModel("1", 0.0, ()), ["a"])
    with pytest.raises(ValueError, match="columns"):
        compiled.score(np.zeros((2, 3), np.float32))

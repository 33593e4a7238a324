"""Plots tell what their tables tell: marks lie where their figures say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.plots import (
    HEIGHT,
    SIDE,
    find_reach,
    lay_out_calibration,
    lay_out_curve,
    lay_out_shapes,
    lay_out_span,
)

FINITE = st.floats(-1e3, 1e3)


@given(ends=st.lists(FINITE, min_size=3, max_size=3).map(sorted))
def test_an_interval_lies_on_its_line_with_its_mean_within(ends):
    low, mean, high = ends
    at = lay_out_span({"low": low, "mean": mean, "high": high}, low=-10.0, high=10.0, mark=0.0)
    assert 0 <= at.start <= at.start + at.width <= 100.01
    assert at.start - 0.01 <= at.mean <= at.start + at.width + 0.01
    assert at.mark == 50.0


@given(points=st.lists(FINITE, min_size=1, max_size=9))
def test_a_line_reaches_as_far_as_its_intervals(points):
    reach = find_reach([{"low": one, "high": one} for one in points])
    assert reach > 0
    assert reach >= max(map(abs, points))


def test_a_chance_that_came_true_lies_on_the_diagonal():
    dots, highest = lay_out_calibration([(0.1, 0.1, 50), (0.4, 0.4, 100)])
    assert highest == pytest.approx(0.44)
    assert all(one.x == pytest.approx(SIDE - one.y, abs=0.1) for one in dots)
    assert dots[0].size < dots[1].size


def test_no_chances_give_an_empty_square():
    assert lay_out_calibration([]) == ([], 1.0)


def test_steps_are_drawn_at_their_heights_and_a_missing_shape_is_not_drawn():
    steps = {"edges": [0.5], "values": [-1.0, 1.0], "missing": 0.0}
    at = lay_out_shapes({"low": 0.0, "high": 1.0, "old": None, "new": steps})
    assert at.old == ""
    assert at.new == f"M0.0 {HEIGHT:.1f}H120.0L120.0 0.0H240.0"
    assert (at.lowest, at.highest, at.zero) == (-1.0, 1.0, HEIGHT / 2)


def test_edges_beyond_what_a_feature_can_be_are_not_drawn():
    steps = {"edges": [-5.0, 0.5, 9.0], "values": [7.0, 0.0, 1.0, 8.0], "missing": 0.0}
    at = lay_out_shapes({"low": 0.0, "high": 1.0, "old": steps, "new": None})
    assert (at.lowest, at.highest) == (0.0, 1.0)
    assert at.old.count("H") == 2


def test_a_flat_shape_at_nought_can_be_drawn():
    flat = {"edges": [], "values": [0.0], "missing": 0.0}
    assert lay_out_shapes({"low": 0.0, "high": 1.0, "old": flat, "new": flat}).new


def test_quantiles_are_drawn_about_zero():
    path, zero, reach = lay_out_curve([-0.1, 0.0, 0.2])
    assert zero == HEIGHT / 2
    assert reach == pytest.approx(0.22)
    assert path.startswith("M0 60.0L")
    assert path.endswith("240.0 60.0Z")

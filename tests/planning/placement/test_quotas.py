"""A quota that is not kept is told with why, and a share with how sure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.planning.placement import (
    Hindrance,
    Problem,
    Room,
    compare_shares,
    compute_share,
    give_stably,
    list_missed,
)

ROOMS = {"A": Room(1, 1, track="boglig"), "B": Room(1, 4, track="praktisk")}


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ([("A", "B"), ("A", "B"), ("A", "B")], Hindrance.FEW_SEATS),
        ([("B",), ("B",)], Hindrance.FEW_WISHES),
        ([("B", "A"), ("B",)], Hindrance.OUTWEIGHED),
    ],
)
def test_a_quota_that_is_not_kept_says_why(wishes, why):
    students = {f"S-{i}": each for i, each in enumerate(wishes)}
    problem = Problem(students, ROOMS, quotas={"boglig": 0.5})
    missed = list_missed(problem, give_stably(problem).seats)
    assert [(one.key, one.why) for one in missed] == [(("boglig",), why)]


def test_a_quota_that_is_kept_is_not_told():
    problem = Problem({"S-1": ("A",), "S-2": ("B",)}, ROOMS, quotas={"boglig": 0.5})
    assert list_missed(problem, give_stably(problem).seats) == ()


@given(st.integers(5, 500), st.data())
def test_a_share_lies_within_its_interval_and_the_interval_within_all(size, data):
    share = compute_share(data.draw(st.integers(0, size)), size)
    assert 0 <= share.low <= share.value + 1e-9
    assert share.value - 1e-9 <= share.high <= 1


@given(st.integers(5, 200), st.integers(5, 200), st.data())
def test_a_comparison_the_other_way_is_its_mirror(size, other, data):
    one = compute_share(data.draw(st.integers(0, size)), size)
    two = compute_share(data.draw(st.integers(0, other)), other)
    here, there = compare_shares(one, two), compare_shares(two, one)
    assert (here.low, here.high) == (pytest.approx(-there.high), pytest.approx(-there.low))

"""What would be otherwise is what is, once it is so."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.planning.placement import (
    BestTotal,
    Change,
    Problem,
    Room,
    apply,
    compare,
    find_additions,
    give_best_total,
    give_stably,
)
from tests.planning.placement.problems import problems

ROOMY = settings(deadline=None, max_examples=30)


@ROOMY
@given(problems(worth=True, students=6, rooms=3, most=2, periods=2))
def test_no_other_seats_would_gain_more_than_those_found(problem):
    found = find_additions(problem, 2)
    assert found.exact
    best = max(
        BestTotal(apply(problem, Change({one: both.count(one) for one in both}))).total
        for both in combinations_with_replacement(problem.rooms, 2)
    )
    gained = sum(one.gain for one in found.seats)
    assert BestTotal(problem).total + gained == pytest.approx(best, abs=1e-9)


@ROOMY
@given(problems(worth=True, least=2, students=6, rooms=3))
def test_in_a_stable_round_each_seat_found_serves_somebody_better(problem):
    found = find_additions(problem, 2, stable=True)
    for addition in found.seats:
        assert addition.movers


@ROOMY
@given(problems(students=6, rooms=3), st.data())
def test_with_a_seat_more_no_student_loses_where_all_programmes_open(problem, data):
    one = data.draw(st.sampled_from(sorted(problem.rooms)))
    found = compare(problem, apply(problem, Change({one: 1})), give_stably)
    assert all(mover.gains for mover in found.movers)
    assert found.after.any >= found.before.any


@ROOMY
@given(problems(students=6, rooms=3), st.data())
def test_with_a_programme_dropped_no_student_gains_where_all_programmes_open(problem, data):
    one = data.draw(st.sampled_from(sorted(problem.rooms)))
    found = compare(problem, apply(problem, Change(dropped=frozenset({one}))), give_stably)
    assert not any(mover.gains for mover in found.movers)
    assert set(found.closes) <= {one}


def test_another_limit_is_another_problem_and_tells_who_moves():
    problem = Problem({"S-1": ("A",)}, {"A": Room(1, 1)}, refused={("S-1", "A"): "travel"})
    found = compare(problem, replace(problem, refused={}), give_best_total)
    assert [(one.student, one.before, one.after) for one in found.movers] == [("S-1", (), ("A",))]
    assert found.opens == ("A",)
    assert (found.before.any, found.after.any) == (0, 1)

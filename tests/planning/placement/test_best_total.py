"""The best total is the best, by every other way of finding it, and tells what would change it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from matcher.planning.placement import (
    BestTotal,
    Problem,
    Room,
    count_taken,
    give_best_total,
    settle_locks,
)
from matcher.planning.placement.network import Network
from tests.planning.placement.problems import problems

ROOMY = settings(deadline=None, max_examples=40)


@ROOMY
@given(problems(least=3, worth=True, students=5, rooms=3, locks=2))
def test_no_other_way_within_the_limits_gives_more(problem):
    found = BestTotal(problem)
    assert found.allocation.short_of == 0
    assert found.sum_worth() == pytest.approx(max(map(sum_by(found), list_ways(problem))))


@ROOMY
@given(problems(least=2, worth=True, students=3, rooms=4, most=2, periods=3, locks=2))
def test_no_other_way_gives_more_where_there_are_several_seats_each(problem):
    found = BestTotal(problem)
    assert found.sum_worth() == max(map(sum_by(found), list_ways(problem)))


@ROOMY
@given(problems(worth=True, students=12, rooms=5, most=2, periods=3))
def test_the_benefit_is_that_of_the_linear_programme(problem):
    found = BestTotal(problem)
    assert found.total == pytest.approx(solve_linear(found.market), abs=1e-6)


@ROOMY
@given(problems(least=3, worth=True, most=2, periods=2, locks=3))
def test_seats_keep_every_limit(problem):
    found = give_best_total(problem)
    kept = problem.locks - {one.key for one in found.unkept}
    assert all(one in found.seats[student] for student, one in kept)
    for one, taken in count_taken(found.seats).items():
        room = problem.rooms[one]
        assert min(room.least, room.most) <= taken <= room.most or one in found.below
        assert one not in found.closed
    for student, held in found.seats.items():
        assert len({problem.rooms[one].period for one in held}) == len(held) <= problem.most
        assert all((student, one) not in problem.refused for one in held)
        assert all(one in problem.wishes[student] or (student, one) in kept for one in held)


def test_equal_benefits_are_settled_by_the_wishes_and_then_by_the_lots():
    rooms = {"A": Room(1, 1), "B": Room(1, 1)}
    crossed = Problem({"S-1": ("A", "B"), "S-2": ("B", "A")}, rooms)
    assert give_best_total(crossed).seats == {"S-1": ("A",), "S-2": ("B",)}
    alone = Problem({"S-1": ("A",), "S-2": ("A",)}, rooms, seed=165)
    assert alone.lots == {"S-2": 1, "S-1": 2}
    assert give_best_total(alone).seats == {"S-1": (), "S-2": ("A",)}


@ROOMY
@given(problems(least=2, worth=True, most=2, periods=2, locks=2), st.randoms())
def test_the_order_in_which_things_are_written_down_changes_nothing(problem, random):
    def shuffle(items):
        return dict(random.sample(list(items), len(items)))

    other = replace(
        problem, wishes=shuffle(problem.wishes.items()), rooms=shuffle(problem.rooms.items())
    )
    assert give_best_total(other) == give_best_total(problem)


@ROOMY
@given(problems(worth=True, most=2, periods=3, locks=2))
def test_what_one_seat_more_gains_is_what_solving_again_gains(problem):
    found = BestTotal(problem)
    prices = found.network.price_seats()
    for p, one in enumerate(found.market.programmes):
        again = rebuild(found, {one: 1})
        assert prices[p] == sum_flow(again) - found.sum_worth()


@ROOMY
@given(problems(worth=True, most=2, periods=2), st.data())
def test_seats_added_and_taken_one_by_one_give_what_solving_again_gives(problem, data):
    found = BestTotal(problem)
    steps = data.draw(
        st.lists(st.tuples(st.sampled_from(found.market.programmes), st.booleans()), max_size=6)
    )
    change = dict.fromkeys(found.market.programmes, 0)
    total = found.sum_worth()
    for one, more in steps:
        p = found.market.programmes.index(one)
        if more:
            total += found.network.add_seat(p)
        elif found.network.seats[p] > 0:
            total -= found.network.take_seat(p)
        else:
            continue
        change[one] += 1 if more else -1
        assert total == found.sum_worth()
    assert total == sum_flow(rebuild(found, change))


@ROOMY
@given(problems(worth=True, most=2, periods=2))
def test_what_a_seat_for_a_student_would_cost_is_what_locking_it_costs(problem):
    found = BestTotal(problem)
    for pair in range(len(found.market.student)):
        locked = replace(problem, locks=frozenset({found.market.name(pair)}))
        with_it = Network(BestTotal(locked).market, weigh_as(found, locked))
        assert found.network.price_pair(pair) == found.sum_worth() - sum_flow(with_it)


def sum_by(found):
    market, worth = found.market, dict(enumerate(found.worth.pairs))
    numbers = {market.name(pair): worth[pair] for pair in worth}
    return lambda seats: sum(numbers[s, one] for s, held in seats.items() for one in held)


def list_ways(problem):
    """List all ways to give seats within the limits."""
    settled, _ = settle_locks(problem)
    locked = {one for _, one in settled.locks}
    choices = [list(list_holdings(settled, student)) for student in settled.wishes]
    for way in product(*choices):
        seats = dict(zip(settled.wishes, way, strict=True))
        if all(
            (one in locked or min(room.least, room.most) <= taken) and taken <= room.most
            for one, taken in count_taken(seats).items()
            for room in [settled.rooms[one]]
        ):
            yield seats


def list_holdings(problem, student):
    must = {one for who, one in problem.locks if who == student}
    may = sorted({*problem.list_open(student), *must})
    for bits in product([False, True], repeat=len(may)):
        held = tuple(one for one, taken in zip(may, bits, strict=True) if taken)
        periods = {problem.rooms[one].period for one in held}
        if must <= set(held) and len(periods) == len(held) <= problem.most:
            yield held


def solve_linear(market):
    """Solve for the benefit alone with HiGHS."""
    size = len(market.student)
    if not size:
        return 0.0
    cost = [-round(1000 * market.problem.benefits[market.name(i)]) / 1000 for i in range(size)]
    rows, most = {}, {}
    for i in range(size):
        student, p = market.student[i], market.programme[i]
        for key, limit in [
            (("p", p), market.most[p]),
            (("s", student), market.problem.most),
            ((student, market.period[p]), 1),
        ]:
            rows.setdefault(key, np.zeros(size))[i] = 1
            most[key] = limit
    found = linprog(
        cost, A_ub=np.array(list(rows.values())), b_ub=list(most.values()), bounds=(0, 1)
    )
    return -found.fun


def rebuild(found, change):
    """Solve again with more or fewer seats, weighed as before."""
    rooms = {
        one: replace(room, most=room.most + change.get(one, 0))
        for one, room in found.problem.rooms.items()
    }
    problem = replace(found.problem, rooms=rooms)
    return Network(type(found.market)(problem), weigh_as(found, problem))


def weigh_as(found, problem):
    market = type(found.market)(problem)
    numbers = {found.market.name(i): worth for i, worth in enumerate(found.worth.pairs)}
    return [numbers[market.name(i)] for i in range(len(market.student))]


def sum_flow(network):
    return sum(network.worth[pair] for pair in network.list_held())

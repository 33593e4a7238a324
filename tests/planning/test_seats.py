"""Seats are given stably or for the best total, and limits are kept or said not to be."""

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.planning.seats import (
    Problem,
    Room,
    count_taken,
    draw_lots,
    fill_again,
    find_blocking_pairs,
    give_best_total,
    give_stably,
    list_waiting,
    weigh,
)

MECHANISMS = [give_stably, give_best_total]


@st.composite
def problems(draw, least=1, most=1, periods=1):
    codes = [f"P{i}" for i in range(draw(st.integers(1, 4)))]
    students = [f"S{i}" for i in range(draw(st.integers(1, 6)))]
    wishes = {
        one: tuple(draw(st.permutations(codes))[: draw(st.integers(0, len(codes)))])
        for one in students
    }
    rooms = {
        one: Room(
            draw(st.integers(1, least)), draw(st.integers(1, 3)), draw(st.integers(1, periods))
        )
        for one in codes
    }
    pairs = [(student, one) for student in students for one in codes]
    return Problem(
        wishes,
        rooms,
        seed=draw(st.integers(0, 99)),
        ranks=draw(st.dictionaries(st.sampled_from(pairs), st.integers(1, 3), max_size=4)),
        merits=draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 2), max_size=6)),
        benefits={pair: draw(st.floats(0, 1, width=16)) for pair in pairs},
        most=most,
    )


@given(problems())
def test_no_student_and_programme_would_both_rather_have_each_other(problem):
    found = give_stably(problem)
    assert find_blocking_pairs(problem, found.seats, closed=found.closed) == []


@given(problems(most=2, periods=3))
def test_stable_also_where_students_hold_seats_in_several_periods(problem):
    found = give_stably(problem)
    assert find_blocking_pairs(problem, found.seats, closed=found.closed) == []
    for held in found.seats.values():
        periods = [problem.rooms[one].period for one in held]
        assert len(held) <= 2
        assert len(set(periods)) == len(periods)


@settings(max_examples=60)
@given(problems(), st.data())
def test_no_student_gains_by_stating_other_wishes(problem, data):
    student = data.draw(st.sampled_from(sorted(problem.wishes)))
    true = problem.wishes[student]
    honest = give_stably(problem).seats[student]
    for length in range(len(problem.rooms) + 1):
        for lie in permutations(problem.rooms, length):
            told = replace(problem, wishes={**problem.wishes, student: lie})
            got = give_stably(told).seats[student]
            assert not (got and got[0] in true) or (
                honest and true.index(honest[0]) <= true.index(got[0])
            )


@pytest.mark.parametrize("give", MECHANISMS)
@settings(max_examples=40)
@given(problem=problems(least=3, most=2, periods=2))
def test_seats_are_wished_within_the_room_and_enough_to_open(give, problem):
    found = give(problem)
    for one, taken in count_taken(found.seats).items():
        room = problem.rooms[one]
        assert taken <= room.most
        assert taken >= min(room.least, room.most) or one in found.below
    for student, held in found.seats.items():
        assert set(held) <= set(problem.wishes[student])


@settings(max_examples=40)
@given(problems(least=2))
def test_the_best_total_is_no_less_than_any_other_way(problem):
    problem = replace(
        problem,
        rooms={one: replace(r, least=min(r.least, r.most)) for one, r in problem.rooms.items()},
    )

    def sum_up(seats):
        return sum(
            weigh(problem, (student, one)) for student, held in seats.items() for one in held
        )

    best = max(
        (
            sum_up(seats)
            for seats in list_all(problem)
            if all(
                problem.rooms[one].least <= taken <= problem.rooms[one].most
                for one, taken in count_taken(seats).items()
            )
        ),
        default=0.0,
    )
    assert sum_up(give_best_total(problem).seats) == pytest.approx(best, abs=1e-6)


def list_all(problem):
    students = sorted(problem.wishes)
    for chosen in product(*(((), *((one,) for one in problem.wishes[s])) for s in students)):
        yield dict(zip(students, chosen, strict=True))


@pytest.mark.parametrize("give", MECHANISMS)
@settings(max_examples=40)
@given(problem=problems(), data=st.data())
def test_a_lock_is_kept(give, problem, data):
    pair = (
        data.draw(st.sampled_from(sorted(problem.wishes))),
        data.draw(st.sampled_from(sorted(problem.rooms))),
    )
    found = give(replace(problem, locks=frozenset({pair})))
    assert found.seats[pair[0]] == (pair[1],)


@pytest.mark.parametrize("give", MECHANISMS)
def test_a_programme_that_too_few_reach_does_not_open_and_says_so(give):
    problem = Problem({"S1": ("P1", "P2"), "S2": ("P2",)}, {"P1": Room(2, 5), "P2": Room(1, 5)})
    found = give(problem)
    assert found.seats == {"S1": ("P2",), "S2": ("P2",)}
    assert found.closed == ("P1",)


@given(problems(), st.data())
def test_who_lost_a_seat_gets_what_is_free_and_nobody_else_moves(problem, data):
    gone = data.draw(st.sampled_from(sorted(problem.rooms)))
    before = give_stably(problem).seats
    rooms = {one: room for one, room in problem.rooms.items() if one != gone}
    displaced = [student for student, held in before.items() if gone in held]
    after = fill_again(replace(problem, rooms=rooms), before, displaced).seats
    for student, held in before.items():
        if student not in displaced:
            assert after[student] == held
    assert all(taken <= rooms[one].most for one, taken in count_taken(after).items())


@given(st.sets(st.integers(0, 50), min_size=2), st.integers(0, 9))
def test_a_late_student_changes_nobody_elses_order_in_the_lottery(numbers, seed):
    names = sorted(f"S{one}" for one in numbers)
    whole, fewer = draw_lots(names, seed), draw_lots(names[1:], seed)
    assert sorted(names[1:], key=whole.get) == sorted(names[1:], key=fewer.get)


@given(problems())
def test_who_waits_would_rather_have_the_seat_in_the_order_of_the_programme(problem):
    found = give_stably(problem)
    for one, queue in list_waiting(problem, found.seats, closed=found.closed).items():
        assert list(queue) == sorted(queue, key=lambda each: problem.priority(each, one))
        for student in queue:
            held, wished = found.seats[student], problem.wishes[student]
            assert not held or wished.index(one) < wished.index(held[0])

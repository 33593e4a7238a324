"""Stable seats: nobody gains by a lie, no pair would rather have each other, limits are kept."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.planning.placement import (
    Problem,
    Room,
    count_taken,
    find_blocking_pairs,
    give_stably,
    settle_locks,
)
from matcher.planning.placement.market import Market
from matcher.planning.placement.stable import Deferral
from tests.planning.placement.problems import problems


@given(problems(least=3, most=2, periods=3, locks=2))
def test_no_student_and_programme_would_both_rather_have_each_other(problem):
    found = give_stably(problem)
    settled, _ = settle_locks(problem)
    assert find_blocking_pairs(settled, found.seats, closed=found.closed) == []


@settings(max_examples=40, deadline=None)
@given(problems(students=5))
def test_no_student_gains_by_stating_other_wishes(problem):
    honest = give_stably(problem).seats
    for student, true in problem.wishes.items():
        for lie in list_lies(problem):
            got = give_stably(told(problem, student, lie)).seats[student]
            assert worth(got, true) <= worth(honest[student], true)


@settings(max_examples=25, deadline=None)
@given(problems(students=4, rooms=3, most=3, periods=3))
def test_no_student_gains_by_a_lie_where_there_may_be_a_seat_in_every_period(problem):
    honest = give_stably(problem).seats
    for student, true in problem.wishes.items():
        for lie in list_lies(problem):
            got = give_stably(told(problem, student, lie)).seats[student]
            for period in {room.period for room in problem.rooms.values()}:
                here = [one for one in true if problem.rooms[one].period == period]
                assert worth(got, here) <= worth(honest[student], here)


def test_where_a_programme_needs_a_minimum_a_lie_can_gain_and_the_docs_say_so():
    rooms = {"A": Room(2, 2), "B": Room(1, 1)}
    problem = Problem({"S-1": ("A", "B"), "S-2": ("B", "A")}, rooms)
    assert give_stably(problem).seats == {"S-1": ("B",), "S-2": ()}
    # by hiding B, S-2 helps A to open
    assert give_stably(told(problem, "S-2", ("A",))).seats == {"S-1": ("A",), "S-2": ("A",)}


def test_where_fewer_seats_may_be_held_than_there_are_periods_a_lie_can_gain():
    orders = {"A": "102", "B": "201", "C": "201", "D": "012"}
    problem = Problem(
        {"S-0": ("A",), "S-1": ("C", "D", "B"), "S-2": ("B", "D", "C")},
        {one: Room(1, 1, period) for period, one in enumerate("ABCD")},
        ranks={(f"S-{i}", one): at for one, order in orders.items() for at, i in enumerate(order)},
        most=2,
    )
    assert give_stably(problem).seats["S-1"] == ("D",)
    # S-2 asks for C only when D is taken by S-1, who would rather have C
    assert give_stably(told(problem, "S-1", ("C",))).seats["S-1"] == ("C",)


@given(problems(most=2, periods=3))
def test_who_has_a_seat_and_how_many_are_taken_is_the_same_when_programmes_ask(problem):
    # the theorem of the rural hospitals: every stable way fills the same seats
    by_students = give_stably(replace(problem, most=1)).seats
    by_programmes = give_by_asking_students(replace(problem, most=1))
    assert count_taken(by_students) == count_taken(by_programmes)
    assert {one for one, held in by_students.items() if held} == {
        one for one, held in by_programmes.items() if held
    }


@given(problems())
def test_of_all_stable_ways_each_student_gets_the_best(problem):
    by_students, by_programmes = give_stably(problem).seats, give_by_asking_students(problem)
    for student, true in problem.wishes.items():
        assert worth(by_students[student], true) >= worth(by_programmes[student], true)


@given(problems(least=3, most=2, periods=2, locks=3))
def test_seats_keep_every_limit(problem):
    found = give_stably(problem)
    kept = problem.locks - {one.key for one in found.unkept}
    for student, one in kept:
        assert one in found.seats[student]
    for one, taken in count_taken(found.seats).items():
        room = problem.rooms[one]
        assert taken <= room.most
        assert taken >= min(room.least, room.most) or one in found.below
        assert one not in found.closed
    for student, held in found.seats.items():
        assert len({problem.rooms[one].period for one in held}) == len(held) <= problem.most
        assert all((student, one) not in problem.refused for one in held)
        assert all(one in problem.wishes[student] or (student, one) in kept for one in held)


@given(problems(least=3, most=2, periods=2, locks=2))
def test_closing_one_after_the_other_gives_what_a_new_round_would(problem):
    market = Market(settle_locks(problem)[0])
    shut = frozenset(range(0, len(market.programmes), 2))
    step_by_step = Deferral(market)
    step_by_step.ask()
    for one in shut:
        step_by_step.close(one)
    anew = Deferral(market, shut)
    anew.ask()
    assert sorted(step_by_step.list_held()) == sorted(anew.list_held())


@given(problems(least=3))
def test_no_closed_programme_could_have_opened_alone(problem):
    found = give_stably(problem)
    market = Market(settle_locks(problem)[0])
    shut = {market.programmes.index(one) for one in found.closed}
    for one in shut:
        again = Deferral(market, frozenset(shut - {one}))
        again.ask()
        assert any(again.count_lack(p) for p in range(len(market.programmes)))


def test_the_programme_that_lacks_most_closes_first():
    problem = Problem(
        {"S-1": ("A", "B"), "S-2": ("B",)},
        {"A": Room(3, 5), "B": Room(2, 5)},
    )
    found = give_stably(problem)
    assert found.seats == {"S-1": ("B",), "S-2": ("B",)}
    assert found.closed == ("A",)


@given(problems(least=2, most=2, periods=2, locks=2), st.randoms())
def test_the_order_in_which_things_are_written_down_changes_nothing(problem, random):
    def shuffle(items):
        return dict(random.sample(list(items), len(items)))

    other = replace(
        problem,
        wishes=shuffle(problem.wishes.items()),
        rooms=shuffle(problem.rooms.items()),
        ranks=shuffle(problem.ranks.items()),
    )
    assert give_stably(other) == give_stably(problem)


def list_lies(problem):
    for length in range(len(problem.rooms) + 1):
        yield from permutations(problem.rooms, length)


def told(problem, student, lie):
    return replace(problem, wishes={**problem.wishes, student: lie})


def worth(held, wished):
    """Count down from the first wish; nought for nothing that was wished."""
    order = list(wished)
    return max((len(order) - order.index(one) for one in held if one in order), default=0)


def give_by_asking_students(problem):
    """Let programmes ask students instead: the stable way that students like least."""
    settled, _ = settle_locks(problem)
    may = {student: settled.list_open(student) for student in settled.wishes}
    held = dict.fromkeys(settled.wishes, ())
    asked = {one: set() for one in settled.rooms}
    while True:
        taken = count_taken(held)
        step = next(
            (
                (student, one)
                for one, room in sorted(settled.rooms.items())
                if taken.get(one, 0) < room.most
                for student in sorted(
                    (s for s in may if one in may[s] and s not in asked[one]),
                    key=lambda each: settled.priority(each, one),
                )[:1]
            ),
            None,
        )
        if step is None:
            return held
        student, one = step
        asked[one].add(student)
        held[student] = settled.choose(student, (*held[student], one))

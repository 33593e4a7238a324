"""Who waits, and who is placed again, when seats stand already."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.planning.placement import (
    count_taken,
    fill_again,
    give_stably,
    list_waiting,
)
from tests.planning.placement.problems import problems


@given(problems(), st.data())
def test_who_lost_a_seat_gets_what_is_free_and_nobody_else_moves(problem, data):
    gone = data.draw(st.sampled_from(sorted(problem.rooms)))
    before = give_stably(problem).seats
    rooms = {one: room for one, room in problem.rooms.items() if one != gone}
    displaced = [student for student, held in before.items() if gone in held]
    after = fill_again(replace(problem, rooms=rooms), before, displaced).seats
    for student, held in before.items():
        if student not in displaced:
            assert set(after[student]) == set(held)
    assert all(taken <= rooms[one].most for one, taken in count_taken(after).items())


@given(problems(most=2, periods=2))
def test_a_limit_that_came_later_takes_no_seat_back(problem):
    before = give_stably(problem).seats
    refused = {(student, one): "travel" for student, held in before.items() for one in held}
    assert fill_again(replace(problem, refused=refused), before, ()).seats == before


@given(problems(least=2, most=2, periods=2))
def test_who_waits_would_rather_have_the_seat_in_the_order_of_the_programme(problem):
    found = give_stably(problem)
    for one, queue in list_waiting(problem, found.seats, closed=found.closed).items():
        assert one not in found.closed
        assert list(queue) == sorted(queue, key=lambda each: problem.priority(each, one))
        for student in queue:
            assert one in problem.choose(student, (*found.seats[student], one))

"""What counts as within reach of who searches for ways to a job."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.services.upskilling.asking import is_met, measure_held

LEVELS = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 5))


@given(LEVELS, LEVELS)
def test_the_share_held_is_whole_only_where_every_level_is_met(asked, held):
    share = measure_held(asked, held)
    assert 0 <= share <= 1
    assert (share == 1) is is_met(asked, held)


@given(LEVELS, LEVELS, LEVELS)
def test_what_is_learned_never_lessens_the_share_held(asked, held, learned):
    after = {skill: max(held.get(skill, 0), learned.get(skill, 0)) for skill in held | learned}
    assert measure_held(asked, after) >= measure_held(asked, held)


def test_three_of_four_levels_are_three_quarters():
    assert measure_held({"a": 3, "b": 1}, {"a": 5}) == 0.75

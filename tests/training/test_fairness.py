"""Groups are measured as fairlearn measures them, surely enough, and only where they are known."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from matcher.store.traits import Traits
from matcher.vocabulary import BenefitGroup, Candidate, Origin, Sex
from training.fairness import (
    LOWEST,
    SMALLEST,
    build_groups,
    list_measured,
    measure_groups,
)

TODAY = date(2026, 11, 24)
LENGTH = 20


def draw(lists=150, *, push=0.0, share=0.5, seed=1):
    """Draw lists of two groups of equal worth; the challenger takes ``push`` off group b."""
    rng = np.random.default_rng(seed)
    size = lists * LENGTH
    number = np.repeat(np.arange(lists), LENGTH)
    frame = pd.DataFrame({"list_id": number.astype(str), "opening": (number // 2).astype(str)})
    worth = rng.normal(0, 1, size)
    in_b = rng.random(size) < share
    groups = pd.DataFrame(
        {
            "sex": np.where(in_b, "female", "male"),
            "age": "25-39",
            "origin": pd.Series([None] * size, dtype=object),
            "benefit_group": np.where(rng.random(size) < 0.5, "dagpenge", "jobparat"),
        }
    )
    happened = rng.random(size) < 1 / (1 + np.exp(-(worth - 1)))
    return frame, groups, happened, worth, worth - push * in_b


def measure(drawn, version_0=None):
    frame, groups, happened, champion, challenger = drawn
    found = measure_groups(
        frame,
        groups,
        happened=happened,
        version_0=champion if version_0 is None else version_0,
        champion=champion,
        challenger=challenger,
    )
    return {(one.attribute, one.group, one.measure): one for one in found}


def test_equal_groups_fare_equally_by_every_measure():
    found = measure(draw())
    for name in ("selection_rate", "true_positive_rate", "exposure"):
        one = found["sex", "female", name]
        assert one.challenger.mean == pytest.approx(1.0, abs=0.1)
        assert one.challenger.low <= one.challenger.mean <= one.challenger.high
        assert one.holds


@pytest.mark.parametrize("name", ["selection_rate", "true_positive_rate", "exposure"])
def test_a_group_that_is_pushed_down_breaks_the_limit(name):
    one = measure(draw(push=2.5))["sex", "female", name]
    assert one.challenger.mean < LOWEST
    assert one.change.high < 0
    assert not one.holds


def test_a_shortfall_the_champion_has_as_well_is_reported_and_not_held_against_the_challenger():
    frame, groups, happened, _, pushed = draw(push=2.5)
    one = measure((frame, groups, happened, pushed, pushed))["sex", "female", "selection_rate"]
    assert one.challenger.mean < LOWEST
    assert one.change.mean == 0
    assert one.holds


def test_a_shortfall_that_came_by_small_steps_is_held_against_version_0():
    # given a champion that was let by, step by step, to push a group down
    frame, groups, happened, fair, pushed = draw(push=2.5)
    # when a challenger is no worse than it
    drawn = (frame, groups, happened, pushed, pushed)
    one = measure(drawn, version_0=fair)["sex", "female", "selection_rate"]
    # then it is still worse than what experts began with
    assert (one.change.mean, one.version_0) == (0, pytest.approx(1.0, abs=0.1))
    assert one.change_from_0.high < 0
    assert not one.holds


def test_a_small_group_is_reported_and_decides_nothing():
    drawn = draw(lists=20, push=2.5, share=SMALLEST / 2 / (20 * LENGTH))
    one = measure(drawn)["sex", "female", "selection_rate"]
    assert 0 < one.pairs < SMALLEST
    assert not one.decides
    assert one.holds


def test_what_is_known_of_nobody_is_not_measured():
    frame, groups, happened, old, new = draw()
    found = measure_groups(
        frame, groups, happened=happened, version_0=old, champion=old, challenger=new
    )
    assert list_measured(found) == {"sex", "benefit_group"}
    assert not any(one.attribute == "origin" for one in found)


def test_two_attributes_together_are_reported_and_decide_nothing():
    together = [one for key, one in measure(draw(push=2.5)).items() if key[0] == "sex+age"]
    assert {one.group for one in together} == {"female+25-39", "male+25-39"}
    assert not any(one.decides for one in together)


def test_the_rate_is_the_share_of_the_group_in_the_top_ten():
    frame, groups, happened, old, new = draw(lists=10)
    ranks = pd.Series(-new).groupby(frame["list_id"]).rank()
    share = (ranks <= 10)[groups["sex"] == "female"].mean()
    found = measure((frame, groups, happened, old, new))
    assert found["sex", "female", "selection_rate"].rate == pytest.approx(share)


def test_people_are_grouped_by_what_is_known_of_them():
    people = [
        Candidate("K-1", 1980, "2620", benefit_group=BenefitGroup.DAGPENGE),
        Candidate("K-2", 2005, "2620"),
    ]
    traits = {"K-1": Traits("K-1", Sex.FEMALE, Origin.DESCENDANT)}
    found = build_groups(people, traits, today=TODAY)
    assert found.iloc[0].to_dict() == {
        "sex": "female",
        "age": "40-54",
        "origin": "descendant",
        "benefit_group": "dagpenge",
    }
    assert found[["sex", "origin"]].iloc[1].isna().all()
    assert found["benefit_group"].iloc[1] == "student"

"""Too young to judge is not a failure: what is open, what is settled, and what to expect."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.vocabulary import EndReason, Outcome, OutcomeEvent
from training.journeys import FEWEST_ALIKE, JUDGED_AFTER, read_journeys
from training.labels import ENDED_EARLY_GAIN, ENDINGS, GAINS, LOSSES, NOT_THE_MATCH

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG_AFTER = 2_000


def tell(outcome, days=0, *, candidate="K-1", reason=""):
    at = START + timedelta(days=days)
    return OutcomeEvent("O-1", candidate, Outcome(outcome), at.date(), "ida", at, reason)


def read(told, days):
    frame = pd.DataFrame([asdict(one) for one in told], columns=[*OutcomeEvent.__annotations__])
    return read_journeys(frame, until=(START + timedelta(days=days)).date())


def look(told, days):
    """Look at the only pair, some days after the start: gain, settled, lasted."""
    (row,) = read(told, days).to_dict("records")
    return row["gain"], row["settled"], None if np.isnan(row["lasted"]) else row["lasted"]


WEEKS_26, GRACE = 182, 28


@pytest.mark.parametrize(
    ("told", "days", "settled", "lasted"),
    [
        # a pair not yet placed is waited for five weeks
        ([tell("shortlisted")], 34, False, None),
        ([tell("shortlisted")], 35, True, 0.0),
        ([tell("shortlisted"), tell("interview", 10)], 44, False, None),
        ([tell("shortlisted"), tell("interview", 10)], 45, True, 0.0),
        # a placement until its 26th week and four weeks for writing it down are over
        ([tell("placed")], 70, False, None),
        ([tell("placed")], WEEKS_26 + GRACE - 1, False, None),
        ([tell("placed")], WEEKS_26 + GRACE, True, 0.0),
        ([tell("placed"), tell("stayed_13", 91)], WEEKS_26 + GRACE - 1, False, None),
        ([tell("placed"), tell("stayed_13", 91)], WEEKS_26 + GRACE, True, 0.0),
        # what is told at once is known at once
        ([tell("placed"), tell("stayed_26", 182)], 182, True, 1.0),
        ([tell("placed"), tell("ended_early", 9, reason="tasks")], 9, True, 0.0),
        ([tell("shortlisted"), tell("rejected", 2)], 2, True, 0.0),
    ],
)
def test_a_pair_is_open_until_its_time_is_over(told, days, settled, lasted):
    assert look(told, days)[1:] == (settled, lasted)


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda one: one.reason)
@pytest.mark.parametrize(("stayed", "reached"), [(90, "placed"), (91, "stayed_13")])
def test_an_early_end_takes_what_its_reason_says_from_the_step_reached(ending, stayed, reached):
    told = [tell("placed"), tell("ended_early", stayed, reason=ending.reason.da)]
    assert look(told, LONG_AFTER) == (GAINS[reached] - ending.loss, True, 0.0)


@pytest.mark.parametrize(("stayed", "lasted"), [(181, 0.0), (182, 1.0)])
def test_what_ended_after_26_weeks_had_lasted_whoever_forgot_to_record_it(stayed, lasted):
    told = [tell("placed"), tell("ended_early", stayed, reason="skills")]
    expected = GAINS["stayed_26"] if lasted else GAINS["stayed_13"] - LOSSES[EndReason.SKILLS]
    assert look(told, LONG_AFTER) == (expected, True, lasted)


def test_a_match_that_failed_is_worth_less_than_one_that_led_on_and_free_text_lies_between():
    gains = [
        look([tell("placed"), tell("ended_early", 9, reason=reason)], LONG_AFTER)[0]
        for reason in ("tasks", "Vi ved det ikke", "other_work: started at the town hall")
    ]
    assert gains == [ENDED_EARLY_GAIN, 3.0, GAINS["placed"] - NOT_THE_MATCH]


def test_a_rejection_takes_nothing_from_what_was_reached():
    assert look([tell("interview"), tell("rejected", 3)], LONG_AFTER)[0] == GAINS["interview"]
    assert look([tell("rejected")], LONG_AFTER) == (0.0, True, 0.0)


def build_past(*, lasting, ended_after):
    """Tell of pairs placed long ago: some lasted, some ended after so many days."""
    told = []
    for number in range(lasting):
        told += [tell("placed", candidate=f"L-{number}")]
        told += [tell("stayed_26", 190, candidate=f"L-{number}")]
    for number, days in enumerate(ended_after):
        told += [tell("placed", candidate=f"E-{number}")]
        told += [tell("ended_early", days, candidate=f"E-{number}", reason="tasks")]
    return told


def expect(past, day, *, age):
    """Look at a pair placed ``age`` days before a day on which the past is told."""
    frame = read([*past, tell("placed", day - age, candidate="K-1")], day)
    return frame.set_index("candidate").loc["K-1", ["gain", "settled"]].tolist()


def test_an_open_pair_is_worth_what_those_once_as_far_came_to():
    past = build_past(lasting=6, ended_after=[30] * 4)
    gain, settled = expect(past, 400, age=10)
    assert not settled
    assert gain == pytest.approx((6 * 7.0 + 4 * ENDED_EARLY_GAIN) / 10)


def test_who_has_stayed_longer_than_others_ended_is_compared_with_those_who_did_too():
    past = build_past(lasting=6, ended_after=[30, 60, 60, 60])
    known = [expect(past, 400, age=age)[0] for age in (29, 30, 60)]
    total = 6 * 7.0 + 3 * ENDED_EARLY_GAIN
    assert known == pytest.approx([(total + ENDED_EARLY_GAIN) / 10, total / 9, 7.0])


def test_pairs_placed_lately_are_not_compared_with_the_failures_known_so_far():
    # given pairs placed lately of which only the failures are settled
    lately = build_past(lasting=0, ended_after=[5] * 20)
    # then they say nothing yet, and count once all that were placed with them are judged
    limit = JUDGED_AFTER.days
    assert expect(lately, limit - 1, age=3)[0] == GAINS["placed"]
    assert expect(lately, limit, age=3)[0] == ENDED_EARLY_GAIN


@pytest.mark.parametrize(("alike", "expected"), [(FEWEST_ALIKE - 1, 4.0), (FEWEST_ALIKE, 7.0)])
def test_with_too_few_to_compare_with_an_open_pair_keeps_its_gain(alike, expected):
    assert expect(build_past(lasting=alike, ended_after=[]), 400, age=10)[0] == expected


@settings(deadline=None, max_examples=40)
@given(
    told=st.lists(
        st.builds(
            tell,
            st.sampled_from(list(Outcome)),
            st.integers(0, 500),
            candidate=st.sampled_from(["K-1", "K-2", "K-3"]),
            reason=st.sampled_from(["", "tasks", "employer"]),
        ),
        max_size=12,
        unique_by=lambda one: (one.candidate, one.outcome),
    ),
    days=st.integers(0, 800),
)
def test_whatever_was_told_a_gain_is_in_range_and_settled_means_known(told, days):
    frame = read(told, days)
    assert frame["gain"].between(0, GAINS["stayed_26"]).all()
    assert (frame["settled"] == frame["lasted"].notna()).all()
    assert frame["placed"][frame["lasted"] == 1.0].all()
    known = [one for one in told if one.recorded_at <= START + timedelta(days=days)]
    assert set(frame["candidate"]) == {one.candidate for one in known}
    assert not frame.duplicated(["opening", "candidate"]).any()


def test_every_outcome_and_every_reason_has_its_weight():
    assert set(GAINS) | {Outcome.ENDED_EARLY, Outcome.REJECTED} == set(Outcome)
    assert set(LOSSES) == set(EndReason)
    assert list(GAINS.values()) == sorted(GAINS.values())
    assert all(0 <= loss < GAINS[Outcome.PLACED] for loss in LOSSES.values())

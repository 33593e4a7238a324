"""Chances speak of who was taken up and is old enough, and two models' are compared on the same."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from matcher.models.calibration import Calibration
from matcher.vocabulary import Candidate
from training.chances import FEWEST_PAIRS, judge_chances
from training.journeys import JUDGED_AFTER
from training.material import Material

TODAY = date(2026, 11, 24)
OLD = datetime(2026, 11, 24, tzinfo=UTC) - JUDGED_AFTER - timedelta(days=1)
YOUNG = OLD + timedelta(days=60)
SOMEBODY = Candidate("K-1", 1980, "2620")


def draw(size, *, at=OLD, seed=1):
    """Draw pairs whose feature tells the log odds of lasting."""
    rng = np.random.default_rng(seed)
    worth = rng.normal(0, 2, size)
    lasted = rng.random(size) < 1 / (1 + np.exp(-worth))
    frame = pd.DataFrame(
        {
            "opening": (np.arange(size) // 5).astype(str),
            "shown_at": pd.Timestamp(at),
            "source": "list",
            "shortlisted": True,
            "placed": lasted,
            "lasted": lasted.astype(float),
        }
    )
    return Material(frame, pd.DataFrame({"worth": worth}), (SOMEBODY,) * size)


def knows(features):
    return features["worth"].to_numpy()


def guesses(features):
    return np.zeros(len(features))


def judge(earlier, tuning, later, *, champion=guesses, challenger=knows):
    parts = {"earlier": earlier, "tuning": tuning, "later": later}
    return judge_chances(parts, champion=champion, challenger=challenger, today=TODAY)


def test_the_truer_chances_have_both_intervals_above_zero():
    calibration, told = judge(draw(400), draw(400, seed=2), draw(400, seed=3))
    assert (told.outcome, told.fitted_on, told.pairs) == ("lasted", "tuning", 400)
    assert told.brier_gain.low > 0
    assert told.log_loss_gain.low > 0
    assert told.expected_error.mean < 0.1
    assert calibration.predict(np.array([3.0]))[0] > calibration.predict(np.array([-3.0]))[0]


def test_equal_scores_are_equally_true():
    told = judge(draw(200), draw(200), draw(200), champion=knows, challenger=lambda x: knows(x))[1]
    assert told.brier_gain.mean == pytest.approx(0)


def test_with_too_few_held_back_all_earlier_pairs_are_fitted_on_and_it_is_said():
    assert judge(draw(400), draw(FEWEST_PAIRS - 1), draw(400))[1].fitted_on == "earlier"
    assert judge(draw(400), draw(FEWEST_PAIRS + 30), draw(400))[1].fitted_on == "tuning"


def test_while_the_later_part_is_too_young_a_placement_is_what_is_tried():
    told = judge(draw(400), draw(400), draw(400, at=YOUNG))[1]
    assert (told.outcome, told.pairs) == ("placed", 400)
    assert told.brier_gain.low > 0


def test_who_was_never_taken_up_or_found_by_a_search_is_not_spoken_of():
    later = draw(400)
    later.frame.loc[:99, "shortlisted"] = False
    later.frame.loc[100:149, "source"] = "search"
    later.frame.loc[150:199, "lasted"] = np.nan
    assert judge(draw(400), draw(400), later)[1].pairs == 200


def test_a_later_part_of_which_nothing_came_says_nothing():
    later = draw(50)
    later.frame["shortlisted"] = False
    told = judge(draw(400), draw(400), later)[1]
    assert (told.pairs, told.table) == (0, [])
    assert told.brier_gain.low == 0


def test_a_log_too_young_to_tell_who_lasted_is_judged_all_the_same():
    # given an estimator, which refuses to score nobody, and pairs that are all too young
    def scores(features):
        assert len(features), "an estimator refuses to score nobody"
        return knows(features)

    young = [draw(400, at=YOUNG, seed=seed) for seed in range(3)]
    for part in young:
        part.frame["lasted"] = np.nan
    # when a challenger is judged
    calibration, told = judge(*young, champion=scores, challenger=scores)
    # then a placement is what is tried, and of lasting nothing is claimed to be known
    assert (told.outcome, told.pairs) == ("placed", 400)
    assert calibration == Calibration.fit(np.empty(0), np.empty(0, bool))


def test_later_lists_from_which_nobody_was_taken_up_stop_nothing():
    def scores(features):
        assert len(features), "an estimator refuses to score nobody"
        return knows(features)

    later = draw(50)
    later.frame["shortlisted"] = False
    assert judge(draw(400), draw(400), later, challenger=scores)[1].pairs == 0

"""An interval holds the truth about as often as it says, and its word says how wide it is."""

import numpy as np
import pytest

from matcher.features import NAMES
from matcher.models.calibration import Calibration
from matcher.models.doubt import FEWEST, LEVEL, Foretelling, find_sureness
from matcher.models.shape_table import AdditiveModel, ShapeTable
from matcher.vocabulary import Sureness

NO_ROWS = np.zeros((1, len(NAMES)), np.float32)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lasting(scores):
    return sigmoid(1.3 * scores - 1.5)


def stairs(scores):
    return np.where(scores < 0, 0.05, np.where(scores < 1, 0.3, 0.35))


def draw(n, truth, seed=0):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, n)
    return scores, rng.random(n) < truth(scores)


@pytest.mark.parametrize(
    ("truth", "n", "lowest"),
    [(lasting, 100, 0.85), (lasting, 500, 0.85), (lasting, 2_000, 0.85), (stairs, 2_000, 0.83)],
)
def test_an_interval_holds_the_truth_about_as_often_as_it_says(truth, n, lowest):
    held = []
    for seed in range(40):
        scores = np.random.default_rng(1_000 + seed).normal(0, 1, 50)
        told = Foretelling(Calibration.fit(*draw(n, truth, seed))).foretell(
            scores, np.zeros((50, 0), np.float32)
        )
        held += [one.low <= true <= one.high for one, true in zip(told, truth(scores), strict=True)]
    assert lowest <= np.mean(held) <= LEVEL + 0.08


def tables(amount):
    return AdditiveModel("1", 0.0, (ShapeTable("wishes__match", (0.5,), (0.0, amount)),))


def foretell(*amounts, n=2_000):
    calibration = Calibration.fit(*draw(n, lasting))
    bags = [tables(one) for one in amounts]
    rows = NO_ROWS.copy()
    rows[0, NAMES.index("wishes__match")] = 1.0
    return Foretelling.compile(calibration, bags, NAMES).foretell(np.array([0.5]), rows)[0]


def test_members_that_disagree_widen_the_interval_around_the_same_chance():
    agreed, split, torn = foretell(0.5, 0.5), foretell(0.2, 0.8), foretell(-1.0, 2.0)
    widths = [one.high - one.low for one in (agreed, split, torn)]
    assert widths == sorted(widths)
    assert widths[2] > 2 * widths[0]
    assert agreed.share == split.share == torn.share
    assert agreed == foretell()


def test_a_chance_counts_what_it_rests_on():
    told = foretell()
    region = Calibration.fit(*draw(2_000, lasting)).find_region(0.5)
    assert (told.pairs, told.lasted, told.followed) == (region.pairs, region.lasted, 2_000)
    assert told.low < told.share < told.high
    assert told.lasted / told.pairs == pytest.approx(told.share, abs=0.1)


def test_nothing_is_said_of_a_score_unlike_any_that_was_followed():
    calibration = Calibration.fit(*draw(2_000, lasting))
    told = Foretelling(calibration).foretell(np.array([50.0]), NO_ROWS)[0]
    assert (told.pairs, told.sureness) == (0, Sureness.TOO_FEW)


@pytest.mark.parametrize(
    ("width", "pairs", "word"),
    [
        (0.1, FEWEST, Sureness.QUITE_SURE),
        (0.101, FEWEST, Sureness.FAIRLY_SURE),
        (0.2, 10_000, Sureness.FAIRLY_SURE),
        (0.201, 10_000, Sureness.UNSURE),
        (0.501, 10_000, Sureness.TOO_FEW),
        (0.1, FEWEST - 1, Sureness.TOO_FEW),
    ],
)
def test_each_word_stands_for_a_width_and_a_base(width, pairs, word):
    assert find_sureness(0.0, width, pairs) is word

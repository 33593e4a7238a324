"""The gate: every condition on both sides of its limit, and a ruling that is their conjunction."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from matcher.models.match import DIRECTIONS, build_version_0
from training.drift import Drift
from training.evaluation import Interval
from training.fairness import ATTRIBUTES, GroupMeasure
from training.gate import (
    FEWEST_LATER,
    FEWEST_LISTS,
    FEWEST_OPENINGS,
    FEWEST_OUTCOMES,
    MARGIN,
    SCORE_RANGE,
    TABLE_RANGE,
    check_amounts,
    check_data,
    check_drift,
    check_fairness,
    check_model,
    check_ranking,
    rule_on,
)

TRUER, NOT_TRUER = Interval(0.01, 0.001, 0.02), Interval(0.01, -0.001, 0.02)
SCORES = np.array([-1.0, 2.0])


@pytest.mark.parametrize(
    ("gain", "brier", "log_loss", "holds", "word"),
    [
        (Interval(0.02, 0.001, 0.04), NOT_TRUER, NOT_TRUER, True, "better on later data"),
        (Interval(0.02, 0.0, 0.04), NOT_TRUER, NOT_TRUER, False, "reaches zero"),
        (Interval(0.0, -MARGIN + 0.001, 0.01), TRUER, TRUER, True, "foretold better"),
        (Interval(0.0, -MARGIN + 0.001, 0.01), TRUER, NOT_TRUER, False, "not surely foretold"),
        (Interval(0.0, -MARGIN + 0.001, 0.01), NOT_TRUER, TRUER, False, "not surely foretold"),
        (Interval(0.0, -MARGIN, 0.01), TRUER, TRUER, False, "worse than the margin"),
    ],
)
def test_the_order_must_be_better_or_no_worse_with_truer_chances(
    gain, brier, log_loss, holds, word
):
    found = check_ranking(gain, brier=brier, log_loss=log_loss)
    assert found.holds is holds
    assert word in found.reason_en
    assert found.reason_da != found.reason_en


def group(challenger, change, *, decides=True, attribute="age", name="55-"):
    return GroupMeasure(
        attribute,
        name,
        "selection_rate",
        500,
        rate=0.4,
        champion=challenger - change.mean,
        version_0=challenger,
        challenger=Interval(challenger, challenger - 0.05, challenger + 0.05),
        change=change,
        change_from_0=Interval(0, 0, 0),
        decides=decides,
    )


SURELY_WORSE, PERHAPS_WORSE = Interval(-0.1, -0.15, -0.01), Interval(-0.1, -0.2, 0.0)


@pytest.mark.parametrize(
    ("one", "holds"),
    [
        (group(0.80, SURELY_WORSE), True),
        (group(0.79, SURELY_WORSE), False),
        (group(0.79, PERHAPS_WORSE), True),
        (group(0.10, SURELY_WORSE, decides=False), True),
    ],
)
def test_a_group_breaks_the_limit_when_it_is_below_and_surely_worse_than_before(one, holds):
    best = group(1.0, Interval(0, 0, 0), name="25-39")
    found = {one.name: one for one in check_fairness([best, one], {"age"})}
    assert found["fairness_age"].holds is holds
    assert found["fairness_age"].decides


def test_an_attribute_nobody_knows_is_said_to_be_unmeasured_and_decides_nothing():
    found = list(check_fairness([], set()))
    assert [one.name for one in found] == [f"fairness_{one}" for one in ATTRIBUTES]
    assert all("not measured" in one.reason_en and not one.decides for one in found)


def check(model, scores=SCORES):
    return {one.name: one for one in check_model(model, scores, DIRECTIONS)}


def change_table(feature, change):
    model = build_version_0()
    return replace(
        model,
        shapes=tuple(change(one) if one.feature == feature else one for one in model.shapes),
    )


def test_a_step_against_a_direction_is_named():
    assert check(build_version_0())["directions"].holds

    def turn(one):
        return replace(one, values=one.values[::-1])

    broken = check(change_table("skills__required_coverage", turn))["directions"]
    assert not broken.holds
    assert "Required skills covered" in broken.reason_en


@pytest.mark.parametrize(
    ("scores", "holds"),
    [
        ([SCORE_RANGE], True),
        ([-SCORE_RANGE], True),
        ([SCORE_RANGE + 0.1], False),
        ([np.nan], False),
        ([np.inf], False),
    ],
)
def test_scores_are_finite_and_within_range(scores, holds):
    found = check(build_version_0(), np.array(scores))["range"]
    assert found.holds is holds
    assert found.figure is None or np.isfinite(found.figure)


@pytest.mark.parametrize(("step", "holds"), [(TABLE_RANGE, True), (TABLE_RANGE + 1, False)])
def test_steps_are_within_range(step, holds):
    model = change_table("wishes__match", lambda one: replace(one, missing=-step))
    assert check(model)["range"].holds is holds


@pytest.mark.parametrize(("value", "holds"), [(None, True), (60.0, True), (-1.0, False)])
def test_a_value_that_cannot_be_is_told_with_its_place(value, holds):
    features = pd.DataFrame({"commute__minutes": [value, 30.0]})
    found = check_data(features)
    assert found.holds is holds
    assert ("Commute" in found.reason_en) is not holds
    assert ("Pendling" in found.reason_da) is not holds


LEAST = {
    "outcomes": FEWEST_OUTCOMES,
    "later": FEWEST_LATER,
    "lists": FEWEST_LISTS,
    "openings": FEWEST_OPENINGS,
}


@pytest.mark.parametrize(
    ("amounts", "failed"),
    [
        ({}, set()),
        ({"outcomes": FEWEST_OUTCOMES - 1}, {"outcomes"}),
        ({"later": FEWEST_LATER - 1}, {"later_outcomes"}),
        ({"lists": FEWEST_LISTS - 1}, {"lists"}),
        ({"openings": FEWEST_OPENINGS - 1}, {"openings"}),
    ],
)
def test_fewer_than_the_least_is_too_few(amounts, failed):
    found = list(check_amounts(**LEAST | amounts))
    assert {one.name for one in found if not one.holds} == failed
    assert all("only" in one.reason_en for one in found if not one.holds)


STILL, MOVED = Drift("x", 0.25, 0.1, (), (), ()), Drift("y", 0.26, 0.1, (), (), ())


@pytest.mark.parametrize(
    ("features", "outcomes", "promoted", "warned"),
    [
        ([STILL], [STILL], True, False),
        ([STILL, MOVED], [STILL], True, True),
        ([STILL], [STILL, MOVED], False, False),
    ],
)
def test_outcomes_that_moved_stop_and_features_that_moved_warn(
    features, outcomes, promoted, warned
):
    found = list(check_drift(features, outcomes))
    assert rule_on(found).promoted is promoted
    warnings = [one for one in found if not one.decides and not one.holds]
    assert bool(warnings) is warned
    assert all("y" in one.reason_da for one in warnings)


def test_the_ruling_is_the_conjunction_and_gives_the_reasons_of_what_failed():
    good = check_ranking(Interval(0.02, 0.01, 0.03), brier=TRUER, log_loss=TRUER)
    bad, worse = (
        replace(good, holds=False, reason_da=f"{word}-da", reason_en=f"{word}-en")
        for word in ("bad", "worse")
    )
    warning = replace(bad, decides=False)
    assert rule_on([good, warning]).promoted
    assert rule_on([good, warning]).reasons_en == (good.reason_en,)
    ruling = rule_on([good, bad, warning, worse])
    assert not ruling.promoted
    assert ruling.reasons_en == ("bad-en", "worse-en")
    assert ruling.reasons_da == ("bad-da", "worse-da")
    assert not rule_on([warning]).promoted

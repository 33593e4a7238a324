"""The learned foreteller: a sum of tables, near the prior with few outcomes, right with many."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import check_grad
from sklearn.metrics import log_loss
from sklearn.utils.estimator_checks import check_estimator

from matcher.models.classifier import AdditiveClassifier, doubt_experts
from matcher.models.shape_table import AdditiveModel, ShapeTable, is_monotone, snap_model
from matcher.models.staircase import Doubt, Staircase, _Problem

NAMES = ["target__nearness", "path__weeks", "gap__covered"]
DIRECTIONS = {"target__nearness": 1, "path__weeks": -1, "gap__covered": 1}
PRIOR = AdditiveModel(
    "0",
    0.2,
    (
        ShapeTable(NAMES[0], tuple(np.linspace(0.1, 1, 10)), tuple(np.linspace(-0.5, 0.5, 11))),
        ShapeTable(NAMES[1], tuple(np.linspace(2, 20, 10)), tuple(np.linspace(0.3, -0.9, 11))),
    ),
)


def draw(count, seed=0, *, noise=False):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            NAMES[0]: rng.random(count),
            NAMES[1]: rng.uniform(0, 24, count),
            NAMES[2]: np.where(rng.random(count) < 0.1, np.nan, rng.random(count)),
        }
    )
    odds = -0.4 + 2 * (frame[NAMES[0]] > 0.5) - 0.08 * frame[NAMES[1]]
    odds += 2 * frame[NAMES[2]].fillna(0)
    truth = 1 / (1 + np.exp(-(odds.to_numpy() * (not noise))))
    return frame, rng.random(count) < truth, truth


def build(**parameters):
    given = {"n_members": 4, "random_state": 0} | parameters
    return AdditiveClassifier(PRIOR, monotonic=DIRECTIONS, **given)


def test_it_keeps_the_contract_of_an_estimator():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_estimator(
            AdditiveClassifier(spreads=(0.5,), n_members=1, random_state=0),
            expected_failed_checks={
                "check_sample_weight_equivalence_on_dense_data": "rows are cut at quantiles and "
                "dealt to folds one by one, so a repeated row is not a weight of two"
            },
        )


def test_what_the_features_add_is_the_log_odds_to_the_last_bit():
    frame, happened, _ = draw(400)
    fitted = build().fit(frame, happened)
    added = fitted.base_ + fitted.contributions(frame).sum(axis=1)
    assert np.array_equal(added, fitted.decision_function(frame))
    assert np.array_equal(fitted.compile("1").score(frame), fitted.decision_function(frame))


@pytest.mark.parametrize("spread", [0.0, 0.7])
def test_the_slope_that_is_followed_is_the_slope_there_is(spread):
    frame, happened, _ = draw(60)
    stairs = Staircase.lay(frame.to_numpy(), NAMES, prior=PRIOR, directions=DIRECTIONS, max_bins=6)
    problem = _Problem(stairs, happened, np.ones(60), Doubt(spread, 1.0, 0.4))
    start = problem.start + np.random.default_rng(1).normal(size=len(problem.start)) / 10
    wrong = check_grad(
        lambda one: problem.measure(one)[0], lambda one: problem.measure(one)[1], start
    )
    assert wrong < 1e-3


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(30, 120))
def test_no_table_goes_against_its_direction_whatever_happened(seed, count):
    frame, _, _ = draw(count, seed)
    happened = np.random.default_rng(seed + 1).random(count) < 0.5
    happened[:2] = True, False
    fitted = build(spreads=(1.5,), n_members=2).fit(frame, happened)
    for model in (fitted.model_, *fitted.members_):
        assert all(is_monotone(one, DIRECTIONS[one.feature]) for one in model.shapes)


def test_many_outcomes_are_learned_from():
    frame, happened, _ = draw(3000)
    later, _, truth = draw(2000, seed=1)
    fitted = build().fit(frame, happened)
    ours = np.abs(fitted.predict_proba(later)[:, 1] - truth).mean()
    prior = 1 / (1 + np.exp(-PRIOR.score(later)))
    assert ours < 0.05 < np.abs(prior - truth).mean()


def test_where_nothing_can_be_learned_the_prior_is_kept_as_it_is():
    frame, _, _ = draw(200)
    happened = np.random.default_rng(3).random(200) < 1 / (1 + np.exp(-PRIOR.score(frame)))
    fitted = build().fit(frame, happened)
    assert fitted.spread_ is None
    assert np.array_equal(fitted.decision_function(frame), snap_model(PRIOR).score(frame))


@pytest.mark.parametrize("count", [30, 100, 300])
def test_few_outcomes_never_make_it_foretell_much_worse_than_the_prior(count):
    later, happened_later, _ = draw(3000, seed=99)
    prior = log_loss(happened_later, 1 / (1 + np.exp(-PRIOR.score(later))))
    ours = []
    for seed in range(6):
        frame, happened, _ = draw(count, seed)
        ours.append(
            log_loss(happened_later, build(n_members=1).fit(frame, happened).predict_proba(later))
        )
    assert np.mean(ours) < prior + 0.005


def test_the_members_differ_more_where_fewer_outcomes_speak():
    spreads = []
    for count in (60, 2000):
        frame, happened, _ = draw(count)
        fitted = build(n_members=12).fit(frame, happened)
        odds = [one.score(frame) for one in fitted.compile_bags("1")]
        spreads.append(np.std(odds, axis=0).mean())
    assert spreads[0] > 1.5 * spreads[1]


def test_the_same_rows_and_seed_give_the_same_tables():
    frame, happened, _ = draw(150)
    assert build().fit(frame, happened).model_ == build().fit(frame, happened).model_


def test_rows_of_weight_nought_teach_nothing():
    frame, happened, _ = draw(150)
    more = pd.concat([frame, frame.assign(**{NAMES[0]: 5.0})], ignore_index=True)
    weight = np.repeat([1.0, 0.0], len(frame))
    both = build().fit(more, np.concatenate([happened, ~happened]), sample_weight=weight)
    assert both.model_ == build().fit(frame, happened).model_
    assert np.isnan(both.left_out_[len(frame) :]).all()


def test_rows_of_one_person_are_left_out_together():
    frame, happened, _ = draw(60)
    twice = pd.concat([frame, frame], ignore_index=True)
    people = np.tile(np.arange(60), 2)
    fitted = build(spreads=(0.7,)).fit(twice, np.tile(happened, 2), groups=people)
    assert np.array_equal(fitted.left_out_[:60], fitted.left_out_[60:])


def test_one_outcome_alone_is_refused():
    frame, _, _ = draw(50)
    with pytest.raises(ValueError, match="2 classes"):
        build().fit(frame, np.ones(50, bool))


def test_a_prior_that_reads_what_is_not_there_is_refused():
    frame, happened, _ = draw(50)
    with pytest.raises(ValueError, match="path__weeks"):
        build().fit(frame.drop(columns="path__weeks"), happened)


def test_experts_may_have_meant_more_or_less_and_in_the_middle_what_they_wrote():
    told = doubt_experts(snap_model(PRIOR))
    frame, _, _ = draw(20)
    scores = np.array([one.score(frame) for one in told])
    assert np.allclose(np.median(scores, axis=0), PRIOR.score(frame), atol=1e-3)
    assert scores.std(axis=0).min() > 0.5

"""The learned ranker: a scikit-learn estimator, additive, monotone, better than its prior."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.utils.estimator_checks import estimator_checks_generator

from matcher.features import NAMES
from matcher.models.match import DIRECTIONS, build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import is_monotone

LISTS, LENGTH = 120, 12


SMALL = AdditiveRanker(max_iter=30, min_samples_leaf=2)
# the array API is for estimators that say they support it
CHECKS = [one for _, one in estimator_checks_generator(SMALL) if "array_api" not in str(one)]


@pytest.mark.parametrize("check", CHECKS, ids=range(len(CHECKS)))
def test_it_is_a_scikit_learn_estimator(check):
    check(clone(SMALL))


def draw_lists(seed=0, lists=LISTS):
    """Lists in which distance truly matters and version 0's surplus does not."""
    rng = np.random.default_rng(seed)
    n = lists * LENGTH
    X = pd.DataFrame({name: rng.uniform(0, 1, n) for name in NAMES})
    X["commute__minutes"] = rng.uniform(0, 90, n)
    X.loc[rng.random(n) < 0.1, "wishes__match"] = np.nan
    worth = 2 * X["skills__required_coverage"] - 3.0 * (X["commute__minutes"] > 45)
    gain = (worth + rng.logistic(0, 0.5, n) > 0.8).to_numpy(float)
    return X, gain, np.repeat(np.arange(lists), LENGTH)


def fit(seed=0, **parameters):
    X, gain, lists = draw_lists()
    ranker = AdditiveRanker(
        build_version_0(), monotonic=DIRECTIONS, random_state=seed, **parameters
    )
    return ranker.fit(X, gain, group=lists)


@pytest.fixture(scope="module")
def fitted():
    return fit()


def find_share_of_good_on_top(score, gain, lists):
    order = np.lexsort((-score, lists))
    return gain[order].reshape(-1, LENGTH)[:, :3].mean()


def test_it_ranks_unseen_lists_better_than_the_prior_it_started_from(fitted):
    X, gain, lists = draw_lists(seed=1)
    learned = find_share_of_good_on_top(fitted.predict(X), gain, lists)
    prior = find_share_of_good_on_top(build_version_0().score(X), gain, lists)
    assert learned > prior + 0.05


def test_its_compiled_tables_score_as_it_predicts(fitted):
    X, _, _ = draw_lists(seed=2)
    assert fitted.compile("1").score(X) == pytest.approx(fitted.predict(X), abs=1e-9)


def test_no_step_goes_against_a_features_direction(fitted):
    for table in fitted.compile("1").shapes:
        assert is_monotone(table, DIRECTIONS[table.feature]), table.feature


def test_the_same_seed_gives_the_same_tables():
    assert fit(7, max_iter=40).compile("1") == fit(7, max_iter=40).compile("1")


@settings(max_examples=40, deadline=None)
@given(row=st.integers(0, LISTS * LENGTH - 1), better=st.floats(0, 1), nearer=st.floats(0, 90))
def test_more_skill_never_lowers_and_a_longer_way_never_raises_a_score(fitted, row, better, nearer):
    X, _, _ = draw_lists()
    pair = X.iloc[[row]]
    skilled = pair.assign(
        skills__required_coverage=max(better, pair["skills__required_coverage"].iloc[0])
    )
    near = pair.assign(commute__minutes=min(nearer, pair["commute__minutes"].iloc[0]))
    assert fitted.predict(skilled)[0] >= fitted.predict(pair)[0] - 1e-12
    assert fitted.predict(near)[0] >= fitted.predict(pair)[0] - 1e-12

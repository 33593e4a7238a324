"""The learned ranker: a scikit-learn estimator, additive, monotone, better than its prior."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.utils.estimator_checks import estimator_checks_generator

from matcher.features import NAMES
from matcher.models.lookup import LookupTables, read_shape
from matcher.models.match import DIRECTIONS, build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import ShapeTable, is_monotone

LISTS, LENGTH = 120, 12


SMALL = AdditiveRanker(max_iter=30, min_samples_leaf=2)
# the array API is for estimators that say they support it; and a person twice in a list takes two
# places of it, which a person of weight two does not
EXEMPT = ("array_api", "sample_weight_equivalence")
CHECKS = [
    one
    for _, one in estimator_checks_generator(SMALL)
    if not any(name in str(one) for name in EXEMPT)
]


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


def test_neither_the_number_of_cores_nor_a_second_run_changes_a_bit(monkeypatch):
    many = fit(7, max_iter=40, interactions=1)
    monkeypatch.setattr("matcher.models.growing.cpu_count", lambda: 1)
    assert fit(7, max_iter=40, interactions=1).model_ == many.model_


@pytest.mark.parametrize("most", [0, 3, 7])
def test_no_more_rounds_are_kept_than_were_allowed(most):
    assert fit(max_iter=most).n_iter_ <= most


def test_rounds_stop_when_the_left_out_lists_gain_no_more():
    stopped = fit(max_iter=400, n_iter_no_change=20)
    after = len(stopped.validation_scores_) - 1 - stopped.n_iter_ / 5
    assert after == 4
    assert np.argmax(stopped.validation_scores_) == stopped.n_iter_ / 5


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


def test_contributions_and_base_add_up_to_the_score(fitted):
    X, _, _ = draw_lists(seed=3)
    parts = fitted.contributions(X)
    assert parts.shape == X.shape
    assert np.abs(parts.sum(axis=1) + fitted.base_ - fitted.predict(X)).max() < 1e-9


def test_a_features_contribution_is_its_shape_looked_up(fitted):
    X, _, _ = draw_lists(seed=3)
    column = X["commute__minutes"].to_numpy(np.float32).astype(float)
    found = fitted.contributions(X)[:, list(X).index("commute__minutes")]
    assert found == pytest.approx(fitted.shape("commute__minutes").look_up(column), abs=1e-12)
    with pytest.raises(ValueError, match="no feature"):
        fitted.shape("sex")


def test_lists_may_be_told_by_label_or_by_size():
    X, gain, lists = draw_lists()
    labelled = AdditiveRanker(max_iter=20, random_state=0).fit(X, gain, group=lists)
    sized = AdditiveRanker(max_iter=20, random_state=0).fit(X, gain, group=[LENGTH] * LISTS)
    assert labelled.model_ == sized.model_
    with pytest.raises(ValueError, match="add up"):
        AdditiveRanker().fit(X, gain, group=[LENGTH, 1])


def test_the_order_of_the_rows_does_not_matter_to_what_is_learned():
    X, gain, lists = draw_lists()
    by_label = np.random.default_rng(0).permutation(LISTS)
    order = np.argsort(by_label[lists], kind="stable")
    straight = AdditiveRanker(max_iter=20, random_state=0).fit(X, gain, group=lists)
    mixed = AdditiveRanker(max_iter=20, random_state=0).fit(
        X.iloc[order], gain[order], group=lists[order]
    )
    assert straight.predict(X) == pytest.approx(mixed.predict(X), abs=1e-9)


def test_a_row_of_no_weight_is_a_row_left_out():
    X, gain, lists = draw_lists()
    weight = (np.arange(len(gain)) % 5 > 0).astype(float)
    kept = weight > 0
    weighed = AdditiveRanker(max_iter=20, random_state=0).fit(
        X, gain, group=lists, sample_weight=weight
    )
    without = AdditiveRanker(max_iter=20, random_state=0).fit(
        X[kept], gain[kept], group=lists[kept]
    )
    assert weighed.model_ == without.model_


def test_what_the_start_knows_already_is_not_learned_again():
    X, gain, lists = draw_lists()
    known = fit(max_iter=200)
    again = AdditiveRanker(max_iter=60, random_state=0).fit(
        X, gain, group=lists, base_score=known.predict(X)
    )
    anew = AdditiveRanker(max_iter=60, random_state=0).fit(X, gain, group=lists)
    assert np.std(again.predict(X)) < 0.6 * np.std(anew.predict(X))


def test_from_lists_in_which_chance_decides_nothing_is_learned_and_the_prior_stays():
    X, gain, lists = draw_lists(lists=40)
    kept = 0
    for seed in range(5):
        by_chance = np.random.default_rng(seed).permutation(gain)
        ranker = AdditiveRanker(
            build_version_0(), monotonic=DIRECTIONS, max_iter=60, caution=2, random_state=0
        ).fit(X, by_chance, group=lists)
        if ranker.n_iter_ == 0:
            kept += 1
            assert np.array_equal(ranker.predict(X), build_version_0().score(X))
    assert kept >= 4


def test_a_feature_that_nothing_could_be_learned_of_keeps_the_whole_of_the_prior():
    X, gain, lists = draw_lists(lists=300)
    X = X.assign(commute__minutes=20.0)
    ranker = AdditiveRanker(build_version_0(), max_iter=60, random_state=0)
    ranker.fit(X, gain, group=lists)
    from_nothing = AdditiveRanker(max_iter=60, random_state=0).fit(X, gain, group=lists)
    prior = read_shape(build_version_0(), "commute__minutes")
    spans = [np.ptp(one.values) for one in (ranker.shape("commute__minutes"), prior)]
    assert spans[0] == pytest.approx(spans[1], abs=1e-3)
    assert np.ptp(from_nothing.shape("commute__minutes").values) == 0


def test_halves_join_to_members_whose_mean_is_the_model(fitted):
    X, _, _ = draw_lists(seed=2)
    scores = [
        LookupTables.compile(one, list(X)).score(X.to_numpy(np.float32)) for one in fitted.members_
    ]
    assert np.mean(scores, axis=0) == pytest.approx(fitted.predict(X), abs=1e-2)


def test_an_unknown_value_is_a_step_of_its_own():
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"known": rng.uniform(size=1200), "maybe": rng.uniform(size=1200)})
    absent = rng.random(1200) < 0.3
    X.loc[absent, "maybe"] = np.nan
    gain = (absent & (rng.random(1200) < 0.8)).astype(float)
    ranker = AdditiveRanker(max_iter=60, random_state=0).fit(
        X, gain, group=np.repeat(np.arange(100), 12)
    )
    table = ranker.shape("maybe")
    assert table.missing > max(table.values) + 0.5


def test_a_feature_that_never_changes_has_a_flat_table():
    X, gain, lists = draw_lists()
    X["skills__surplus"] = 1.0
    ranker = AdditiveRanker(max_iter=20, random_state=0).fit(X, gain, group=lists)
    assert ranker.shape("skills__surplus") == ShapeTable("skills__surplus", (), (0.0,), 0.0)


def draw_crossed(seed=0):
    """Lists in which two features matter together only."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (6000, 4))
    worth = 1.5 * np.sign(X[:, 0] * X[:, 1]) + 0.7 * X[:, 0] + 0.5 * X[:, 2]
    gain = (worth + rng.logistic(0, 0.5, 6000) > 1.2).astype(float)
    return X, gain, np.repeat(np.arange(300), 20)


def test_a_pair_that_matters_together_is_found_and_shared_evenly():
    X, gain, lists = draw_crossed()
    alone = AdditiveRanker(max_iter=60, random_state=0).fit(X, gain, group=lists)
    paired = AdditiveRanker(interactions=1, max_iter=60, random_state=0)
    paired.fit(X, gain, group=lists)
    assert [(one.first, one.second) for one in paired.model_.pairs] == [("x0", "x1")]
    X, gain, lists = draw_crossed(seed=1)

    def judge(score):
        order = np.lexsort((-score, lists))
        return gain[order].reshape(-1, 20)[:, :5].mean()

    assert judge(paired.predict(X)) > judge(alone.predict(X)) + 0.05
    parts = paired.contributions(X)
    assert np.abs(parts.sum(axis=1) + paired.base_ - paired.predict(X)).max() < 1e-9


def test_pairs_obey_directions_too():
    X, gain, lists = draw_crossed()
    directions = {"x0": 1, "x1": 1}
    ranker = AdditiveRanker(interactions=2, monotonic=directions, max_iter=60, random_state=0)
    ranker.fit(X, gain, group=lists)
    point = np.zeros((50, 4), float)
    for column in (0, 1):
        line = point.copy()
        line[:, column] = np.linspace(-1, 1, 50)
        for other in (-0.9, -0.2, 0.3, 0.9):
            line[:, 1 - column] = other
            assert (np.diff(ranker.predict(line)) >= 0).all()


def test_members_differ_and_their_mean_is_the_model(fitted):
    X, _, _ = draw_lists(seed=4)
    scores = np.array([one.score(X) for one in fitted.compile_bags("1")])
    assert scores.mean(axis=0) == pytest.approx(fitted.predict(X), abs=1e-3)
    assert scores.std(axis=0).mean() > 1e-3


def test_it_is_searched_by_lists_and_stands_in_a_pipeline():
    X, gain, lists = draw_lists()
    search = GridSearchCV(
        AdditiveRanker(max_iter=10, random_state=0),
        {"l2": [1.0, 50.0]},
        cv=GroupKFold(3),
        scoring="neg_mean_squared_error",
    )
    search.fit(X, gain, groups=lists, group=None)
    assert search.best_params_["l2"] in {1.0, 50.0}
    scaler = StandardScaler().set_output(transform="pandas")
    pipe = make_pipeline(scaler, AdditiveRanker(max_iter=10, random_state=0))
    pipe.fit(X, gain, additiveranker__group=lists)
    assert list(pipe[-1].feature_names_in_) == list(X)
    assert pipe.predict(X).shape == (len(X),)
    table = make_pipeline(FunctionTransformer().set_output(transform="pandas"), clone(SMALL))
    assert table.fit(X, gain).predict(X).shape == (len(X),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"feature_share": 0.0},
        {"list_share": 1.5},
        {"max_bins": 255},
        {"max_leaves": 1},
        {"gain": "cubic"},
        {"gain": "exponential"},
    ],
    ids=str,
)
def test_a_parameter_out_of_range_is_refused(wrong):
    X, _, lists = draw_lists()
    with pytest.raises(ValueError, match=next(iter(wrong)).split("_")[0] + "|gain"):
        AdditiveRanker(**wrong).fit(X, np.linspace(0, 1, len(X)), group=lists)

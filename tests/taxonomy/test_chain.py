"""The chain finds what trying every labelling finds, and learns what can be learned."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.chain import Chain, fit_chain

LABELS = ("O", "B-skill", "I-skill")


def make_chain(seed: int) -> Chain:
    rng = np.random.default_rng(seed)
    return Chain(LABELS, rng.normal(size=(6, 3)), rng.normal(size=(5, 3)))


def weigh(chain: Chain, scores: np.ndarray, path: tuple[int, ...]) -> float:
    total = chain.steps[3, path[0]] + chain.steps[4, path[-1]]
    total += sum(scores[t, label] for t, label in enumerate(path))
    return float(total + sum(chain.steps[a, b] for a, b in pairwise(path)))


sentences = st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=5)


@given(st.integers(0, 999), sentences)
def test_the_best_labelling_is_the_best_of_all(seed: int, features: list[list[int]]) -> None:
    chain = make_chain(seed)
    scores = chain.score(features)
    every = product(range(3), repeat=len(features))
    best = max(weigh(chain, scores, path) for path in every)
    assert weigh(chain, scores, tuple(chain.decode(scores))) == pytest.approx(best)


@given(st.integers(0, 999), sentences)
def test_a_label_is_as_probable_as_its_share_of_all_labellings(
    seed: int, features: list[list[int]]
) -> None:
    chain = make_chain(seed)
    scores = chain.score(features)
    paths = list(product(range(3), repeat=len(features)))
    shares = np.exp([weigh(chain, scores, path) for path in paths])
    expected = np.zeros((len(features), 3))
    for path, share in zip(paths, shares / shares.sum(), strict=True):
        for t, label in enumerate(path):
            expected[t, label] += share
    np.testing.assert_allclose(chain.marginals(scores), expected, atol=1e-9)


def test_a_fitted_chain_labels_what_it_was_shown_and_never_begins_in_the_middle() -> None:
    features = [[[0], [1], [2]], [[1], [2], [0]], [[0], [0]], [[3], [1]]] * 3
    gold = [[0, 1, 2], [1, 2, 0], [0, 0], [0, 1]] * 3
    chain = fit_chain(features, gold, LABELS, width=4, prior=0.1)
    assert [chain.decode(chain.score(one)) for one in features] == gold
    assert chain.decode(chain.score([[2], [2]]))[0] != 2


def test_sentences_of_all_lengths_are_learned_from_at_once() -> None:
    features = [[[0]] * size for size in (1, 2, 7)]
    gold = [[0] * size for size in (1, 2, 7)]
    chain = fit_chain(features, gold, LABELS, width=1)
    assert chain.marginals(chain.score([[0], [0]]))[:, 0].min() > 0.9

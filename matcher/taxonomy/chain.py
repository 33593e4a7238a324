"""A linear chain that labels words: weights of features and of neighbouring labels, all readable.

It is a conditional random field with a Gaussian prior, fitted exactly by L-BFGS; the best
labelling is found
by the Viterbi algorithm, and how sure it is of each label by the forward-backward algorithm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """Weights of features by label, and of steps between labels; last come first and last steps."""

    labels: tuple[str, ...]
    weights: Floats
    steps: Floats

    def score(self, features: Sequence[Sequence[int]]) -> Floats:
        """Add up the weights of each word's features, by label."""
        return np.array([self.weights[list(ids)].sum(axis=0) for ids in features])

    def decode(self, scores: Floats) -> list[int]:
        """Find the labels that are best together."""
        count = len(self.labels)
        inner, first, last = self.steps[:count], self.steps[count], self.steps[count + 1]
        best = scores[0] + first
        back = []
        for row in scores[1:]:
            paths = best[:, None] + inner
            back.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + row
        path = [int((best + last).argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return path[::-1]

    def marginals(self, scores: Floats) -> Floats:
        """Give how probable each label is of each word."""
        chances, _, _ = _sum_paths(scores[:, None, :], np.ones((len(scores), 1), bool), self.steps)
        return chances[:, 0, :]


def fit_chain(
    features: Sequence[Sequence[Sequence[int]]],
    gold: Sequence[Sequence[int]],
    labels: tuple[str, ...],
    *,
    width: int,
    prior: float = 1.0,
    rounds: int = 120,
) -> Chain:
    """Fit to sentences of words, each word the numbers of its features, below ``width``."""
    batches = _make_batches(features, gold, width)
    count = len(labels)
    forbidden = _list_forbidden_steps(labels)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat[: width * count].reshape(width, count)
        steps = flat[width * count :].reshape(count + 2, count) + forbidden
        value = 0.5 * prior * float(flat @ flat)
        by_weight, by_step = np.zeros_like(weights), np.zeros_like(steps)
        for batch in batches:
            lost, slope, step_slope = batch.compare(weights, steps)
            value += lost
            by_weight += slope
            by_step += step_slope
        return value, np.concatenate([by_weight.ravel(), by_step.ravel()]) + prior * flat

    start = np.zeros(width * count + (count + 2) * count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    weights, steps = found[: width * count], found[width * count :]
    return Chain(labels, weights.reshape(width, count), steps.reshape(count + 2, count) + forbidden)


FORBIDDEN = -1e3


def _list_forbidden_steps(labels: tuple[str, ...]) -> Floats:
    """Forbid an inner label after anything but its own kind."""
    count = len(labels)
    forbidden = np.zeros((count + 2, count))
    for place, label in enumerate(labels):
        if label.startswith("I-"):
            kind = label.removeprefix("I-")
            allowed = [labels.index(f"B-{kind}"), place]
            rows = [row for row in range(count + 1) if row not in allowed]
            forbidden[rows, place] = FORBIDDEN
    return forbidden


@dataclass(frozen=True)
class _Batch:
    """Sentences side by side, padded to the longest; time goes down, sentences across."""

    matrix: "csr_matrix"
    mask: NDArray[np.bool_]
    gold: NDArray[np.int64]

    def compare(self, weights: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
        """Give the negative log-likelihood and its slopes."""
        length, wide = self.mask.shape
        count = weights.shape[1]
        scores = (self.matrix @ weights).reshape(length, wide, count)
        chances, pairs, total = _sum_paths(scores, self.mask, steps)
        truth = np.eye(count)[self.gold] * self.mask[:, :, None]
        slope = self.matrix.T @ (chances - truth).reshape(length * wide, count)
        true_steps = self._count_true_steps(truth)
        reached = float((scores * truth).sum() + (steps * true_steps).sum())
        return total - reached, slope, pairs - true_steps

    def _count_true_steps(self, truth: Floats) -> Floats:
        inner = np.einsum("tba,tbc->ac", truth[:-1], truth[1:])
        last = truth[self.mask.sum(axis=0) - 1, np.arange(truth.shape[1])].sum(axis=0)
        return np.vstack([inner, truth[0].sum(axis=0), last])


def _sum_paths(
    scores: Floats, mask: NDArray[np.bool_], steps: Floats
) -> tuple[Floats, Floats, float]:
    """Run forward and backward; give label chances, expected steps, and the log of all paths' sum.

    The sums are scaled at every word, so that they neither overflow nor vanish.
    """
    length, wide, count = scores.shape
    peaks = scores.max(axis=2)
    gains = np.exp(scores - peaks[:, :, None])
    inner, first, last = (np.exp(part) for part in np.split(steps, [count, count + 1]))
    ahead, scale = np.empty_like(scores), np.ones((length, wide))
    ahead[0], scale[0] = _normalise(first * gains[0])
    for t in range(1, length):
        new, sums = _normalise((ahead[t - 1] @ inner) * gains[t])
        ahead[t] = np.where(mask[t][:, None], new, ahead[t - 1])
        scale[t] = np.where(mask[t], sums, 1.0)
    behind = np.empty_like(scores)
    behind[length - 1] = last
    pairs = np.zeros((count, count))
    ends = (ahead[-1] * last).sum(axis=1)
    for t in range(length - 2, -1, -1):
        ahead_of = gains[t + 1] * behind[t + 1] / scale[t + 1][:, None] * mask[t + 1][:, None]
        pairs += ahead[t].T @ (ahead_of / ends[:, None])
        behind[t] = np.where(mask[t + 1][:, None], ahead_of @ inner.T, last)
    chances = ahead * behind / ends[None, :, None] * mask[:, :, None]
    lasts = chances[mask.sum(axis=0) - 1, np.arange(wide)].sum(axis=0)
    total = np.log(ends).sum() + (np.log(scale) + peaks * mask).sum()
    return chances, np.vstack([pairs * inner, chances[0].sum(axis=0), lasts]), float(total)


def _normalise(rows: Floats) -> tuple[Floats, Floats]:
    sums = rows.sum(axis=1)
    return rows / sums[:, None], sums


def _make_batches(
    features: Sequence[Sequence[Sequence[int]]],
    gold: Sequence[Sequence[int]],
    width: int,
    size: int = 256,
) -> list[_Batch]:
    order = sorted((i for i, one in enumerate(gold) if one), key=lambda i: len(gold[i]))
    return [
        _make_batch(
            [features[i] for i in order[at : at + size]],
            [gold[i] for i in order[at : at + size]],
            width,
        )
        for at in range(0, len(order), size)
    ]


def _make_batch(
    features: list[Sequence[Sequence[int]]], gold: list[Sequence[int]], width: int
) -> _Batch:
    length, wide = max(map(len, gold)), len(gold)
    mask = np.zeros((length, wide), bool)
    marks = np.zeros((length, wide), np.int64)
    rows: list[Sequence[int]] = [()] * (length * wide)
    for column, (sentence, true) in enumerate(zip(features, gold, strict=True)):
        for t, (ids, label) in enumerate(zip(sentence, true, strict=True)):
            rows[t * wide + column] = ids
            mask[t, column], marks[t, column] = True, label
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((one for row in rows for one in row), np.int64)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), width))
    return _Batch(matrix, mask, marks)

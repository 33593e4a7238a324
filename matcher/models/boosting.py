"""The loops of the ranker that must be fast: listwise gradients and one-feature trees.

Gradients are LambdaMART's (Burges 2010, MSR-TR-2010-82): each pair of one list pulls its better row
up by the nDCG their exchange would cost, times how unsure the order still is. They are compiled by
numba and hold no state; arrays come in, arrays are filled.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
Indices = NDArray[np.int64]

MISSING = 255
"""The code of an unknown value; known ones are coded below it."""

NEAREST = 0.01
"""Added to the gap by which a pair's pull is divided, as LightGBM does: near pairs count more."""

WIDEST = 16.0
"""A gap beyond which an order is as sure as it gets: a doubt of one in nine million."""

STEPS_A_UNIT = 64
"""Steps of the doubt's table a unit of gap; between them it is straight, to six digits."""

DOUBTS = 1 / (1 + np.exp(np.arange(-WIDEST, WIDEST + 1 / STEPS_A_UNIT, 1 / STEPS_A_UNIT)))


@njit(cache=True, nogil=True, inline="always")
def _doubt(gap: float) -> float:
    """Give ``1 / (1 + exp(gap))``, read between two steps of a table: an exponential costs more."""
    place = (min(max(gap, -WIDEST), WIDEST) + WIDEST) * STEPS_A_UNIT
    step = min(int(place), len(DOUBTS) - 2)
    return float(DOUBTS[step] + (place - step) * (DOUBTS[step + 1] - DOUBTS[step]))


@njit(cache=True, nogil=True)
def compute_gradients(
    score: Floats,
    gain: Floats,
    weight: Floats,
    starts: Indices,
    lists: Indices,
    scale: Floats,
    truncation: int,
    grad: Floats,
    hess: Floats,
) -> None:
    """Fill the gradient and the Hessian of every row of some lists.

    Parameters
    ----------
    score, gain, weight : ndarray of shape (n_rows,)
        Present scores; graded gains; what each row's gain counts, an inverse propensity for one.
    starts : ndarray of shape (n_lists + 1,)
        Where each list begins.
    lists : ndarray of int
        The lists to compute.
    scale : ndarray of shape (n_lists,)
        One over each list's ideal DCG; 0 where nothing happened.
    truncation : int
        Pairs with neither row among so many first are left out.
    grad, hess : ndarray of shape (n_rows,)
        Filled.
    """
    longest = 0
    for q in lists:
        longest = max(longest, starts[q + 1] - starts[q])
    discount = 1 / np.log2(np.arange(longest) + 2.0)
    for q in lists:
        rows = slice(starts[q], starts[q + 1])
        grad[rows] = 0.0
        hess[rows] = 0.0
        if scale[q] > 0.0:
            _pull_list(
                score[rows], gain[rows], weight[rows], discount, scale[q], truncation,
                grad[rows], hess[rows],
            )  # fmt: skip


@njit(cache=True, nogil=True)
def _pull_list(
    score: Floats,
    gain: Floats,
    weight: Floats,
    discount: Floats,
    scale: float,
    truncation: int,
    grad: Floats,
    hess: Floats,
) -> None:
    """Add up the pulls of one list's pairs."""
    n = len(score)
    order = np.argsort(-score, kind="mergesort")
    spread = score[order[0]] - score[order[n - 1]]
    ranks = np.arange(n)
    # rows without gain, nearly all of them where outcomes are rare, only meet rows with one
    hits = ranks[gain[order] > 0]
    total, passed = 0.0, 0
    for above in range(min(truncation, n)):
        i = order[above]
        worth_i = gain[i] * weight[i]
        while passed < len(hits) and hits[passed] <= above:
            passed += 1
        for below in ranks[above + 1 :] if worth_i > 0 else hits[passed:]:
            j = order[below]
            pull = worth_i - gain[j] * weight[j]
            if pull == 0:
                continue
            high, low = (i, j) if pull > 0 else (j, i)
            gap = score[high] - score[low]
            exchange = (discount[above] - discount[below]) * scale
            if spread > 0:
                exchange /= NEAREST + abs(gap)
            doubt = _doubt(gap)
            lean = doubt * exchange * abs(pull)
            bend = (1 - doubt) * lean
            grad[high] -= lean
            grad[low] += lean
            hess[high] += bend
            hess[low] += bend
            total += 2 * doubt * exchange * abs(gain[i] - gain[j])
    # a long list would outweigh the short ones by its number of pairs; weights are to keep theirs
    if total > 0:
        damping = np.log2(1 + total) / total
        grad *= damping
        hess *= damping


@njit(cache=True, nogil=True)
def _gather(
    codes: Codes, starts: Indices, lists: Indices, grad: Floats, hess: Floats, bins: Floats
) -> None:
    bins[:] = 0.0
    for q in lists:
        for i in range(starts[q], starts[q + 1]):
            code = codes[i]
            bins[code, 0] += grad[i]
            bins[code, 1] += hess[i]
            bins[code, 2] += 1.0


@njit(cache=True, nogil=True)
def _hold_to(low: float, high: float, jump: float, direction: int) -> float:
    """Give the value right of a cut, so that the sum with what is there never turns around."""
    if direction != 0 and (high - low + jump) * direction < 0:
        return low - jump
    return high


@njit(cache=True, nogil=True)
def _find_cut(
    bins: Floats,
    first: int,
    last: int,
    jumps: Floats,
    direction: int,
    smallest: float,
    l2: float,
) -> tuple[float, int]:
    """Find the best cut of the bins from first to last: its gain and the last bin of its left."""
    pull = bend = count = 0.0
    for k in range(first, last + 1):
        pull += bins[k, 0]
        bend += bins[k, 1]
        count += bins[k, 2]
    best, cut = 0.0, -1
    left_pull = left_bend = left_count = 0.0
    whole = pull * pull / (bend + l2)
    for k in range(first, last):
        if bins[k, 2] == 0:
            continue
        left_pull += bins[k, 0]
        left_bend += bins[k, 1]
        left_count += bins[k, 2]
        if left_count < smallest or count - left_count < smallest:
            continue
        low, high = -left_pull / (left_bend + l2), -(pull - left_pull) / (bend - left_bend + l2)
        high = _hold_to(low, high, jumps[k], direction)
        gain = -2 * left_pull * low - (left_bend + l2) * low * low - whole
        gain -= 2 * (pull - left_pull) * high + (bend - left_bend + l2) * high * high
        # a tie, however its sums were rounded, goes to the lower cut
        if gain > best * (1 + 1e-9) + 1e-12:
            best, cut = gain, k
    return best, cut


@njit(cache=True, nogil=True)
def _part_unknown(bins: Floats, smallest: float, l2: float) -> float:
    """Find what is gained by giving unknown values a height of their own."""
    pull, bend, count = bins[:MISSING, 0].sum(), bins[:MISSING, 1].sum(), bins[:MISSING, 2].sum()
    if bins[MISSING, 2] < smallest or count < smallest:
        return 0.0
    apart = pull**2 / (bend + l2) + bins[MISSING, 0] ** 2 / (bins[MISSING, 1] + l2)
    together = (pull + bins[MISSING, 0]) ** 2 / (bend + bins[MISSING, 1] + l2)
    return float(max(0.0, apart - together))


@njit(cache=True, nogil=True)
def try_features(
    codes: Codes,
    features: Indices,
    starts: Indices,
    lists: Indices,
    grad: Floats,
    hess: Floats,
    jumps: Floats,
    directions: Indices,
    smallest: float,
    l2: float,
) -> tuple[Floats, Floats]:
    """Try each feature's best cut.

    Parameters
    ----------
    codes : ndarray of uint8, shape (n_features, n_rows)
        The bin of each value.
    features : ndarray of int
        The features to try.
    jumps : ndarray of shape (n_features, 256)
        How much each bin's table lies below the next one's, in whole steps; a feature's direction
        is that of its table and the step together.

    Returns
    -------
    gains : ndarray of shape (len(features),)
        What each feature's best cut gains; 0 where it has none.
    bins : ndarray of shape (len(features), 256, 3)
        Each feature's sums of gradient, Hessian and rows a bin.
    """
    gains = np.zeros(len(features))
    bins = np.empty((len(features), 256, 3))
    for number in range(len(features)):
        part = bins[number]
        _gather(codes[features[number]], starts, lists, grad, hess, part)
        feature = features[number]
        gain, _ = _find_cut(part, 0, MISSING - 1, jumps[feature], directions[feature], smallest, l2)
        gains[number] = gain + _part_unknown(part, smallest, l2)
    return gains, bins


@njit(cache=True, nogil=True)
def grow_tree(
    bins: Floats, leaves: int, jumps: Floats, direction: int, smallest: float, l2: float
) -> Floats:
    """Grow a tree of one feature, the best cut first.

    Parameters
    ----------
    bins : ndarray of shape (256, 3)
        Sums of gradient, Hessian and rows a bin.
    leaves : int
        Leaves for known values, at most; unknown ones have a leaf of their own.

    Returns
    -------
    ndarray of shape (256,)
        The height of each bin.
    """
    ends = np.empty(leaves, np.int64)
    ends[0], number = MISSING - 1, 1
    while number < leaves:
        best, leaf, cut = 0.0, -1, -1
        for k in range(number):
            first = 0 if k == 0 else ends[k - 1] + 1
            gain, found = _find_cut(bins, first, ends[k], jumps, direction, smallest, l2)
            if found >= 0 and gain > best:
                best, leaf, cut = gain, k, found
        if leaf < 0:
            break
        for k in range(number, leaf, -1):
            ends[k] = ends[k - 1]
        ends[leaf] = cut
        number += 1
    heights, values = np.zeros(256), np.empty(number)
    for k in range(number):
        first = 0 if k == 0 else ends[k - 1] + 1
        values[k] = -bins[first : ends[k] + 1, 0].sum() / (bins[first : ends[k] + 1, 1].sum() + l2)
        if k > 0:
            values[k] = _hold_to(values[k - 1], values[k], jumps[first - 1], direction)
        heights[first : ends[k] + 1] = values[k]
    if bins[MISSING, 2] >= smallest:
        heights[MISSING] = -bins[MISSING, 0] / (bins[MISSING, 1] + l2)
    return heights


@njit(cache=True, nogil=True)
def add_heights(score: Floats, codes: Codes, heights: Floats) -> None:
    """Add each row's height to its score."""
    for i in range(len(score)):
        score[i] += heights[codes[i]]


@njit(cache=True, nogil=True)
def compute_ndcg_of_lists(
    score: Floats, worth: Floats, starts: Indices, depth: int, scale: Floats
) -> Floats:
    """Compute each list's nDCG, times ``scale`` for one over its ideal; NaN where it is 0."""
    found = np.empty(len(starts) - 1)
    for q in range(len(starts) - 1):
        found[q] = np.nan
        if scale[q] > 0:
            part = slice(starts[q], starts[q + 1])
            order = np.argsort(-score[part], kind="mergesort")
            reached = 0.0
            for rank in range(min(depth, len(order))):
                reached += worth[starts[q] + order[rank]] / np.log2(rank + 2.0)
            found[q] = reached * scale[q]
    return found

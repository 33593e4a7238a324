"""Neighbours in a list change places by lot, so that the chance of each rank is known.

Pure: a seed goes in, an order and its chances come out. Why a list is touched at all is in
`docs/decisions/0002-exposure.md`.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Swaps:
    """How often neighbours change places, and in lists of which length.

    Parameters
    ----------
    share : float
        The chance that a drawn pair of neighbours is swapped, in [0, 1).
    shortest : int
        Shorter lists are left as the model ordered them.
    """

    share: float
    shortest: int


def derive_seed(*parts: str) -> int:
    """Derive the seed of what the parts name together; the same parts, the same seed.

    Examples
    --------
    >>> derive_seed("O-1", "2026-11-24") == derive_seed("O-1", "2026-11-24")
    True
    """
    return int.from_bytes(sha256("\x1f".join(parts).encode()).digest()[:8]) >> 1


def swap_neighbours(length: int, *, share: float, seed: int) -> NDArray[np.int64]:
    """Order a list anew: pairs of neighbours are drawn, and each is swapped with chance ``share``.

    The pairs begin at the first place or at the second, by lot, and do not overlap, so that nobody
    moves by more than one place.

    Parameters
    ----------
    length : int
        Length of the list.
    share : float
        Chance that a pair is swapped.
    seed : int
        Same seed, same order.

    Returns
    -------
    ndarray of shape (length,)
        For each place the number, from 0, of who stands there.

    Examples
    --------
    >>> swap_neighbours(6, share=0.5, seed=3).tolist()
    [0, 2, 1, 3, 4, 5]
    """
    # raw draws are the same in every version of numpy, so that a logged list can be made again
    lots = (np.random.PCG64(seed).random_raw(1 + length // 2) >> 11) * 2.0**-53
    order = np.arange(length)
    firsts = np.arange(int(lots[0] < 0.5), length - 1, 2)
    swapped = firsts[lots[1 : 1 + len(firsts)] < share]
    order[swapped], order[swapped + 1] = swapped + 1, swapped
    return order


def compute_propensities(order: NDArray[np.int64], *, share: float) -> NDArray[np.float64]:
    """Compute the chance, under the design, that each one stands where it stands.

    A given pair of neighbours is drawn with chance one half, so one goes up with ``share / 2`` and
    down with ``share / 2``, where there is a place to go to.

    Parameters
    ----------
    order : ndarray of shape (length,)
        As `swap_neighbours` returns it.
    share : float
        The chance it was drawn with.

    Examples
    --------
    >>> compute_propensities(np.array([1, 0, 2]), share=0.2).tolist()
    [0.1, 0.1, 0.9]
    """
    length = len(order)
    partners = np.where((order == 0) | (order == length - 1), 1, 2) - (length == 1)
    moved = order != np.arange(length)
    chances: NDArray[np.float64] = np.where(moved, share / 2, 1 - partners * share / 2)
    return chances

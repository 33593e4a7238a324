"""Shares of groups, with how sure they are; too few are not told apart."""

from dataclasses import dataclass
from math import sqrt

SMALLEST_GROUP = 5
"""A share of fewer than these says nothing, and tells of them."""

Z = 1.96
"""Of a two-sided interval of 95 per cent."""


@dataclass(frozen=True)
class Share:
    """A share with its interval of 95 per cent."""

    value: float
    low: float
    high: float


def compute_share(count: int, of: int) -> Share | None:
    """Compute a share with Wilson's interval, or None where the group is too small to tell.

    Examples
    --------
    >>> share = compute_share(30, 40)
    >>> share.value, round(share.low, 2), round(share.high, 2)
    (0.75, 0.6, 0.86)
    >>> compute_share(2, 4) is None
    True
    """
    if of < SMALLEST_GROUP:
        return None
    value = count / of
    middle = (value + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z / (1 + Z * Z / of) * sqrt(value * (1 - value) / of + Z * Z / (4 * of * of))
    return Share(value, max(0.0, middle - reach), min(1.0, middle + reach))


def compare_shares(one: Share, other: Share) -> Share:
    """Give how much higher the other is, with Newcombe's interval of the difference.

    Where the interval holds nought, the rounds or groups are not shown to differ.

    Examples
    --------
    >>> found = compare_shares(compute_share(30, 40), compute_share(20, 40))
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (-0.25, -0.43, -0.04)
    """
    difference = other.value - one.value
    low = difference - sqrt((other.value - other.low) ** 2 + (one.high - one.value) ** 2)
    high = difference + sqrt((other.high - other.value) ** 2 + (one.value - one.low) ** 2)
    return Share(difference, low, high)

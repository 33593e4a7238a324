"""Neighbours change places by lot, never by more than one, with chances that are what they say."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.models.exploration import compute_propensities, derive_seed, swap_neighbours

SHARES = st.floats(0, 0.99)


def enumerate_design(length, share):
    """List every order the design can draw, with its chance, without drawing any."""
    orders = Counter()
    for begins in (0, 1):
        firsts = range(begins, length - 1, 2)
        for swaps in product((False, True), repeat=len(firsts)):
            order = list(range(length))
            for first, swapped in zip(firsts, swaps, strict=True):
                if swapped:
                    order[first], order[first + 1] = first + 1, first
            taken = sum(swaps)
            chance = 0.5 * share**taken * (1 - share) ** (len(swaps) - taken)
            orders[tuple(order)] += chance
    return orders


@settings(deadline=None, max_examples=60)
@given(length=st.integers(1, 9), share=SHARES, seed=st.integers(0, 2**63 - 1))
def test_the_stated_chances_are_those_of_every_order_the_design_can_draw(length, share, seed):
    design = enumerate_design(length, share)
    standing = np.zeros((length, length))
    for order, chance in design.items():
        standing[np.arange(length), order] += chance
    assert sum(design.values()) == pytest.approx(1)
    order = swap_neighbours(length, share=share, seed=seed)
    assert design[tuple(order.tolist())] > 0
    stated = compute_propensities(order, share=share)
    assert stated == pytest.approx(standing[np.arange(length), order])


@settings(deadline=None, max_examples=100)
@given(length=st.integers(0, 60), share=SHARES, seed=st.integers(0, 2**63 - 1))
def test_nobody_moves_by_more_than_one_place_and_nobody_is_lost(length, share, seed):
    order = swap_neighbours(length, share=share, seed=seed)
    assert sorted(order.tolist()) == list(range(length))
    assert (np.abs(order - np.arange(length)) <= 1).all()
    assert (swap_neighbours(length, share=share, seed=seed) == order).all()
    chances = compute_propensities(order, share=share)
    assert ((chances > 0) & (chances <= 1)).all()


def test_drawn_orders_come_as_often_as_the_design_says():
    drawn = Counter(tuple(swap_neighbours(5, share=0.3, seed=s).tolist()) for s in range(8_000))
    for order, chance in enumerate_design(5, 0.3).items():
        spread = (chance * (1 - chance) / 8_000) ** 0.5
        assert abs(drawn[order] / 8_000 - chance) < 4 * spread


def test_a_seed_belongs_to_all_its_parts_and_not_to_their_concatenation():
    assert derive_seed("O-1", "2") != derive_seed("O-12", "")
    assert 0 <= derive_seed("O-1") < 2**63

"""The synthetic people's sex and origin: plausible, the same each time, and of no other effect."""

from datetime import date

import pytest

from data_schemas.catalogue import read_catalogue
from matcher.vocabulary import Origin, Sex
from training.simulator.municipality import build_municipality
from training.simulator.traits import MOTHER_TONGUE, draw_traits

CATALOGUE = read_catalogue()


@pytest.fixture(scope="module")
def people():
    drawn = build_municipality(CATALOGUE, scale=0.3, seed=2, today=date(2026, 11, 24))
    return drawn.candidates


def test_the_same_seed_gives_the_same_traits_and_another_others(people):
    first = draw_traits(people, CATALOGUE, seed=1)
    assert draw_traits(people, CATALOGUE, seed=1) == first
    assert draw_traits(people, CATALOGUE, seed=2) != first


def test_a_few_are_unknown_and_both_sexes_and_every_origin_are_there(people):
    drawn = draw_traits(people, CATALOGUE, seed=1)
    assert 0.9 < len(drawn) / len(people) < 1.0
    assert {one.sex for one in drawn} == set(Sex)
    assert {one.origin for one in drawn} == set(Origin)


def test_origin_goes_with_danish(people):
    native = {one.reference: one.languages["da"] >= MOTHER_TONGUE for one in people}
    drawn = draw_traits(people, CATALOGUE, seed=1)

    def share(is_native):
        among = [one for one in drawn if native[one.person] is is_native]
        return sum(one.origin is Origin.DANISH for one in among) / len(among)

    assert share(True) > 0.7
    assert share(False) < 0.3

"""Places as the store keeps them."""

from dataclasses import replace

from matcher.store.places import add_places, list_places
from matcher.vocabulary import Place


def test_places_are_listed_by_postcode_as_last_added(session):
    home = Place("2620", "Albertslund", 55.66, 12.36, 0, 0, 0)
    away = Place("2600", "Glostrup", 55.67, 12.4, 9, None, 20)
    assert add_places(session, [home, away]) == 2
    moved = replace(away, car_minutes=None)
    assert add_places(session, [moved]) == 0
    assert list_places(session) == (moved, home)

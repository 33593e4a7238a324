"""Programmes as the store keeps them."""

from dataclasses import replace

import pytest

from matcher.campus import Track
from matcher.errors import NotFound
from matcher.store.programmes import Programme, add_programmes, get_programme, list_programmes

ONE = Programme("T1", "Fotonik", "Photonics", Track.BOGLIG, 12, "Campus Albertslund")


def test_a_programme_is_given_back_as_last_added(session):
    assert add_programmes(session, [ONE]) == 1
    assert add_programmes(session, [replace(ONE, seats=14), replace(ONE, code="T2")]) == 1
    assert get_programme(session, "T1").seats == 14
    assert [one.code for one in list_programmes(session)] == ["T1", "T2"]


def test_a_programme_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="programme T9"):
        get_programme(session, "T9")

"""Organisations as the store keeps them."""

from dataclasses import replace

import pytest

from matcher.errors import NotFound
from matcher.store.organisations import (
    Organisation,
    add_organisations,
    get_organisation,
    list_organisations,
)

ONE = Organisation("99000023", "Ågården", "1099000001", "2620", "care", "881010", 40)


def test_an_organisation_is_given_back_as_last_added(session):
    assert add_organisations(session, [ONE]) == 1
    changed = replace(ONE, employees=None, postcode="2600")
    assert add_organisations(session, [changed]) == 0
    assert get_organisation(session, "99000023") == changed


def test_organisations_are_listed_by_name(session):
    add_organisations(
        session, [replace(ONE, name="beta"), replace(ONE, reference="1", name="ALFA")]
    )
    assert [one.name for one in list_organisations(session)] == ["ALFA", "beta"]


def test_an_organisation_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="organisation 12345678"):
        get_organisation(session, "12345678")

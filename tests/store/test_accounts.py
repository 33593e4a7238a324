"""Accounts as the store keeps them."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from matcher.errors import Conflict, NotFound
from matcher.store import accounts
from matcher.vocabulary import Account, Role

IDA = Account(0, "Ida@Albertslund.example", "Ida Ibsen", Role.CONSULTANT)


def test_an_account_gets_a_number_and_is_found_by_address_in_any_case(stocked):
    added = accounts.add_account(stocked, IDA, "hash")
    assert added == replace(IDA, id=added.id, email="ida@albertslund.example")
    assert accounts.get_account(stocked, added.id) == added
    assert accounts.find_account(stocked, " IDA@albertslund.example") == (added, "hash")
    assert accounts.find_account(stocked, "ole@albertslund.example") is None


def test_a_company_account_belongs_to_an_organisation_that_is_there(stocked):
    company = replace(IDA, role=Role.COMPANY, organisation="99000015", active=False)
    added = accounts.add_account(stocked, company, "hash")
    assert (added.organisation, added.active, added.role) == ("99000015", False, Role.COMPANY)
    with pytest.raises(IntegrityError):
        accounts.add_account(stocked, replace(company, email="b@x", organisation="1"), "hash")


def test_an_address_has_one_account(stocked):
    accounts.add_account(stocked, IDA, "hash")
    with pytest.raises(Conflict, match="already"):
        accounts.add_account(stocked, replace(IDA, email=IDA.email.upper()), "hash")


def test_accounts_are_listed_by_address(stocked):
    for email in ("b@x.example", "a@x.example"):
        accounts.add_account(stocked, replace(IDA, email=email), "hash")
    assert [one.email for one in accounts.list_accounts(stocked)] == ["a@x.example", "b@x.example"]


def test_an_account_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="account 9"):
        accounts.get_account(session, 9)

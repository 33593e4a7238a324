"""Who gets in, and who does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.errors import Conflict, InvalidInput
from matcher.services.signing_in import get_signed_in, register_account, sign_in
from matcher.store import Session, open_engine, session_factory, upgrade
from matcher.vocabulary import Account, Role

PASSWORD = "tolv tegn eller flere"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{tmp_path}/house.db")
    upgrade(engine)
    with session_factory(engine)() as opened:
        yield opened
    engine.dispose()


def register(session, *, password=PASSWORD, **more):
    facts = {"email": "kirsten@example.dk", "name": "Kirsten", "role": Role.CONSULTANT, **more}
    return register_account(session, Account(0, **facts), password=password)


def test_the_right_password_gives_the_account_in_any_case_of_the_address(session):
    account = register(session)
    assert account.id > 0
    assert sign_in(session, "Kirsten@Example.dk", password=PASSWORD) == account


@pytest.mark.parametrize(
    ("email", "password"),
    [("kirsten@example.dk", "en anden adgangskode"), ("ingen@example.dk", PASSWORD), ("", "")],
)
def test_a_wrong_password_or_address_gives_nobody(session, email, password):
    register(session)
    assert sign_in(session, email, password=password) is None


def test_a_closed_account_neither_signs_in_nor_stays_signed_in(session):
    account = register(session, active=False)
    assert sign_in(session, account.email, password=PASSWORD) is None
    assert get_signed_in(session, account.id, generation=0) is None


def test_a_running_session_belongs_to_its_account(session):
    account = register(session)
    assert get_signed_in(session, account.id, generation=0) == account
    assert get_signed_in(session, account.id + 1, generation=0) is None


def test_an_address_has_one_account(session):
    register(session)
    with pytest.raises(Conflict):
        register(session, email="KIRSTEN@example.dk")


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("password", {"password": "for kort"}),
        ("email", {"email": "kirsten"}),
        ("email", {"email": "@example.dk"}),
        ("organisation", {"role": Role.COMPANY}),
    ],
)
def test_what_will_not_do_is_named(session, field, facts):
    with pytest.raises(InvalidInput) as refused:
        register(session, **facts)
    assert refused.value.field == field

"""Who may sign in is decided by links that are good once, and by administrators."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.accounts import (
    change_account,
    invite,
    list_colleagues,
    list_everybody,
    list_invitations,
    offer_reset,
    read_link,
    remove_colleague,
    sign_out_everywhere,
    take_invitation_back,
    use_link,
)
from matcher.services.signing_in import get_signed_in, register_account, sign_in
from matcher.store import accounts, audit, organisations
from matcher.store.organisations import Organisation
from matcher.vocabulary import Account, Role

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PASSWORD = "tolv tegn eller flere"
OWN, OTHER = "11111111", "22222222"


@pytest.fixture
def house(session):
    organisations.add_organisations(
        session, [Organisation(OWN, "Vores"), Organisation(OTHER, "Andres")]
    )
    return session


def add(session, name, role, organisation=None):
    account = Account(0, f"{name}@example.dk", name, role, organisation)
    return register_account(session, account, password=PASSWORD)


@pytest.fixture
def vera(house):
    return add(house, "vera", Role.COMPANY, OWN)


@pytest.fixture
def admin(house):
    return accounts.list_active(house, role=Role.ADMIN)[0]


def want(email="ny@example.dk", role=Role.COMPANY, organisation=OWN):
    return Account(0, email, "Ny Kollega", role, organisation)


def test_a_colleague_is_invited_and_signs_in_with_the_password_chosen(house, vera):
    made = invite(house, want(), viewer=vera, now=NOW)
    assert made.token not in repr(list_invitations(house, viewer=vera, now=NOW))
    account = use_link(house, made.token, password=PASSWORD, now=NOW)
    assert (account.role, account.organisation) == (Role.COMPANY, OWN)
    assert sign_in(house, "ny@example.dk", password=PASSWORD) == account
    assert [one.why for one in audit.list_reads(house, key="ny@example.dk")] == [
        "choose password",
        "invite",
    ]


def test_a_link_is_good_once_and_until_it_runs_out(house, vera):
    made = invite(house, want(), viewer=vera, now=NOW)
    with pytest.raises(NotFound):
        read_link(house, made.token, now=NOW + timedelta(days=7))
    with pytest.raises(InvalidInput):
        use_link(house, made.token, password="kort", now=NOW)
    use_link(house, made.token, password=PASSWORD, now=NOW)
    with pytest.raises(NotFound):
        use_link(house, made.token, password=PASSWORD, now=NOW)


def test_a_newer_invitation_takes_the_place_of_the_one_before(house, vera):
    first = invite(house, want(), viewer=vera, now=NOW)
    second = invite(house, want(), viewer=vera, now=NOW)
    with pytest.raises(NotFound):
        read_link(house, first.token, now=NOW)
    assert read_link(house, second.token, now=NOW).email == "ny@example.dk"


def test_a_company_invites_to_itself_whatever_is_asked(house, vera):
    made = invite(house, want(role=Role.ADMIN, organisation=OTHER), viewer=vera, now=NOW)
    assert (made.link.role, made.link.organisation) == (Role.COMPANY, OWN)


def test_a_consultant_invites_nobody(house):
    consultant = accounts.list_active(house, role=Role.CONSULTANT)[0]
    with pytest.raises(NotAllowed):
        invite(house, want(), viewer=consultant, now=NOW)
    with pytest.raises(NotAllowed):
        list_everybody(house, viewer=consultant)


@pytest.mark.parametrize("email", ["", "no address", "a@b c.dk", "vera@example.dk"])
def test_an_address_that_is_none_or_taken_is_refused(house, vera, email):
    with pytest.raises(InvalidInput) as refused:
        invite(house, want(email), viewer=vera, now=NOW)
    assert refused.value.field == "email"


def test_another_companys_people_and_invitations_are_not_there(house, vera):
    stranger = add(house, "asta", Role.COMPANY, OTHER)
    made = invite(house, want(organisation=OTHER), viewer=stranger, now=NOW)
    assert list_colleagues(house, viewer=vera) == (vera,)
    assert list_invitations(house, viewer=vera, now=NOW) == ()
    with pytest.raises(NotFound):
        remove_colleague(house, stranger.id, viewer=vera, now=NOW)
    with pytest.raises(NotFound):
        take_invitation_back(house, made.link.id, viewer=vera, now=NOW)


def test_who_is_removed_is_signed_out_and_stays_out(house, vera):
    colleague = add(house, "villy", Role.COMPANY, OWN)
    remove_colleague(house, colleague.id, viewer=vera, now=NOW)
    assert get_signed_in(house, colleague.id, generation=colleague.generation) is None
    assert sign_in(house, colleague.email, password=PASSWORD) is None
    with pytest.raises(Conflict):
        remove_colleague(house, vera.id, viewer=vera, now=NOW)


def test_an_invitation_taken_back_is_good_for_nothing(house, vera):
    made = invite(house, want(), viewer=vera, now=NOW)
    take_invitation_back(house, made.link.id, viewer=vera, now=NOW)
    with pytest.raises(NotFound):
        read_link(house, made.token, now=NOW)


def test_a_new_password_ends_every_session(house, vera, admin):
    made = offer_reset(house, vera.id, viewer=admin, now=NOW)
    use_link(house, made.token, password="et helt nyt kodeord", now=NOW)
    assert sign_in(house, vera.email, password=PASSWORD) is None
    assert sign_in(house, vera.email, password="et helt nyt kodeord") is not None
    assert get_signed_in(house, vera.id, generation=vera.generation) is None


def test_signing_out_everywhere_leaves_the_password(house, vera, admin):
    sign_out_everywhere(house, vera.id, viewer=admin, now=NOW)
    assert get_signed_in(house, vera.id, generation=vera.generation) is None
    assert sign_in(house, vera.email, password=PASSWORD) is not None


def test_a_changed_role_signs_out_and_is_audited(house, vera, admin):
    changed = replace(vera, role=Role.CONSULTANT)
    change_account(house, changed, viewer=admin, now=NOW)
    after = accounts.get_account(house, vera.id)
    assert (after.role, after.organisation) == (Role.CONSULTANT, None)
    assert after.generation == vera.generation + 1
    (latest, *_rest) = audit.list_reads(house, noun="account", key=vera.email)
    assert latest.why == "change role, organisation"


def test_the_last_administrator_stays(house, admin):
    with pytest.raises(Conflict):
        change_account(house, replace(admin, active=False), viewer=admin, now=NOW)
    second = add(house, "sanne", Role.ADMIN)
    change_account(house, replace(admin, active=False), viewer=second, now=NOW)
    assert [one.id for one in accounts.list_active(house, role=Role.ADMIN)] == [second.id]

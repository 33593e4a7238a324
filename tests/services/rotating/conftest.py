"""The demo's two cases, and those who come to them."""

from datetime import UTC, datetime

import pytest

from matcher.services.rotating.workspace import read_workspace
from matcher.store import organisations, rotations
from matcher.vocabulary import Account, Role

PAST, COMING = "JR-2025-001", "JR-2026-001"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONSULTANT = Account(1, "konsulent@demo.example", "Kirsten", Role.CONSULTANT)


@pytest.fixture
def company(session):
    """Give somebody of the company whose cases they are."""
    own = rotations.get_case(session, COMING).organisation
    return Account(2, "virksomhed@demo.example", "Victor", Role.COMPANY, own)


@pytest.fixture
def stranger(session, company):
    """Give somebody of another company."""
    others = organisations.list_organisations(session)
    other = next(one for one in others if one.reference != company.organisation)
    return Account(3, "anden@demo.example", "Anna", Role.COMPANY, other.reference)


@pytest.fixture
def read(session):
    """Give what reads a workspace."""

    def open_workspace(reference, viewer=CONSULTANT):
        return read_workspace(session, reference, viewer=viewer, now=NOW)

    return open_workspace

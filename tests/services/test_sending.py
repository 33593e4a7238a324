"""Nobody is sent to a company without a consent that still holds; what was sent can be undone."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from matcher.errors import Conflict, NotAllowed
from matcher.services.deciding import UNDOABLE
from matcher.services.sending import list_sent, send_to_company, take_back_sent
from matcher.store import audit, people, shares
from matcher.vocabulary import Account, Role

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KIRSTEN = Account(1, "konsulent@demo.example", "Kirsten", Role.CONSULTANT)
BO = Account(2, "konsulent2@demo.example", "Bo", Role.CONSULTANT)


@pytest.fixture
def opening(services, session):
    return services.memory.get_openings(session).items[0].reference


@pytest.fixture
def four(services, session):
    """Give one who agreed today, one a year ago, one long ago, and one who did not."""
    silent = (
        one for one in services.memory.get_people(session).items if not one.shown_to_companies
    )
    found = [one.reference for one in islice(silent, 4)]
    for reference, days in zip(found, (0, 365, 366, None), strict=True):
        on = NOW.date() - timedelta(days=days or 0)
        people.record_consent(session, reference, given=days is not None, on=on)
    return found


def send(session, opening, candidates):
    return send_to_company(session, opening, candidates=candidates, viewer=KIRSTEN, now=NOW)


def undo(session, opening, candidates, viewer=KIRSTEN, now=NOW):
    return take_back_sent(session, opening, candidates=candidates, viewer=viewer, now=now)


def test_only_who_has_agreed_within_a_year_is_sent_and_the_others_are_named(session, opening, four):
    sent = send(session, opening, [*four, four[0]])
    assert [one.candidate for one in sent.shares] == four[:2]
    assert [who for who, _ in sent.left_out] == four[2:]
    assert set(list_sent(session, opening)) == set(four[:2])
    assert audit.list_reads(session, actor=KIRSTEN.email, key=four[0])


def test_nobody_is_sent_twice(session, opening, four):
    send(session, opening, four[:1])
    assert not send(session, opening, four[:1]).shares


def test_what_was_sent_a_moment_ago_is_taken_back_and_may_be_sent_anew(session, opening, four):
    send(session, opening, four[:2])
    assert len(undo(session, opening, four[:2], now=NOW + UNDOABLE)) == 2
    assert not list_sent(session, opening)
    with pytest.raises(Conflict, match="already"):
        undo(session, opening, four[:2])
    assert send(session, opening, four[:2]).shares


def test_it_is_taken_back_by_who_sent_it_soon_and_before_the_company_asks(session, opening, four):
    (share,) = send(session, opening, four[:1]).shares
    with pytest.raises(NotAllowed):
        undo(session, opening, four[:1], viewer=BO)
    with pytest.raises(Conflict, match="too long"):
        undo(session, opening, four[:1], now=NOW + UNDOABLE + timedelta(seconds=1))
    shares.ask_for_release(session, share.id, actor="c@example.dk", now=NOW)
    with pytest.raises(Conflict, match="asked for the name"):
        undo(session, opening, four[:1])

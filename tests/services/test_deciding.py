"""What happened is recorded once, in order, with a reason where one is due, and never changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.services.deciding import list_history, list_shortlist, record_outcome
from matcher.store import audit, openings, people
from matcher.vocabulary import Candidate, Opening, OpeningKind, Outcome

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def pair(session):
    openings.add_openings(
        session, [Opening("O-X", OpeningKind.ORDINARY, "Job", "2620", date(2026, 1, 1))]
    )
    people.add_candidates(session, [Candidate("K-X", 1980, "2620")])
    return session


def record(session, outcome, day=TODAY, reason="", candidate="K-X", opening="O-X"):
    return record_outcome(
        session,
        opening,
        candidate=candidate,
        outcome=outcome,
        happened_on=day,
        actor="k@example.dk",
        now=NOW,
        reason=reason,
    )


def test_a_pair_is_on_the_shortlist_until_it_is_placed(pair):
    record(pair, Outcome.SHORTLISTED)
    assert [one.candidate for one in list_shortlist(pair, actor="k@example.dk", now=NOW)] == ["K-X"]
    record(pair, Outcome.PLACED)
    assert list_shortlist(pair, actor="k@example.dk", now=NOW) == ()
    told = list_history(pair, opening="O-X", candidate="K-X", actor="k@example.dk", now=NOW)
    assert [one.outcome for one in told] == [Outcome.SHORTLISTED, Outcome.PLACED]
    assert audit.list_reads(pair, noun="outcomes")[0].key == "K-X"


def test_the_same_outcome_twice_is_a_conflict(pair):
    record(pair, Outcome.SHORTLISTED)
    with pytest.raises(Conflict):
        record(pair, Outcome.SHORTLISTED)


@pytest.mark.parametrize(
    ("outcome", "day", "reason", "field"),
    [
        (Outcome.CONTACTED, TODAY + timedelta(days=1), "", "happened_on"),
        (Outcome.STAYED_13, TODAY, "", "outcome"),
        (Outcome.STAYED_26, TODAY, "", "outcome"),
        (Outcome.ENDED_EARLY, TODAY, "  ", "reason"),
        (Outcome.ENDED_EARLY, TODAY, "Sygdom", "outcome"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_a_remedy(pair, outcome, day, reason, field):
    with pytest.raises(InvalidInput) as refused:
        record(pair, outcome, day, reason)
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize(("days", "holds"), [(90, False), (91, True)])
def test_still_there_after_thirteen_weeks_needs_thirteen_weeks(pair, days, holds):
    record(pair, Outcome.PLACED, TODAY - timedelta(days=days))
    if holds:
        assert record(pair, Outcome.STAYED_13).outcome is Outcome.STAYED_13
    else:
        with pytest.raises(InvalidInput, match="too soon"):
            record(pair, Outcome.STAYED_13)


@pytest.mark.parametrize(("opening", "candidate"), [("O-0", "K-X"), ("O-X", "K-0")])
def test_a_pair_of_which_one_is_not_there_is_refused(pair, opening, candidate):
    with pytest.raises(NotFound):
        record(pair, Outcome.PLACED, opening=opening, candidate=candidate)


def test_nobody_ends_before_they_were_placed(pair):
    record(pair, Outcome.PLACED, TODAY - timedelta(days=3))
    with pytest.raises(InvalidInput) as refused:
        record(pair, Outcome.ENDED_EARLY, TODAY - timedelta(days=4), "tasks")
    assert refused.value.field == "happened_on"
    assert record(pair, Outcome.ENDED_EARLY, TODAY - timedelta(days=3), "tasks")


def test_who_was_placed_was_not_rejected(pair):
    record(pair, Outcome.PLACED)
    with pytest.raises(InvalidInput, match="ended early") as refused:
        record(pair, Outcome.REJECTED)
    assert refused.value.field == "outcome"


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2016, 11, 1)])
def test_a_day_of_another_decade_is_a_slip_of_the_keys(pair, day):
    with pytest.raises(InvalidInput, match="ten years") as refused:
        record(pair, Outcome.SHORTLISTED, day)
    assert refused.value.field == "happened_on"

"""What happened is recorded once, in order, with a reason where one is due, and never changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.deciding import (
    UNDOABLE,
    list_history,
    list_shortlist,
    record_for_many,
    record_outcome,
    take_back,
)
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


def record_many(session, candidates, outcome=Outcome.SHORTLISTED):
    return record_for_many(
        session,
        "O-X",
        candidates=candidates,
        outcome=outcome,
        happened_on=TODAY,
        actor="k@example.dk",
        now=NOW,
    )


def take(session, outcome=Outcome.SHORTLISTED, *, actor="k@example.dk", now=NOW):
    return take_back(session, "O-X", candidates=["K-X"], outcome=outcome, actor=actor, now=now)


def test_many_are_recorded_at_once_and_who_cannot_be_is_told_why(pair):
    people.add_candidates(pair, [Candidate("K-Y", 1980, "2620")])
    record(pair, Outcome.SHORTLISTED, candidate="K-Y")
    report = record_many(pair, ["K-X", "K-X", "K-Y", "K-NOBODY"])
    assert [one.candidate for one in report.events] == ["K-X"]
    assert [(who, type(why)) for who, why in report.left_out] == [
        ("K-Y", Conflict),
        ("K-NOBODY", NotFound),
    ]


def test_what_was_recorded_a_moment_ago_is_taken_back_and_may_be_recorded_anew(pair):
    record(pair, Outcome.SHORTLISTED)
    assert [one.candidate for one in take(pair, now=NOW + UNDOABLE)] == ["K-X"]
    assert list_shortlist(pair, actor="k@example.dk", now=NOW) == ()
    assert audit.list_reads(pair, noun="outcomes", key="K-X")[0].why == "shortlisted taken back"
    with pytest.raises(Conflict, match="already"):
        take(pair)
    record(pair, Outcome.SHORTLISTED)


def test_nobody_takes_back_what_another_recorded_or_what_is_long_ago(pair):
    record(pair, Outcome.SHORTLISTED)
    with pytest.raises(NotAllowed):
        take(pair, actor="other@example.dk")
    with pytest.raises(Conflict, match="too long ago"):
        take(pair, now=NOW + UNDOABLE + timedelta(seconds=1))


def test_a_placement_that_something_builds_on_is_not_taken_back(pair):
    record(pair, Outcome.PLACED, TODAY - timedelta(days=3))
    record(pair, Outcome.ENDED_EARLY, reason="tasks")
    with pytest.raises(Conflict, match="builds on"):
        take(pair, Outcome.PLACED)
    take(pair, Outcome.ENDED_EARLY)
    take(pair, Outcome.PLACED)

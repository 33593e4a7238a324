"""What was shown and what came of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from matcher.errors import Conflict
from matcher.store import openings, outcomes, people, recommendations
from matcher.vocabulary import Candidate, Opening, OpeningKind, Outcome, OutcomeEvent, Shown

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LINE = Shown("O1", "K1", 1, 0.75, "0", NOW, "candidates", "list-1", 0.9)
EVENT = OutcomeEvent("O1", "K1", Outcome.CONTACTED, date(2026, 3, 3), "ida", NOW)


@pytest.fixture
def log(stocked):
    for reference in ("O1", "O2"):
        opening = Opening(reference, OpeningKind.ORDINARY, "Smed", "2620", date(2026, 5, 4))
        openings.add_openings(stocked, [opening])
    people.add_candidates(stocked, [Candidate("K1", 1980, "2620"), Candidate("K2", 1990, "2620")])
    return stocked


def test_what_was_shown_is_listed_oldest_first_between_two_moments(log):
    later = replace(LINE, list_id="list-2", shown_at=NOW + timedelta(hours=1))
    assert recommendations.add_shown(log, [later, LINE]) == 2
    assert recommendations.list_shown(log) == (LINE, later)
    assert recommendations.list_shown(log, since=later.shown_at) == (later,)
    assert recommendations.list_shown(log, until=later.shown_at) == (LINE,)


def test_a_line_logged_twice_is_kept_once(log):
    recommendations.add_shown(log, [LINE])
    assert recommendations.add_shown(log, [LINE, replace(LINE, candidate="K2", rank=2)]) == 1


def test_a_line_must_name_an_opening_that_is_there(log):
    with pytest.raises(IntegrityError):
        recommendations.add_shown(log, [replace(LINE, opening="O9")])


def test_the_frame_of_what_was_shown_has_typed_columns(log):
    recommendations.add_shown(log, [LINE, replace(LINE, candidate="K2", rank=2)])
    frame = recommendations.frame_shown(log)
    assert list(frame.columns) == list(Shown.__dataclass_fields__)
    assert frame["shown_at"].tolist() == [NOW, NOW]
    assert str(frame["shown_at"].dtype) == "datetime64[us, UTC]"
    assert (frame["rank"].dtype, frame["score"].dtype) == (int, float)
    assert recommendations.frame_shown(log, until=NOW).empty


def test_empty_frames_have_the_same_columns(session):
    shown, events = recommendations.frame_shown(session), outcomes.frame_outcomes(session)
    assert list(shown.columns) == list(Shown.__dataclass_fields__)
    assert list(events.columns) == list(OutcomeEvent.__dataclass_fields__)
    assert str(shown["shown_at"].dtype) == "datetime64[us, UTC]"
    assert str(events["recorded_at"].dtype) == "datetime64[us, UTC]"


def test_a_moment_is_given_back_in_utc_whatever_zone_it_came_in(log):
    danish = datetime(2026, 3, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    recommendations.add_shown(log, [replace(LINE, shown_at=danish)])
    (line,) = recommendations.list_shown(log)
    assert line.shown_at == NOW
    assert line.shown_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(log):
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"):
        recommendations.add_shown(log, [replace(LINE, shown_at=naive)])


def test_events_are_listed_oldest_first_by_pair(log):
    placed = replace(EVENT, outcome=Outcome.PLACED, happened_on=date(2026, 3, 9))
    other = replace(EVENT, candidate="K2", reason="for langt")
    elsewhere = replace(EVENT, opening="O2", happened_on=date(2026, 3, 4))
    assert outcomes.add_outcomes(log, iter([placed, other, elsewhere, EVENT])) == 4
    assert outcomes.list_outcomes(log, opening="O1", candidate="K1") == (EVENT, placed)
    assert outcomes.list_outcomes(log, candidate="K1") == (EVENT, elsewhere, placed)
    assert set(outcomes.list_outcomes(log, opening="O1")) == {EVENT, placed, other}
    assert len(outcomes.list_outcomes(log)) == 4


def test_the_same_outcome_of_a_pair_is_taken_once(log):
    outcomes.add_outcomes(log, [EVENT])
    with pytest.raises(Conflict, match="recorded already"), log.begin_nested():
        outcomes.add_outcomes(log, [replace(EVENT, actor="ole")])
    assert outcomes.list_outcomes(log) == (EVENT,)


def test_an_event_of_an_opening_that_is_not_there_is_refused(log):
    with pytest.raises(IntegrityError):
        outcomes.add_outcomes(log, [replace(EVENT, opening="O9")])


def test_the_frame_of_events_has_typed_columns(log):
    outcomes.add_outcomes(log, [EVENT])
    (row,) = outcomes.frame_outcomes(log).to_dict("records")
    assert row == {
        "opening": "O1",
        "candidate": "K1",
        "outcome": "contacted",
        "happened_on": date(2026, 3, 3),
        "actor": "ida",
        "recorded_at": NOW,
        "reason": "",
    }


def test_what_happened_outlives_an_erased_candidate(log):
    recommendations.add_shown(log, [LINE])
    outcomes.add_outcomes(log, [EVENT])
    people.erase_candidate(log, "K1")
    assert recommendations.list_shown(log) == (LINE,)
    assert outcomes.list_outcomes(log) == (EVENT,)


def test_what_is_taken_back_counts_nowhere_and_may_be_recorded_anew(log):
    outcomes.add_outcomes(log, [EVENT])
    outcomes.take_back(log, EVENT, actor="ida", now=NOW)
    assert outcomes.list_outcomes(log) == ()
    assert outcomes.frame_outcomes(log).empty
    again = replace(EVENT, reason="nu rigtigt")
    outcomes.add_outcomes(log, [again])
    assert outcomes.list_outcomes(log) == (again,)
    with pytest.raises(Conflict), log.begin_nested():
        outcomes.add_outcomes(log, [again])


def test_an_event_is_never_changed_and_never_deleted(log, refuses):
    outcomes.add_outcomes(log, [EVENT])
    for statement in ("UPDATE outcomes SET actor = 'x'", "DELETE FROM outcomes"):
        assert "append-only" in refuses(statement, DBAPIError)

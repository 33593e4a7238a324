"""Who fits and why: ranked, exact, lawful beside, logged, and the same both ways."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.errors import NotFound
from matcher.models.exploration import Swaps, compute_propensities, swap_neighbours
from matcher.services.eligibility import Asked
from matcher.services.suggesting import (
    STUDENT_KINDS,
    Reader,
    explain_pair,
    remember_shown,
    suggest_candidates,
    suggest_openings,
)
from matcher.store import audit, recommendations
from matcher.vocabulary import Answer, OpeningKind

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def find_opening(services, session, kind):
    pool = services.memory.get_openings(session)
    return next(one for one in pool.items if one.kind is kind)


def suggest(services, session, opening, limit=20):
    return suggest_candidates(
        session, opening.reference, memory=services.memory, limit=limit, today=TODAY
    )


def test_candidates_are_ranked_by_score_and_every_score_is_the_sum_of_its_reasons(
    services, session
):
    found = suggest(services, session, find_opening(services, session, OpeningKind.ORDINARY))
    scores = [one.score for one in found.items]
    assert len(scores) == 20
    assert scores == sorted(scores, reverse=True)
    assert [one.rank for one in found.items] == list(range(1, 21))
    for one in found.items:
        total = one.intercept + sum(part.amount for part in one.contributions)
        assert total == pytest.approx(one.score, abs=1e-12)


def test_whom_the_law_refuses_is_kept_with_the_reason_and_never_ranked(services, session):
    opening = find_opening(services, session, OpeningKind.VOKSENLAERLING)
    found = suggest(services, session, opening, limit=300)
    assert all(one.answer is not Answer.NOT_ELIGIBLE for one in found.items)
    assert all(one.answer is Answer.NOT_ELIGIBLE for one in found.refused)
    assert len(found.items) + len(found.refused) == found.considered
    for one in found.refused:
        findings = [part for verdict in one.verdicts for part in verdict.findings]
        refusing = [part for part in findings if part.answer is Answer.NOT_ELIGIBLE]
        assert refusing
        assert all(part.reason_da and part.reason_en and part.source for part in refusing)


@pytest.mark.parametrize("kind", [OpeningKind.FRITIDSJOB, OpeningKind.ORDINARY])
def test_students_meet_what_is_meant_for_students_and_nobody_else_does(services, session, kind):
    found = suggest(services, session, find_opening(services, session, kind))
    expected = kind in STUDENT_KINDS
    assert all(one.candidate.is_student is expected for one in found.items)


def test_a_pair_scores_the_same_from_either_side(services, session):
    pool = services.memory.get_people(session)
    person = pool.items[0]
    found = suggest_openings(
        session, person.reference, memory=services.memory, limit=5, today=TODAY
    )
    assert all(one.opening.starts_on >= TODAY for one in found.items)
    for one in found.items:
        pair = explain_pair(
            session, one.opening.reference, candidate=person.reference, memory=services.memory
        )
        assert (pair.score, pair.contributions) == (one.score, one.contributions)


def test_what_was_shown_is_logged_with_rank_and_version_and_the_reading_is_audited(
    services, session
):
    opening = find_opening(services, session, OpeningKind.ORDINARY)
    found = suggest(services, session, opening)
    remember_shown(session, found, direction="candidates", actor="k@example.dk", now=NOW)
    rows = [
        one
        for one in recommendations.list_shown(session, since=NOW)
        if one.list_id == found.list_id
    ]
    assert [one.candidate for one in rows] == [one.candidate.reference for one in found.items]
    assert {one.model_version for one in rows} == {"0"}
    assert audit.list_reads(session, noun="suggestions")[0].key == opening.reference


def test_an_unknown_opening_is_told_by_name(services, session):
    with pytest.raises(NotFound, match="O-99999"):
        suggest_candidates(session, "O-99999", memory=services.memory, limit=5, today=TODAY)


KIRSTEN = Reader("k@example.dk", Swaps(share=0.5, shortest=10))


def suggest_to(services, session, opening, reader=KIRSTEN, *, day=TODAY, limit=20):
    return suggest_candidates(
        session,
        opening.reference,
        memory=services.memory,
        limit=limit,
        today=day,
        reader=reader,
    )


def find_moved(services, session):
    """Find an opening in whose list some neighbours have changed places."""
    for opening in services.memory.get_openings(session).items[:40]:
        found = suggest_to(services, session, opening)
        if any(one.moved for one in found.items):
            return opening, found
    return pytest.fail("no neighbours ever change places")


def test_neighbours_change_places_and_everybody_keeps_score_and_model_rank(services, session):
    opening, explored = find_moved(services, session)
    plain = suggest(services, session, opening)
    by_model = sorted(explored.items, key=lambda one: one.model_rank)
    assert [replace(one, rank=one.model_rank, moved=0, propensity=1.0) for one in by_model] == list(
        plain.items
    )
    assert all(abs(one.moved) <= 1 and one.propensity <= 0.75 for one in explored.items)
    assert explored.refused == plain.refused
    assert (explored.is_explored, plain.is_explored) == (True, False)


def test_a_reader_finds_the_list_in_the_same_order_all_day_and_it_is_logged_once(services, session):
    opening, first = find_moved(services, session)
    again = suggest_to(services, session, opening)
    assert again == first
    for hour, found in enumerate((first, again)):
        at = NOW + timedelta(hours=hour)
        remember_shown(session, found, direction="candidates", actor=KIRSTEN.actor, now=at)
    rows = recommendations.list_shown(session, since=NOW)
    assert [one.candidate for one in rows] == [one.candidate.reference for one in first.items]
    assert {one.shown_at for one in rows} == {NOW}


def test_lots_are_drawn_anew_for_another_day_and_another_reader(services, session):
    opening, first = find_moved(services, session)
    others = [
        suggest_to(services, session, opening, day=TODAY + timedelta(days=1)),
        suggest_to(services, session, opening, Reader("ole@example.dk", KIRSTEN.swaps)),
    ]
    assert len({first.seed, *(one.seed for one in others)}) == 3
    assert len({first.list_id, *(one.list_id for one in others)}) == 3


def test_the_log_alone_makes_the_same_list_again(services, session):
    _opening, shown = find_moved(services, session)
    remember_shown(session, shown, direction="candidates", actor=KIRSTEN.actor, now=NOW)
    rows = recommendations.list_shown(session, since=NOW)
    # the model's order is by score, ties by reference
    by_model = sorted(rows, key=lambda row: (-row.score, row.candidate))
    assert [row.model_rank for row in by_model] == list(range(1, len(rows) + 1))
    # the share is in the chance of whoever moved, and the lots are in the seed
    share = next(2 * row.propensity for row in rows if row.rank != row.model_rank)
    order = swap_neighbours(len(rows), share=share, seed=rows[0].seed)
    assert [by_model[i].candidate for i in order] == [row.candidate for row in rows]
    assert compute_propensities(order, share=share).tolist() == [row.propensity for row in rows]


def test_what_a_list_was_narrowed_to_is_logged_and_makes_it_a_list_of_its_own(services, session):
    # given a list narrowed to an answer that somebody has
    opening = find_opening(services, session, OpeningKind.ORDINARY)
    readers = [replace(KIRSTEN, asked=Asked("virksomhedspraktik", answer)) for answer in Answer]
    found = [suggest_to(services, session, opening, reader) for reader in readers]
    narrowed = next(one for one in found if one.items)
    # when it is shown
    remember_shown(session, narrowed, direction="candidates", actor=KIRSTEN.actor, now=NOW)
    # then the log says what it was narrowed to
    rows = recommendations.list_shown(session, since=NOW)
    logged = {one.query for one in rows if one.list_id == narrowed.list_id}
    assert logged == {narrowed.query}
    assert narrowed.query.startswith("virksomhedspraktik=")
    # and it is not the list of everybody
    everybody = suggest_to(services, session, opening)
    assert (everybody.query, everybody.list_id == narrowed.list_id) == ("", False)


@pytest.mark.parametrize(("length", "explored"), [(9, False), (10, True)])
def test_a_small_list_is_left_as_the_model_ordered_it(services, session, length, explored):
    opening = find_opening(services, session, OpeningKind.ORDINARY)
    found = suggest_to(services, session, opening, limit=length)
    assert found.is_explored is explored
    assert all(one.propensity == 1.0 for one in found.items) is not explored


def test_the_openings_of_a_candidate_never_change_places(services, session):
    person = services.memory.get_people(session).items[0]
    found = suggest_openings(
        session, person.reference, memory=services.memory, today=TODAY, reader=KIRSTEN
    )
    assert not any(one.moved for one in found.items)
    assert not found.is_explored

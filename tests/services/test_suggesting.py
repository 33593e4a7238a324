"""Who fits and why: ranked, exact, lawful beside, logged, and the same both ways."""

from datetime import UTC, date, datetime

import pytest

from matcher.errors import NotFound
from matcher.services.suggesting import (
    STUDENT_KINDS,
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
    assert audit.list_reads(session)[0].key == opening.reference


def test_an_unknown_opening_is_told_by_name(services, session):
    with pytest.raises(NotFound, match="O-99999"):
        suggest_candidates(session, "O-99999", memory=services.memory, limit=5, today=TODAY)

"""What the law says: of everybody before an opening, and of a person on a day."""

from datetime import UTC, date, datetime

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.services.eligibility import (
    SCHEME_NAMES,
    Asked,
    Reading,
    find_who,
    judge_everybody,
    judge_pair,
    list_prospects,
    read_asked,
)
from matcher.services.suggesting import Reader, suggest_candidates
from matcher.store import audit
from matcher.vocabulary import Answer, OpeningKind

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
READING = Reading("kirsten@example.org", NOW)


@pytest.fixture
def apprenticeship(services, session):
    """Give an apprenticeship before which not everybody has the same answer."""
    memory, scheme = services.memory, Asked("voksenlaerling")
    everybody = memory.get_people(session)
    places = memory.get_openings(session).items
    return next(
        one
        for one in places
        if one.kind is OpeningKind.VOKSENLAERLING
        and 0 < find_who(scheme, everybody, one).sum() < len(everybody.items)
    )


def test_everybody_is_counted_and_listed_by_the_opening_s_schemes(
    session, services, apprenticeship
):
    memory = services.memory
    people = memory.get_people(session).items
    found = judge_everybody(session, apprenticeship.reference, memory=memory, reading=READING)
    assert found.tested_on == apprenticeship.starts_on
    assert sum(found.counts["voksenlaerling"].values()) == found.total == len(people)
    assert "verdicts" in {one.noun for one in audit.list_reads(session)}
    for one in found.items[:10]:
        (prospect,) = judge_pair(session, apprenticeship.reference, one.candidate)
        assert prospect.verdict.answer is one.answer


def test_only_those_with_the_answer_asked_for_are_listed_and_ranked(
    session, services, apprenticeship
):
    memory = services.memory
    pool = memory.get_people(session)
    whole = judge_everybody(session, apprenticeship.reference, memory=memory, reading=READING)
    counts = whole.counts["voksenlaerling"]
    asked = Asked("voksenlaerling", min((a for a in counts if counts[a]), key=counts.__getitem__))
    who = find_who(asked, pool, apprenticeship)
    reference = apprenticeship.reference
    found = judge_everybody(session, reference, memory=memory, asked=asked, reading=READING)
    assert 0 < found.total == who.sum() < len(pool.items)
    ranked = suggest_candidates(
        session,
        reference,
        memory=memory,
        today=NOW.date(),
        reader=Reader("k", None, asked),
    )
    kept = {one.reference for one, is_kept in zip(pool.items, who, strict=True) if is_kept}
    shown = {one.candidate.reference for one in ranked.items + ranked.refused}
    assert shown <= kept


def test_a_person_gets_every_scheme_s_verdict_for_the_day_asked(session, services):
    person = services.memory.get_people(session).items[0].reference
    on = date(2027, 3, 1)
    found = list_prospects(session, person, on=on, actor="k", now=NOW)
    assert [one.verdict.scheme for one in found] == list(SCHEME_NAMES)
    for one in found:
        assert one.verdict.findings
        for turn in one.turns:
            assert turn.day > on
    assert person in {one.key for one in audit.list_reads(session)}


def test_nobody_and_nothing_of_that_name_is_told(session):
    with pytest.raises(NotFound):
        list_prospects(session, "K-none", on=NOW.date(), actor="k", now=NOW)
    with pytest.raises(InvalidInput, match="voksenlaerling"):
        read_asked("magic")
    with pytest.raises(InvalidInput, match="not_eligible"):
        read_asked("fleksjob", "perhaps")
    assert read_asked("fleksjob") == Asked("fleksjob", Answer.ELIGIBLE)

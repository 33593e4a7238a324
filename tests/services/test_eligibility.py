"""What the law says: of everybody before an opening, and of a person on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidInput, NotFound
from matcher.services.eligibility import (
    SCHEME_NAMES,
    Asked,
    Reading,
    find_who,
    judge_everybody,
    judge_pair,
    list_prospects,
    list_terms,
    read_asked,
)
from matcher.services.suggesting import Reader, count_answers, suggest_candidates
from matcher.store import audit
from matcher.vocabulary import Answer, OpeningKind, TermKind

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
    asked = [name for name in SCHEME_NAMES if name != "unges_arbejde"]
    assert [one.verdict.scheme for one in found] == asked
    for one in found:
        assert one.verdict.findings
        for turn in one.turns:
            assert turn.day > on
    assert person in {one.key for one in audit.list_reads(session)}


def test_a_scheme_that_asks_nothing_of_an_adult_answers_nothing(session, services):
    pool = services.memory.get_people(session)
    place = next(
        one
        for one in services.memory.get_openings(session).items
        if one.kind is OpeningKind.FLEKSJOB
    )
    grown = np.array([one.birth_year < 2000 for one in pool.items])
    for answer in Answer:
        assert not (grown & find_who(Asked("unges_arbejde", answer), pool, place)).any()
    whole = judge_everybody(
        session, place.reference, memory=services.memory, reading=replace(READING, limit=10**6)
    )
    assert sum(map(sum, (of.values() for of in whole.counts.values()))) == whole.total
    adults = {one.reference for one, is_grown in zip(pool.items, grown, strict=True) if is_grown}
    assert {one.scheme for one in whole.items if one.candidate in adults} == {"fleksjob"}


@pytest.fixture
def open_pair(session, services):
    """Give a flex job, and somebody whom its rules leave open."""
    place = next(
        one
        for one in services.memory.get_openings(session).items
        if one.kind is OpeningKind.FLEKSJOB
    )
    pool = services.memory.get_people(session)
    who = find_who(Asked("fleksjob", Answer.NEEDS), pool, place)
    person = next(one for one, is_open in zip(pool.items, who, strict=True) if is_open)
    return place.reference, person.reference


def test_what_is_missing_is_asked_for_and_stating_it_answers_the_rule(session, open_pair):
    (before,) = judge_pair(session, *open_pair)
    missing = {term.name for term in before.missing}
    assert "agreement_pay" in missing
    assert before.missing == list_terms(session, *open_pair)[: len(missing)]
    for paid, answer in ((True, Answer.ELIGIBLE), (False, Answer.NOT_ELIGIBLE)):
        (after,) = judge_pair(session, *open_pair, stated={"agreement_pay": paid})
        found = next(one for one in after.verdict.findings if one.rule == "FJ-07")
        assert found.answer is answer
        assert {term.name for term in after.missing} == missing - {"agreement_pay"}
    # and nothing of it is kept
    assert judge_pair(session, *open_pair) == (before,)


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_stated_gives_an_answer_and_never_asks_for_it_again(session, open_pair, data):
    values = {
        TermKind.FLAG: st.booleans(),
        TermKind.NUMBER: st.floats(-3, 100_000),
        TermKind.DAY: st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    }
    stated = {
        term.name: data.draw(values.get(term.kind, st.text(max_size=64)))
        for term in list_terms(session, *open_pair)
        if data.draw(st.booleans())
    }
    for one in judge_pair(session, *open_pair, stated=stated | {"no such thing": True}):
        assert not {term.name for term in one.missing} & set(stated)


def test_who_could_fit_is_counted_by_answer(session, services, apprenticeship):
    memory, reference = services.memory, apprenticeship.reference
    counts = count_answers(session, reference, memory=memory, scheme="voksenlaerling")
    people = memory.get_people(session).items
    assert sum(counts.values()) == sum(not one.is_student for one in people)
    assert set(counts) == set(Answer)


def test_nobody_and_nothing_of_that_name_is_told(session):
    with pytest.raises(NotFound):
        list_prospects(session, "K-none", on=NOW.date(), actor="k", now=NOW)
    with pytest.raises(InvalidInput, match="voksenlaerling"):
        read_asked("magic")
    with pytest.raises(InvalidInput, match="not_eligible"):
        read_asked("fleksjob", "perhaps")
    assert read_asked("fleksjob") == Asked("fleksjob", Answer.ELIGIBLE)

"""A list is narrowed to exactly those who are what is asked, and logged as such."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.features.commute import travel_minutes
from matcher.services.narrowing import AS_ASKED, EVERYBODY, OWN_LIMIT, Narrowing
from matcher.services.suggesting import Reader, suggest_candidates
from matcher.vocabulary import Candidate, Knowledge, Opening, OpeningKind, Place

TODAY = date(2026, 11, 24)
PLACES = {
    "2620": Place("2620", "Albertslund", 55.66, 12.36, 5, 8, 4),
    "2630": Place("2630", "Taastrup", 55.65, 12.30, 10, 18, 20),
    "4000": Place("4000", "Roskilde", 55.64, 12.08, 25, 35, 75),
}
KNOWN = Knowledge(places=PLACES)
OPENING = Opening("O", OpeningKind.ORDINARY, "Job", "2620", TODAY, languages={"da": 4})

PEOPLE = st.builds(
    Candidate,
    reference=st.just("K"),
    birth_year=st.just(1980),
    postcode=st.sampled_from([*PLACES, "9999"]),
    travel_limit_minutes=st.integers(0, 90),
    has_car=st.booleans(),
    available_from=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    languages=st.dictionaries(st.sampled_from(["da", "en"]), st.integers(1, 6)),
)


def fits(narrowing, person):
    return narrowing.fits(person, OPENING, KNOWN)


@given(PEOPLE)
def test_nothing_asked_leaves_everybody_in(person):
    assert fits(EVERYBODY, person)
    assert not EVERYBODY


@given(PEOPLE, st.sampled_from([OWN_LIMIT, 15, 30, 60]))
def test_nobody_left_in_travels_longer_than_asked(person, minutes):
    way = travel_minutes(person.postcode, "2620", KNOWN, has_car=person.has_car)
    limit = minutes or person.travel_limit_minutes
    assert fits(Narrowing(minutes=minutes), person) == (way is not None and way <= limit)


@given(PEOPLE)
def test_asking_more_never_lets_more_in(person):
    one, more = Narrowing(minutes=60), Narrowing(60, True, "da", 3)
    assert fits(one, person) or not fits(more, person)


def test_the_language_asked_for_is_the_openings_or_ones_own():
    person = Candidate("K", 1980, "2620", languages={"da": 3})
    assert not fits(Narrowing(language=AS_ASKED), person)
    assert fits(Narrowing(language="da", level=3), person)
    assert not fits(Narrowing(language="en", level=1), person)
    assert fits(Narrowing(language=AS_ASKED), replace(person, languages={"da": 4}))


@pytest.mark.parametrize(
    ("narrowing", "told"),
    [
        (EVERYBODY, ""),
        (Narrowing(OWN_LIMIT), "travel<=own"),
        (Narrowing(30, True, "da", 3), "travel<=30 in_time da>=B1"),
        (Narrowing(language=AS_ASKED), "asked"),
    ],
)
def test_the_log_tells_what_was_asked(narrowing, told):
    assert str(narrowing) == told


def test_a_list_narrowed_down_holds_only_whom_it_asks_for_and_says_so(services, session):
    opening = next(
        one
        for one in services.memory.get_openings(session).items
        if one.kind is OpeningKind.ORDINARY
    )
    knowledge = services.memory.get_knowledge(session)
    narrowing = Narrowing(30, True, "da", 4)
    found = suggest_candidates(
        session,
        opening.reference,
        memory=services.memory,
        limit=20,
        today=TODAY,
        reader=Reader("k@example.dk", narrowing=narrowing),
    )
    assert found.query == "travel<=30 in_time da>=B2"
    assert found.items
    assert all(narrowing.fits(one.candidate, opening, knowledge) for one in found.items)

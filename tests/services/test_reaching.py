from datetime import UTC, datetime

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.services.finding import read_opening
from matcher.services.reaching import (
    Only,
    add_wish,
    erase_wish,
    list_related,
    measure_education,
    reach_occupations,
)
from matcher.services.stocking import stock_catalogue
from matcher.store import audit, concepts, openings, outcomes, people
from matcher.store.concepts import ConceptRow, LabelRow, RelationRow
from matcher.vocabulary import (
    Candidate,
    ConceptKind,
    EducationLevel,
    Opening,
    OpeningKind,
    Outcome,
    OutcomeEvent,
    SkillLevel,
)

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
OCCUPATION, SKILL = "urn:albertslund:occupation:", "urn:albertslund:skill:"
FORKLIFT, NURSE, WAREHOUSE = (
    f"{OCCUPATION}{slug}" for slug in ("truckfoerer", "sygeplejerske", "lagermedarbejder")
)
TODAY = NOW.date()
ACTOR = "k@example.dk"
KNOWN = Candidate(
    "K-1",
    1985,
    "2620",
    education_level=EducationLevel.EUD,
    experience={FORKLIFT: 24},
    skills=(
        SkillLevel(f"{SKILL}truckkoersel", 4),
        SkillLevel(f"{SKILL}palletering", 3),
        SkillLevel(f"{SKILL}pakning", 3),
    ),
    travel_limit_minutes=30,
)


@pytest.fixture
def stocked(services, session):
    stock_catalogue(session, today=NOW.date())
    people.add_candidates(session, [KNOWN])
    return services


def reach(stocked, session, **more):
    return reach_occupations(
        session, "K-1", memory=stocked.memory, limit=500, actor=ACTOR, now=NOW, **more
    )


def find(reaches, uri):
    return next(one for one in reaches.items if one.occupation == uri)


def add_opening(session, reference, *, postcode="2620", starts_on=TODAY, occupation=WAREHOUSE):
    opening = Opening(
        reference, OpeningKind.ORDINARY, "Lager", postcode, starts_on, occupation=occupation
    )
    openings.add_openings(session, [opening])


def test_a_forklift_driver_reaches_a_warehouse_before_a_hospital(stocked, session):
    order = [one.occupation for one in reach(stocked, session).items]
    assert order.index(WAREHOUSE) < order.index(NURSE)


def test_what_was_practised_is_left_out_and_scores_fall_down_the_list(stocked, session):
    reaches = reach(stocked, session)
    assert FORKLIFT not in [one.occupation for one in reaches.items]
    assert reaches.total == len(reaches.items)
    keys = [(-one.score, one.occupation) for one in reaches.items]
    assert keys == sorted(keys)


def test_every_asked_skill_is_held_near_or_missing(stocked, session):
    for one in reach(stocked, session).items:
        assert sorted((*one.held, *one.near, *one.missing), key=id) == sorted(one.asked, key=id)
        assert all(met.counts == 0 for met in one.missing)
        assert all(0 < met.counts <= 1 for met in (*one.held, *one.near))


def test_the_score_is_half_skills_a_third_practice_and_the_rest_education(stocked, session):
    one = find(reach(stocked, session), WAREHOUSE)
    assert one.score == pytest.approx(0.5 * one.skills + 0.35 * one.practice + 0.15 * one.education)


def test_openings_are_counted_while_they_can_be_filled_the_nearest_first(stocked, session):
    before = len(find(reach(stocked, session), WAREHOUSE).places)
    add_opening(session, "O-far", postcode="4000")
    add_opening(session, "O-near")
    add_opening(session, "O-past", starts_on=NOW.date().replace(day=1))
    places = find(reach(stocked, session), WAREHOUSE).places
    assert len(places) == before + 2
    minutes = [one.minutes for one in places]
    assert minutes == sorted(minutes)


def test_only_with_openings_leaves_out_what_nobody_asks_for_now(stocked, session):
    assert all(one.places for one in reach(stocked, session, only=Only.OPENINGS).items)


def test_only_within_the_travel_limit_leaves_out_openings_further_away(stocked, session):
    for one in reach(stocked, session, only=Only.TRAVEL).items:
        assert one.places
        assert all(place.minutes <= KNOWN.travel_limit_minutes for place in one.places)


def test_placements_are_counted_from_the_outcomes(stocked, session):
    before = find(reach(stocked, session), WAREHOUSE).placements
    add_opening(session, "O-filled")
    event = OutcomeEvent("O-filled", "K-1", Outcome.PLACED, NOW.date(), ACTOR, NOW)
    outcomes.add_outcomes(session, [event])
    assert read_opening(session, "O-filled").occupation == WAREHOUSE
    assert find(reach(stocked, session), WAREHOUSE).placements == before + 1


def test_the_same_occupation_of_another_source_is_told_once(stocked, session):
    other = "http://data.europa.eu/esco/occupation/other"
    concepts.add_concepts(session, [ConceptRow(other, ConceptKind.OCCUPATION, "9333", "esco")])
    concepts.add_labels(session, [LabelRow(other, "da", "andet lager", preferred=True)])
    skill = RelationRow(other, f"{SKILL}pakning", "essential")
    concepts.add_relations(session, [RelationRow(WAREHOUSE, other, "exact", 1.0), skill])
    add_opening(session, "O-other", occupation=other)
    found = reach(stocked, session)
    assert other not in [one.occupation for one in found.items]
    assert "O-other" in [p.opening.reference for p in find(found, WAREHOUSE).places]
    related = list_related(session, FORKLIFT, memory=stocked.memory, top=500)
    assert other not in [one.uri for one in related]


def test_the_reading_is_audited(stocked, session):
    reach(stocked, session)
    assert audit.list_reads(session, noun="candidate", key="K-1")[0].actor == ACTOR


def test_a_wish_is_added_once_taken_out_again_and_both_are_audited(stocked, session):
    assert add_wish(session, "K-1", occupation=NURSE, actor=ACTOR, now=NOW)
    assert not add_wish(session, "K-1", occupation=NURSE, actor=ACTOR, now=NOW)
    assert find(reach(stocked, session), NURSE).is_wished
    assert erase_wish(session, "K-1", occupation=NURSE, actor=ACTOR, now=NOW)
    assert not erase_wish(session, "K-1", occupation=NURSE, actor=ACTOR, now=NOW)
    assert not find(reach(stocked, session), NURSE).is_wished
    told = [one.why for one in audit.list_reads(session, noun="wish", key="K-1")]
    assert sorted(told) == [f"added {NURSE}"] * 2 + [f"taken out {NURSE}"] * 2


def test_a_wish_is_an_occupation_that_is_there(stocked, session):
    with pytest.raises(InvalidInput, match="no occupation"):
        add_wish(session, "K-1", occupation=f"{SKILL}pakning", actor=ACTOR, now=NOW)
    with pytest.raises(NotFound):
        add_wish(session, "K-1", occupation="nothing", actor=ACTOR, now=NOW)


def test_an_unknown_candidate_and_an_unknown_occupation_are_told(stocked, session):
    with pytest.raises(NotFound, match="K-404"):
        reach_occupations(session, "K-404", memory=stocked.memory, actor=ACTOR, now=NOW)
    with pytest.raises(NotFound):
        list_related(session, "nothing", memory=stocked.memory)


@pytest.mark.parametrize(
    ("own", "isco", "share"),
    [
        (EducationLevel.LVU, "2221", 1.0),
        (EducationLevel.KVU, "2221", 0.5),
        (EducationLevel.GRUNDSKOLE, "9333", 1.0),
        (EducationLevel.GRUNDSKOLE, "", 0.5),
        (None, "2221", 0.5),
    ],
)
def test_education_counts_by_the_steps_it_is_short_of_the_usual(own, isco, share):
    assert measure_education(own, isco) == share

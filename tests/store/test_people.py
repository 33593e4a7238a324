"""Candidates as the store keeps them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from matcher.errors import NotFound
from matcher.store import changes, people
from matcher.vocabulary import BenefitGroup, Candidate, EducationLevel, SkillLevel, WorkTime

TRUCK = SkillLevel("urn:albertslund:skill:truck", 4, "Truckkørsel", "Forklift driving")
STOCK = SkillLevel("urn:albertslund:skill:lager", 2, "Lagerstyring", "Stock control")
WELDING = SkillLevel("urn:albertslund:skill:svejsning", 1, "Svejsning", "Welding")
WAREHOUSE = "urn:albertslund:occupation:lagermedarbejder"
SMITH = "urn:albertslund:occupation:smed"
TODAY = date(2026, 3, 2)

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
CANDIDATES = st.builds(
    Candidate,
    reference=st.just("K1"),
    birth_year=st.integers(1940, 2012),
    postcode=st.sampled_from(["2620", "2600"]),
    benefit_group=st.none() | st.sampled_from(BenefitGroup),
    unemployed_since=st.none() | DAYS,
    education_level=st.none() | st.sampled_from(EducationLevel),
    education_last_used=st.none() | st.integers(1960, 2026),
    education_field=st.none() | st.sampled_from(["køkken", "Smed & svejs"]),
    experience=st.dictionaries(st.sampled_from([WAREHOUSE, SMITH]), st.integers(0, 400)),
    weekly_hours=st.sampled_from([0.0, 15.5, 37.0]),
    available_from=st.none() | DAYS,
    work_times=st.frozensets(st.sampled_from(WorkTime)),
    travel_limit_minutes=st.integers(0, 180),
    has_car=st.booleans(),
    wishes=st.frozensets(st.sampled_from([WAREHOUSE, SMITH])),
    skills=st.permutations([TRUCK, STOCK, WELDING]).flatmap(
        lambda skills: st.integers(0, 3).map(lambda count: tuple(skills[:count]))
    ),
    languages=st.dictionaries(st.sampled_from(["da", "en", "ar"]), st.integers(1, 6)),
    licences=st.frozensets(st.sampled_from(["B", "C", "truck_b"])),
    shown_to_companies=st.booleans(),
    is_student=st.booleans(),
)


@given(first=CANDIDATES, second=CANDIDATES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_candidate_is_given_back_as_last_added(stocked, first, second):
    people.add_candidates(stocked, [first], today=TODAY)
    people.add_candidates(stocked, [second], today=TODAY)
    assert people.get_candidate(stocked, "K1") == second
    assert people.list_candidates(stocked) == (second,)


def test_adding_tells_how_many_were_new_and_repeating_adds_none(stocked):
    rows = [Candidate(f"K{i}", 1980, "2620", skills=(TRUCK,)) for i in range(3)]
    assert people.add_candidates(stocked, iter(rows)) == 3
    assert people.add_candidates(stocked, rows[:2]) == 0
    assert people.count_candidates(stocked) == 3


def test_candidates_are_listed_by_reference_in_few_queries(stocked, count_statements):
    rows = [Candidate(f"K{i:03d}", 1980, "2620", skills=(TRUCK, STOCK)) for i in range(200)]
    people.add_candidates(stocked, reversed(rows))
    assert people.list_candidates(stocked) == tuple(rows)
    assert count_statements(lambda: people.list_candidates(stocked)) <= 8


def test_a_skill_that_is_no_concept_is_refused(stocked):
    unknown = Candidate("K1", 1980, "2620", skills=(SkillLevel("urn:nothing"),))
    with pytest.raises(IntegrityError):
        people.add_candidates(stocked, [unknown])


def test_who_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="candidate K9"):
        people.get_candidate(session, "K9")
    with pytest.raises(NotFound, match="candidate K9"):
        people.erase_candidate(session, "K9")


def test_an_erased_candidate_leaves_nothing_behind(stocked):
    one = Candidate("K1", 1980, "2620", skills=(TRUCK,), wishes=frozenset({SMITH}))
    people.add_candidates(stocked, [replace(one, shown_to_companies=True)])
    people.erase_candidate(stocked, "K1")
    assert people.list_candidates(stocked) == ()
    assert people.list_consents(stocked, "K1") == ()
    people.add_candidates(stocked, [Candidate("K1", 1990, "2600")])
    assert people.get_candidate(stocked, "K1") == Candidate("K1", 1990, "2600")


def test_a_consent_is_kept_with_the_days_it_was_given_and_withdrawn(stocked):
    one = Candidate("K1", 1980, "2620", shown_to_companies=True)
    people.add_candidates(stocked, [one], today=date(2026, 1, 5))
    people.add_candidates(stocked, [one], today=date(2026, 1, 6))
    people.add_candidates(stocked, [replace(one, shown_to_companies=False)], today=TODAY)
    kind = people.SHOWN_TO_COMPANIES
    assert people.list_consents(stocked, "K1") == (people.Consent(kind, date(2026, 1, 5), TODAY),)
    assert not people.get_candidate(stocked, "K1").shown_to_companies
    people.add_candidates(stocked, [one], today=date(2026, 4, 1))
    assert people.list_consents(stocked, "K1")[-1] == people.Consent(kind, date(2026, 4, 1), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["K-1", "K-2", "K_3"]),
        ("k-1", ["K-1"]),
        ("2600", ["K-2"]),
        ("LAGERMED", ["K-1"]),
        ("blacksmith", ["K-2"]),
        ("k_", ["K_3"]),
        ("%", []),
    ],
)
def test_candidates_are_found_by_reference_postcode_or_occupation(stocked, text, found):
    people.add_candidates(
        stocked,
        [
            Candidate("K-1", 1980, "2620", experience={WAREHOUSE: 12}),
            Candidate("K-2", 1980, "2600", wishes=frozenset({SMITH})),
            Candidate("K_3", 1980, "2620"),
        ],
    )
    page = people.find_candidates(stocked, text, limit=10, offset=0)
    assert [one.reference for one in page.items] == found
    assert page.total == len(found)


def test_a_page_gives_its_part_and_the_total(stocked):
    people.add_candidates(stocked, [Candidate(f"K{i}", 1980, "2620") for i in range(5)])
    page = people.find_candidates(stocked, limit=2, offset=2)
    assert ([one.reference for one in page.items], page.total) == (["K2", "K3"], 5)


def test_a_change_of_people_is_noticed_elsewhere(stocked):
    before = changes.get_data_version(stocked, "people"), changes.get_data_version(stocked)
    people.add_candidates(stocked, [Candidate("K1", 1980, "2620")])
    people.erase_candidate(stocked, "K1")
    assert changes.get_data_version(stocked, "people") == before[0] + 2
    assert changes.get_data_version(stocked) == before[1] + 2

"""What would make a pair eligible: the smallest changes, each of which does."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings

from matcher.rules import SCHEMES
from matcher.rules.whatif import MOST_CHANGES, START, Change, apply_changes, find_ways
from matcher.vocabulary import Answer, BenefitGroup, EducationLevel
from tests.rules.conftest import APPRENTICE, APPRENTICESHIP, ROTATION, SUBSTITUTE, state
from tests.rules.strategies import CANDIDATES, FACTS, openings

VL, JR = SCHEMES["voksenlaerling"], SCHEMES["jobrotation"]


def names(found):
    return [[change.name for change in way] for way in found.ways]


def test_who_is_eligible_needs_no_change():
    found = find_ways(VL, APPRENTICE, APPRENTICESHIP)
    assert (found.answer, found.ways) == (Answer.ELIGIBLE, ())


def test_more_hours_are_proposed_with_the_hours_the_law_asks():
    found = find_ways(JR, SUBSTITUTE, state(ROTATION, weekly_hours=8))
    assert [(change.name, change.values) for change in found.ways[0]] == [("weekly_hours", (10.0,))]
    assert found.ways[0][0].da == "10 timer om ugen; mindst 10."
    assert found.ways[0][0].en == "10 hours a week; at least 10."


def test_a_later_start_is_proposed_with_its_first_day():
    skilled = replace(
        APPRENTICE,
        education_level=EducationLevel.EUD,
        education_last_used=2023,
        unemployed_since=date(2023, 11, 15),
    )
    found = find_ways(VL, skilled, APPRENTICESHIP)
    assert found.ways == (
        (Change(START, (date(2024, 5, 15),), "Start 15. maj 2024.", "Start on 15 May 2024."),),
    )


def test_three_missing_papers_are_proposed_together_and_four_are_too_many():
    three = state(APPRENTICESHIP, approved_place=None, pay_floor_met=None, applied_on=None)
    assert names(find_ways(VL, APPRENTICE, three)) == [
        ["applied_on", "approved_place", "pay_floor_met"]
    ]
    four = state(three, de_minimis_declared=None)
    assert find_ways(VL, APPRENTICE, four).ways == ()


def test_an_unknown_fact_is_proposed_with_all_values_that_serve():
    found = find_ways(VL, replace(APPRENTICE, benefit_group=None), APPRENTICESHIP)
    (change,) = found.ways[0]
    assert change.name == "benefit_group"
    assert set(change.values) == set(BenefitGroup)
    assert change.da.startswith("Hvis ydelsesgruppe: Dagpenge / ")


def test_what_is_known_of_a_person_is_never_proposed_to_be_otherwise():
    teacher = replace(SUBSTITUTE, benefit_group=BenefitGroup.SELVFORSOERGENDE)
    assert find_ways(JR, teacher, ROTATION).ways == ()


def test_an_ended_scheme_has_no_way_back():
    assert find_ways(JR, SUBSTITUTE, replace(ROTATION, starts_on=date(2026, 3, 1))).ways == ()


def check(scheme, candidate, opening):
    found = find_ways(scheme, candidate, opening)
    assert found.answer is scheme.judge(candidate, opening).answer
    for way in found.ways:
        assert 1 <= len(way) <= MOST_CHANGES
        assert len({change.name for change in way}) == len(way)
        for change in way:
            assert change.da
            assert change.en
            for value in change.values:
                exact = [replace(c, values=(value,)) if c is change else c for c in way]
                pair = apply_changes(scheme, candidate, opening, exact)
                assert scheme.judge(*pair).answer is Answer.ELIGIBLE
        for size in range(len(way)):
            for part in combinations(way, size):
                pair = apply_changes(scheme, candidate, opening, part)
                assert scheme.judge(*pair).answer is not Answer.ELIGIBLE


SPOILT = [
    (JR, SUBSTITUTE, state(ROTATION, approved_on="2024-03-02", usual_pay=False)),
    (JR, replace(SUBSTITUTE, unemployed_since=None), state(ROTATION, same_function=None)),
    (JR, SUBSTITUTE, replace(ROTATION, ends_on=date(2024, 9, 30))),
    (VL, replace(APPRENTICE, birth_year=1999), APPRENTICESHIP),
    (VL, replace(APPRENTICE, education_level=None, unemployed_since=None), APPRENTICESHIP),
    (VL, replace(APPRENTICE, benefit_group=None, education_level=None), APPRENTICESHIP),
    (VL, APPRENTICE, state(APPRENTICESHIP, euv_route="euv1", agreement="none")),
]


@pytest.mark.parametrize(("scheme", "candidate", "opening"), SPOILT)
def test_every_way_leads_to_a_yes_and_no_part_of_it_does(scheme, candidate, opening):
    assert find_ways(scheme, candidate, opening).ways
    check(scheme, candidate, opening)


@settings(max_examples=15, deadline=None)
@given(CANDIDATES, openings(FACTS))
def test_no_pair_is_promised_what_does_not_hold(candidate, opening):
    for scheme in SCHEMES.values():
        check(scheme, candidate, opening)

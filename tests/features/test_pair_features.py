"""What a model may see of a pair: in range, in order, and nothing protected."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher.features
from matcher.errors import InvalidInput
from matcher.features import BY_NAME, FEATURES, NAMES, build_pair_features, check_features
from matcher.features.commute import travel_minutes
from matcher.features.forbidden import UNREAD
from matcher.models.explanation import explain
from matcher.models.match import build_version_0
from matcher.vocabulary import (
    Candidate,
    Knowledge,
    Opening,
    OpeningKind,
    Place,
    SkillLevel,
    WorkTime,
)

SKILLS = ("weld", "drive", "read", "cook", "clean")
KNOWLEDGE = Knowledge(
    skill_nearness={"weld": {"drive": 0.5}, "read": {"cook": 0.9}},
    isco={"smith": "7221", "welder": "7212", "cook": "5120"},
    places={
        "2620": Place("2620", "Albertslund", 55.66, 12.36),
        "4000": Place("4000", "Roskilde", 55.64, 12.09, 22, 19, 70),
        "2100": Place("2100", "København Ø", 55.71, 12.57),
    },
    labels={one: (f"{one}-da", f"{one}-en") for one in SKILLS},
)

levels = st.lists(
    st.builds(SkillLevel, st.sampled_from(SKILLS), st.integers(1, 5)),
    max_size=5,
    unique_by=lambda one: one.concept,
).map(tuple)
times = st.frozensets(st.sampled_from(list(WorkTime)), min_size=1)
codes = st.dictionaries(st.sampled_from(["da", "en"]), st.integers(1, 6))
licences = st.frozensets(st.sampled_from(["B", "C", "truck_b"]))
jobs = st.sampled_from(["smith", "welder", "cook", "unknown"])

candidates = st.builds(
    Candidate,
    reference=st.just("K-1"),
    birth_year=st.integers(1960, 2005),
    postcode=st.sampled_from(["2620", "4000", "2100", "9999"]),
    experience=st.dictionaries(jobs, st.integers(0, 400), max_size=2),
    weekly_hours=st.floats(1, 48),
    available_from=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    work_times=times,
    travel_limit_minutes=st.integers(5, 120),
    has_car=st.booleans(),
    wishes=st.frozensets(jobs, max_size=2),
    skills=levels,
    languages=codes,
    licences=licences,
)
openings = st.builds(
    Opening,
    reference=st.just("O-1"),
    kind=st.sampled_from(list(OpeningKind)),
    title=st.just("Job"),
    postcode=st.sampled_from(["2620", "4000", "2100", "9999"]),
    starts_on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    occupation=st.none() | jobs,
    weekly_hours=st.floats(1, 48),
    work_times=times,
    required_skills=levels,
    nice_skills=levels,
    languages=codes,
    licences=licences,
)


def build(candidate, opening):
    frame = pd.DataFrame({"candidate": [candidate], "opening": [opening]})
    return build_pair_features(frame, KNOWLEDGE)


@given(candidates, openings)
def test_every_feature_is_in_its_range_or_unknown(candidate, opening):
    features = build(candidate, opening)
    assert list(features) == list(NAMES)
    for name, value in features.iloc[0].items():
        assert np.isnan(value) or BY_NAME[name].low <= value <= BY_NAME[name].high, name


@given(candidates, openings)
def test_the_explanation_adds_up_to_the_score(candidate, opening):
    model, features = build_version_0(), build(candidate, opening)
    parts = explain(candidate, opening, row=features.iloc[0], model=model, knowledge=KNOWLEDGE)
    total = model.intercept + sum(one.amount for one in parts)
    assert total == pytest.approx(model.score(features)[0], abs=1e-12)
    assert all(one.text_da and one.text_en for one in parts)


@given(candidates, openings, st.sampled_from(SKILLS))
def test_learning_a_skill_never_lowers_coverage(candidate, opening, skill):
    have = [one for one in candidate.skills if one.concept != skill]
    learned = replace(candidate, skills=(*have, SkillLevel(skill, 5)))
    for name in ("skills__required_coverage", "skills__nice_coverage"):
        assert build(learned, opening)[name][0] >= build(candidate, opening)[name][0]


@settings(max_examples=30)
@given(candidates, openings)
def test_who_somebody_is_changes_no_feature(candidate, opening):
    other = replace(candidate, birth_year=1950, benefit_group=None, unemployed_since=None)
    pd.testing.assert_frame_equal(build(candidate, opening), build(other, opening))


def test_a_near_skill_counts_by_how_far_it_serves():
    opening = Opening(
        "O",
        OpeningKind.ORDINARY,
        "Svejser",
        "2620",
        date(2026, 1, 1),
        required_skills=(SkillLevel("weld", 4), SkillLevel("clean", 1)),
    )
    driver = Candidate("K", 1980, "2620", skills=(SkillLevel("drive", 5),))
    assert build(driver, opening)["skills__required_coverage"][0] == pytest.approx(0.5 * 4 / 5)


def test_known_minutes_to_the_centre_are_used_both_ways_and_a_car_only_if_there_is_one():
    assert travel_minutes("4000", "2620", KNOWLEDGE, has_car=False) == 19
    assert travel_minutes("2620", "4000", KNOWLEDGE, has_car=True) == 19
    assert travel_minutes("2620", "9999", KNOWLEDGE, has_car=True) is None
    slow = travel_minutes("2100", "4000", KNOWLEDGE, has_car=False)
    assert travel_minutes("2100", "4000", KNOWLEDGE, has_car=True) < slow


def test_no_feature_module_reads_a_protected_attribute():
    for path in Path(matcher.features.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not read & UNREAD, path.name


def test_the_catalogue_itself_names_nothing_forbidden():
    check_features(NAMES)
    assert all(one.text_da and one.text_en and one.description for one in FEATURES)


@pytest.mark.parametrize("name", ["age__years", "person__sex", "skills"])
def test_a_forbidden_feature_is_refused_by_name(name):
    with pytest.raises(InvalidInput, match=name):
        check_features([name])

"""What the talent model sees of a student and a programme."""

import numpy as np
import pandas as pd
import pytest

from matcher.features import BY_NAME, list_names
from matcher.features.talent import BLOCK, TalentPairs
from matcher.vocabulary import Knowledge, Place

PLACES = {
    "2620": Place("2620", "Albertslund", 55.66, 12.36, 0, 0, 0),
    "4000": Place("4000", "Roskilde", 55.64, 12.08, 20, 30, 80),
}
KNOWLEDGE = Knowledge(places=PLACES)
STUDENT = {
    "reference": "S-1",
    "track": "praktisk",
    "postcode": "2620",
    "school_year": 9,
    "travel_limit_minutes": 20,
    "interests": frozenset({"sundhed-og-omsorg"}),
    "cultures": frozenset({"TR"}),
    "languages": {"da": 6, "tr": 3},
    "grades": {"dansk": 4, "samfundsfag": 10, "matematik": 12},
    "strengths": {"service": 2, "hands": 1},
    "completed": 1,
    "left": 0,
}
PROGRAMME = {
    "code": "P-1",
    "track": "praktisk",
    "area": "sundhed-og-omsorg",
    "postcode": "4000",
    "weeks": 12.0,
    "year_min": 8,
    "year_max": 9,
    "languages": {"tr": 6},
    "markets": frozenset({"TR"}),
    "strengths": ("service", "teamwork"),
}
WISHES = pd.DataFrame({"student": ["S-1"], "programme": ["P-1"], "place": [2]})


def measure(student=None, programme=None, wishes=WISHES):
    pairs = TalentPairs.prepare(
        pd.DataFrame([STUDENT | (student or {})]),
        pd.DataFrame([PROGRAMME | (programme or {})]),
        knowledge=KNOWLEDGE,
        wishes=wishes,
    )
    return pairs.frame(np.array([0]), np.array([0])).iloc[0]


def test_what_is_known_is_measured():
    found = measure()
    assert found["track__match"] == 1
    assert found["interests__area"] == 1
    assert found["wishes__place"] == 2
    assert found["grades__margin"] == pytest.approx((4 + 10) / 2 - 4)
    assert found["strengths__coverage"] == 0.5
    assert found["strengths__evidence"] == 2
    assert found["languages__asked_coverage"] == pytest.approx((0.5 + 1) / 2)
    assert found["travel__programme_minutes"] == 30
    assert found["travel__programme_over_limit"] == 10
    assert found["school__years_apart"] == 0
    assert (found["programmes__completed"], found["programmes__left"]) == (1, 0)
    assert found["programme__weeks"] == 12


def test_grades_that_nobody_consented_to_are_unknown_not_low():
    assert np.isnan(measure({"grades": {}})["grades__margin"])


@pytest.mark.parametrize(
    ("programme", "feature"),
    [
        ({"languages": {}, "markets": frozenset()}, "languages__asked_coverage"),
        ({"strengths": ()}, "strengths__coverage"),
        ({"strengths": ()}, "strengths__evidence"),
        ({"area": None}, "interests__area"),
        ({"postcode": "9999"}, "travel__programme_minutes"),
    ],
)
def test_what_a_programme_does_not_ask_for_is_unknown_and_neither_helps_nor_harms(
    programme, feature
):
    assert np.isnan(measure(programme=programme)[feature])


def test_what_a_student_has_not_told_is_unknown():
    found = measure({"track": None, "interests": frozenset(), "school_year": None}, wishes=None)
    unknown = ["track__match", "interests__area", "school__years_apart", "wishes__place"]
    assert found[unknown].isna().all()


def test_a_language_the_host_does_not_ask_for_changes_nothing():
    more = measure({"languages": {"da": 6, "tr": 3, "ar": 6}, "cultures": {"TR", "SY"}})
    pd.testing.assert_series_equal(more, measure())


@pytest.mark.parametrize(("year", "apart"), [(7, 1), (8, 0), (10, 1), (13, 4)])
def test_school_years_are_counted_from_the_nearest_that_the_programme_is_for(year, apart):
    assert measure({"school_year": year})["school__years_apart"] == apart


def test_a_programme_open_downwards_is_for_the_youngest_too():
    assert measure({"school_year": 6}, {"year_min": None})["school__years_apart"] == 0


def test_every_pair_is_measured_alike_alone_and_among_all():
    count = BLOCK + 3
    students = pd.DataFrame(
        [STUDENT | {"reference": f"S-{i}", "left": i % 5} for i in range(count)]
    )
    programmes = pd.DataFrame([PROGRAMME | {"code": f"P-{i}", "weeks": i + 1.0} for i in range(3)])
    pairs = TalentPairs.prepare(students, programmes, knowledge=KNOWLEDGE, wishes=WISHES)
    all_pairs = pairs.measure(np.arange(count))
    rows, columns = np.array([count - 1, 0, 5]), np.array([2, 0, 1])
    listed = pairs.frame(rows, columns).to_numpy(np.float32)
    assert np.array_equal(listed, all_pairs[rows, columns], equal_nan=True)
    lows = np.array([BY_NAME[name].low for name in list_names("talent")], np.float32)
    highs = np.array([BY_NAME[name].high for name in list_names("talent")], np.float32)
    assert not (all_pairs < lows).any()
    assert not (all_pairs > highs).any()

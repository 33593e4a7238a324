"""What the path model sees of a candidate, a target and a path."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest

from matcher.features import BY_NAME, list_names
from matcher.features.path import (
    PathCase,
    build_path_features,
    complete_path,
    count_earlier,
    count_openings,
)
from matcher.pathways import Path, PathEvent, PathStatus, PathStep, PathTarget, Preference
from matcher.vocabulary import Candidate, Knowledge, Opening, OpeningKind, SkillLevel

DAY = date(2026, 3, 2)
COOK, WELDER, SMITH = "cook", "welder", "smith"
KNOWLEDGE = Knowledge(isco={COOK: "5120", WELDER: "7212", SMITH: "7221"})
PERSON = Candidate(
    "C-1",
    1990,
    "2620",
    experience={SMITH: 40},
    wishes=frozenset({WELDER}),
    skills=(SkillLevel("welding", 1), SkillLevel("drawing", 2)),
    languages={"da": 3},
)


def make_step(code="weld-1", **more):
    return PathStep(
        **{
            "course": code,
            "kind": "amu",
            "title_da": "Svejsning",
            "title_en": "Welding",
            "provider": "TEC",
            "postcode": "2650",
            "starts_on": date(2026, 3, 16),
            "ends_on": date(2026, 3, 20),
            "days": 5.0,
            "price_dkk": Decimal(1000),
            "travel_minutes": 30.0,
            "teaches": (SkillLevel("welding", 3),),
            "requires": (SkillLevel("drawing", 3),),
            "closes": (SkillLevel("welding", 3),),
            "languages": {"da": 2},
        }
        | more
    )


def make_path(*steps, **more):
    target = PathTarget("occupation", WELDER)
    return Path(target, Preference.BALANCED, steps or (make_step(),), DAY, **more)


def measure(path=None, person=PERSON, **more):
    case = PathCase(person, path or make_path(), **{"occupation": WELDER, "openings": 4} | more)
    return build_path_features([case], KNOWLEDGE).iloc[0]


def test_what_is_known_is_measured():
    second = make_step(
        "weld-2",
        starts_on=date(2026, 4, 6),
        ends_on=date(2026, 4, 10),
        travel_minutes=60.0,
        requires=(SkillLevel("welding", 3),),
        closes=(SkillLevel("cutting", 2),),
        languages={"da": 4},
    )
    path = make_path(make_step(), second, left=(SkillLevel("safety", 5),))
    found = measure(path, completed=2, dropped=1, own_dkk=Decimal(500))
    assert found["path__courses"] == 2
    assert found["path__weeks"] == pytest.approx(25 / 7)
    assert found["path__waiting_weeks"] == 2
    assert found["price__own_thousands"] == 0.5
    assert found["travel__course_minutes"] == 45
    assert found["gap__covered"] == pytest.approx(5 / 10)
    assert found["gap__skills"] == 3
    # what the first course teaches is no longer missing at the second
    assert found["demands__levels_missing"] == 1
    assert found["demands__language_margin"] == -1
    assert found["target__nearness"] == pytest.approx(0.4)
    assert found["target__wished"] == 1
    assert found["target__months"] == pytest.approx(16)
    assert found["target__openings"] == 4
    assert (found["earlier__completed"], found["earlier__dropped"]) == (2, 1)


def test_an_assessment_is_no_course_and_tells_what_it_saved():
    rkv = make_step("rkv-TEC", kind="rkv", days=1.0, teaches=(), requires=(), closes=())
    short = make_step(days=2.0, full_days=5.0)
    found = measure(make_path(rkv, short))
    assert found["path__courses"] == 1
    assert found["rkv__share"] == pytest.approx(0.6)


def test_what_nobody_has_said_is_unknown():
    path = make_path(make_step(travel_minutes=None, languages={}))
    found = measure(path, replace(PERSON, wishes=frozenset()), occupation=None)
    unknown = {name for name in list_names("path") if np.isnan(found[name])}
    assert unknown == {
        *("price__own_thousands", "travel__course_minutes", "demands__language_margin"),
        *("target__nearness", "target__wished", "target__months", "target__openings"),
    }


def test_where_nothing_is_missing_all_is_covered_and_nothing_is_to_be_done():
    found = measure(Path(PathTarget("occupation", WELDER), Preference.FASTEST, (), DAY))
    assert (found["gap__covered"], found["gap__skills"], found["path__weeks"]) == (1, 0, 0)


def test_every_feature_is_in_its_range_however_long_the_path():
    late = make_step(starts_on=date(2030, 1, 1), ends_on=date(2039, 1, 1), travel_minutes=900.0)
    found = measure(make_path(late), openings=5000, completed=99, own_dkk=Decimal(10**6))
    for name, value in found.items():
        assert np.isnan(value) or BY_NAME[name].low <= value <= BY_NAME[name].high, name


def test_who_somebody_is_changes_nothing():
    older = replace(PERSON, birth_year=1950, benefit_group=None, postcode="9990")
    assert measure(person=older).equals(measure())


def test_openings_count_for_a_year_from_the_day():
    openings = [
        Opening("O", OpeningKind.ORDINARY, "x", "2620", day, occupation=occupation)
        for day, occupation in (
            (date(2026, 3, 1), WELDER),
            (date(2026, 3, 2), WELDER),
            (date(2027, 3, 2), WELDER),
            (date(2027, 3, 3), WELDER),
            (date(2026, 6, 1), COOK),
        )
    ]
    assert count_openings(openings, WELDER, day=DAY) == 2


def test_only_what_ended_before_the_day_is_known_of():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    events = [
        PathEvent("P", "C-1", code, status, day, "a", at)
        for code, status, day in (
            ("a", PathStatus.COMPLETED, date(2026, 3, 1)),
            ("b", PathStatus.COMPLETED, DAY),
            ("c", PathStatus.DROPPED, date(2026, 2, 1)),
            ("d", PathStatus.ENROLLED, date(2026, 2, 1)),
        )
    ]
    assert count_earlier(events, before=DAY) == (1, 1)


def test_who_completes_has_what_was_taught_and_loses_nothing():
    lower = make_step(teaches=(SkillLevel("drawing", 1), SkillLevel("cutting", 2)))
    after = complete_path(PERSON, make_path(make_step(), lower))
    assert {one.concept: one.level for one in after.skills} == {
        "welding": 3,
        "drawing": 2,
        "cutting": 2,
    }


def test_who_learns_to_drive_a_truck_and_danish_has_the_licence_and_the_language():
    truck = SkillLevel("urn:albertslund:skill:truckcertifikat-b", 3)
    danish = SkillLevel("urn:albertslund:skill:dansk", 3)
    person = replace(PERSON, languages={"da": 2, "en": 5}, licences=frozenset({"B"}))
    after = complete_path(person, make_path(make_step(teaches=(truck, danish))))
    assert after.licences == {"B", "truck_b"}
    assert after.languages == {"da": 3, "en": 5}

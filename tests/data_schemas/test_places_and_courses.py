"""Places, business areas and courses: covered, whole, and honest about their codes."""

import json
import math

import pytest

from data_schemas.catalogue import read_catalogue
from data_schemas.catalogue.reading import COURSE_KINDS

CATALOGUE = read_catalogue()
POSTCODES = {place.postcode: place for place in CATALOGUE.postcodes}
SKILLS = {skill.slug for skill in CATALOGUE.skills}
TAGS = {"green", "photonics", "care", "social", "trade"}
CENTRE = "2620"


def kilometres(a, b):
    (south, west), (north, east) = (map(math.radians, place) for place in (a, b))
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((west - east) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def where(place):
    return place.latitude, place.longitude


def test_the_four_business_areas_have_branch_codes_and_known_tags():
    areas = {area.slug: area for area in CATALOGUE.business_areas}
    assert set(areas) == {
        "groen-omstilling",
        "fotonik-og-teknologi",
        "sundhed-og-omsorg",
        "handel-og-logistik",
    }
    for area in areas.values():
        assert len(area.db07) >= 3
        assert all(len(code) == 6 and code.isdecimal() for code in area.db07)
        assert area.tags
        assert set(area.tags) <= TAGS
    assert set().union(*(area.tags for area in areas.values())) == TAGS


def test_no_branch_belongs_to_two_business_areas():
    codes = [code for area in CATALOGUE.business_areas for code in area.db07]
    assert len(codes) == len(set(codes))


def test_greater_copenhagen_is_covered():
    assert len(POSTCODES) >= 110
    for code in ("1550", "2000", "2300", "2600", "2605", "2610", "2620", "2625", "2630", "2635"):
        assert code in POSTCODES
    for code in ("2640", "2650", "2730", "2750", "2765", "2800", "3400", "4000", "4030", "4600"):
        assert code in POSTCODES


@pytest.mark.parametrize("place", CATALOGUE.postcodes, ids=lambda place: place.postcode)
def test_minutes_to_albertslund_fit_the_distance(place):
    distance = kilometres(where(place), where(POSTCODES[CENTRE]))
    assert distance < 90
    assert None not in (place.car_minutes, place.transit_minutes, place.bicycle_minutes)
    assert distance * 60 / 90 <= place.car_minutes <= 10 + distance * 1.3 * 60 / 40
    assert distance * 60 / 80 <= place.transit_minutes <= 30 + distance * 1.3 * 60 / 25
    assert place.bicycle_minutes >= distance * 60 / 15


def test_the_train_beats_the_distance_along_the_taastrup_line():
    def slowness(code):
        return POSTCODES[code].transit_minutes / kilometres(
            where(POSTCODES[code]), where(POSTCODES[CENTRE])
        )

    beside_the_line = max(slowness(code) for code in ("1550", "2500", "2640"))
    assert beside_the_line < min(slowness(code) for code in ("2800", "2730", "2770", "2670"))


def test_places_lie_where_the_public_collection_says(shared_data):
    entries = json.loads((shared_data / "geo" / "postcodes_dk.json").read_text("utf-8"))
    public = {entry["code"]: entry for entry in entries}
    apart = []
    for place in CATALOGUE.postcodes:
        entry = public[place.postcode]
        assert place.name.startswith(entry["localityName"])
        apart.append(kilometres(where(place), (entry["latitude"], entry["longitude"])))
    # a coastal postcode's midpoint lies at sea, the town does not
    assert sorted(apart)[len(apart) * 3 // 4] < 3
    assert max(apart) < 40


def test_there_are_real_courses_of_every_kind_still_open():
    courses = CATALOGUE.courses
    assert len(courses) >= 85
    # gvu took its last students in 2015; only old records are of that kind
    assert {course.kind for course in courses} == set(COURSE_KINDS) - {"gvu"}


@pytest.mark.parametrize("course", CATALOGUE.courses, ids=lambda course: course.code)
def test_a_course_teaches_known_skills_at_a_known_place(course):
    assert course.teaches
    assert {slug for slug, _ in course.teaches + course.requires} <= SKILLS
    assert course.postcode in POSTCODES
    assert course.starts_per_year >= 1


@pytest.mark.parametrize("course", CATALOGUE.courses, ids=lambda course: course.code)
def test_a_course_never_asks_for_as_much_as_it_teaches(course):
    taught = dict(course.teaches)
    assert all(taught.get(slug, level + 1) > level for slug, level in course.requires)


@pytest.mark.parametrize("course", CATALOGUE.courses, ids=lambda course: course.code)
def test_codes_are_our_own_and_not_passed_off_as_official_numbers(course):
    assert not course.code.isdecimal()


def test_every_required_level_can_be_reached_or_brought_along():
    taught: dict[str, int] = {}
    for course in CATALOGUE.courses:
        for slug, level in course.teaches:
            taught[slug] = max(level, taught.get(slug, 0))
    for course in CATALOGUE.courses:
        for slug, level in course.requires:
            assert taught.get(slug, 0) >= level, f"{course.code} asks for {slug}:{level}"


@pytest.mark.parametrize("kind", ["fvu", "obu", "sosu", "eud", "euv"])
def test_basic_and_vocational_education_is_free_to_the_participant(kind):
    assert {course.price_dkk for course in CATALOGUE.courses if course.kind == kind} == {0}

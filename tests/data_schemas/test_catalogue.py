"""The starter catalogue: as large as promised, whole, and strict about faults."""

import shutil
from graphlib import TopologicalSorter
from importlib.resources import files
from itertools import chain

import pytest

from data_schemas.catalogue import occupation_uri, read_catalogue, skill_uri
from data_schemas.catalogue.reading import read_folder

NAMES = (
    "occupations.csv",
    "skills.csv",
    "occupation_skills.csv",
    "skill_relations.csv",
    "business_areas.csv",
    "postcodes.csv",
    "courses.csv",
    "educations.csv",
    "goals.csv",
)


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue()


@pytest.fixture
def folder(tmp_path):
    """Give a copy of the catalogue that a test may spoil."""
    for name in NAMES:
        shutil.copy(str(files("data_schemas.catalogue").joinpath(name)), tmp_path / name)
    return tmp_path


def normalise(label):
    return " ".join(label.casefold().split())


def labels_by_slug(rows):
    for row in rows:
        names = (row.label_da, row.label_en, *row.synonyms_da, *row.synonyms_en)
        yield row.slug, {normalise(name) for name in names}


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        ("occupations", 120),
        ("skills", 450),
        ("skill_relations", 300),
        ("courses", 80),
        ("postcodes", 40),
        ("business_areas", 4),
        ("educations", 35),
        ("goals", 11),
    ],
)
def test_it_is_as_large_as_promised(catalogue, rows, least):
    assert len(getattr(catalogue, rows)) >= least


def test_reading_twice_gives_the_same_value(catalogue):
    assert read_catalogue() is catalogue


def test_uris_carry_the_slug():
    assert occupation_uri("kok") == "urn:albertslund:occupation:kok"
    assert skill_uri("dansk") == "urn:albertslund:skill:dansk"


@pytest.mark.parametrize("rows", ["occupations", "skills", "business_areas"])
def test_slugs_are_unique_ascii_and_sorted(catalogue, rows):
    slugs = [row.slug for row in getattr(catalogue, rows)]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() for slug in slugs)
    if rows != "business_areas":
        assert slugs == sorted(slugs)


@pytest.mark.parametrize("rows", ["occupations", "skills"])
def test_every_concept_has_synonyms_in_both_languages(catalogue, rows):
    for row in getattr(catalogue, rows):
        assert row.label_da
        assert row.label_en
    bare = [row.slug for row in catalogue.occupations if not row.synonyms_da or not row.synonyms_en]
    assert not bare


@pytest.mark.parametrize("rows", ["occupations", "skills"])
def test_a_label_means_one_concept_only(catalogue, rows):
    owners = {}
    for slug, names in labels_by_slug(getattr(catalogue, rows)):
        for name in names:
            assert owners.setdefault(name, slug) == slug, f"{name!r} also names {owners[name]}"


def test_isco_codes_are_unit_groups(catalogue):
    for row in catalogue.occupations:
        assert len(row.isco) == 4
        assert row.isco.isdecimal()
        assert row.isco[1] != "0" or row.isco[0] == "0", f"{row.slug}: {row.isco} is no group"


def test_isco_codes_and_esco_agree(catalogue, shared_data):
    text = (shared_data / "esco" / "en" / "ISCOGroups_en.csv").read_text(encoding="utf-8")
    unknown = [row.slug for row in catalogue.occupations if f"/C{row.isco}," not in text]
    assert not unknown


def test_business_areas_are_known(catalogue):
    known = {row.slug for row in catalogue.business_areas} | {""}
    assert {row.business_area for row in catalogue.occupations} == known


def test_references_between_occupations_and_skills_resolve(catalogue):
    occupations = {row.slug for row in catalogue.occupations}
    skills = {row.slug for row in catalogue.skills}
    assert {row.occupation for row in catalogue.occupation_skills} == occupations
    assert {row.skill for row in catalogue.occupation_skills} <= skills
    assert {row.skill for row in catalogue.skill_relations} <= skills
    assert {row.related for row in catalogue.skill_relations} <= skills


def test_courses_teach_and_require_known_skills(catalogue):
    skills = {row.slug for row in catalogue.skills}
    named = {slug for row in catalogue.courses for slug, _ in chain(row.teaches, row.requires)}
    assert named <= skills, sorted(named - skills)
    assert all(row.teaches for row in catalogue.courses)


def test_courses_lie_in_known_postcodes(catalogue):
    postcodes = {row.postcode for row in catalogue.postcodes}
    assert {row.postcode for row in catalogue.courses} <= postcodes


def test_every_occupation_asks_for_enough_skills(catalogue):
    for occupation in catalogue.occupations:
        asked = [row for row in catalogue.occupation_skills if row.occupation == occupation.slug]
        essential = sum(row.relation == "essential" for row in asked)
        assert 5 <= essential <= 10, occupation.slug
        assert 3 <= len(asked) - essential <= 8, occupation.slug


def test_every_skill_is_used(catalogue):
    used = {row.skill for row in catalogue.occupation_skills}
    related = {slug for row in catalogue.skill_relations for slug in (row.skill, row.related)}
    assert {row.slug for row in catalogue.skills} <= used | related


def test_levels_and_nearness_keep_their_ranges(catalogue):
    taught = [level for row in catalogue.courses for _, level in (*row.teaches, *row.requires)]
    asked = [row.level for row in catalogue.occupation_skills]
    assert set(taught) | set(asked) <= {1, 2, 3, 4, 5}
    assert all(0 < row.nearness <= 1 for row in catalogue.skill_relations)


def test_broader_never_leads_back(catalogue):
    sorter = TopologicalSorter()
    for row in catalogue.skill_relations:
        if row.relation == "broader":
            sorter.add(row.skill, row.related)
    assert tuple(sorter.static_order())


def test_two_skills_are_related_once(catalogue):
    pairs = [frozenset((row.skill, row.related)) for row in catalogue.skill_relations]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(
    ("name", "line", "column"),
    [
        ("occupations.csv", "Kok,5120,kok,cook,,,", "slug"),
        ("occupations.csv", "nyt,512,nyt,new,,,", "isco"),
        ("occupations.csv", "nyt,5120,,new,,,", "label_da"),
        ("occupations.csv", "nyt,5120,nyt,new,a||b,,", "synonyms_da"),
        ("occupations.csv", "nyt,5120,nyt,new,,a|a,", "synonyms_en"),
        ("occupations.csv", "kok,5120,nyt,new,,,", "slug"),
        ("skills.csv", "nyt,talent,nyt,new,,", "kind"),
        ("skills.csv", "nyt,skill,nyt, new,,", "label_en"),
        ("skills.csv", "nyt,skill", "synonyms_en"),
        ("occupation_skills.csv", "kok,svensk,needed,3", "relation"),
        ("occupation_skills.csv", "kok,svensk,essential,6", "level"),
        ("occupation_skills.csv", "kok,svensk,essential,2.5", "level"),
        ("occupation_skills.csv", "kok,svensk,essential,high", "level"),
        ("skill_relations.csv", "dansk,polsk,related,0", "nearness"),
        ("skill_relations.csv", "dansk,polsk,related,nan", "nearness"),
        ("skill_relations.csv", "dansk,dansk,related,0.5", "related"),
        ("postcodes.csv", "26200,Nyby,Nyby,55.6,12.3,1,1,1", "postcode"),
        ("postcodes.csv", "0001,Nyby,Nyby,12.3,55.6,1,1,1", "latitude"),
        ("postcodes.csv", "0001,Nyby,Nyby,55.6,12.3,-1,,", "car_minutes"),
        ("courses.csv", "X1,amu,a,b,c,3,0,2620,dansk:9,,4", "teaches"),
        ("courses.csv", "X1,amu,a,b,c,3,0,2620,dansk:2,dansk,4", "requires"),
        ("courses.csv", "X1,night,a,b,c,3,0,2620,dansk:2,,4", "kind"),
        ("educations.csv", "x,a,b,kok,omsorg,20,24,20,maybe,TEC@2750", "adult_trainee_pay"),
        ("educations.csv", "x,a,b,kok,omsorg,20,24,20,no,TEC", "schools"),
        ("educations.csv", "x,a,b,kok,rejser,20,24,20,no,TEC@2750", "main_area"),
        ("goals.csv", "lasting,green,-1,year,a", "target"),
        ("goals.csv", "lasting,green,1,month,a", "period"),
        ("goals.csv", "rotations,,1,year,a", "tag"),
    ],
)
def test_a_fault_is_told_with_file_row_and_column(folder, name, line, column):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line + "\n", encoding="utf-8")
    row = len(text.splitlines()) + 1
    with pytest.raises(ValueError, match=rf"^{name}, row {row}, column {column}: "):
        read_folder(folder)


def test_a_missing_column_is_told(folder):
    (folder / "skills.csv").write_text("slug,kind\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^skills\.csv, row 1, column label_da: is missing"):
        read_folder(folder)


def test_unknown_minutes_stay_unknown(folder):
    with (folder / "postcodes.csv").open("a", encoding="utf-8") as stream:
        stream.write("0001,Nyby,Nyby,55.6,12.3,7,,\n")
    place = read_folder(folder).postcodes[-1]
    assert (place.car_minutes, place.transit_minutes, place.bicycle_minutes) == (7, None, None)


def test_every_education_leads_to_known_occupations_at_schools_in_known_places(catalogue):
    occupations = {one.slug for one in catalogue.occupations}
    postcodes = {one.postcode for one in catalogue.postcodes}
    for education in catalogue.educations:
        assert set(education.occupations) <= occupations
        assert {code for _, code in education.schools} <= postcodes
        # a main course holds training at the workplace beside its school weeks
        assert education.school_weeks < education.main_course_months * 52 / 12

"""The law's target groups are a dated list, and a change of it is a change of data."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_schemas.parameters import list_schemes, read_parameters, read_target_groups
from data_schemas.parameters.groups import parse_target_groups
from data_schemas.parameters.reading import parse_parameters
from matcher.rules import SCHEMES
from matcher.rules.target_groups import LISTS, belongs, find_groups
from matcher.vocabulary import Answer, BenefitGroup, Candidate, EducationLevel, OpeningKind
from tests.rules.pairs import make_opening
from tests.rules.strategies import CANDIDATES, SCHEME_FACTS, openings

GROUPS = read_target_groups()
LAST_OLD, FIRST_NEW = date(2026, 12, 31), date(2027, 1, 1)
TEXT = files("data_schemas.parameters").joinpath("target_groups.toml").read_text("utf-8")


def person(group, birth_year=1980, level=EducationLevel.EUD):
    return Candidate("k", birth_year, "2620", benefit_group=group, education_level=level)


@pytest.mark.parametrize(
    ("group", "birth_year", "level", "number"),
    [
        (BenefitGroup.DAGPENGE, 1980, None, {1}),
        (BenefitGroup.JOBPARAT, 1980, None, {2}),
        (BenefitGroup.AKTIVITETSPARAT, 1980, None, {3}),
        (BenefitGroup.AKTIVITETSPARAT, 2000, EducationLevel.EUD, {3}),
        (BenefitGroup.AKTIVITETSPARAT, 2000, EducationLevel.GYMNASIAL, {5}),
        (BenefitGroup.AKTIVITETSPARAT, 2000, None, {3, 5}),
        (BenefitGroup.UDDANNELSESPARAT, 2000, None, {4}),
        (BenefitGroup.SYGEDAGPENGE, 1980, None, {6}),
        (BenefitGroup.JOBAFKLARING, 1980, None, {7}),
        (BenefitGroup.RESSOURCEFORLOEB, 1980, None, {8}),
        (BenefitGroup.LEDIGHEDSYDELSE, 1980, None, {9}),
        (BenefitGroup.REVALIDERING, 1980, None, {10}),
        (BenefitGroup.FOERTIDSPENSION, 1980, None, {11}),
        (BenefitGroup.SELVFORSOERGENDE, 1980, None, {12}),
        (BenefitGroup.SELVFORSOERGENDE, 2012, None, {13}),
        (BenefitGroup.I_JOB, 1980, EducationLevel.LVU, set()),
    ],
)
def test_the_groups_of_section_6_are_told_from_benefit_age_and_education(
    group, birth_year, level, number
):
    held = GROUPS.value(on=LAST_OLD)
    found = find_groups(person(group, birth_year, level), held, on=LAST_OLD)
    assert {one.number for one in held.groups if one.code in found} == number


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2025, 7, 1), {"aktivitetsparat", "aktivitetsparat_ung"}),
        (date(2024, 12, 31), {"aktivitetsparat_ung"}),
        (date(2026, 1, 1), {"aktivitetsparat"}),
    ],
)
def test_thirty_years_are_reached_somewhere_in_the_year_that_only_the_birthday_tells(on, codes):
    unskilled = person(BenefitGroup.AKTIVITETSPARAT, 1995, EducationLevel.GRUNDSKOLE)
    assert find_groups(unskilled, GROUPS.value(on=on), on=on) == codes


def test_the_lists_change_on_new_years_day_and_the_new_one_is_marked_as_expected():
    old, new = GROUPS.value(on=LAST_OLD), GROUPS.value(on=FIRST_NEW)
    assert (old.adopted, len(old.codes)) == (True, 13)
    assert (new.adopted, len(new.codes), new.confidence) == (False, 5, "C")
    assert GROUPS.value(on=date(2019, 12, 31)) is None


def test_every_old_group_goes_into_exactly_one_new_group():
    old, new = GROUPS.lists
    replaced = [code for group in new.groups for code in group.replaces]
    assert sorted(replaced) == sorted(old.codes)


@given(CANDIDATES)
def test_the_mapping_agrees_with_where_a_person_is_found(candidate):
    old, new = GROUPS.lists
    now = find_groups(candidate, new, on=FIRST_NEW)
    before = find_groups(candidate, old, on=FIRST_NEW)
    follow = {group.code for group in new.groups if before & set(group.replaces)}
    assert follow == now


@pytest.mark.parametrize("scheme", list_schemes())
def test_every_group_a_scheme_names_is_on_a_list(scheme):
    law = read_parameters(scheme)
    known = {code for one in GROUPS.lists for code in one.codes}
    for name, periods in law.periods.items():
        if "groups" in name.split("_"):
            for period in periods:
                assert set(period.names) <= known, f"{scheme}.{name}"


def test_no_group_number_is_shown_to_anybody(good_pairs):
    for scheme in SCHEMES.values():
        for finding in scheme.judge(*good_pairs[0]).findings:
            assert "nr." not in finding.reason_da
    assert not any("nr." in group.da or "§" in group.da for group in BenefitGroup)


def test_a_rule_that_still_names_old_groups_is_read_by_the_old_list():
    jobparat = person(BenefitGroup.JOBPARAT)
    assert belongs(jobparat, ["jobparat"], GROUPS, on=FIRST_NEW) is True
    assert belongs(jobparat, ["dagpenge"], GROUPS, on=FIRST_NEW) is False
    assert belongs(jobparat, ["jobparat"], GROUPS, on=date(2019, 12, 31)) is None
    assert belongs(jobparat, ["2027_kontanthjaelp"], GROUPS, on=LAST_OLD) is None


# the rehearsal: what would be typed in the day an act was passed, and nothing else

ADOPTED = TEXT.replace("adopted = false", "adopted = true").replace(
    'benefits = ["jobparat", "aktivitetsparat", "uddannelsesparat"]',
    'benefits = ["jobparat", "uddannelsesparat"]',
)
NEW_PERIOD = """
    { from = 2027-01-01, value = ["2027_dagpenge"], source = "LAB 2027 § 5", confidence = "A" },
]
"""


def rehearse():
    text = files("data_schemas.parameters").joinpath("voksenlaerling.toml").read_text("utf-8")
    start = text.index("[unemployed_groups]")
    head, section = text[:start], text[start:]
    section = section.replace("from = 2026-02-01,", "from = 2026-02-01, until = 2026-12-31,", 1)
    section = section.replace("\n]\n", NEW_PERIOD, 1)
    law = parse_parameters("voksenlaerling", head + section)
    return replace(law, groups=parse_target_groups(ADOPTED))


@pytest.mark.parametrize(
    ("group", "before", "after"),
    [
        (BenefitGroup.DAGPENGE, Answer.ELIGIBLE, Answer.ELIGIBLE),
        (BenefitGroup.JOBPARAT, Answer.ELIGIBLE, Answer.NOT_ELIGIBLE),
        (BenefitGroup.FOERTIDSPENSION, Answer.ELIGIBLE, Answer.NOT_ELIGIBLE),
    ],
)
def test_a_law_change_is_entered_as_data_and_old_cases_keep_their_own_day(
    good_pairs, group, before, after
):
    law, scheme = rehearse(), SCHEMES["voksenlaerling"]
    candidate = replace(good_pairs[1][0], benefit_group=group)
    old = replace(good_pairs[1][1], starts_on=LAST_OLD)
    new = replace(old, starts_on=FIRST_NEW)

    def ask(opening, law):
        verdict = scheme.judge(candidate, opening, law=law)
        return next(finding for finding in verdict.findings if finding.rule == "VL-06")

    assert ask(old, law).answer is before
    assert ask(new, law).answer is after
    assert ask(new, law).source == "LAB 2027 § 5"
    assert ask(old, law) == ask(old, None)


# what was typed reaches every scheme that names groups, though its own file still names the old

BY_GROUPS = [
    scheme for scheme in SCHEMES.values() if any(LISTS in one.also for one in scheme.rules)
]
IN_2027 = {
    "voksenlaerling": "VL-06",
    "virksomhedspraktik": "VP-01",
    "loentilskud": "LT-01",
    "mentorforloeb": "ME-01",
    "regional_uddannelsespulje": "RU-01",
    "seks_ugers_jobrettet": "SU-01",
    "fleksjob": "FJ-01",
}
"""Of every scheme that names groups and is not abolished before 2027, the rule that asks."""

TURNED = {
    name: SCHEME_FACTS[name]
    for name in ("job_ready", "hard_to_place", "employed_here_now", "without_job", "flex_approved")
}
"""What an opening may state that is weighed together with the group."""


def change(scheme, text):
    return replace(read_parameters(scheme), groups=parse_target_groups(text))


def hold_on_to_the_old_list():
    first = TEXT[: TEXT.rindex("[[lists]]")]
    return first.replace("until = 2026-12-31\n", "")


def test_every_scheme_that_names_groups_is_rehearsed():
    assert {scheme.name for scheme in BY_GROUPS} == {"jobrotation", *IN_2027}


@pytest.mark.parametrize("scheme", BY_GROUPS, ids=lambda scheme: scheme.name)
@given(CANDIDATES, openings(TURNED), st.dates(date(2020, 1, 1), LAST_OLD))
def test_a_case_before_the_change_is_judged_by_its_own_day(scheme, candidate, opening, day):
    dated = replace(opening, starts_on=day)
    given_anew = scheme.judge(candidate, dated, law=change(scheme.name, ADOPTED))
    assert given_anew == scheme.judge(candidate, dated)


@pytest.mark.parametrize("scheme", BY_GROUPS, ids=lambda scheme: scheme.name)
@given(CANDIDATES, openings(TURNED))
def test_the_expected_list_gathers_groups_and_changes_no_answer(scheme, candidate, opening):
    later = replace(opening, starts_on=date(2027, 3, 1))
    old = change(scheme.name, hold_on_to_the_old_list())

    def answer(law):
        return [one.answer for one in scheme.judge(candidate, later, law=law).findings]

    assert answer(None) == answer(old)


@pytest.mark.parametrize(("name", "identifier"), IN_2027.items())
@pytest.mark.parametrize(
    ("group", "follows"),
    [
        (BenefitGroup.DAGPENGE, True),
        (BenefitGroup.JOBPARAT, True),
        (BenefitGroup.AKTIVITETSPARAT, False),
        (BenefitGroup.LEDIGHEDSYDELSE, True),
        (BenefitGroup.I_JOB, True),
    ],
)
def test_a_case_after_it_is_judged_through_what_the_new_groups_replace(
    name, identifier, group, follows
):
    scheme, opening = SCHEMES[name], make_opening(OpeningKind.AKADEMI, flex_approved=False)

    def ask(day, law=None):
        found = scheme.judge(person(group), replace(opening, starts_on=day), law=law).findings
        return next((one.answer for one in found if one.rule == identifier), None)

    before, after = ask(LAST_OLD), ask(FIRST_NEW, change(name, ADOPTED))
    assert after is (before if follows else before and Answer.NOT_ELIGIBLE)


AFTER_NEXT = """
[[lists]]
name = "2030"
from = 2030-01-01
adopted = false
source = "prøve"
confidence = "C"

[[lists.groups]]
code = "alle"
number = 1
da = "Alle"
en = "All"
benefits = ["dagpenge", "jobparat"]
replaces = ["2027_dagpenge", "2027_kontanthjaelp"]

[[lists.groups]]
code = "fleks"
number = 2
da = "Fleks"
en = "Flex"
benefits = ["ledighedsydelse"]
replaces = ["2027_fleksjob"]
"""


def test_groups_are_followed_over_several_changes():
    later = TEXT.replace("from = 2027-01-01\n", "from = 2027-01-01\nuntil = 2029-12-31\n", 1)
    later += AFTER_NEXT
    groups, day = parse_target_groups(later), date(2030, 6, 1)
    assert groups.follow(["dagpenge", "ledighedsydelse"], on=day) == ({"fleks"}, {"alle"})
    named = ["dagpenge", "ledighedsydelse"]
    assert belongs(person(BenefitGroup.LEDIGHEDSYDELSE), named, groups, on=day) is True
    assert belongs(person(BenefitGroup.DAGPENGE), named, groups, on=day) is True
    assert belongs(person(BenefitGroup.JOBPARAT), named, groups, on=day) is False
    assert belongs(person(BenefitGroup.SYGEDAGPENGE), ["sygedagpenge"], groups, on=day) is False


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (TEXT.replace("until = 2026-12-31", "until = 2027-01-01"), "overlap"),
        (TEXT.replace('replaces = ["dagpenge"]', 'replaces = ["dagpeng"]'), "dagpeng"),
        (TEXT.replace("age_from = 30", 'age_from = "30"'), "not an age"),
        (TEXT.replace("qualified = true", "qualified = 1"), "not true or false"),
        (TEXT.replace("adopted = true", ""), "adopted"),
        (TEXT.replace('benefits = ["dagpenge"]', "benefits = []"), "no benefits"),
        (TEXT.replace('da = "Dagpengemodtagere"', 'da = ""'), "needs code"),
        (TEXT.replace("age_from = 30", "aged_from = 30"), "aged_from"),
    ],
)
def test_a_faulty_list_is_refused_with_its_place(wrong, why):
    with pytest.raises(ValueError, match=why):
        parse_target_groups(wrong)

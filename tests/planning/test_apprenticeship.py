"""An adult apprenticeship laid out: routes, weeks, kroner and ore, and the way to school."""

from datetime import date
from decimal import Decimal

import pytest

from data_schemas.catalogue import occupation_uri, read_catalogue
from matcher.planning.apprenticeship import find_other_routes, plan_apprenticeship
from matcher.rules.euv import choose_route
from matcher.vocabulary import Answer, BenefitGroup, Candidate, EducationLevel, Knowledge, Place

EDUCATIONS = {one.slug: one for one in read_catalogue().educations}
PLACES = {
    one.postcode: Place(one.postcode, one.name, one.latitude, one.longitude)
    for one in read_catalogue().postcodes
}
KNOWLEDGE = Knowledge(places=PLACES)
START = date(2026, 1, 5)
IN_ORDER = {
    "agreement": "eud",
    "approved_place": True,
    "pay_floor_met": True,
    "applied_on": "2026-01-10",
    "other_support": "none",
    "de_minimis_declared": True,
    "employed_here_before": False,
    "positivliste": True,
}


def someone(**facts):
    known = {"benefit_group": BenefitGroup.JOBPARAT, "education_level": EducationLevel.GYMNASIAL}
    return Candidate("c1", 1990, "2620", **{**known, **facts})


def plan(candidate, education="elektriker", *, starts_on=START, **terms):
    return plan_apprenticeship(
        candidate,
        EDUCATIONS[education],
        starts_on=starts_on,
        terms={**IN_ORDER, **terms},
        knowledge=KNOWLEDGE,
    )


def find_amount(made, words):
    return next(one for one in made.supports if words in one.title_da)


@pytest.mark.parametrize(
    ("months", "level", "route"),
    [
        (24, None, "euv1"),
        (23, EducationLevel.GRUNDSKOLE, "euv2"),
        (0, EducationLevel.GYMNASIAL, "euv2"),
        (0, EducationLevel.EUD, "euv2"),
        (0, EducationLevel.GRUNDSKOLE, "euv3"),
        (0, None, None),
    ],
)
def test_the_route_follows_experience_then_education(months, level, route):
    one = someone(experience={"urn:a": months} if months else {}, education_level=level)
    assert choose_route(one, ["urn:a"], on=START).code == route


@pytest.mark.parametrize(
    ("birth_year", "on", "route"),
    [
        (2001, date(2026, 12, 31), "euv2"),
        (2001, date(2026, 6, 1), None),  # 25 in 2026, but not known whether before June
        (2002, date(2026, 12, 30), "eud"),
    ],
)
def test_euv_is_for_those_who_are_25_when_the_agreement_starts(birth_year, on, route):
    one = Candidate("c1", birth_year, "2620", education_level=EducationLevel.EUD)
    assert choose_route(one, [], on=on).code == route


def test_only_experience_in_the_educations_own_occupations_is_relevant():
    one = someone(experience={occupation_uri("kok"): 60})
    assert plan(one, "elektriker").route.code == "euv2"
    assert plan(one, "gastronom").route.code == "euv1"


def test_euv2_is_shorter_in_school_and_holds_two_years_of_training_at_most():
    # LP-11, LP-12
    # the catalogue's electrician: 48 months = 208 weeks, 50 of them in school; basic course 20
    made = plan(someone())
    # 50 x 0.9 = 45 school weeks; 208 - 50 = 158 weeks of training, cut to 24 months = 104 weeks
    assert (made.timetable.gf2_weeks, made.timetable.school_weeks) == (20, 45)
    assert made.timetable.training_weeks == 104
    # 169 weeks from Monday 5 January 2026 end on Sunday 1 April 2029
    assert made.timetable.ends_on == date(2029, 4, 1)


def test_euv3_is_the_ordinary_course_and_euv1_only_school():
    ordinary = plan(someone(education_level=EducationLevel.GRUNDSKOLE)).timetable
    assert (ordinary.gf2_weeks, ordinary.school_weeks, ordinary.training_weeks) == (20, 50, 158)
    school_only = plan(someone(experience={occupation_uri("elektriker"): 24})).timetable
    assert (school_only.gf2_weeks, school_only.school_weeks) == (0, 45)
    assert school_only.training_weeks == 0


def test_who_comes_from_unemployment_brings_45_kroner_for_every_hour_of_training():
    # VL-09
    made = plan(someone())
    assert made.verdict.answer is Answer.ELIGIBLE
    # 104 weeks x 37 hours = 3,848 hours; 3,848 x 45.00 = 173,160.00
    assert find_amount(made, "Tilskud").amount == Decimal("173160.00")


def test_who_comes_from_a_job_brings_30_kroner_for_the_first_two_years():
    # VL-10
    made = plan(someone(benefit_group=BenefitGroup.I_JOB))
    # 730 of the 1,183 days lie before 5 January 2028; 3,848 x 730 / 1,183 = 2,374 whole hours
    # 2,374 x 30.00 = 71,220.00
    assert find_amount(made, "Tilskud").amount == Decimal("71220.00")


def test_school_weeks_are_refunded_to_the_employer_by_the_week():
    made = plan(someone())
    # 20 + 45 = 65 weeks x 5,480.00 = 356,200.00
    assert find_amount(made, "Lønrefusion").amount == Decimal("356200.00")


@pytest.mark.parametrize(
    ("applied", "hours"),
    [
        ("2026-02-05", 3848),  # the last day of the deadline
        # a day late is paid from that day: 1,151 of 1,183 days; 3,848 x 1,151 / 1,183 = 3,743
        ("2026-02-06", 3743),
    ],
)
def test_a_late_application_is_paid_from_its_day_on(applied, hours):
    made = plan(someone(), applied_on=applied)
    assert made.deadline == date(2026, 2, 5)
    assert find_amount(made, "Tilskud").amount == Decimal(45) * hours


def test_a_deadline_from_the_last_of_january_falls_on_the_last_of_february():
    assert plan(someone(), starts_on=date(2028, 1, 31)).deadline == date(2028, 2, 29)
    assert plan(someone(), starts_on=date(2026, 1, 31)).deadline == date(2026, 2, 28)


def test_euv1_holds_no_training_and_so_no_subsidy_but_a_refund_after_ninety_days():
    made = plan(someone(experience={occupation_uri("elektriker"): 30}))
    assert made.verdict.answer is Answer.NOT_ELIGIBLE
    assert [one.title_da for one in made.supports if "Tilskud" in one.title_da] == []
    assert "90 dages" in find_amount(made, "Lønrefusion").formula_da


def test_without_the_route_nothing_is_laid_out_and_the_law_says_what_is_missing():
    made = plan(someone(education_level=None))
    assert made.timetable is None
    assert made.supports == ()
    assert made.verdict.answer is Answer.NEEDS


def test_the_other_routes_are_shown_as_well():
    others = {one.route.code: one for one in find_other_routes(plan(someone()))}
    assert set(others) == {"euv1", "euv3"}
    assert others["euv3"].timetable.training_weeks > others["euv1"].timetable.training_weeks


def test_the_nearest_school_comes_first():
    schools = plan(someone()).schools
    assert [one.minutes for one in schools] == sorted(one.minutes for one in schools)
    assert schools[0].postcode == "2600"

"""Courses as the store keeps them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from matcher.store.courses import Course, CourseStart, add_courses, list_courses
from matcher.vocabulary import SkillLevel

TRUCK = SkillLevel("urn:albertslund:skill:truck", 3, "Truckkørsel", "Forklift driving")
STOCK = SkillLevel("urn:albertslund:skill:lager", 1, "Lagerstyring", "Stock control")
COURSE = Course(
    "47592",
    "amu",
    "Gaffeltruck certifikat B",
    "Forklift licence B",
    "TEC",
    7.5,
    868.0,
    "2620",
    teaches=(TRUCK,),
    requires=(STOCK,),
    starts=(
        CourseStart(date(2026, 4, 6)),
        CourseStart(date(2026, 9, 7), date(2026, 9, 18), date(2026, 8, 24), 12),
    ),
    hours_a_day=Decimal("5.5"),
    weekdays="024",
    languages={"da": 3},
)


def test_a_course_is_given_back_as_last_added(stocked):
    assert add_courses(stocked, [COURSE]) == 1
    assert list_courses(stocked) == (COURSE,)
    changed = replace(
        COURSE, teaches=(STOCK, TRUCK), requires=(), starts=(CourseStart(date(2026, 5, 4)),)
    )
    assert add_courses(stocked, [changed]) == 0
    assert list_courses(stocked) == (changed,)


def test_courses_are_listed_by_code(stocked):
    add_courses(stocked, [COURSE, replace(COURSE, code="12345", teaches=(), starts=())])
    assert [one.code for one in list_courses(stocked)] == ["12345", "47592"]

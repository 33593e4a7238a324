"""Courses: what they teach and require, what they cost, and when they begin."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.pathways import FULL_DAY
from matcher.store.bulk import get_table, list_children, replace_children, upsert
from matcher.store.changes import bump_data_version
from matcher.store.labels import SkillMaker, list_labels
from matcher.store.tables import CourseLanguages, Courses, CourseSkills, CourseStarts
from matcher.vocabulary import SkillLevel


@dataclass(frozen=True)
class CourseStart:
    """One start of a course; an unknown end follows from its days, unknown seats are open."""

    starts_on: date
    ends_on: date | None = None
    sign_up_by: date | None = None
    seats: int | None = None


@dataclass(frozen=True)
class Course:
    """One course; ``teaches`` gives the levels reached, ``requires`` those needed before.

    ``weekdays`` are digits from 0, Monday; ``languages`` maps an ISO 639-1 code to the number of
    `matcher.vocabulary.CEFR` that following it takes.
    """

    code: str
    kind: str
    title_da: str
    title_en: str
    provider: str
    days: float
    price_dkk: float
    postcode: str
    teaches: tuple[SkillLevel, ...] = ()
    requires: tuple[SkillLevel, ...] = ()
    starts: tuple[CourseStart, ...] = ()
    hours_a_day: Decimal = FULL_DAY
    weekdays: str = "01234"
    languages: Mapping[str, int] = field(default_factory=dict)


COLUMNS = list(get_table(Courses).columns)


def add_courses(session: Session, rows: Iterable[Course]) -> int:
    """Add courses or replace them; tells how many were new.

    Their skills must be concepts; labels are not kept.
    """
    courses = list({row.code: row for row in rows}.values())
    names = [column.name for column in COLUMNS]
    new = upsert(
        session, Courses, ({name: getattr(one, name) for name in names} for one in courses)
    )
    skills = {
        one.code: chain(_number("teaches", one.teaches), _number("requires", one.requires))
        for one in courses
    }
    replace_children(session, CourseSkills, skills)
    starts = {one.code: _list_starts(one.starts) for one in courses}
    replace_children(session, CourseStarts, starts)
    replace_children(session, CourseLanguages, {one.code: one.languages.items() for one in courses})
    bump_data_version(session, "courses")
    return new


def list_courses(session: Session) -> tuple[Course, ...]:
    """List all courses by code."""
    skills = list_children(session, CourseSkills, None)
    starts = list_children(session, CourseStarts, None)
    languages = list_children(session, CourseLanguages, None)
    maker = SkillMaker(list_labels(session, among=select(CourseSkills.concept).distinct()))

    def build(code: str, need: str) -> tuple[SkillLevel, ...]:
        rows = (row for row in skills.get(code, []) if row.need == need)
        return tuple(maker.build(row.concept, row.level) for row in rows)

    return tuple(
        Course(
            **row._asdict(),
            teaches=build(row.code, "teaches"),
            requires=build(row.code, "requires"),
            starts=tuple(
                CourseStart(*start[1:])
                for start in sorted(starts.get(row.code, []), key=lambda one: one.starts_on)
            ),
            languages={one.language: one.level for one in languages.get(row.code, [])},
        )
        for row in session.execute(select(*COLUMNS).order_by(Courses.code))
    )


def _list_starts(starts: Iterable[CourseStart]) -> list[tuple[Any, ...]]:
    unique = {one.starts_on: one for one in starts}
    return [
        (one.starts_on, one.ends_on, one.sign_up_by, one.seats) for _, one in sorted(unique.items())
    ]


def _number(need: str, skills: Iterable[SkillLevel]) -> Iterator[tuple[Any, ...]]:
    for position, skill in enumerate(skills):
        yield need, skill.concept, skill.level, position

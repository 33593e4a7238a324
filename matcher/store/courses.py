"""Courses: what they teach and require, what they cost, and when they begin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, list_children, replace_children, upsert
from matcher.store.changes import bump_data_version
from matcher.store.labels import SkillMaker, list_labels
from matcher.store.tables import Courses, CourseSkills, CourseStarts
from matcher.vocabulary import SkillLevel


@dataclass(frozen=True)
class Course:
    """One course; ``teaches`` gives the levels reached, ``requires`` those needed before."""

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
    starts: tuple[date, ...] = ()


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
    starts = {one.code: ((day,) for day in sorted(set(one.starts))) for one in courses}
    replace_children(session, CourseStarts, starts)
    bump_data_version(session, "courses")
    return new


def list_courses(session: Session) -> tuple[Course, ...]:
    """List all courses by code."""
    skills = list_children(session, CourseSkills, None)
    starts = list_children(session, CourseStarts, None)
    maker = SkillMaker(list_labels(session, among=select(CourseSkills.concept).distinct()))

    def build(code: str, need: str) -> tuple[SkillLevel, ...]:
        rows = (row for row in skills.get(code, []) if row.need == need)
        return tuple(maker.build(row.concept, row.level) for row in rows)

    return tuple(
        Course(
            **row._asdict(),
            teaches=build(row.code, "teaches"),
            requires=build(row.code, "requires"),
            starts=tuple(sorted(start.starts_on for start in starts.get(row.code, []))),
        )
        for row in session.execute(select(*COLUMNS).order_by(Courses.code))
    )


def _number(need: str, skills: Iterable[SkillLevel]) -> Iterator[tuple[Any, ...]]:
    for position, skill in enumerate(skills):
        yield need, skill.concept, skill.level, position

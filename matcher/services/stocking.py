"""The starter catalogue into the database: occupations, skills, courses and places."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from data_schemas.catalogue import (
    Catalogue,
    CourseRow,
    OccupationRow,
    SkillRow,
    occupation_uri,
    read_catalogue,
    skill_uri,
)
from matcher.store import Session, concepts, courses, goals, places
from matcher.store.concepts import ConceptRow, LabelRow, RelationRow
from matcher.store.courses import Course, CourseStart
from matcher.store.goals import Goal
from matcher.vocabulary import ConceptKind, Measure, Place, SkillLevel, Tag

SOURCE = "starter"
STRATEGY_YEARS = 5
"""As many as the strategy of 2013-2017 ran; the dates are this municipality's to set."""


def stock_catalogue(session: Session, *, today: date) -> int:
    """Add the starter catalogue; can be repeated without duplicates.

    Returns
    -------
    int
        How many concepts were new.
    """
    catalogue = read_catalogue()
    new = concepts.add_concepts(session, _build_concepts(catalogue))
    concepts.add_labels(session, _build_labels(catalogue))
    concepts.add_relations(session, _build_relations(catalogue))
    places.add_places(session, _build_places(catalogue))
    courses.add_courses(session, (_build_course(row, today) for row in catalogue.courses))
    concepts.link_same_labels(session)
    if not goals.list_goals(session):
        goals.add_goals(session, _build_goals(catalogue, today))
    return new


def _build_concepts(catalogue: Catalogue) -> Iterator[ConceptRow]:
    for occupation in catalogue.occupations:
        uri = occupation_uri(occupation.slug)
        yield ConceptRow(uri, ConceptKind.OCCUPATION, occupation.isco, SOURCE, "")
    for skill in catalogue.skills:
        yield ConceptRow(skill_uri(skill.slug), ConceptKind.SKILL, skill.kind, SOURCE, "")


def _build_labels(catalogue: Catalogue) -> Iterator[LabelRow]:
    rows: list[tuple[str, OccupationRow | SkillRow]] = [
        (occupation_uri(row.slug), row) for row in catalogue.occupations
    ]
    rows += [(skill_uri(row.slug), row) for row in catalogue.skills]
    for uri, row in rows:
        yield LabelRow(uri, "da", row.label_da, preferred=True)
        yield LabelRow(uri, "en", row.label_en, preferred=True)
        for synonym in set(row.synonyms_da) - {row.label_da}:
            yield LabelRow(uri, "da", synonym, preferred=False)
        for synonym in set(row.synonyms_en) - {row.label_en}:
            yield LabelRow(uri, "en", synonym, preferred=False)


def _build_relations(catalogue: Catalogue) -> Iterator[RelationRow]:
    for row in catalogue.occupation_skills:
        yield RelationRow(
            occupation_uri(row.occupation), skill_uri(row.skill), row.relation, float(row.level)
        )
    for link in catalogue.skill_relations:
        yield RelationRow(
            skill_uri(link.skill), skill_uri(link.related), link.relation, link.nearness
        )


def _build_places(catalogue: Catalogue) -> Iterator[Place]:
    for row in catalogue.postcodes:
        yield Place(
            row.postcode,
            row.name,
            row.latitude,
            row.longitude,
            row.car_minutes,
            row.transit_minutes,
            row.bicycle_minutes,
        )


def _build_course(row: CourseRow, today: date) -> Course:
    return Course(
        code=row.code,
        kind=row.kind,
        title_da=row.title_da,
        title_en=row.title_en,
        provider=row.provider,
        days=row.days,
        price_dkk=row.price_dkk,
        postcode=row.postcode,
        teaches=tuple(SkillLevel(skill_uri(slug), level) for slug, level in row.teaches),
        requires=tuple(SkillLevel(skill_uri(slug), level) for slug, level in row.requires),
        starts=_spread_starts(row.starts_per_year, today),
    )


def _build_goals(catalogue: Catalogue, today: date) -> Iterator[Goal]:
    """Build the goals for the years of a strategy that begins this year."""
    now = datetime.combine(today, time(), UTC)
    first, last = date(today.year, 1, 1), date(today.year + STRATEGY_YEARS - 1, 12, 31)
    for row in catalogue.goals:
        periods = [(first, last)]
        if row.period == "year":
            years = range(first.year, last.year + 1)
            periods = [(date(year, 1, 1), date(year, 12, 31)) for year in years]
        tag = Tag(row.tag) if row.tag else None  # type: ignore[call-arg]
        measure = Measure(row.measure)  # type: ignore[call-arg]
        for starts_on, ends_on in periods:
            yield Goal(measure, tag, row.target, starts_on, ends_on, row.source, SOURCE, now)


def _spread_starts(per_year: int, today: date) -> tuple[CourseStart, ...]:
    """Spread a course's starts over the coming year, on Mondays."""
    gap = 365 / per_year if per_year else 0
    first = today + timedelta(days=7 - today.weekday())
    days = (first + timedelta(days=round(i * gap)) for i in range(per_year))
    return tuple(CourseStart(day - timedelta(days=day.weekday())) for day in days)

"""Goals as they were set, figures read elsewhere, and what happened that counts toward them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, func, insert, select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.outcomes import STANDING
from matcher.store.tables import (
    GoalReadings,
    Goals,
    Openings,
    Organisations,
    Outcomes,
    Recommendations,
    RotationCases,
    RotationEvents,
)
from matcher.vocabulary import Measure, OpeningKind, Outcome, RotationStatus, Tag

GOALS, READINGS = get_table(Goals), get_table(GoalReadings)
OPENINGS, OUTCOMES, SHOWN = (get_table(one) for one in (Openings, Outcomes, Recommendations))
COMPANIES, CASES, EVENTS = (
    get_table(one) for one in (Organisations, RotationCases, RotationEvents)
)


@dataclass(frozen=True)
class Goal:
    """What is to be reached from one day to another, as somebody set it.

    ``tag`` is a strategic track, None for all.
    """

    measure: Measure
    tag: Tag | None
    target: float
    starts_on: date
    ends_on: date
    note: str
    actor: str
    at: datetime

    @property
    def code(self) -> str:
        """Its name through all its settings: ``new_jobs-green``."""
        return f"{self.measure}-{self.tag}" if self.tag else str(self.measure)


@dataclass(frozen=True)
class Reading:
    """A figure that somebody read elsewhere, and where."""

    measure: Measure
    happened_on: date
    value: float
    source: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Happening:
    """Something that counts toward a measure on a day.

    ``amount`` is a number of jobs or placements, or of days; ``reference`` is that of an opening,
    of a case for job rotations, and empty for what was read elsewhere.
    """

    happened_on: date
    amount: float
    business_area: str
    tags: frozenset[Tag]
    reference: str
    title: str

    @property
    def quarter(self) -> str:
        """Its quarter: ``2026-1`` is the first of 2026."""
        return f"{self.happened_on.year}-{(self.happened_on.month + 2) // 3}"


GOAL_COLUMNS = [GOALS.c[name] for name in Goal.__dataclass_fields__]
READING_COLUMNS = [READINGS.c[name] for name in Reading.__dataclass_fields__]
MEASURES = {str(one): one for one in Measure}
TAGS = {str(one): one for one in Tag}


def add_goals(session: Session, rows: Iterable[Goal]) -> None:
    """Add goals, or new settings of goals that are there."""
    _add(session, GOALS, rows)


def list_goals(session: Session) -> tuple[Goal, ...]:
    """List every setting of every goal, as they were set."""
    query = select(*GOAL_COLUMNS).order_by(GOALS.c.id)
    return tuple(
        Goal(MEASURES[row.measure], TAGS[row.tag] if row.tag else None, *row[2:])
        for row in session.execute(query)
    )


def add_readings(session: Session, rows: Iterable[Reading]) -> None:
    """Add figures that were read elsewhere."""
    _add(session, READINGS, rows)


def list_readings(session: Session, measure: Measure) -> tuple[Reading, ...]:
    """List what was read of a measure by the day it is for; a later reading of a day comes last."""
    query = select(*READING_COLUMNS).where(READINGS.c.measure == str(measure))
    rows = session.execute(query.order_by(READINGS.c.happened_on, READINGS.c.id))
    return tuple(Reading(measure, *row[1:]) for row in rows)


def list_approved_rotations(session: Session) -> tuple[Happening, ...]:
    """List the job rotations that were approved, each once, on the day it first was."""
    query = (
        select(
            func.min(EVENTS.c.happened_on),
            COMPANIES.c.business_area,
            CASES.c.reference,
            CASES.c.title,
        )
        .join(CASES, CASES.c.reference == EVENTS.c.case)
        .join(COMPANIES, COMPANIES.c.reference == CASES.c.organisation)
        .where(EVENTS.c.status == str(RotationStatus.APPROVED))
        .group_by(CASES.c.reference, CASES.c.title, COMPANIES.c.business_area)
        .order_by(func.min(EVENTS.c.happened_on), CASES.c.reference)
    )
    return tuple(
        Happening(day, 1, area, frozenset(), reference, title)
        for day, area, reference, title in session.execute(query)
    )


def list_outcomes_of(
    session: Session, outcome: Outcome, *, kind: OpeningKind | None = None
) -> tuple[Happening, ...]:
    """List how often an outcome happened, to openings of one kind if one is given."""
    query = _select_openings(OUTCOMES.c.happened_on).join(
        OUTCOMES, OUTCOMES.c.opening == OPENINGS.c.reference
    )
    query = query.where(STANDING, OUTCOMES.c.outcome == str(outcome)).order_by(
        OUTCOMES.c.happened_on, OUTCOMES.c.id
    )
    if kind is not None:
        query = query.where(OPENINGS.c.kind == str(kind))
    return tuple(_build(row, 1) for row in session.execute(query))


def list_jobs(session: Session, kinds: Collection[OpeningKind]) -> tuple[Happening, ...]:
    """List the openings of some kinds with their positions, on the day they start."""
    query = (
        _select_openings(OPENINGS.c.starts_on, OPENINGS.c.positions)
        .where(OPENINGS.c.kind.in_([str(one) for one in kinds]))
        .order_by(OPENINGS.c.starts_on, OPENINGS.c.reference)
    )
    return tuple(_build(row, row[-1]) for row in session.execute(query))


def list_days_until(session: Session, outcome: Outcome) -> tuple[Happening, ...]:
    """List the days from an opening's first list to the first time an outcome happened to it."""
    shown = (
        select(SHOWN.c.opening, func.min(SHOWN.c.shown_at).label("shown_at"))
        .where(SHOWN.c.direction == "candidates")
        .group_by(SHOWN.c.opening)
        .subquery()
    )
    came = (
        select(OUTCOMES.c.opening, func.min(OUTCOMES.c.happened_on).label("happened_on"))
        .where(STANDING, OUTCOMES.c.outcome == str(outcome))
        .group_by(OUTCOMES.c.opening)
        .subquery()
    )
    query = (
        _select_openings(came.c.happened_on, shown.c.shown_at)
        .join(came, came.c.opening == OPENINGS.c.reference)
        .join(shown, shown.c.opening == OPENINGS.c.reference)
        .order_by(came.c.happened_on, OPENINGS.c.reference)
    )
    rows = ((row, (row[0] - row[-1].date()).days) for row in session.execute(query))
    # who was found by an own search before anything was shown waited for no list
    return tuple(_build(row, days) for row, days in rows if days >= 0)


def list_business_areas(session: Session) -> tuple[str, ...]:
    """List the business areas that companies lie in."""
    query = select(COMPANIES.c.business_area).distinct().order_by(COMPANIES.c.business_area)
    return tuple(area for area in session.scalars(query) if area)


def _select_openings(day: object, *more: object) -> Select[tuple[object, ...]]:
    own = (OPENINGS.c.reference, OPENINGS.c.title, OPENINGS.c.tags, COMPANIES.c.business_area)
    query = select(day, *own, *more)  # type: ignore[call-overload]
    joined: Select[tuple[object, ...]] = query.select_from(OPENINGS).outerjoin(
        COMPANIES, COMPANIES.c.reference == OPENINGS.c.organisation
    )
    return joined


def _build(row: Row[tuple[object, ...]], amount: float) -> Happening:
    day, reference, title, tags, area = row[:5]
    known = frozenset(TAGS[one] for one in tags if one in TAGS)
    return Happening(day, amount, area or "", known, reference, title)


def _add(session: Session, table: object, rows: Iterable[Goal | Reading]) -> None:
    values = [
        {
            name: str(value) if isinstance(value, Measure | Tag) else value
            for name, value in asdict(row).items()
        }
        for row in rows
    ]
    if values:
        session.execute(insert(table), values)  # type: ignore[arg-type]

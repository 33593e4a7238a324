"""Whose case each candidate is, and what of those cases wants doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.outcomes import STANDING
from matcher.store.paging import Page
from matcher.store.tables import Caseloads, Consents, Openings, Outcomes, People
from matcher.vocabulary import BenefitGroup, Outcome

CASES, PEOPLE, CONSENTS, OUTCOMES, OPENINGS = (
    get_table(one) for one in (Caseloads, People, Consents, Outcomes, Openings)
)
SHOWN_TO_COMPANIES = "shown_to_companies"
"""The kind of consent that lets a company see a candidate."""

OUTCOME_NAMES = {str(one): one for one in Outcome}


@dataclass(frozen=True)
class Case:
    """One candidate's consultant, since when, and when the profile was last gone through."""

    person: str
    consultant: str | None = None
    since: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Dated:
    """A candidate with the day that matters; None where it is not known."""

    candidate: str
    day: date | None


@dataclass(frozen=True)
class Step:
    """One thing that happened to a pair, with what a list shows of the opening."""

    opening: str
    title: str
    starts_on: date
    candidate: str
    outcome: Outcome
    happened_on: date


def assign_cases(
    session: Session, persons: Iterable[str], *, consultant: str | None, on: date
) -> None:
    """Give candidates to a consultant, or to nobody."""
    since = on if consultant else None
    rows = [_make_row(one, consultant=consultant, since=since) for one in persons]
    upsert(session, Caseloads, rows, merge=lambda _new: {"checked_on": CASES.c.checked_on})


def mark_checked(session: Session, persons: Iterable[str], *, on: date) -> None:
    """Remember that profiles were gone through, or given anew, on a day."""
    rows = [_make_row(one, checked_on=on) for one in persons]
    kept = {"consultant": CASES.c.consultant, "since": CASES.c.since}
    upsert(session, Caseloads, rows, merge=lambda _new: dict(kept))


def get_case(session: Session, person: str) -> Case:
    """Get a candidate's case; nobody's where none was made."""
    row = session.execute(select(CASES).where(CASES.c.person == person)).one_or_none()
    return Case(person) if row is None else Case(*row)


def count_cases(session: Session, consultant: str | None) -> int:
    """Count the candidates of a consultant, or all."""
    query = select(func.count()).select_from(PEOPLE)
    return int(session.execute(_of(query, PEOPLE.c.reference, consultant)).scalar_one())


def list_waiting(
    session: Session, consultant: str | None, *, since: date, limit: int, offset: int = 0
) -> Page[Dated]:
    """List who waits for a job, longest first: without one, and not placed ``since`` a day."""
    placed = select(OUTCOMES.c.candidate).where(
        STANDING, OUTCOMES.c.outcome == str(Outcome.PLACED), OUTCOMES.c.happened_on >= since
    )
    ended = select(OUTCOMES.c.candidate).where(
        STANDING, OUTCOMES.c.outcome == str(Outcome.ENDED_EARLY), OUTCOMES.c.happened_on >= since
    )
    who, day = PEOPLE.c.reference, PEOPLE.c.unemployed_since
    group = PEOPLE.c.benefit_group
    where = [
        day.is_not(None),
        or_(group.is_(None), group != str(BenefitGroup.I_JOB)),
        or_(who.not_in(placed), who.in_(ended)),
    ]
    return _list_dated(session, consultant, where, day, limit=limit, offset=offset)


def list_stale(
    session: Session, consultant: str | None, *, before: date, limit: int, offset: int = 0
) -> Page[Dated]:
    """List whose profile was last gone through before a day, or never; the oldest first."""
    day = CASES.c.checked_on
    where = [or_(day.is_(None), day < before), PEOPLE.c.is_student.is_(False)]
    return _list_dated(session, consultant, where, day, limit=limit, offset=offset)


def list_lapsing(
    session: Session, consultant: str | None, *, given_before: date, limit: int, offset: int = 0
) -> Page[Dated]:
    """List whose consent to be shown to companies was given before a day; the oldest first."""
    day = CONSENTS.c.given_on
    where = [
        CONSENTS.c.kind == SHOWN_TO_COMPANIES,
        CONSENTS.c.withdrawn_on.is_(None),
        day < given_before,
    ]
    return _list_dated(session, consultant, where, day, limit=limit, offset=offset)


def list_steps(session: Session, consultant: str | None, *, since: date) -> tuple[Step, ...]:
    """List what happened from a day to the candidates of a consultant, or to all; oldest first."""
    query = (
        select(
            OUTCOMES.c.opening,
            OPENINGS.c.title,
            OPENINGS.c.starts_on,
            OUTCOMES.c.candidate,
            OUTCOMES.c.outcome,
            OUTCOMES.c.happened_on,
        )
        .join(OPENINGS, OPENINGS.c.reference == OUTCOMES.c.opening)
        .where(STANDING, OUTCOMES.c.happened_on >= since)
        .order_by(OUTCOMES.c.happened_on, OUTCOMES.c.recorded_at, OUTCOMES.c.id)
    )
    query = _of(query, OUTCOMES.c.candidate, consultant)
    return tuple(
        Step(opening, title, starts_on, candidate, OUTCOME_NAMES[outcome], happened_on)
        for opening, title, starts_on, candidate, outcome, happened_on in session.execute(query)
    )


@dataclass(frozen=True)
class Starting:
    """An opening that starts soon with places left."""

    opening: str
    title: str
    starts_on: date
    left: int


def list_starting(
    session: Session,
    consultant: str | None,
    *,
    first: date,
    last: date,
    limit: int,
    offset: int = 0,
) -> Page[Starting]:
    """List openings that start between two days with places left, the soonest first.

    Of a consultant: those in which one of the consultant's candidates is under way.
    """
    placed = (
        select(func.count())
        .where(OUTCOMES.c.opening == OPENINGS.c.reference)
        .where(STANDING, OUTCOMES.c.outcome == str(Outcome.PLACED))
        .scalar_subquery()
    )
    where = [OPENINGS.c.starts_on.between(first, last), placed < OPENINGS.c.positions]
    if consultant is not None:
        own = (
            select(OUTCOMES.c.opening)
            .join(CASES, CASES.c.person == OUTCOMES.c.candidate)
            .where(STANDING, CASES.c.consultant == consultant)
        )
        where.append(OPENINGS.c.reference.in_(own))
    total = session.execute(select(func.count()).select_from(OPENINGS).where(*where)).scalar_one()
    query = (
        select(
            OPENINGS.c.reference,
            OPENINGS.c.title,
            OPENINGS.c.starts_on,
            OPENINGS.c.positions - placed,
        )
        .where(*where)
        .order_by(OPENINGS.c.starts_on, OPENINGS.c.reference)
        .limit(limit)
        .offset(offset)
    )
    return Page(tuple(Starting(*row) for row in session.execute(query)), total)


def _list_dated(
    session: Session,
    consultant: str | None,
    where: list[ColumnElement[bool]],
    day: Any,
    *,
    limit: int,
    offset: int,
) -> Page[Dated]:
    source = PEOPLE.outerjoin(CASES, CASES.c.person == PEOPLE.c.reference)
    if day.table is CONSENTS:
        source = source.join(CONSENTS, CONSENTS.c.person == PEOPLE.c.reference)
    if consultant is not None:
        where = [*where, CASES.c.consultant == consultant]
    total = session.execute(select(func.count()).select_from(source).where(*where)).scalar_one()
    query = (
        select(PEOPLE.c.reference, day)
        .select_from(source)
        .where(*where)
        .order_by(day.asc().nulls_first(), PEOPLE.c.reference)
        .limit(limit)
        .offset(offset)
    )
    return Page(tuple(Dated(*row) for row in session.execute(query)), total)


def _of(query: Select[Any], person: Any, consultant: str | None) -> Select[Any]:
    if consultant is None:
        return query
    return query.join(CASES, CASES.c.person == person).where(CASES.c.consultant == consultant)


def _make_row(
    person: str,
    *,
    consultant: str | None = None,
    since: date | None = None,
    checked_on: date | None = None,
) -> dict[str, Any]:
    return {
        "person": person,
        "consultant": consultant,
        "since": since,
        "checked_on": checked_on,
    }

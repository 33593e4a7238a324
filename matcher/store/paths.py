"""Upskilling plans, and the append-only log of what became of their courses."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict, NotFound
from matcher.pathways import Path, PathEvent, PathPlan, PathStatus, PathStep, PathTarget, Preference
from matcher.store.bulk import CHUNK, get_table, split
from matcher.store.frames import read_frame
from matcher.store.tables import PathEvents, PathPlans
from matcher.vocabulary import SkillLevel

NAMES = tuple(PathEvent.__dataclass_fields__)
TABLE = get_table(PathEvents)
COLUMNS = [TABLE.c[name] for name in NAMES]
PLANS = get_table(PathPlans)
SKILLS = ("teaches", "requires", "closes")
STATUSES = {str(one): one for one in PathStatus}
PREFERENCES = {str(one): one for one in Preference}


def add_plan(session: Session, plan: PathPlan) -> None:
    """Add a plan.

    Raises
    ------
    Conflict
        If there is one of that reference.
    """
    values = {
        "reference": plan.reference,
        "candidate": plan.candidate,
        "target_kind": plan.path.target.kind,
        "target_key": plan.path.target.key,
        "path": _flatten(plan.path),
        "details": dict(plan.details),
        "chosen_by": plan.chosen_by,
        "chosen_at": plan.chosen_at,
    }
    try:
        session.execute(insert(PLANS).values(values))
    except IntegrityError as error:
        raise Conflict(N_("This path is saved already")) from error


def get_plan(session: Session, reference: str) -> PathPlan:
    """Get one plan.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = session.execute(select(PLANS).where(PLANS.c.reference == reference)).one_or_none()
    if found is None:
        raise NotFound("plan", reference)
    return _build(found)


def list_plans(session: Session, *, candidate: str | None = None) -> tuple[PathPlan, ...]:
    """List the plans, of one candidate if one is given, the newest first."""
    query = select(PLANS).order_by(PLANS.c.chosen_at.desc(), PLANS.c.reference)
    if candidate is not None:
        query = query.where(PLANS.c.candidate == candidate)
    return tuple(_build(row) for row in session.execute(query))


def add_events(session: Session, rows: Iterable[PathEvent]) -> int:
    """Add events; tells how many.

    Raises
    ------
    Conflict
        If the course of the plan had the status before.
    """
    added = 0
    for part in split((asdict(row) | {"status": str(row.status)} for row in rows), CHUNK):
        try:
            session.connection().execute(TABLE.insert(), part)
        except IntegrityError as error:
            raise Conflict(N_("This is recorded already for this course")) from error
        added += len(part)
    return added


def list_events(
    session: Session, *, plan: str | None = None, candidate: str | None = None
) -> tuple[PathEvent, ...]:
    """List what happened, to a plan or a candidate if one is given, oldest first."""
    query = select(*COLUMNS).order_by(TABLE.c.recorded_at, TABLE.c.id)
    if plan is not None:
        query = query.where(TABLE.c.plan == plan)
    if candidate is not None:
        query = query.where(TABLE.c.candidate == candidate)
    rows = (dict(zip(NAMES, row, strict=True)) for row in session.execute(query))
    return tuple(PathEvent(**row | {"status": STATUSES[row["status"]]}) for row in rows)


def frame_events(session: Session) -> pd.DataFrame:
    """Give all events as a frame with `PathEvent`'s columns, in the order of recording."""
    return read_frame(
        session,
        COLUMNS,
        moment=TABLE.c.recorded_at,
        order=(TABLE.c.recorded_at, TABLE.c.id),
    )


def _flatten(path: Path) -> dict[str, Any]:
    return {
        "preference": str(path.preference),
        "found_on": path.found_on.isoformat(),
        "steps": [_flatten_step(step) for step in path.steps],
        "left": [_flatten_skill(skill) for skill in path.left],
        "openings": list(path.openings),
        "combinations": list(path.combinations),
    }


def _flatten_step(step: PathStep) -> dict[str, Any]:
    flat = asdict(step) | {
        name: [_flatten_skill(skill) for skill in getattr(step, name)] for name in SKILLS
    }
    return {
        name: str(value) if isinstance(value, date | Decimal) else value
        for name, value in flat.items()
    }


def _flatten_skill(skill: SkillLevel) -> list[Any]:
    return [skill.concept, skill.level, skill.label_da, skill.label_en]


def _build(row: Any) -> PathPlan:
    flat = row.path
    path = Path(
        PathTarget(row.target_kind, row.target_key),
        PREFERENCES[flat["preference"]],
        tuple(_build_step(step) for step in flat["steps"]),
        date.fromisoformat(flat["found_on"]),
        tuple(SkillLevel(*skill) for skill in flat["left"]),
        tuple(flat["openings"]),
        tuple(flat["combinations"]),
    )
    return PathPlan(row.reference, row.candidate, path, row.chosen_by, row.chosen_at, row.details)


def _build_step(flat: dict[str, Any]) -> PathStep:
    skills = {name: tuple(SkillLevel(*one) for one in flat[name]) for name in SKILLS}
    days = {name: date.fromisoformat(flat[name]) for name in ("starts_on", "ends_on")}
    money = {name: Decimal(flat[name]) for name in ("price_dkk", "hours_a_day")}
    return PathStep(**flat | skills | days | money)

"""What the path model learns from: plans people began, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import pandas as pd

from matcher.features.path import (
    PathCase,
    build_path_features,
    count_earlier,
    count_openings,
)
from matcher.pathways import PathEvent, PathPlan, PathStatus
from matcher.services import Services
from matcher.store import Session, outcomes
from matcher.store.paths import list_events, list_plans
from matcher.vocabulary import Opening, Outcome, OutcomeEvent
from training.begun import Begun
from training.fairness import build_groups, read_traits

STAGES = ("completed", "reached")
BEGINNINGS = (PathStatus.ENROLLED, PathStatus.COMPLETED, PathStatus.DROPPED)
"""What tells that a course was begun; an enrolment may have gone unrecorded."""

Event = TypeVar("Event", PathEvent, OutcomeEvent)
GRACE = timedelta(weeks=6)
"""How long after a path's last day its end may come to be recorded."""

REACHES_WITHIN = timedelta(weeks=26)
"""Who has no work in the target occupation by then is taken not to have reached it."""


@dataclass(frozen=True)
class _World:
    """What plans are judged by: openings, and the placements of each candidate."""

    openings: Mapping[str, Opening]
    placed: Mapping[str, Sequence[OutcomeEvent]]

    def find_occupation(self, plan: PathPlan) -> str | None:
        """Find the occupation a plan leads to."""
        target = plan.path.target
        if target.kind == "occupation":
            return target.key
        opening = self.openings.get(target.key)
        return opening.occupation if opening else None

    def find_work(self, plan: PathPlan, after: date) -> date | None:
        """Find the first day of work in the target occupation, on or after a day."""
        occupation = self.find_occupation(plan)
        days = [
            one.happened_on
            for one in self.placed.get(plan.candidate, ())
            if one.happened_on >= after
            and (opening := self.openings.get(one.opening)) is not None
            and (occupation is None or opening.occupation == occupation)
        ]
        return min(days, default=None)


def read_paths(session: Session, services: Services, today: date) -> Begun:
    """Read every plan that was begun and should have ended, how far it came, and its features.

    What ended in no recorded way is left out; so is who asked to be forgotten.
    """
    pool = services.memory.get_people(session)
    openings = services.memory.get_openings(session)
    world = _World(
        {one.reference: one for one in openings.items},
        _group(one for one in outcomes.list_outcomes(session) if one.outcome is Outcome.PLACED),
    )
    events = _group(list_events(session))
    rows = []
    for plan in sorted(list_plans(session), key=lambda one: (one.chosen_at, one.reference)):
        own = [one for one in events.get(plan.candidate, ()) if one.plan == plan.reference]
        begun = min((one.happened_on for one in own if one.status in BEGINNINGS), default=None)
        if begun is None or plan.candidate not in pool.positions:
            continue
        stages = _grade(plan, own, world, today)
        if stages is not None:
            rows.append((plan, begun, stages))
    cases = [
        PathCase(
            pool.items[pool.positions[plan.candidate]],
            plan.path,
            world.find_occupation(plan),
            count_openings(openings.items, world.find_occupation(plan), day=begun),
            *count_earlier(events[plan.candidate], before=begun),
        )
        for plan, begun, _ in rows
    ]
    return Begun.check(
        _frame(rows),
        build_path_features(cases, services.memory.get_knowledge(session)),
        build_groups([one.candidate for one in cases], read_traits(session), today=today),
        list(STAGES),
    )


def _grade(
    plan: PathPlan, events: Sequence[PathEvent], world: _World, today: date
) -> tuple[float, float] | None:
    """Tell how far a plan came; nothing where it may not have ended, or nobody recorded how.

    A plan is not told of before it should have ended, for who drops out is known sooner than who
    completes.
    """
    if plan.path.ends_on + GRACE > today:
        return None
    done = {one.course: one.happened_on for one in events if one.status is PathStatus.COMPLETED}
    if any(one.status is PathStatus.DROPPED for one in events):
        return 0.0, float("nan")
    if not set(plan.path.courses) <= set(done):
        return None
    completed = max(done.values())
    if completed + REACHES_WITHIN > today:
        # who has reached it by now is known, and who will not have is not
        return 1.0, float("nan")
    work = world.find_work(plan, completed)
    return 1.0, float(work is not None and work <= completed + REACHES_WITHIN)


def _frame(rows: Sequence[tuple[PathPlan, date, tuple[float, float]]]) -> pd.DataFrame:
    days = pd.Series([day for _, day, _ in rows], dtype=object)
    return pd.DataFrame(
        {
            "person": pd.Series([plan.candidate for plan, _, _ in rows], dtype=str),
            "key": pd.Series([plan.reference for plan, _, _ in rows], dtype=str),
            "begun_at": pd.to_datetime(days, utc=True),
            **{
                stage: pd.Series([stages[number] for _, _, stages in rows], dtype=float)
                for number, stage in enumerate(STAGES)
            },
        }
    )


def _group(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Group events by candidate."""
    found: dict[str, list[Event]] = {}
    for one in events:
        found.setdefault(one.candidate, []).append(one)
    return found

"""A path chosen as a person's plan, and what becomes of each of its courses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from matcher.errors import N_, Conflict, InvalidInput, NotFound
from matcher.pathways import PathEvent, PathPlan, PathStatus, PathStep
from matcher.services.memory import Memory
from matcher.services.upskilling.asking import Question
from matcher.services.upskilling.finding import Offered, name_path, restore_path
from matcher.services.upskilling.funding import Payer, list_payers
from matcher.store import Session, audit, paths, people

NEXT: Mapping[PathStatus, tuple[PathStatus, ...]] = {
    PathStatus.SUGGESTED: (PathStatus.CHOSEN, PathStatus.DROPPED),
    PathStatus.CHOSEN: (PathStatus.ENROLLED, PathStatus.DROPPED),
    PathStatus.ENROLLED: (PathStatus.COMPLETED, PathStatus.DROPPED),
    PathStatus.COMPLETED: (),
    PathStatus.DROPPED: (),
}
"""What may follow what, for one course of a plan."""


@dataclass(frozen=True)
class PlanView:
    """A plan with what has happened, where each course stands, and who may pay."""

    plan: PathPlan
    events: tuple[PathEvent, ...]
    status: Mapping[str, PathStatus]
    payers: tuple[tuple[Payer, ...], ...]

    def list_next(self, step: PathStep) -> tuple[PathStatus, ...]:
        """List what may be recorded of a course now."""
        return NEXT[self.status[step.course]]


def choose_path(
    session: Session,
    reference: str,
    question: Question,
    key: str,
    *,
    memory: Memory,
    actor: str,
    now: datetime,
) -> PathPlan:
    """Save a path as the candidate's plan: suggested by the search, chosen by the person.

    Raises
    ------
    InvalidInput
        If it has no courses, or one of them is no longer offered.
    Conflict
        If it is saved already.
    """
    offered: Offered = restore_path(
        session, reference, question, key, memory=memory, actor=actor, now=now
    )
    if not offered.path.steps:
        raise InvalidInput("path", N_("has no courses"), N_("Choose one of the paths"))
    if any(
        offered.key == name_path(one.path) for one in paths.list_plans(session, candidate=reference)
    ):
        raise Conflict(N_("This path is saved already"))
    number = sha256(f"{reference} {key} {now.isoformat()}".encode()).hexdigest()[:10]
    details = {
        "latest": question.latest.isoformat() if question.latest else None,
        "budget": question.budget,
        "travel": question.travel,
        "hours": str(question.hours) if question.hours else None,
    }
    plan = PathPlan(f"PL-{number}", reference, offered.path, actor, now, details)
    paths.add_plan(session, plan)
    paths.add_events(
        session,
        [
            PathEvent(plan.reference, reference, step.course, status, now.date(), actor, now)
            for step in plan.path.steps
            for status in (PathStatus.SUGGESTED, PathStatus.CHOSEN)
        ],
    )
    return plan


def read_plan(session: Session, reference: str, *, actor: str, now: datetime) -> PlanView:
    """Read a plan; the reading of the candidate is audited.

    Raises
    ------
    NotFound
        If there is no such plan, or its candidate has been erased.
    """
    plan = paths.get_plan(session, reference)
    candidate = people.get_candidate(session, plan.candidate)
    audit.add_read(session, actor=actor, noun="candidate", key=plan.candidate, why="plan", at=now)
    events = paths.list_events(session, plan=reference)
    # a step that nothing was told of was suggested with its plan
    status = {step.course: PathStatus.SUGGESTED for step in plan.path.steps}
    status |= {one.course: one.status for one in events}
    payers = tuple(list_payers(candidate, step) for step in plan.path.steps)
    return PlanView(plan, events, status, payers)


def list_candidate_plans(session: Session, reference: str) -> tuple[PathPlan, ...]:
    """List a candidate's plans, the newest first; whoever shows the candidate has audited it."""
    return paths.list_plans(session, candidate=reference)


def record_progress(
    session: Session,
    reference: str,
    *,
    course: str,
    status: PathStatus,
    happened_on: date,
    actor: str,
    now: datetime,
    reason: str = "",
) -> PathEvent:
    """Record what became of one course of a plan.

    Raises
    ------
    NotFound
        If plan or course is not there.
    Conflict
        If the status cannot follow where the course stands.
    InvalidInput
        If the day lies in the future.
    """
    view = read_plan(session, reference, actor=actor, now=now)
    if course not in view.status:
        raise NotFound("course", course)
    if status not in NEXT[view.status[course]]:
        raise Conflict(N_("This does not follow from where the course stands"))
    if happened_on > now.date():
        raise InvalidInput("happened_on", N_("lies in the future"), N_("Give today or earlier"))
    event = PathEvent(
        reference, view.plan.candidate, course, status, happened_on, actor, now, reason
    )
    paths.add_events(session, [event])
    return event

"""A case's way: which status may follow which, what each asks for, and who took the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from matcher.errors import N_, Conflict, InvalidInput
from matcher.services.rotating.cases import get_editable, refresh_opening
from matcher.services.rotating.hours import balance_case
from matcher.services.rotating.judging import judge_case
from matcher.services.rotating.papers import find_deadline, list_missing
from matcher.store import Session, rotations
from matcher.store.rotations import RotationCase, RotationEvent
from matcher.vocabulary import Account, Answer, Funding
from matcher.vocabulary import RotationStatus as Status

NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.IDEA: (Status.APPLIED, Status.CLOSED),
    Status.APPLIED: (Status.APPROVED, Status.IDEA, Status.CLOSED),
    Status.APPROVED: (Status.RUNNING, Status.CLOSED),
    Status.RUNNING: (Status.CLOSED,),
    Status.CLOSED: (),
}
"""The lawful steps; back to an idea is an application withdrawn, early to closed is one dropped."""


@dataclass(frozen=True)
class Step:
    """A step from where the case stands, and what speaks against it now, if anything does."""

    status: Status
    objection: Conflict | InvalidInput | None


def list_steps(case: RotationCase, *, today: date) -> tuple[Step, ...]:
    """List the steps from here, each with what would refuse it today."""
    return tuple(
        Step(status, _object(case, status, on=today, reason="-")) for status in NEXT[case.status]
    )


def take_step(
    session: Session,
    reference: str,
    status: Status,
    *,
    happened_on: date,
    reason: str,
    viewer: Account,
    now: datetime,
) -> RotationCase:
    """Bring a case to its next status, and remember who did, when and why.

    Raises
    ------
    Conflict
        If the status cannot follow, or the case is not ready for it.
    InvalidInput
        If the day or the reason will not do.
    """
    case = get_editable(session, reference, viewer=viewer, part="case")
    if happened_on > now.date():
        raise InvalidInput(
            "happened_on", N_("the day lies in the future"), N_("Give today or earlier")
        )
    if case.events and happened_on < case.events[-1].happened_on:
        raise InvalidInput(
            "happened_on",
            N_("the day lies before the last step"),
            N_("Give %(day)s or later"),
            day=case.events[-1].happened_on,
        )
    objection = _object(case, status, on=happened_on, reason=reason.strip())
    if objection is not None:
        raise objection
    event = RotationEvent(status, happened_on, viewer.email, now, reason.strip())
    rotations.add_event(session, reference, event)
    return refresh_opening(session, reference)


def _object(
    case: RotationCase, status: Status, *, on: date, reason: str
) -> Conflict | InvalidInput | None:
    if status not in NEXT[case.status]:
        # the status' own names are no English sentence, so they are left to who shows it
        return Conflict(
            N_("A case that is “%(now)s” cannot become “%(wanted)s”"),
            now=case.status,
            wanted=status,
        )
    check = {
        Status.APPLIED: _object_to_applying,
        Status.APPROVED: _object_to_approving,
        Status.RUNNING: _object_to_running,
    }.get(status)
    if check is not None:
        return check(case, on)
    is_early = status is Status.IDEA or case.ends_on is None or on <= case.ends_on
    if (case.status is not Status.RUNNING or is_early) and not reason:
        return InvalidInput(
            "reason", N_("a reason is missing"), N_("Say why the case goes back or ends early")
        )
    return None


def _object_to_applying(case: RotationCase, on: date) -> Conflict | None:
    if not case.trainings:
        return Conflict(N_("Nobody has a course yet: add an employee and a course first"))
    if case.funding is None:
        return Conflict(N_("No funding is chosen: choose what is to pay first"))
    if case.funding is Funding.BENEFIT and _is_refused(case):
        return Conflict(
            N_("The old benefit is not lawful for these dates: see why below, and choose another")
        )
    deadline = find_deadline(case)
    if deadline is not None and deadline.last is not None and deadline.is_missed(on):
        return Conflict(
            N_("The deadline was %(day)s: move the courses, or choose another funding"),
            day=deadline.last,
        )
    return None


def _object_to_approving(case: RotationCase, on: date) -> Conflict | None:
    missing = list_missing(case)
    if missing:
        return Conflict(
            N_("%(count)s documents are missing: see the list below"), count=len(missing)
        )
    if not case.assignments:
        return Conflict(N_("Nobody covers yet: assign a substitute first"))
    if balance_case(case).open_weeks:
        return Conflict(N_("The hours do not balance in every week: see the weeks marked below"))
    if case.funding is Funding.BENEFIT and case.starts_on is not None and on >= case.starts_on:
        return Conflict(
            N_("It must be approved before the first day of training, %(day)s (JR-13)"),
            day=case.starts_on,
        )
    return None


def _object_to_running(case: RotationCase, on: date) -> Conflict | None:
    if case.starts_on is not None and on < case.starts_on:
        return Conflict(
            N_("The first day of training is %(day)s; it has not begun"),
            day=case.starts_on,
        )
    return None


def _is_refused(case: RotationCase) -> bool:
    return any(
        finding.rule == "JR-00" and finding.answer is Answer.NOT_ELIGIBLE
        for one in judge_case(case)
        for finding in one.verdict.findings
    )

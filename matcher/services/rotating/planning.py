"""Staggered plans for a case: proposed from its courses and substitutes, adopted by a person."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from data_schemas.parameters import read_parameters
from matcher.errors import N_, Conflict
from matcher.planning.cover import Absence, Plan, Terms, Worker, plan_cover
from matcher.services.rotating.cases import get_editable, refresh_opening
from matcher.services.rotating.hours import build_absence
from matcher.store import Session, rotations
from matcher.store.rotations import Assignment, RotationCase
from matcher.vocabulary import Account, Funding

SHORTEST_STINT = 28
"""Days no law makes a substitute's longest employment shorter than."""


@dataclass(frozen=True)
class Proposal:
    """A plan for a case; ``is_named`` tells whether it employs the case's own substitutes."""

    plan: Plan
    terms: Terms
    is_named: bool

    @property
    def may_adopt(self) -> bool:
        """Whether the plan can be made the case's assignments."""
        return self.is_named and bool(self.plan.covers)


def propose_plan(case: RotationCase) -> Proposal:
    """Find the fewest of the case's substitutes who cover every course.

    A case without substitutes is planned with unnamed ones of a full week, to tell how many are
    needed.
    """
    absences = [
        Absence(
            one.key,
            tuple(
                build_absence(one).move_to(start) for start in (one.starts_on, *one.other_starts)
            ),
        )
        for one in case.trainings
    ]
    named = [
        Worker(one.candidate, one.weekly_hours, one.available_from, one.available_until)
        for one in case.substitutes
    ]
    needed = sum(1 + (one.ends_on - one.starts_on).days // SHORTEST_STINT for one in case.trainings)
    unnamed = [Worker(f"#{i}", Decimal(37)) for i in range(1, needed + 1)]
    terms = read_terms(case)
    return Proposal(plan_cover(absences, named or unnamed, terms=terms), terms, bool(named))


def adopt_plan(session: Session, reference: str, *, viewer: Account) -> RotationCase:
    """Make the proposed plan the case's assignments, and move the courses it moved.

    Raises
    ------
    Conflict
        If there is no plan of the case's own substitutes.
    """
    case = get_editable(session, reference, viewer=viewer, part="substitutes")
    proposal = propose_plan(case)
    if not proposal.may_adopt:
        raise Conflict(N_("There is no plan to take over: see what stands in its way"))
    by_key = {one.key: one for one in case.trainings}
    rotations.remove_assignments(session, reference)
    for key, choice in {(one.absence, one.choice) for one in proposal.plan.covers if one.choice}:
        training = by_key[key]
        moved = build_absence(training).move_to(training.other_starts[choice - 1])
        others = {training.starts_on, *training.other_starts} - {moved.starts_on}
        rotations.put_training(
            session,
            reference,
            replace(
                training,
                starts_on=moved.starts_on,
                ends_on=moved.ends_on,
                other_starts=tuple(sorted(others)),
            ),
        )
    for cover in proposal.plan.covers:
        training = by_key[cover.absence]
        assignment = Assignment(
            training.employee,
            training.number,
            cover.worker,
            cover.stretch.starts_on,
            cover.stretch.ends_on,
            training.weekly_hours,
        )
        rotations.put_assignment(session, reference, assignment)
    return refresh_opening(session, reference)


def read_terms(case: RotationCase) -> Terms:
    """Read what binds a substitute's employment under the case's funding, on its first day."""
    if case.starts_on is None:
        return Terms()
    if case.funding in {None, Funding.BENEFIT}:
        return _read_benefit_terms(case.starts_on)
    if case.funding is Funding.LOENTILSKUD:
        limit = read_parameters("loentilskud").value("private_months", on=case.starts_on)
        return Terms(limit.months if limit else None)
    return Terms()


def _read_benefit_terms(on: date) -> Terms:
    law = read_parameters("jobrotation")
    months = law.value("vikar_months_max", on=on)
    hours = law.value("vikar_weekly_hours_min", on=on)
    return Terms(
        months.months if months else None,
        Decimal(str(hours.value)) if hours else Decimal(0),
    )

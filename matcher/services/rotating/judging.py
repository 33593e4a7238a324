"""A case before the law: what it states, as the rules read it, and what they say of each side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data_schemas.parameters import read_parameters
from matcher.planning.hours import count_weeks, sum_weeks
from matcher.rules import SCHEMES
from matcher.rules.months import count_months
from matcher.services.rotating.hours import build_substitution
from matcher.store.rotations import Employee, RotationCase, Training
from matcher.vocabulary import (
    Candidate,
    Finding,
    Funding,
    Opening,
    OpeningKind,
    RotationStatus,
    Verdict,
)

Terms = Mapping[str, str | int | float | bool]
BENEFIT = SCHEMES["jobrotation"]
OF_THE_CASE = frozenset({"JR-00", "JR-01", "JR-12", "JR-13"})
OF_AN_EMPLOYEE = frozenset({"JR-02", "JR-03", "JR-04", "JR-05"})
NOBODY = Candidate("", 1900, "")
FUNDING_TERMS = {Funding.VEU: "vikariat", Funding.SVU: "vikariat"}
"""What the rules call a funding, where it is not its own name."""


@dataclass(frozen=True)
class Judged:
    """What the law says of one side of a case; ``who`` is a reference, empty for the case."""

    who: str
    verdict: Verdict


def state_terms(
    case: RotationCase, employee: Employee | None = None, training: Training | None = None
) -> Terms:
    """State the facts of a case and one of its employees under the names the rules read."""
    stated: dict[str, object] = {
        "usual_pay": case.usual_pay,
        "agreement_pay": case.agreement_pay,
        "same_function": case.same_function,
        "other_support": case.other_support,
        "applied_on": _iso(case.day_of(RotationStatus.APPLIED)),
        "approved_on": _iso(case.day_of(RotationStatus.APPROVED)),
    }
    funding = case.funding
    if funding is None and case.starts_on is not None and not has_benefit(case.starts_on):
        funding = Funding.VEU  # until one is chosen, a plain temporary job, which anybody may have
    if funding is not None and funding is not Funding.BENEFIT:
        stated["funding"] = FUNDING_TERMS.get(funding, str(funding))
    if employee is not None and training is not None:
        stated |= _state_employee(employee, training)
    return {
        name: value for name, value in stated.items() if isinstance(value, str | int | float | bool)
    }


def has_benefit(day: date) -> bool:
    """Tell whether job rotation could be granted on a day."""
    held = read_parameters("jobrotation").value("new_grants", on=day)
    return bool(held and held.value)


def judge_case(case: RotationCase) -> tuple[Judged, ...]:
    """Judge a case by the benefit: first as a whole, then employee by employee."""
    found: list[Judged] = []
    for employee in case.employees:
        for training in employee.trainings:
            verdict = BENEFIT.judge(NOBODY, build_opening(case, employee, training))
            if not found:
                found.append(Judged("", _keep(verdict, OF_THE_CASE)))
            mine = _keep(verdict, OF_AN_EMPLOYEE)
            if mine.findings:
                found.append(Judged(employee.reference, mine))
    return tuple(found)


def judge_substitute(case: RotationCase, candidate: Candidate) -> Judged | None:
    """Judge one substitute by the benefit, for the employment the assignments add up to."""
    mine = [one for one in case.assignments if one.candidate == candidate.reference]
    offered = next(one for one in case.substitutes if one.candidate == candidate.reference)
    if not case.trainings:
        return None
    by_key = {one.key: one for one in case.trainings}
    training = by_key[f"{mine[0].employee}.{mine[0].number}"] if mine else case.trainings[0]
    employee = next(one for one in case.employees if one.reference == training.employee)
    hours, first, last = offered.weekly_hours, training.starts_on, training.ends_on
    if mine:
        first, last = min(one.starts_on for one in mine), max(one.ends_on for one in mine)
        stretches = [
            build_substitution(one, by_key[f"{one.employee}.{one.number}"]) for one in mine
        ]
        total = sum(sum_weeks(stretches).values())
        average = float(total / count_weeks(first, last))
    else:
        average = float(hours)
    opening = build_opening(case, employee, training, first=first, last=last, hours=average)
    verdict = BENEFIT.judge(candidate, opening)
    return Judged(
        candidate.reference,
        Verdict(
            verdict.scheme,
            tuple(one for one in verdict.findings if one.rule not in OF_THE_CASE | OF_AN_EMPLOYEE),
        ),
    )


def build_opening(
    case: RotationCase,
    employee: Employee,
    training: Training,
    *,
    first: date | None = None,
    last: date | None = None,
    hours: float | None = None,
) -> Opening:
    """Build the slot one employee leaves, as the rules want to see it."""
    return Opening(
        reference=case.opening,
        kind=OpeningKind.JOBROTATION,
        title=case.title,
        postcode="",
        starts_on=first or training.starts_on,
        ends_on=last or training.ends_on,
        organisation=case.organisation,
        weekly_hours=float(training.weekly_hours) if hours is None else round(hours, 2),
        parameters=state_terms(case, employee, training),
    )


def find_open_questions(verdicts: tuple[Judged, ...]) -> tuple[Finding, ...]:
    """List what is refused or not known, the refused first."""
    findings = [one for judged in verdicts for one in judged.verdict.findings]
    return tuple(
        sorted(
            (one for one in findings if one.answer != "eligible"),
            key=lambda one: one.answer != "not_eligible",
        )
    )


def _keep(verdict: Verdict, rules: frozenset[str]) -> Verdict:
    return Verdict(verdict.scheme, tuple(one for one in verdict.findings if one.rule in rules))


def _state_employee(employee: Employee, training: Training) -> dict[str, object]:
    tenure = employee.hired_on and count_months(employee.hired_on, training.starts_on)
    return {
        "employee_education": employee.education_level and str(employee.education_level),
        "employee_education_last_used": employee.education_last_used,
        "employee_tenure_months": tenure,
        "training_kind": training.kind,
        "course_starts_on": training.starts_on.isoformat(),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

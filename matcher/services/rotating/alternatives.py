"""What pays where the benefit has ended: the employee's allowance, or the substitute's subsidy.

Only those whom the scheme does not refuse are reckoned with.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP

from data_schemas.parameters import Parameter, read_parameters
from matcher.planning.compensation import Claim, Rate, claim_months, read_rate
from matcher.planning.hours import HUNDREDTH, sum_days
from matcher.rules import SCHEMES, svu, veu
from matcher.rules.scheme import Scheme
from matcher.rules.wording import tell_number
from matcher.services.rotating.hours import build_absence, claim_substitution
from matcher.services.rotating.judging import Judged, build_opening
from matcher.store.rotations import Employee, RotationCase, Training
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    Funding,
    Opening,
    OpeningKind,
    RotationStatus,
    Verdict,
)

SVU_KINDS = {
    "fvu": "fvu",
    "obu": "obu",
    "almen": "almen",
    "akademi": "videregaaende",
    "diplom": "videregaaende",
}
"""What SVU calls a kind of training; it pays for no others."""

VEU_KINDS = frozenset({"amu"})
"""The kinds of training that give VEU allowance."""

Stated = Mapping[str, object]
Sides = tuple[tuple[Training, Judged], ...]


def judge_veu(case: RotationCase) -> Sides:
    """Judge VEU allowance for every course, as the employee's."""

    def state(_: Employee, course: Training) -> Stated:
        applied = case.funding is Funding.VEU and case.day_of(RotationStatus.APPLIED) is not None
        return {
            "course_gives_veu": course.kind in VEU_KINDS,
            "loss_of_pay": case.usual_pay,
            "veu_applied": True if applied else None,
        }

    return _judge_courses(case, veu.SCHEME, state)


def judge_svu(case: RotationCase) -> Sides:
    """Judge SVU for every course, as the employee's."""

    def state(one: Employee, course: Training) -> Stated:
        weeks = (course.starts_on - one.hired_on).days // 7 if one.hired_on else None
        return {
            "svu_kind": SVU_KINDS.get(course.kind, course.kind),
            "svu_weekly_hours": float(course.weekly_hours),
            "employee_tenure_weeks": weeks,
            "workplace_in_denmark": True,
        }

    sides = _judge_courses(case, svu.SCHEME, state)
    return tuple((course, _refuse_kind(course, one)) for course, one in sides)


def judge_wage_subsidy(case: RotationCase, people: Mapping[str, Candidate]) -> tuple[Judged, ...]:
    """Judge private wage subsidy for every substitute, over the days assigned."""
    course = case.trainings[0]
    slot = build_opening(case, _find_owner(case, course), course)
    found = []
    for who, candidate in people.items():
        mine = [one for one in case.assignments if one.candidate == who]
        opening = replace(
            slot,
            kind=OpeningKind.LOENTILSKUD,
            starts_on=min((one.starts_on for one in mine), default=slot.starts_on),
            ends_on=max((one.ends_on for one in mine), default=slot.ends_on),
        )
        stated = _state(opening, {"employer_sector": "privat"})
        found.append(Judged(who, SCHEMES["loentilskud"].judge(candidate, stated)))
    return tuple(found)


def claim_veu(sides: Sides) -> tuple[Claim, ...]:
    """Reckon VEU allowance for the hours of the courses that are not refused."""
    return _claim_courses(_keep(sides), _rate_of_week("veu", "week_dkk"))


def claim_svu(sides: Sides) -> tuple[Claim, ...]:
    """Reckon SVU for the hours of the courses that are not refused, kind by kind."""
    found: tuple[Claim, ...] = ()
    for kind, name in svu.RATES.items():
        courses = [one for one in _keep(sides) if SVU_KINDS.get(one.kind) == kind]
        found += _claim_courses(courses, _rate_of_week("svu", name))
    return found


def claim_wage_subsidy(case: RotationCase, judged: tuple[Judged, ...]) -> tuple[Claim, ...]:
    """Reckon private wage subsidy for the hours of the substitutes who are not refused."""
    kept = {one.who for one in judged if one.verdict.answer is not Answer.NOT_ELIGIBLE}

    def rate_on(day: date) -> Rate | None:
        held = _find_latest("loentilskud", "private_hourly_dkk", day)
        rate = read_rate(held)
        return rate if rate is None or held is None else _mark_old(rate, held, day)

    return claim_substitution(case, frozenset(kept), rate_on=rate_on)


def _judge_courses(
    case: RotationCase, scheme: Scheme, state: Callable[[Employee, Training], Stated]
) -> Sides:
    found = []
    for course in case.trainings:
        owner = _find_owner(case, course)
        opening = _state(build_opening(case, owner, course), state(owner, course))
        verdict = scheme.judge(_as_candidate(owner, course), opening)
        found.append((course, Judged(owner.reference, verdict)))
    return tuple(found)


def _refuse_kind(course: Training, judged: Judged) -> Judged:
    """Refuse what SVU does not know as a kind of education, rather than ask which it is."""
    if course.kind in SVU_KINDS:
        return judged
    findings = tuple(
        replace(
            one,
            answer=Answer.NOT_ELIGIBLE,
            reason_da="SVU gives ikke til denne art uddannelse, kun til almen, forberedende og "
            "videregående.",
            reason_en="SVU is not given for this kind of training, only for general, preparatory "
            "and higher education.",
        )
        if one.rule == "SV-03"
        else one
        for one in judged.verdict.findings
    )
    return Judged(judged.who, Verdict(judged.verdict.scheme, findings))


def _as_candidate(employee: Employee, course: Training) -> Candidate:
    # a year of birth that nobody stated is one that leaves the age of 25 open
    return Candidate(
        employee.reference,
        employee.birth_year or course.starts_on.year - 25,
        "",
        benefit_group=BenefitGroup.I_JOB,
        education_level=employee.education_level,
        education_last_used=employee.education_last_used,
    )


def _state(opening: Opening, stated: Stated) -> Opening:
    known = {name: value for name, value in stated.items() if isinstance(value, str | int | float)}
    return replace(opening, parameters={**opening.parameters, **known})


def _keep(sides: Sides) -> list[Training]:
    return [course for course, one in sides if one.verdict.answer is not Answer.NOT_ELIGIBLE]


def _claim_courses(
    courses: list[Training], rate_on: Callable[[date], Rate | None]
) -> tuple[Claim, ...]:
    days = sum_days(build_absence(one) for one in courses)
    return claim_months(days.items(), rate_on=rate_on)


def _rate_of_week(scheme: str, name: str) -> Callable[[date], Rate | None]:
    def rate_on(day: date) -> Rate | None:
        week = _find_latest(scheme, name, day)
        hours = _find_latest(scheme, "full_week_hours", day)
        if week is None or hours is None:
            return None
        return _mark_old(_divide(week, hours), week, day)

    return rate_on


def _find_latest(scheme: str, name: str, day: date) -> Parameter | None:
    """Find the value of a day, or where none is known yet the last one before it."""
    periods = read_parameters(scheme).periods[name]
    earlier = [one for one in periods if one.valid_from <= day]
    return max(earlier, key=lambda one: one.valid_from, default=None)


def _mark_old(rate: Rate, held: Parameter, day: date) -> Rate:
    if held.holds_on(day):
        return rate
    return replace(
        rate,
        confidence="C",
        basis_da=f"{rate.basis_da} Seneste kendte sats; satsen for {day.year} er ikke kendt her.",
        basis_en=f"{rate.basis_en} The last rate known; that of {day.year} is not known here.",
    )


def _divide(week: Parameter, hours: Parameter) -> Rate:
    """Divide a rate a week into one an hour, to the øre, as it is published."""
    told = {
        language: (tell_number(week.number, language), tell_number(hours.number, language))
        for language in ("da", "en")
    }
    return Rate(
        (week.amount / hours.amount).quantize(HUNDREDTH, ROUND_HALF_UP),
        week.source,
        week.confidence,
        week.valid_from,
        week.valid_until,
        f"{told['da'][0]} kr. om ugen / {told['da'][1]} timer.",
        f"DKK {told['en'][0]} a week / {told['en'][1]} hours.",
    )


def _find_owner(case: RotationCase, course: Training) -> Employee:
    return next(one for one in case.employees if one.reference == course.employee)

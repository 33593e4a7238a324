"""An adult apprenticeship laid out: the route, its parts, who is paid what, where the school is.

Lengths are those of the ordinary course in the catalogue, shortened as the route says; amounts are
exact in kroner and ore, and each is told with its formula, rate and source. An assessment of prior
learning and the training agreement decide what it truly becomes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Literal

from data_schemas.catalogue import EducationRow, occupation_uri
from data_schemas.parameters import Parameter, read_parameters
from matcher.features.commute import travel_minutes
from matcher.rules import euv, voksenlaerling
from matcher.rules.money import tell_kroner
from matcher.rules.months import add_months
from matcher.rules.wording import tell_day
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    Knowledge,
    Opening,
    OpeningKind,
    Verdict,
)

FULL_WEEK = 37
"""Hours of a full working week by the common collective agreements."""

Term = str | int | float | bool


@dataclass(frozen=True)
class Timetable:
    """Weeks of each part of the course, and its last day."""

    gf2_weeks: int
    school_weeks: int
    training_weeks: int
    starts_on: date
    ends_on: date

    @property
    def weeks(self) -> int:
        """All weeks."""
        return self.gf2_weeks + self.school_weeks + self.training_weeks


@dataclass(frozen=True)
class Support:
    """Money to one party: ``amount`` in DKK for the whole course, None where it cannot be told."""

    party: Literal["employer", "apprentice"]
    title_da: str
    title_en: str
    amount: Decimal | None
    formula_da: str
    formula_en: str
    source: str
    confidence: str


@dataclass(frozen=True)
class School:
    """A school that gives the education, with the minutes one way from the apprentice's home."""

    name: str
    postcode: str
    minutes: float | None


@dataclass(frozen=True)
class ApprenticeshipPlan:
    """What a candidate's adult apprenticeship in an education would be."""

    candidate: Candidate
    education: EducationRow
    opening: Opening
    route: euv.Route
    timetable: Timetable | None
    verdict: Verdict
    supports: tuple[Support, ...]
    deadline: date | None
    schools: tuple[School, ...]


def plan_apprenticeship(
    candidate: Candidate,
    education: EducationRow,
    *,
    starts_on: date,
    terms: Mapping[str, Term],
    knowledge: Knowledge,
) -> ApprenticeshipPlan:
    """Lay out an adult apprenticeship.

    Parameters
    ----------
    candidate : Candidate
        Who would be the apprentice.
    education : EducationRow
        What is learnt.
    starts_on : date
        The day the training agreement starts, for which everything is judged.
    terms : mapping of str to str, int, float or bool
        What `matcher.rules.voksenlaerling` reads of an opening; ``euv_route`` overrules the route,
        ``basic_course_done`` says that the second basic course lies behind.
    knowledge : Knowledge
        Places, for the way to school.
    """
    occupations = [occupation_uri(slug) for slug in education.occupations]
    route = euv.choose_route(candidate, occupations, on=starts_on)
    stated = terms.get("euv_route")
    if stated in {"euv1", "euv2", "euv3"}:
        route = euv.Route(str(stated), "Oplyst efter RKV.", "Stated after the assessment (RKV).")
    known = {"euv_route": route.code} if route.code else {}
    opening = Opening(
        reference="",
        kind=OpeningKind.VOKSENLAERLING,
        title=education.title_da,
        postcode=candidate.postcode,
        starts_on=starts_on,
        parameters={"education": education.slug, **known, **terms},
    )
    timetable = build_timetable(
        education,
        route.code,
        starts_on=starts_on,
        basic_done=terms.get("basic_course_done") is True,
    )
    verdict = voksenlaerling.SCHEME.judge(candidate, opening)
    supports = () if timetable is None else _list_supports(candidate, opening, timetable, verdict)
    return ApprenticeshipPlan(
        candidate,
        education,
        opening,
        route,
        timetable,
        verdict,
        supports,
        _find_deadline(starts_on),
        _list_schools(candidate, education, knowledge),
    )


def build_timetable(
    education: EducationRow, route: str | None, *, starts_on: date, basic_done: bool = False
) -> Timetable | None:
    """Build the parts of the course on a route; None while the route is not known.

    Examples
    --------
    >>> from data_schemas.catalogue import read_catalogue
    >>> electrician = next(e for e in read_catalogue().educations if e.slug == "elektriker")
    >>> build_timetable(electrician, "euv2", starts_on=date(2026, 1, 5)).training_weeks
    104
    """
    percent = euv.read_value("school_percent_left", on=starts_on)
    longest = euv.read_value("training_months_max", on=starts_on)
    if route is None or percent is None or longest is None:
        return None
    gf2 = 0 if basic_done or route == "euv1" else education.gf2_weeks
    school = education.school_weeks
    training = _weeks(education.main_course_months) - school
    if route in {"euv1", "euv2"}:
        school = ceil(percent.number * school / 100)
    if route == "euv1":
        training = 0
    if route == "euv2":
        training = min(training, _weeks(longest.months))
    ends_on = starts_on + timedelta(weeks=gf2 + school + training, days=-1)
    return Timetable(gf2, school, training, starts_on, ends_on)


def _weeks(months: int) -> int:
    return round(months * 52 / 12)


def _find_deadline(starts_on: date) -> date | None:
    months = read_parameters(voksenlaerling.NAME).value("application_months", on=starts_on)
    return None if months is None else add_months(starts_on, months.months)


def _list_schools(
    candidate: Candidate, education: EducationRow, knowledge: Knowledge
) -> tuple[School, ...]:
    """List the schools, the nearest first; those at unknown distance last."""
    found = [
        School(
            name,
            code,
            travel_minutes(candidate.postcode, code, knowledge, has_car=candidate.has_car),
        )
        for name, code in education.schools
    ]
    return tuple(sorted(found, key=lambda one: (one.minutes is None, one.minutes, one.name)))


def _list_supports(
    candidate: Candidate, opening: Opening, timetable: Timetable, verdict: Verdict
) -> tuple[Support, ...]:
    found = []
    if verdict.answer is not Answer.NOT_ELIGIBLE and timetable.training_weeks:
        rate = voksenlaerling.hourly_subsidy(candidate, on=opening.starts_on)
        if rate is not None:
            found.append(compute_subsidy(candidate, opening, timetable, rate))
    refund = euv.read_value("refund_week_adult_dkk", on=opening.starts_on)
    if refund is not None:
        found.append(compute_refund(opening, timetable, refund))
    return (*found, _tell_pay())


def compute_subsidy(
    candidate: Candidate, opening: Opening, timetable: Timetable, rate: Parameter
) -> Support:
    """Compute the subsidy to the employer: kroner an hour in training at the workplace.

    Who comes from a job is subsidised for the first months only (VL-10); an application after the
    deadline (VL-12) is paid from its day on. Training is taken to be spread evenly over the course.
    """
    first, until = timetable.starts_on, timetable.ends_on
    if candidate.benefit_group is BenefitGroup.I_JOB:
        law = read_parameters(voksenlaerling.NAME)
        months = law.value("subsidy_from_job_months", on=opening.starts_on)
        if months is not None:
            until = min(until, add_months(first, months.months) - timedelta(days=1))
    paid_from = _find_paid_from(opening, first)
    days = max(0, (until - paid_from).days + 1)
    whole = (timetable.ends_on - first).days + 1
    hours = timetable.training_weeks * FULL_WEEK * days // whole
    amount = rate.amount * hours
    told = f"{hours:,}"
    return Support(
        "employer",
        "Tilskud til voksenlærling i oplæringen",
        "Subsidy for the adult apprentice's training at the workplace",
        amount.quantize(Decimal("0.01")),
        f"{tell_kroner(rate.amount, 'da')} × {told.replace(',', '.')} timer "
        f"({FULL_WEEK} timer om ugen i {timetable.training_weeks} ugers "
        f"oplæring, {tell_day(paid_from, 'da')} til {tell_day(until, 'da')}, uden fravær)",
        f"{tell_kroner(rate.amount, 'en')} × {told} hours "
        f"({FULL_WEEK} hours a week in {timetable.training_weeks} weeks "
        f"of training, {tell_day(paid_from, 'en')} to {tell_day(until, 'en')}, no absence)",
        rate.source,
        rate.confidence,
    )


def _find_paid_from(opening: Opening, first: date) -> date:
    """Find the first day that is paid for: the application's, where it came after the deadline."""
    try:
        applied = date.fromisoformat(str(opening.parameters.get("applied_on")))
    except ValueError:
        return first
    deadline = _find_deadline(opening.starts_on)
    return applied if deadline is not None and applied > deadline else first


def compute_refund(opening: Opening, timetable: Timetable, rate: Parameter) -> Support:
    """Compute AUB's refund of wages to the employer: kroner a school week (VL-17, VL-18)."""
    weeks = timetable.gf2_weeks + timetable.school_weeks
    amount = rate.amount * weeks
    after_da = after_en = ""
    days = euv.read_value("refund_euv1_days", on=opening.starts_on)
    if not timetable.training_weeks and days is not None:
        after_da = f"; kræver {days.value} dages forudgående ansættelse på fuld tid"
        after_en = f"; requires {days.value} days of full-time employment before"
    return Support(
        "employer",
        "Lønrefusion fra AUB i skoleperioderne",
        "Refund of wages from AUB in the school periods",
        amount.quantize(Decimal("0.01")),
        f"{tell_kroner(rate.amount, 'da')} × {weeks} skoleuger{after_da}",
        f"{tell_kroner(rate.amount, 'en')} × {weeks} school weeks{after_en}",
        rate.source,
        rate.confidence,
    )


def _tell_pay() -> Support:
    return Support(
        "apprentice",
        "Løn fra virksomheden i hele aftalen",
        "Pay from the company throughout the agreement",
        None,
        "mindst den laveste ufaglærte løn efter områdets overenskomst",
        "at least the lowest unskilled pay of the area's collective agreement",
        "star.dk, voksenlærling (2022)",
        "B",
    )


def find_other_routes(plan: ApprenticeshipPlan) -> tuple[ApprenticeshipPlan, ...]:
    """Give what the plan would be on each other route an assessment could find."""
    codes = ("euv1", "euv2", "euv3")
    return tuple(_reroute(plan, code) for code in codes if code != plan.route.code)


def _reroute(plan: ApprenticeshipPlan, code: str) -> ApprenticeshipPlan:
    opening = replace(plan.opening, parameters={**plan.opening.parameters, "euv_route": code})
    timetable = build_timetable(
        plan.education,
        code,
        starts_on=opening.starts_on,
        basic_done=opening.parameters.get("basic_course_done") is True,
    )
    verdict = voksenlaerling.SCHEME.judge(plan.candidate, opening)
    route = euv.Route(code, "Hvis RKV når hertil.", "If the assessment comes to this.")
    supports = (
        () if timetable is None else _list_supports(plan.candidate, opening, timetable, verdict)
    )
    return replace(
        plan,
        opening=opening,
        route=route,
        timetable=timetable,
        verdict=verdict,
        supports=supports,
    )

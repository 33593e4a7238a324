"""Jobrotation (LAB chapter 22): an employee trains, an unemployed substitute covers. Ended in 2026.

Rules carry the numbers of the domain brief, JR-00 to JR-13. What they read of
`Opening.parameters`, beside the fields of the candidate and the opening:

``course_starts_on``
    First day of the employee's training; else the opening's own first day. Decides which period
    of a parameter counts, and whether a project was under way when the scheme ended.
``employer_in_denmark``
    Yes or no; else a CVR number as the opening's organisation says yes.
``employee_education``, ``employee_education_last_used``, ``education_pool_granted``
    The employee's level (a value of `EducationLevel`), the year it was last used, and whether the
    national pool of 2015 to 2019 gave a place to somebody above the limit.
``training_kind``, ``eud_pool_granted``
    ``eud``, ``maritim``, ``aub`` or anything else; and whether the pool of 2019 to 2021 did.
``employee_tenure_months``, ``usual_pay``
    Months with the employer before the training, and whether usual pay goes on.
``weekly_hours``, ``same_function``, ``planned_months``, ``agreement_pay``
    The substitute's hours (else the opening's), function, length (else the opening's last day),
    and whether pay follows a collective agreement.
``other_support``
    ``none``, or the names of other public support for the same hours.
``approved_on``, ``applied_on``
    Days on which the municipality approved and was asked.

Days are written ``2026-01-31``. Left out: JR-11 and JR-14 are about claims, not about a pair.
"""

from datetime import date, timedelta

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules import target_groups
from matcher.rules.case import Case, Reason, Rule, needs, no, rule, yes
from matcher.rules.education import is_above, read_level
from matcher.rules.months import add_months, has_passed
from matcher.rules.scheme import Scheme, read_start
from matcher.rules.shared import (
    judge_flag,
    judge_support,
    judge_unemployment_months,
    read_number,
)
from matcher.rules.wording import tell_day, tell_level, tell_list, tell_months, tell_number
from matcher.vocabulary import (
    Answer,
    EducationLevel,
    OpeningKind,
)

NAME = "jobrotation"

LAWFUL_INSTEAD_DA = (
    "Lovligt i stedet: almindeligt vikariat med VEU-godtgørelse eller SVU til den ansatte, privat "
    "løntilskud, opkvalificering ved ansættelse, voksenlærling eller kommunens egen ordning."
)
LAWFUL_INSTEAD_EN = (
    "Lawful instead: an ordinary temporary job with VEU allowance or SVU for the employee, private "
    "wage subsidy, training at hiring, an adult apprenticeship, or the municipality's own scheme."
)


@rule("JR-00", "new_grants", terms=("starts_on",), on=read_start)
def judge_scheme(case: Case, grants: Parameter) -> Reason:
    """JR-00: the scheme is in force on the opening's first day."""
    start = case.opening.starts_on
    if grants.value:
        return yes(
            f"Jobrotation kunne bevilges den {tell_day(start, 'da')}.",
            f"Job rotation could be granted on {tell_day(start, 'en')}.",
        )
    ended = grants.valid_from
    if case.tested_on < ended:
        return needs(
            f"om kommunen har bevilget forløbet, der begyndte {tell_day(case.tested_on, 'da')}, "
            f"før ordningen ophørte {tell_day(ended, 'da')}; påbegyndte forløb kan afsluttes. "
            f"{LAWFUL_INSTEAD_DA}",
            f"whether the municipality granted the course begun {tell_day(case.tested_on, 'en')} "
            f"before the scheme ended on {tell_day(ended, 'en')}; begun courses may be completed. "
            f"{LAWFUL_INSTEAD_EN}",
        )
    return no(
        f"Jobrotation er afskaffet: intet nyt kan bevilges fra {tell_day(ended, 'da')}, og pladsen "
        f"begynder {tell_day(start, 'da')}. {LAWFUL_INSTEAD_DA}",
        f"Job rotation has ended: nothing new is granted from {tell_day(ended, 'en')}, and the "
        f"opening starts {tell_day(start, 'en')}. {LAWFUL_INSTEAD_EN}",
    )


@rule("JR-01", "employer_country", terms=("employer_in_denmark", "organisation"))
def judge_employer(case: Case, country: Parameter) -> Reason:
    """JR-01: the employer, private or public, lies in Denmark."""
    cvr = case.opening.organisation
    stated = case.flag("employer_in_denmark")
    if stated is False:
        return no(
            f"Arbejdsgiveren ligger ikke i Danmark ({country.value}).",
            f"The employer does not lie in Denmark ({country.value}).",
        )
    if stated or (len(cvr) == 8 and cvr.isdecimal()):
        return yes(
            "Arbejdsgiveren ligger i Danmark; private og offentlige har samme ret.",
            "The employer lies in Denmark; private and public employers have the same right.",
        )
    return needs("virksomhedens CVR-nummer", "the company's CVR number")


@rule(
    "JR-02",
    "employee_education_limit",
    terms=("employee_education", "employee_education_last_used", "education_pool_granted"),
    also=("employee_education_pool", "employee_education_unused_years"),
    remedies={"education_pool_granted": True},
)
def judge_employee_education(case: Case, limit: Parameter) -> Reason:
    """JR-02: the employee's education lies within the limit, or has lain unused."""
    level = case.level("employee_education")
    if level is None:
        return needs("den ansattes højeste uddannelse", "the employee's highest education")
    ceiling = read_level(limit.value)
    if ceiling is not None and not is_above(level, ceiling):
        return yes(
            f"Den ansattes uddannelse ({tell_level(level, 'da')}) ligger inden for grænsen.",
            f"The employee's education ({tell_level(level, 'en')}) lies within the limit.",
        )
    pool = case.law.value("employee_education_pool", on=case.tested_on)
    if pool and level in pool.names:
        return judge_flag(
            case,
            "education_pool_granted",
            da=f"den nationale pulje har givet plads til en ansat med {tell_level(level, 'da')}",
            en=f"the national pool gave a place to an employee with {tell_level(level, 'en')}",
        )
    return _judge_unused_education(case, level)


def _judge_unused_education(case: Case, level: EducationLevel) -> Reason:
    da = f"Den ansattes uddannelse ({tell_level(level, 'da')}) ligger over grænsen"
    en = f"The employee's education ({tell_level(level, 'en')}) lies above the limit"
    limit = case.law.value("employee_education_unused_years", on=case.tested_on)
    if limit is None:
        return no(f"{da}.", f"{en}.")
    year, years = case.number("employee_education_last_used"), int(limit.number)
    unused = has_passed(int(year) if year else None, years=years, on=case.tested_on)
    if unused is None:
        return needs(
            f"hvornår den ansatte sidst brugte sin uddannelse; over grænsen tæller den ikke, når "
            f"den er ubrugt i {years} år",
            f"when the employee last used the education; above the limit it does not count once "
            f"unused for {years} years",
        )
    if unused:
        return yes(
            f"{da}, men er ubrugt i {years} år.", f"{en}, but has lain unused for {years} years."
        )
    return no(
        f"{da} og er brugt inden for de seneste {years} år.",
        f"{en} and was used within the last {years} years.",
    )


@rule(
    "JR-03",
    "excluded_training",
    terms=("training_kind", "eud_pool_granted"),
    also=("eud_pool",),
    remedies={"training_kind": "amu", "eud_pool_granted": True},
)
def judge_training(case: Case, excluded: Parameter) -> Reason:
    """JR-03: the training is no vocational education with a training agreement."""
    kind = case.word("training_kind")
    if kind is None:
        return needs("hvilken uddannelse den ansatte tager", "which training the employee takes")
    if kind not in excluded.names:
        return yes(
            f"Uddannelsen ({kind}) er ikke undtaget.", f"The training ({kind}) is not excluded."
        )
    pool = case.law.value("eud_pool", on=case.tested_on)
    if kind == "eud" and pool and pool.value:
        return judge_flag(
            case,
            "eud_pool_granted",
            da="puljen har givet plads (fyldt 25 år og mindst 2 års relevant erfaring)",
            en="the pool gave a place (aged 25 or more, at least 2 years' relevant experience)",
        )
    return no(
        f"Uddannelsen ({kind}) giver ikke jobrotationsydelse.",
        f"The training ({kind}) gives no job rotation benefit.",
    )


@rule(
    "JR-04",
    "employee_tenure_months",
    terms=("employee_tenure_months",),
    remedies={"employee_tenure_months": read_number},
)
def judge_tenure(case: Case, least: Parameter) -> Reason:
    """JR-04: the employee has been with the employer long enough."""
    had = case.number("employee_tenure_months")
    if had is None:
        return needs(
            "den ansattes anciennitet i måneder før uddannelsen",
            "the employee's months with the employer before the training",
        )
    da = f"{tell_number(had, 'da')} måneders ansættelse før uddannelsen; kravet er {least.months}."
    en = f"{tell_number(had, 'en')} months employed before the training; required {least.months}."
    return yes(da, en) if had >= least.months else no(da, en)


@rule("JR-05", "usual_pay", terms=("usual_pay",), remedies={"usual_pay": True})
def judge_pay(case: Case, _: Parameter) -> Reason:
    """JR-05: the employee keeps the usual pay."""
    return judge_flag(
        case,
        "usual_pay",
        da="den ansatte får sædvanlig løn under uddannelsen",
        en="the employee gets the usual pay during the training",
    )


@rule(
    "JR-06",
    "vikar_groups",
    facts=target_groups.FACTS,
    also=("vikar_groups_without_job", target_groups.LISTS),
)
def judge_target_group(case: Case, groups: Parameter) -> Reason:
    """JR-06: the substitute belongs to a target group."""
    group = case.candidate.benefit_group
    conditional = case.law.value("vikar_groups_without_job", on=case.tested_on)
    if group is not None and conditional and _is_in(case, conditional):
        return needs(
            "om personen ({group}) er uden job og egen virksomhed",
            "whether the person ({group}) has neither job nor own business",
            group=group,
        )
    return target_groups.judge_group(case, groups, who_da="vikarer", who_en="substitutes")


def _is_in(case: Case, groups: Parameter) -> bool:
    met = target_groups.belongs(case.candidate, groups.names, case.law.groups, on=case.tested_on)
    return met is True


@rule(
    "JR-07",
    "vikar_unemployment_months",
    facts=("unemployed_since", "benefit_group"),
    terms=("starts_on",),
)
def judge_unemployment(case: Case, least: Parameter) -> Reason:
    """JR-07: the substitute has been on public benefits long enough before being hired."""
    return judge_unemployment_months(case.candidate, months=least.months, on=case.opening.starts_on)


@rule(
    "JR-08",
    "vikar_weekly_hours_min",
    terms=("weekly_hours",),
    remedies={"weekly_hours": read_number},
)
def judge_hours(case: Case, least: Parameter) -> Reason:
    """JR-08: the substitute is hired for enough hours a week."""
    hours = _weekly_hours(case)
    da = f"{tell_number(hours, 'da')} timer om ugen; mindst {tell_number(least.number, 'da')}."
    en = f"{tell_number(hours, 'en')} hours a week; at least {tell_number(least.number, 'en')}."
    return yes(da, en) if hours >= least.number else no(da, en)


@rule(
    "JR-08",
    "vikar_weekly_hours_max",
    terms=("weekly_hours",),
    remedies={"weekly_hours": read_number},
)
def judge_full_time(case: Case, most: Parameter) -> Reason:
    """JR-08: the hours keep within a full week; practice takes the average of the rotation."""
    hours = _weekly_hours(case)
    da, en = tell_number(hours, "da"), tell_number(hours, "en")
    limit = tell_number(most.number, "da"), tell_number(most.number, "en")
    if hours <= most.number:
        return yes(
            f"{da} timer om ugen; højst {limit[0]}.", f"{en} hours a week; at most {limit[1]}."
        )
    return needs(
        f"gennemsnittet over perioden; {da} timer om ugen er over {limit[0]}",
        f"the average over the period; {en} hours a week are above {limit[1]}",
    )


def _weekly_hours(case: Case) -> float:
    stated = case.number("weekly_hours")
    return case.opening.weekly_hours if stated is None else stated


@rule("JR-08", "vikar_same_function", terms=("same_function",), remedies={"same_function": True})
def judge_function(case: Case, _: Parameter) -> Reason:
    """JR-08: the substitute does the employee's work, or equivalent work."""
    return judge_flag(
        case,
        "same_function",
        da="vikaren har samme eller tilsvarende jobfunktion som den ansatte",
        en="the substitute has the same job function as the employee, or an equivalent one",
    )


def _last_day(case: Case, most: Parameter) -> date:
    return add_months(case.opening.starts_on, most.months) - timedelta(days=1)


@rule(
    "JR-09",
    "vikar_months_max",
    terms=("starts_on", "ends_on", "planned_months"),
    remedies={"ends_on": _last_day},
)
def judge_length(case: Case, most: Parameter) -> Reason:
    """JR-09: the substitute is not hired for too long."""
    start, end = case.opening.starts_on, case.opening.ends_on
    limit_da, limit_en = tell_months(most.months, "da"), tell_months(most.months, "en")
    if end is not None and end >= start:
        da = f"Vikaren ansættes til {tell_day(end, 'da')}; højst {limit_da} fra start."
        en = f"The substitute is hired until {tell_day(end, 'en')}; at most {limit_en} from start."
        return yes(da, en) if end < add_months(start, most.months) else no(da, en)
    planned = case.number("planned_months")
    if planned is None:
        return needs("vikarens sidste dag", "the substitute's last day")
    da = f"Vikaren ansættes i {tell_number(planned, 'da')} måneder; højst {limit_da}."
    en = f"The substitute is hired for {tell_number(planned, 'en')} months; at most {limit_en}."
    return yes(da, en) if planned <= most.months else no(da, en)


@rule("JR-10", "agreement_pay", terms=("agreement_pay",), remedies={"agreement_pay": True})
def judge_terms(case: Case, _: Parameter) -> Reason:
    """JR-10: the substitute is paid by collective agreement."""
    return judge_flag(
        case,
        "agreement_pay",
        da="vikaren får overenskomstmæssig løn",
        en="the substitute is paid by collective agreement",
    )


@rule("JR-12", "excluded_support", terms=("other_support",), remedies={"other_support": "none"})
def judge_other_support(case: Case, excluded: Parameter) -> Reason:
    """JR-12: no other public support is had for the same hours."""
    reason = judge_support(case)
    if reason.answer is not Answer.NEEDS:
        return reason
    names = tell_list(excluded.names)
    return needs(
        f"anden offentlig støtte til de samme timer, fx {names}",
        f"other public support for the same hours, such as {names}",
    )


def _day_before(case: Case, _: Parameter) -> date:
    return min(case.tested_on, case.opening.starts_on) - timedelta(days=1)


@rule(
    "JR-13",
    "approval_first",
    terms=("starts_on", "approved_on", "applied_on"),
    remedies={"approved_on": _day_before},
)
def judge_approval(case: Case, _: Parameter) -> Reason:
    """JR-13: the municipality approved before anything started."""
    first = min(case.tested_on, case.opening.starts_on)
    approved, applied = case.day("approved_on"), case.day("applied_on")
    late = approved if approved is not None else applied
    if late is not None and late > first:
        return no(
            f"Godkendelse skal foreligge før første dag, {tell_day(first, 'da')}; "
            f"{'givet' if approved else 'først søgt'} {tell_day(late, 'da')}.",
            f"Approval must come before the first day, {tell_day(first, 'en')}; "
            f"{'given' if approved else 'only asked for'} {tell_day(late, 'en')}.",
        )
    if approved is None or approved == first:
        return needs(
            f"kommunens godkendelse før første dag, {tell_day(first, 'da')}",
            f"the municipality's approval before the first day, {tell_day(first, 'en')}",
        )
    return yes(
        f"Godkendt {tell_day(approved, 'da')}, før første dag {tell_day(first, 'da')}.",
        f"Approved {tell_day(approved, 'en')}, before the first day {tell_day(first, 'en')}.",
    )


CONDITIONS: tuple[Rule, ...] = (
    judge_employer,
    judge_employee_education,
    judge_training,
    judge_tenure,
    judge_pay,
    judge_target_group,
    judge_unemployment,
    judge_hours,
    judge_full_time,
    judge_function,
    judge_length,
    judge_terms,
    judge_other_support,
    judge_approval,
)
"""What is asked where the scheme itself is in force."""


def choose(case: Case) -> tuple[Rule, ...]:
    """Choose what to ask; of a scheme that has ended only the end is told."""
    ended = judge_scheme.find_reason(case).answer is Answer.NOT_ELIGIBLE
    return (judge_scheme,) if ended else (judge_scheme, *CONDITIONS)


def _course_start(case: Case) -> date:
    return case.day("course_starts_on") or case.opening.starts_on


SCHEME = Scheme(
    NAME,
    "Jobrotation",
    "Job rotation",
    rules=(judge_scheme, *CONDITIONS),
    kinds=frozenset({OpeningKind.JOBROTATION}),
    choose=choose,
    terms=("starts_on", "course_starts_on"),
    also=("new_grants",),
    tested_on=_course_start,
    moving=("course_starts_on",),
)


def hourly_benefit(on: date) -> Parameter | None:
    """Give the kroner for an hour of training on a day, or None where they are not known.

    Examples
    --------
    >>> hourly_benefit(date(2021, 5, 3)).number
    192.82
    """
    return read_parameters(NAME).value("hourly_benefit_dkk", on=on)

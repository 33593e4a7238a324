"""SVU: state support to an employee who takes education in working hours.

Asked of the employee in training and the education, whose first day is the opening's. What the
rules read of `Opening.parameters`:

``svu_kind``
    ``fvu``, ``obu``, ``almen`` (school or upper secondary level) or ``videregaaende``.
``employee_tenure_weeks``, ``leave_agreed``, ``workplace_in_denmark``
    Weeks with the employer; leave agreed; where the place of work lies.
``other_support``, ``applied_on``
    ``none`` or names; the day of application.
``svu_weekly_hours``, ``born_on``
    Hours of teaching and absence a week; the day of birth.
"""

from datetime import date, timedelta
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import (
    AGE_FACTS,
    AGE_TERMS,
    ask,
    forbid_other_support,
    is_aged,
    judge_age,
    life_span,
    stay_below_pension_age,
)
from matcher.rules.education import is_above, read_level
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.months import has_passed
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, read_number
from matcher.rules.wording import tell_number
from matcher.vocabulary import BenefitGroup, EducationLevel, OtherScheme

NAME = "svu"
HIGHER = "videregaaende"

RATES = {
    "fvu": "basic_week_dkk",
    "obu": "basic_week_dkk",
    "almen": "general_week_dkk",
    HIGHER: "higher_week_dkk",
}
"""The weekly rate of each kind of education."""


def _read_kind(case: Case) -> str | None:
    kind = case.word("svu_kind")
    return kind if kind in RATES else None


@rule(
    "SV-01",
    "age_min",
    facts=AGE_FACTS,
    terms=(*AGE_TERMS, "svu_kind"),
    also=("age_min_basic",),
)
def judge_years(case: Case, least: Parameter) -> Reason:
    """SV-01: from 25, for FVU and dyslexia teaching from 20."""
    basic = case.law.value("age_min_basic", on=case.tested_on)
    kind, start = _read_kind(case), case.opening.starts_on
    if basic is not None and RATES.get(kind or "") == "basic_week_dkk":
        return judge_age(case, basic.months)
    if kind is None and basic is not None and is_aged(case, least.months, on=start) is False:
        if is_aged(case, basic.months, on=start) is False:
            return judge_age(case, basic.months)
        return needs(
            "uddannelsens art; under {years} år kun FVU og ordblindeundervisning",
            "the kind of education; below {years} only FVU and dyslexia teaching",
            years=least.months,
        )
    return judge_age(case, least.months)


@rule("SV-03", "kinds", terms=("svu_kind",))
def judge_kind(case: Case, kinds: Parameter) -> Reason:
    """SV-03: an education that gives SVU."""
    kind = _read_kind(case)
    if kind is None or kind not in kinds.names:
        return needs(
            "uddannelsens art (FVU, ordblindeundervisning, almen eller videregående)",
            "the kind of education (FVU, dyslexia teaching, general or higher)",
        )
    return yes("Uddannelsens art: {kind}.", "Kind of education: {kind}.", kind=kind)


@rule(
    "SV-04",
    "higher_education_max",
    facts=("education_level", "education_last_used"),
    terms=("svu_kind", "starts_on"),
    also=("general_education_max", "unused_years"),
)
def judge_education(case: Case, higher: Parameter) -> Reason:
    """SV-04: no higher earlier education than the kind allows, unless long unused."""
    kind, level = _read_kind(case), case.candidate.education_level
    if kind is not None and RATES[kind] == "basic_week_dkk":
        return yes("Intet loft over tidligere uddannelse.", "No ceiling on earlier education.")
    general = case.law.value("general_education_max", on=case.tested_on)
    years = case.law.value("unused_years", on=case.tested_on)
    if level is None or general is None or years is None:
        return needs("højeste fuldførte uddannelse", "highest completed education")
    limits = {"almen": general, HIGHER: higher}
    asked = [limits[kind]] if kind else [general, higher]
    if all(_is_within(level, limit) for limit in asked):
        return yes(
            "Uddannelsen ({level}) er inden for grænsen.",
            "Within the limit ({level}).",
            level=level,
        )
    unused = has_passed(
        case.candidate.education_last_used, years=years.months, on=case.opening.starts_on
    )
    told = {"level": level, "years": years.months}
    if unused:
        return yes(
            "Uddannelsen ({level}) er ubrugt i {years} år.",
            "The education ({level}) has lain unused for {years} years.",
            **told,
        )
    if kind is None or unused is None or (kind == "almen" and level is EducationLevel.EUD):
        return needs(
            "uddannelsens art, og hvornår den tidligere uddannelse ({level}) sidst blev brugt; for "
            "faglærte er grænsen ikke efterprøvet",
            "the kind of education, and when the earlier one ({level}) was last used; for the "
            "skilled the limit is not verified",
            **told,
        )
    return no(
        "Uddannelsen ({level}) er over grænsen.", "The education ({level}) is too high.", **told
    )


def _is_within(level: EducationLevel, limit: Parameter) -> bool:
    ceiling = read_level(limit.value)
    return ceiling is not None and not is_above(level, ceiling)


@rule(
    "SV-05",
    "employed",
    facts=("benefit_group",),
    terms=("workplace_in_denmark",),
    remedies={"workplace_in_denmark": True},
)
def judge_employed(case: Case, _: Parameter) -> Reason:
    """SV-05: in a job, at a place of work in Denmark."""
    group = case.candidate.benefit_group
    if group is None:
        return needs("om personen er i job", "whether the person is in a job")
    if group is not BenefitGroup.I_JOB:
        return no("Ikke i job: {group}.", "Not in a job: {group}.", group=group)
    return judge_flag(
        case,
        "workplace_in_denmark",
        da="arbejdspladsen ligger i Danmark",
        en="the place of work lies in Denmark",
    )


@rule(
    "SV-06",
    "tenure_weeks",
    terms=("employee_tenure_weeks",),
    remedies={"employee_tenure_weeks": read_number},
)
def judge_tenure(case: Case, least: Parameter) -> Reason:
    """SV-06: long enough with the present employer."""
    weeks = case.number("employee_tenure_weeks")
    told = {"weeks": weeks, "least": least.months}
    if weeks is None:
        return needs(
            "uger hos nuværende arbejdsgiver (mindst {least})",
            "weeks with the present employer ({least} at least)",
            **told,
        )
    return (yes if weeks >= least.number else no)(
        "{weeks} uger hos arbejdsgiveren; mindst {least}.",
        "{weeks} weeks with the employer; {least} at least.",
        **told,
    )


def _first_day_to_apply(case: Case, weeks: Parameter) -> date:
    return case.opening.starts_on - timedelta(weeks=weeks.months)


@rule(
    "SV-09",
    "apply_weeks_before",
    terms=("starts_on", "applied_on"),
    remedies={"applied_on": _first_day_to_apply},
)
def judge_application(case: Case, weeks: Parameter) -> Reason:
    """SV-09: applied for within the thirteen weeks before, not afterwards."""
    start, applied = case.opening.starts_on, case.day("applied_on")
    first = _first_day_to_apply(case, weeks)
    told = {"first": first, "start": start, "applied": applied}
    if applied is None:
        return needs(
            "ansøgning, tidligst den {first} og inden den {start}",
            "an application, from {first} and before {start}",
            **told,
        )
    met = first <= applied <= start
    return (yes if met else no)(
        "Søgt den {applied}; muligt fra den {first} til starten den {start}.",
        "Applied on {applied}; possible from {first} to the start on {start}.",
        **told,
    )


@rule(
    "SV-10",
    "hours_min",
    terms=("svu_kind", "svu_weekly_hours"),
    also=("hours_min_higher",),
    remedies={"svu_weekly_hours": read_number},
)
def judge_hours(case: Case, least: Parameter) -> Reason:
    """SV-10: three hours a week, in higher education six."""
    hours, kind = case.number("svu_weekly_hours"), _read_kind(case)
    higher = case.law.value("hours_min_higher", on=case.tested_on)
    asked = higher if higher is not None and kind == HIGHER else least
    told = {"hours": hours, "least": asked.number}
    if hours is None:
        return needs("timer om ugen (mindst {least})", "hours a week ({least} at least)", **told)
    if kind is None and higher is not None and asked.number <= hours < higher.number:
        return needs("uddannelsens art", "the kind of education")
    return (yes if hours >= asked.number else no)(
        "{hours} timer om ugen; mindst {least}.", "{hours} hours a week; {least} at least.", **told
    )


RULES = (
    life_span("SVU", "State adult education support", identifier="SV-00"),
    judge_years,
    stay_below_pension_age("SV-02"),
    judge_kind,
    judge_education,
    judge_employed,
    judge_tenure,
    ask(
        "SV-07",
        "leave_agreed",
        "leave_agreed",
        da="der er aftalt orlov til uddannelsen med arbejdsgiveren",
        en="leave for the education is agreed with the employer",
    ),
    forbid_other_support("SV-08"),
    judge_application,
    judge_hours,
)

SCHEME = Scheme(NAME, OtherScheme.SVU.da, OtherScheme.SVU.en, RULES, terms=("starts_on",))


def compute_weekly(kind: str, hours: Decimal, *, on: date) -> Amount | None:
    """Compute a week's support for so many hours, or None where the rate is not known.

    Raises
    ------
    KeyError
        If there is no such kind of education.
    """
    law = read_parameters(NAME)
    rate, full = law.value(RATES[kind], on=on), law.value("full_week_hours", on=on)
    if rate is None or full is None:
        return None
    counted = min(hours, full.amount)
    paid = round_oere(rate.amount * counted / full.amount)
    return Amount(
        paid,
        f"{tell_kroner(rate.amount, 'da')} × {tell_number(counted, 'da')} / "
        f"{tell_number(full.amount, 'da')} timer = {tell_kroner(paid, 'da')} om ugen",
        f"{tell_kroner(rate.amount, 'en')} × {tell_number(counted, 'en')} / "
        f"{tell_number(full.amount, 'en')} hours = {tell_kroner(paid, 'en')} a week",
        (rate, full),
    )

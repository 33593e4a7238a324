"""Loentilskud (LAB chapter 12): a job whose employer, private or public, gets a wage subsidy.

What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``employer_sector``
    ``privat`` or ``offentlig``; public is also who has half its costs or more paid publicly.
``without_job``, ``obviously_education_ready``, ``job_ready``
    Of who is on sickness benefit: neither employed nor self-employed. Of who is ready for
    education: found obviously ready. Of the self-supporting: ready for a job.
``single_parent``, ``born_on``
    What lets somebody start on the first day, beside the education.
``p_number``, ``ordinary_employees``, ``supported_employees``
    See `matcher.rules.proportion`.
``ordinary_last_month``, ``ordinary_average``
    Ordinary staff in the last month, and on average over the twelve months before.
``agreement_pay``, ``hourly_pay``
    Whether pay follows a collective agreement; and of a public employer, the kroner an hour.
``other_support``, ``discussed``, ``approved_on``, ``latest_employer``
    Other support; discussed with the representative; day of approval; employed there last.
"""

from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules import proportion, target_groups
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import (
    AGE_TERMS,
    approve,
    ask,
    avoid_latest_employer,
    find_last_day,
    forbid_other_support,
    is_aged,
    judge_group,
    judge_last_day,
    life_span,
    make_rule,
    read_last_day,
)
from matcher.rules.education import is_unskilled
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, judge_unemployment_months
from matcher.rules.target_groups import is_listed
from matcher.rules.wording import tell_number
from matcher.vocabulary import Answer, OpeningKind

NAME = "loentilskud"
PRIVATE, PUBLIC = "privat", "offentlig"


@rule(
    "LT-01",
    "groups",
    facts=target_groups.FACTS,
    terms=("without_job", "obviously_education_ready"),
    also=("groups_without_job", "groups_not_obviously_ready", target_groups.LISTS),
    remedies={"without_job": True, "obviously_education_ready": False},
)
def judge_target_group(case: Case, _: Parameter) -> Reason:
    """LT-01: the person belongs to a group that may be employed with a wage subsidy."""
    if case.candidate.benefit_group is None:
        return needs("ydelsesgruppe", "benefit group")
    if is_listed(case, "groups_without_job"):
        return judge_flag(
            case,
            "without_job",
            da="personen er uden job og egen virksomhed",
            en="the person has neither job nor own business",
        )
    if is_listed(case, "groups_not_obviously_ready"):
        return _judge_obviously_ready(case)
    return judge_group(case, admitted=is_listed(case, "groups"))


def _judge_obviously_ready(case: Case) -> Reason:
    obvious = case.flag("obviously_education_ready")
    if obvious is None:
        return needs(
            "om personen er vurderet åbenlyst uddannelsesparat",
            "whether the person was found obviously ready for education",
        )
    if obvious:
        return no("Vurderet åbenlyst uddannelsesparat.", "Found obviously ready for education.")
    return judge_group(case, admitted=True)


@rule(
    "LT-02",
    "unemployment_months",
    facts=(
        "benefit_group",
        "unemployed_since",
        "education_level",
        "birth_year",
    ),
    terms=(*AGE_TERMS, "employer_sector", "single_parent"),
    also=(
        "private_only_months_groups",
        "no_months_groups",
        "day_one_age",
        "day_one_unskilled",
        "day_one_single_parent",
        target_groups.LISTS,
    ),
)
def judge_unemployment(case: Case, least: Parameter) -> Reason:
    """LT-02: long enough on public benefits, or free of that condition."""
    if is_listed(case, "no_months_groups"):
        return yes(
            "Intet krav om forudgående ledighed: {group}.",
            "No months asked for: {group}.",
            group=case.candidate.benefit_group,
        )
    reason = judge_unemployment_months(
        case.candidate, months=least.months, on=case.opening.starts_on
    )
    if reason.answer is Answer.ELIGIBLE:
        return reason
    exceptions = _list_exceptions(case)
    for da, en, holds in exceptions:
        if holds:
            return yes(f"Intet krav om forudgående ledighed: {da}.", f"No months asked for: {en}.")
    unknown = [(da, en) for da, en, holds in exceptions if holds is None]
    if not unknown or reason.answer is Answer.NEEDS:
        return reason
    return needs(
        f"om en undtagelse gælder ({'; '.join(da for da, _ in unknown)}). {reason.da}",
        f"whether an exception applies ({'; '.join(en for _, en in unknown)}). {reason.en}",
        **reason.values,
    )


def _list_exceptions(case: Case) -> tuple[tuple[str, str, bool | None], ...]:
    level = case.candidate.education_level
    age = case.law.value("day_one_age", on=case.tested_on)
    years = 0 if age is None else age.months
    return (
        (
            "uden erhvervskompetencegivende uddannelse",
            "no vocational qualification",
            None if level is None else is_unskilled(level),
        ),
        (
            f"fyldt {years} år",
            f"aged {years} or more",
            is_aged(case, years, on=case.opening.starts_on) if years else False,
        ),
        ("enlig forsørger", "single parent", case.flag("single_parent")),
        (
            "sygemeldt hos en offentlig arbejdsgiver",
            "on sickness benefit with a public employer",
            _is_free_at_public(case),
        ),
    )


def _is_free_at_public(case: Case) -> bool | None:
    freed, sector = is_listed(case, "private_only_months_groups"), _read_sector(case)
    if freed is False or sector == PRIVATE:
        return False
    return True if freed and sector == PUBLIC else None


def _read_sector(case: Case) -> str | None:
    word = case.word("employer_sector")
    return word if word in {PRIVATE, PUBLIC} else None


@rule("LT-03", "sectors", terms=("employer_sector",))
def judge_employer(case: Case, sectors: Parameter) -> Reason:
    """LT-03: the employer is private or public, which decides length and rate."""
    sector = _read_sector(case)
    if sector is None or sector not in sectors.names:
        return needs(
            "om arbejdsgiveren er privat eller offentlig",
            "whether the employer is private or public",
        )
    if sector == PRIVATE:
        return yes("Privat arbejdsgiver.", "Private employer.")
    return yes("Offentlig arbejdsgiver.", "Public employer.")


def _find_limits(case: Case) -> tuple[date, date] | None:
    """Give the last day that surely is not too late, and the last that may be."""
    names = ("private_months", "public_months", "others_months", "others_months_max")
    held = [case.law.value(name, on=case.tested_on) for name in names]
    private, public, others, longest = (
        find_last_day(case, months=period.months) if period else None for period in held
    )
    if private is None or public is None or others is None or longest is None:
        return None
    sector, is_short = _read_sector(case), _is_short(case)
    short = {PRIVATE: (private, private), PUBLIC: (public, public)}.get(
        sector or "", (min(private, public), max(private, public))
    )
    if is_short is None:
        return min(short[0], others), max(short[1], longest)
    return short if is_short else (others, longest)


def _is_short(case: Case) -> bool | None:
    if is_listed(case, "short_groups_if_ready"):
        return case.flag("job_ready")
    return is_listed(case, "short_groups")


def _latest_day(case: Case, _: Parameter) -> date:
    limits = _find_limits(case)
    return limits[0] if limits else case.opening.starts_on


@rule(
    "LT-04",
    "private_months",
    facts=target_groups.FACTS,
    terms=("starts_on", "ends_on", "employer_sector", "job_ready"),
    also=(
        "public_months",
        "others_months",
        "others_months_max",
        "short_groups",
        "short_groups_if_ready",
        target_groups.LISTS,
    ),
    remedies={"ends_on": _latest_day},
)
def judge_length(case: Case, _: Parameter) -> Reason:
    """LT-04: no longer than the employer and the person's group allow."""
    limits, end = _find_limits(case), read_last_day(case)
    if limits is None:
        return needs("den længste varighed", "the longest duration")
    sure, possible = limits
    if end is None or end <= sure:
        return judge_last_day(case, sure)
    if end > possible:
        return judge_last_day(case, possible)
    return needs(
        "om perioden kan være så lang: privat eller offentlig arbejdsgiver, ydelsesgruppe og for "
        "andre end dagpenge, jobparate og uddannelsesparate lovens længere varighed (ikke "
        "efterprøvet). Sikkert til den {sure}",
        "whether the period may be so long: private or public employer, benefit group, and for "
        "others than unemployment benefit, job-ready and education-ready the act's longer "
        "duration (not verified). Certain until {sure}",
        sure=sure,
    )


def _read_average(case: Case, _: Parameter) -> float | None:
    return case.number("ordinary_average")


@rule(
    "LT-06",
    "additional_employment",
    terms=("ordinary_last_month", "ordinary_average"),
    remedies={"ordinary_last_month": _read_average},
)
def judge_additional(case: Case, _: Parameter) -> Reason:
    """LT-06: the employment comes on top of the usual staff (merbeskæftigelse)."""
    last, average = case.number("ordinary_last_month"), case.number("ordinary_average")
    if last is None or average is None:
        return needs(
            "ordinært ansatte i seneste måned og i gennemsnit over de seneste 12 måneder",
            "ordinary staff in the last month and on average over the last 12 months",
        )
    told = {"last": last, "average": average}
    if last >= average:
        return yes(
            "Merbeskæftigelse: {last} ordinært ansatte seneste måned mod {average} i gennemsnit.",
            "Additional employment: {last} ordinary staff last month against {average} on average.",
            **told,
        )
    return no(
        "Ikke merbeskæftigelse: {last} ordinært ansatte seneste måned mod {average} i gennemsnit.",
        "No additional employment: {last} ordinary staff last month against {average} on average.",
        **told,
    )


@rule(
    "LT-07",
    "agreement_pay",
    terms=("agreement_pay", "employer_sector", "hourly_pay"),
    also=("public_hourly_pay_max_dkk",),
    remedies={"agreement_pay": True},
)
def judge_pay(case: Case, _: Parameter) -> Reason:
    """LT-07: pay by agreement, and with a public employer no more than the ceiling."""
    agreed = judge_flag(
        case,
        "agreement_pay",
        da="løn og vilkår følger overenskomst eller er de sædvanlige",
        en="pay and terms follow a collective agreement or are the usual ones",
    )
    if agreed.answer is Answer.NOT_ELIGIBLE or _read_sector(case) == PRIVATE:
        return agreed
    ceiling = case.law.value("public_hourly_pay_max_dkk", on=case.tested_on)
    pay = case.number("hourly_pay")
    if _read_sector(case) is None or ceiling is None or pay is None:
        return needs(
            "timeløn og loftet over den hos en offentlig arbejdsgiver",
            "hourly pay and its ceiling with a public employer",
        )
    told = {"pay": pay, "most": ceiling.amount}
    if Decimal(str(pay)) > ceiling.amount:
        return no(
            "Timelønnen er {pay} kr.; en offentlig arbejdsgiver må højst betale {most} kr.",
            "Hourly pay is DKK {pay}; a public employer may pay DKK {most} at most.",
            **told,
        )
    return agreed


RULES = (
    life_span("Job med løntilskud", "Wage subsidy", identifier="LT-00"),
    judge_target_group,
    judge_unemployment,
    judge_employer,
    judge_length,
    make_rule(
        "LT-05",
        "ordinary_per_supported",
        proportion.judge_proportion,
        title="the production unit has room for one more",
        terms=proportion.TERMS,
        also=(*proportion.ALSO, proportion.COUNTING),
    ),
    judge_additional,
    judge_pay,
    forbid_other_support("LT-08"),
    ask(
        "LT-09",
        "discussed_first",
        "discussed",
        da="ansættelsen er drøftet mellem arbejdsgiveren og medarbejdernes repræsentant",
        en="the employment was discussed between employer and employees' representative",
    ),
    approve("LT-10"),
    avoid_latest_employer("LT-11"),
)

SCHEME = Scheme(
    NAME,
    "Løntilskud",
    "Wage subsidy",
    RULES,
    kinds=frozenset({OpeningKind.LOENTILSKUD}),
    terms=("starts_on",),
    moving=("approved_on",),
)


def compute_private(hours: Decimal, wage_costs: Decimal, *, on: date) -> Amount | None:
    """Compute what a private employer gets for so many hours, or None where no rate is known.

    No more than the ceiling's share of the wage costs of the same hours is paid.
    """
    law = read_parameters(NAME)
    rate = law.value("private_hourly_dkk", on=on)
    ceiling = law.value("private_ceiling_percent", on=on)
    if rate is None or ceiling is None:
        return None
    gross = round_oere(hours * rate.amount)
    most = round_oere(wage_costs * ceiling.amount / 100)
    paid = min(gross, most)
    return Amount(
        paid,
        f"{tell_number(hours, 'da')} timer × {tell_kroner(rate.amount, 'da')} = "
        f"{tell_kroner(gross, 'da')}; højst {tell_number(ceiling.amount, 'da')} % af "
        f"{tell_kroner(wage_costs, 'da')} = {tell_kroner(most, 'da')} "
        f"Udbetales: {tell_kroner(paid, 'da')}",
        f"{tell_number(hours, 'en')} hours × {tell_kroner(rate.amount, 'en')} = "
        f"{tell_kroner(gross, 'en')}; at most {tell_number(ceiling.amount, 'en')} % of "
        f"{tell_kroner(wage_costs, 'en')} = {tell_kroner(most, 'en')}. "
        f"Paid: {tell_kroner(paid, 'en')}",
        (rate, ceiling),
    )


def compute_public(hours: Decimal, *, on: date) -> Amount | None:
    """Compute what a public employer gets for so many hours, or None where no rate is known."""
    rate = read_parameters(NAME).value("public_hourly_dkk", on=on)
    if rate is None:
        return None
    paid = round_oere(hours * rate.amount)
    return Amount(
        paid,
        f"{tell_number(hours, 'da')} timer × {tell_kroner(rate.amount, 'da')} = "
        f"{tell_kroner(paid, 'da')}",
        f"{tell_number(hours, 'en')} hours × {tell_kroner(rate.amount, 'en')} = "
        f"{tell_kroner(paid, 'en')}",
        (rate,),
    )

"""Fleksjob (LAB chapter 20): a job for who is lastingly and substantially less able to work.

The employer pays for the work done, the municipality adds a flex wage subsidy. What the rules read
of `Opening.parameters`, beside the fields of the candidate and the opening:

``flex_approved``, ``offers_tried``, ``case_basis_ready``
    Whether the municipality has found the person entitled; tried every relevant offer; and has
    what it decides on (until 2026 the rehabilitation team's recommendation).
``early_pension``, ``born_on``
    Whether the person gets early or senior pension; the day of birth.
``earlier_flex_job``
    Whether the person has had a flex job before.
``at_current_workplace``, ``social_terms_months``, ``near_pension``
    Whether the job is at the person's present place of work; months there on special terms;
    whether six years or less remain to the pension age.
``agreement_pay``, ``other_support``
    Pay by collective agreement for the work done; other public wage support.
"""

from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules import target_groups
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import (
    AGE_FACTS,
    AGE_TERMS,
    ask,
    forbid_other_support,
    is_aged,
    life_span,
    read_last_day,
    stay_below_pension_age,
)
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.months import add_months
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, read_number
from matcher.rules.wording import tell_number
from matcher.vocabulary import Answer, BenefitGroup, OpeningKind

NAME = "fleksjob"


def _is_approved(case: Case) -> bool | None:
    return target_groups.is_listed(case, "approved_groups") or case.flag("flex_approved")


@rule(
    "FJ-01",
    "approved_groups",
    facts=target_groups.FACTS,
    terms=("flex_approved",),
    also=(target_groups.LISTS,),
    remedies={"flex_approved": True},
)
def judge_approval(case: Case, _: Parameter) -> Reason:
    """FJ-01: found entitled to a flex job, for a lasting and substantial limitation."""
    approved = _is_approved(case)
    if approved is None:
        return needs(
            "om kommunen har visiteret personen til fleksjob",
            "whether the municipality has found the person entitled to a flex job",
        )
    if approved:
        return yes("Visiteret til fleksjob.", "Found entitled to a flex job.")
    return no("Ikke visiteret til fleksjob.", "Not found entitled to a flex job.")


@rule(
    "FJ-03",
    "offers_tried",
    facts=target_groups.FACTS,
    terms=("flex_approved", "offers_tried"),
    also=("approved_groups", target_groups.LISTS),
    remedies={"offers_tried": True},
)
def judge_offers(case: Case, _: Parameter) -> Reason:
    """FJ-03: every relevant offer has been tried, or would plainly be to no purpose."""
    if _is_approved(case):
        return yes(
            "Afprøvet forud for visitationen til fleksjob.",
            "Tried before the person was found entitled to a flex job.",
        )
    return _judge_before_approval(
        case,
        "offers_tried",
        da="alle relevante tilbud er afprøvet, eller det er åbenbart formålsløst",
        en="every relevant offer has been tried, or it would plainly be to no purpose",
    )


@rule(
    "FJ-04",
    "case_basis",
    facts=target_groups.FACTS,
    terms=("flex_approved", "case_basis_ready"),
    also=("approved_groups", target_groups.LISTS),
    remedies={"case_basis_ready": True},
)
def judge_basis(case: Case, basis: Parameter) -> Reason:
    """FJ-04: the municipality has what it decides on."""
    name = str(basis.value)
    if _is_approved(case):
        return yes(
            "Afgørelsen er truffet (grundlag: {name}).", "Decided already (on: {name}).", name=name
        )
    return _judge_before_approval(
        case,
        "case_basis_ready",
        da=f"kommunens beslutningsgrundlag ({name}) foreligger",
        en=f"the municipality has what it decides on ({name})",
    )


def _judge_before_approval(case: Case, key: str, *, da: str, en: str) -> Reason:
    """Judge what is asked before the decision; a refusal is open while the decision is unknown."""
    reason = judge_flag(case, key, da=da, en=en)
    if reason.answer is Answer.NOT_ELIGIBLE and _is_approved(case) is None:
        return needs(
            f"om personen er visiteret til fleksjob. {reason.da}",
            f"whether the person has been found entitled. {reason.en}",
        )
    return reason


@rule(
    "FJ-05",
    "first_grant_years",
    facts=AGE_FACTS,
    terms=(*AGE_TERMS, "ends_on", "earlier_flex_job"),
    also=("permanent_age",),
)
def judge_grant(case: Case, years: Parameter) -> Reason:
    """FJ-05: the grant is for some years at first, and may be permanent later from some age."""
    start, end = case.opening.starts_on, read_last_day(case)
    review = add_months(start, 12 * years.months)
    told = {"review": review, "years": years.months}
    if end is None or end < review:
        return yes(
            "Bevilges for højst {years} år ad gangen; nyt stillingtagen senest den {review}.",
            "Granted for {years} years at a time at most; decided again by {review}.",
            **told,
        )
    age = case.law.value("permanent_age", on=case.tested_on)
    aged = is_aged(case, age.months, on=start) if age else None
    earlier = case.flag("earlier_flex_job")
    if aged and earlier:
        return yes(
            "Et senere fleksjob kan bevilges permanent i den alder.",
            "A later flex job may be granted permanently at that age.",
        )
    if aged is False or earlier is False:
        return no(
            "Længere end {years} år kan ikke bevilges: det er det første fleksjob, eller personen "
            "er for ung til et permanent.",
            "Longer than {years} years cannot be granted: it is the first flex job, or the person "
            "is too young for a permanent one.",
            **told,
        )
    return needs(
        "fødselsdato, og om personen har haft fleksjob før",
        "date of birth, and whether the person has had a flex job before",
    )


@rule(
    "FJ-06",
    "retention_months",
    facts=("benefit_group",),
    terms=("at_current_workplace", "social_terms_months", "near_pension"),
    also=("retention_exempt_near_pension",),
    remedies={"social_terms_months": read_number},
)
def judge_retention(case: Case, least: Parameter) -> Reason:
    """FJ-06: at one's own workplace only after a year on special terms."""
    own, near = case.flag("at_current_workplace"), case.flag("near_pension")
    if own is None and case.candidate.benefit_group in {None, BenefitGroup.I_JOB}:
        return needs(
            "om fleksjobbet er på personens nuværende arbejdsplads",
            "whether the job is at the person's present place of work",
        )
    if not own:
        return yes("Ikke på egen arbejdsplads.", "Not at the person's own workplace.")
    exempt = case.law.value("retention_exempt_near_pension", on=case.tested_on)
    if near and exempt is not None and exempt.value:
        return yes(
            "Højst 6 år til folkepensionsalderen: intet krav om tid på særlige vilkår.",
            "Six years or less to the pension age: no time on special terms is asked for.",
        )
    had = case.number("social_terms_months")
    told = {"had": had, "least": least.months}
    if had is not None and had >= least.number:
        return yes(
            "{had} måneder på særlige vilkår; kravet er {least}.",
            "{had} months on special terms; required: {least}.",
            **told,
        )
    if had is None or near is None:
        return needs(
            "måneder efter de sociale kapitler eller på særlige vilkår (mindst {least}), og om der "
            "højst er 6 år til folkepensionsalderen",
            "months under the social chapters or on special terms ({least} at least), and whether "
            "six years or less remain to the pension age",
            **told,
        )
    return no(
        "{had} måneder på særlige vilkår; kravet er {least}.",
        "{had} months on special terms; required: {least}.",
        **told,
    )


@rule(
    "FJ-02",
    "on_no_pension",
    facts=("benefit_group",),
    terms=("early_pension",),
    remedies={"early_pension": False},
)
def judge_pension(case: Case, _: Parameter) -> Reason:
    """FJ-02: gets no early or senior pension."""
    stated = case.flag("early_pension")
    if case.candidate.benefit_group is BenefitGroup.FOERTIDSPENSION:
        stated = True
    if stated is None or (not stated and case.candidate.benefit_group is None):
        return needs(
            "om personen modtager førtidspension, seniorpension eller tidlig pension",
            "whether the person gets early, senior or disability pension",
        )
    if stated:
        return no("Modtager pension.", "Gets a pension.")
    return yes(
        "Modtager ikke førtids-, senior- eller tidlig pension.",
        "Gets no early, senior or disability pension.",
    )


RULES = (
    life_span("Fleksjob", "Flex job", identifier="FJ-00"),
    judge_approval,
    stay_below_pension_age("FJ-02"),
    judge_pension,
    judge_offers,
    judge_basis,
    judge_grant,
    judge_retention,
    ask(
        "FJ-07",
        "agreement_pay",
        "agreement_pay",
        da="løn og vilkår følger overenskomsten for det arbejde, der udføres",
        en="pay and terms follow the collective agreement for the work done",
    ),
    forbid_other_support("FJ-08"),
)

SCHEME = Scheme(
    NAME,
    "Fleksjob",
    "Flex job",
    RULES,
    kinds=frozenset({OpeningKind.FLEKSJOB}),
    terms=("starts_on",),
)


def compute_subsidy(wage: Decimal, full_time_wage: Decimal, *, on: date) -> Amount | None:
    """Compute the monthly flex wage subsidy to a wage, or None where the amounts are not known.

    Both wages are monthly and hold pension. Wage and subsidy together never exceed the wage of the
    same job at full time.
    """
    law = read_parameters(NAME)
    names = (
        "subsidy_month_dkk",
        "wage_break_dkk",
        "deduction_below_percent",
        "deduction_above_percent",
    )
    held = tuple(period for name in names if (period := law.value(name, on=on)))
    if len(held) < len(names):
        return None
    most, wage_break, below, above = (period.amount for period in held)
    lowered = round_oere(min(wage, wage_break) * below / 100)
    lowered += round_oere(max(wage - wage_break, Decimal(0)) * above / 100)
    room = max(full_time_wage - wage, Decimal(0))
    paid = round_oere(min(max(most - lowered, Decimal(0)), room))
    return Amount(
        paid,
        f"{tell_kroner(most, 'da')} − {tell_number(below, 'da')} % af lønnen op til "
        f"{tell_kroner(wage_break, 'da')} og {tell_number(above, 'da')} % derover "
        f"({tell_kroner(lowered, 'da')}); højst op til fuldtidslønnen: {tell_kroner(paid, 'da')}",
        f"{tell_kroner(most, 'en')} − {tell_number(below, 'en')} % of the wage up to "
        f"{tell_kroner(wage_break, 'en')} and {tell_number(above, 'en')} % above "
        f"({tell_kroner(lowered, 'en')}); at most up to the full-time wage: "
        f"{tell_kroner(paid, 'en')}",
        held,
    )

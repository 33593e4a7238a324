"""Smaajob: ordinary paid work for few hours a week, beside a benefit. No act defines it.

What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``agreement_pay``
    Whether the hours are paid on ordinary terms.
``combined_with``, ``different_function``
    ``none``, ``virksomhedspraktik`` or ``loentilskud`` in the same company; whether the tasks of
    the paid hours then are other ones.
``income_reported``
    Whether the person knows that the income must be told to who pays the benefit, and will.
"""

from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import ask, judge_group, life_span
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, read_number
from matcher.rules.wording import tell_number
from matcher.vocabulary import BenefitGroup, OpeningKind

NAME = "smaajob"

RATES = {
    "mindstesats": "free_amount_basic_dkk",
    "grundsats": "free_amount_basic_dkk",
    "forhoejet": "free_amount_raised_dkk",
    "hjemmeboende": "free_amount_at_home_dkk",
}
"""The rates of social assistance since 1 July 2025, and what each may earn without deduction."""


@rule("SJ-01", "benefits", facts=("benefit_group",))
def judge_benefit(case: Case, benefits: Parameter) -> Reason:
    """SJ-01: the person gets a benefit the hours may stand beside."""
    group = case.candidate.benefit_group
    if group is None:
        return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
    return judge_group(case, admitted=group in benefits.names)


@rule("SJ-02", "weekly_hours_max", terms=("weekly_hours",), remedies={"weekly_hours": read_number})
def judge_hours(case: Case, most: Parameter) -> Reason:
    """SJ-02: few enough hours to be a small job here."""
    told = {"hours": case.opening.weekly_hours, "most": most.number}
    da, en = (
        "{hours} timer om ugen; et småjob er her højst {most}.",
        "{hours} hours a week; a small job is {most} at most here.",
    )
    return (yes if case.opening.weekly_hours <= most.number else no)(da, en, **told)


@rule(
    "SJ-02",
    "dagpenge_hours_max",
    facts=("benefit_group",),
    terms=("weekly_hours",),
    remedies={"weekly_hours": read_number},
)
def judge_supplement(case: Case, most: Parameter) -> Reason:
    """SJ-02: few enough hours to keep supplementary unemployment benefit."""
    group, hours = case.candidate.benefit_group, case.opening.weekly_hours
    told = {"hours": hours, "most": most.number}
    if hours <= most.number:
        return yes(
            "{hours} timer om ugen: supplerende dagpenge er mulige op til {most}.",
            "{hours} hours a week: supplementary unemployment benefit is possible up to {most}.",
            **told,
        )
    if group is None:
        return needs("ydelsesgruppe", "benefit group")
    if group is not BenefitGroup.DAGPENGE:
        return yes("Gælder kun dagpenge.", "Counts for unemployment benefit only.")
    return no(
        "{hours} timer om ugen: over {most} udbetales ingen supplerende dagpenge.",
        "{hours} hours a week: above {most} no supplementary unemployment benefit is paid.",
        **told,
    )


@rule(
    "SJ-04",
    "combinable",
    terms=("combined_with", "different_function"),
    remedies={"different_function": True, "combined_with": "none"},
)
def judge_combination(case: Case, names: Parameter) -> Reason:
    """SJ-04: beside a placement or wage subsidy in the company, the tasks are other ones."""
    other = case.word("combined_with")
    if other in {"none", "ingen"}:
        return yes(
            "Kombineres ikke med praktik eller løntilskud.",
            "Not combined with a placement or a wage subsidy.",
        )
    if other not in names.names:
        return needs(
            "om jobbet kombineres med praktik eller løntilskud i samme virksomhed",
            "whether combined with a placement or a wage subsidy in the same company",
        )
    return judge_flag(
        case,
        "different_function",
        da=f"opgaverne i de lønnede timer er andre end i {other}",
        en=f"the tasks of the paid hours are other ones than in {other}",
    )


RULES = (
    life_span("Småjob", "Small job", identifier="SJ-00"),
    judge_benefit,
    judge_hours,
    judge_supplement,
    ask(
        "SJ-03",
        "usual_pay",
        "agreement_pay",
        da="timerne lønnes på ordinære vilkår",
        en="the hours are paid on ordinary terms",
    ),
    judge_combination,
    ask(
        "SJ-05",
        "income_reported",
        "income_reported",
        da="indtægten oplyses til den, der udbetaler ydelsen",
        en="the income is told to who pays the benefit",
    ),
)

SCHEME = Scheme(
    NAME, "Småjob", "Small job", RULES, kinds=frozenset({OpeningKind.SMAAJOB}), terms=("starts_on",)
)


def compute_deduction(wage: Decimal, rate: str, *, on: date) -> Amount | None:
    """Compute what a monthly wage lowers social assistance by, or None where it is not known.

    ``rate`` is a key of `RATES`. Assistance and wage together are capped besides, which is not
    computed here.

    Raises
    ------
    KeyError
        If there is no such rate.
    """
    law = read_parameters(NAME)
    free, percent = law.value(RATES[rate], on=on), law.value("deduction_percent", on=on)
    if free is None or percent is None:
        return None
    lowered = round_oere(max(wage - free.amount, Decimal(0)) * percent.amount / 100)
    return Amount(
        lowered,
        f"{tell_number(percent.amount, 'da')} % af det, {tell_kroner(wage, 'da')} overstiger "
        f"{tell_kroner(free.amount, 'da')}: {tell_kroner(lowered, 'da')}",
        f"{tell_number(percent.amount, 'en')} % of what {tell_kroner(wage, 'en')} exceeds "
        f"{tell_kroner(free.amount, 'en')} by: {tell_kroner(lowered, 'en')}",
        (free, percent),
    )

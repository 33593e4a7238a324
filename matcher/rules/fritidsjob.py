"""Fritidsjob: an ordinary job beside school for somebody under 18.

The hours, times and tasks are those of `matcher.rules.unges_arbejde`, asked beside this scheme.
What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``born_on``, ``outside_school_hours``
    Day of birth; whether the work lies outside school hours.
``agreement_pay``, ``contract_given``
    Pay for the young by agreement or as usual; whether written terms are given.
"""

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import AGE_FACTS, AGE_TERMS, ask, is_aged, life_span
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag
from matcher.vocabulary import OpeningKind

NAME = "fritidsjob"


@rule("FR-01", "age_below", facts=AGE_FACTS, terms=AGE_TERMS, also=("age_min",))
def judge_age(case: Case, below: Parameter) -> Reason:
    """FR-01: from 13 to 17 years on the first day."""
    start = case.opening.starts_on
    least = case.law.value("age_min", on=case.tested_on)
    told = {"below": below.months, "least": least.months if least else 0, "day": start}
    too_old = is_aged(case, below.months, on=start)
    old_enough = is_aged(case, least.months, on=start) if least else None
    if too_old:
        return no(
            "Fyldt {below} år den {day}; det er et almindeligt job.",
            "Aged {below} or more on {day}; it is an ordinary job.",
            **told,
        )
    if old_enough is False:
        return no("Ikke fyldt {least} år den {day}.", "Not yet {least} on {day}.", **told)
    if too_old is None or old_enough is None:
        return needs(
            "fødselsdato; et fritidsjob er for den, der er fyldt {least} og ikke {below} år den "
            "{day}",
            "date of birth; an after-school job is for who is {least} but not {below} on {day}",
            **told,
        )
    return yes("Mellem {least} og {below} år.", "Between {least} and {below}.", **told)


@rule(
    "FR-04",
    "contract_weekly_hours",
    terms=("weekly_hours", "contract_given"),
    remedies={"contract_given": True},
)
def judge_contract(case: Case, above: Parameter) -> Reason:
    """FR-04: written terms of employment where the hours ask for them."""
    told = {"hours": case.opening.weekly_hours, "above": above.number}
    if case.opening.weekly_hours <= above.number:
        return yes(
            "{hours} timer om ugen: ansættelsesbevis kræves først over {above}.",
            "{hours} hours a week: written terms are required only above {above}.",
            **told,
        )
    return judge_flag(
        case,
        "contract_given",
        da="den unge får et ansættelsesbevis",
        en="the young person gets written terms of employment",
    )


RULES = (
    life_span("Fritidsjob", "After-school job", identifier="FR-00"),
    judge_age,
    ask(
        "FR-02",
        "outside_school",
        "outside_school_hours",
        da="arbejdet ligger uden for skoletiden",
        en="the work lies outside school hours",
    ),
    ask(
        "FR-03",
        "agreement_pay",
        "agreement_pay",
        da="lønnen følger overenskomstens ungdomssats eller er den sædvanlige",
        en="pay follows the agreement's rate for the young or is the usual one",
    ),
    judge_contract,
)

SCHEME = Scheme(
    NAME,
    "Fritidsjob",
    "After-school job",
    RULES,
    kinds=frozenset({OpeningKind.FRITIDSJOB}),
    terms=("starts_on",),
)

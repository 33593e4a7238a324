"""RKV: prior learning assessed before an adult's vocational education.

Asked of a person and an education, whose first day is the opening's. What the rules read of
`Opening.parameters`: ``school_runs_education``, ``experience_documented``,
``payment_agreed`` (by the municipality or the fund), ``rkv_days`` and ``born_on``.
"""

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import ask, life_span, reach_age
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag
from matcher.vocabulary import OtherScheme

NAME = "rkv"


@rule(
    "RK-04",
    "commitment_benefits",
    facts=("benefit_group",),
    terms=("payment_agreed",),
    remedies={"payment_agreed": True},
)
def judge_commitment(case: Case, benefits: Parameter) -> Reason:
    """RK-04: of the unemployed, the municipality or the fund agrees first."""
    group = case.candidate.benefit_group
    if group is not None and group not in benefits.names:
        return yes("Kræves ikke: {group}.", "Not required: {group}.", group=group)
    reason = judge_flag(
        case,
        "payment_agreed",
        da="kommunen eller a-kassen har givet tilsagn",
        en="the municipality or the fund has agreed",
    )
    if group is None and case.flag("payment_agreed") is False:
        return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
    return reason


@rule("RK-05", "days_max", terms=("rkv_days",), also=("days_min",))
def judge_days(case: Case, most: Parameter) -> Reason:
    """RK-05: takes from half a day to ten."""
    days = case.number("rkv_days")
    least = case.law.value("days_min", on=case.tested_on)
    told = {"days": days, "most": most.amount, "least": least.amount if least else 0}
    if days is None:
        return yes(
            "Varer {least} til {most} dage; skolen fastsætter det.",
            "Takes {least} to {most} days; the school decides.",
            **told,
        )
    if least is not None and least.number <= days <= most.number:
        return yes("Varer {days} dage.", "Takes {days} days.", **told)
    return no(
        "{days} dage ligger ikke mellem {least} og {most}.",
        "{days} days do not lie between {least} and {most}.",
        **told,
    )


@rule("RK-06", "fee_dkk")
def judge_fee(_: Case, fee: Parameter) -> Reason:
    """RK-06: free to the person."""
    return yes("Deltagerbetaling: {fee} kr.", "Fee: DKK {fee}.", fee=fee.amount)


RULES = (
    life_span("Realkompetencevurdering", "Assessment of prior learning", identifier="RK-00"),
    reach_age("RK-01"),
    ask(
        "RK-02",
        "school_able",
        "school_runs_education",
        da="skolen udbyder uddannelsen",
        en="the school runs the education",
    ),
    ask(
        "RK-03",
        "documented",
        "experience_documented",
        da="uddannelse og erfaring er dokumenteret",
        en="education and experience are documented",
    ),
    judge_commitment,
    judge_days,
    judge_fee,
)

SCHEME = Scheme(NAME, OtherScheme.RKV.da, OtherScheme.RKV.en, RULES, terms=("starts_on",))

"""Mentorforloeb (LAB chapter 26): somebody who helps a person get or keep a job or an education.

What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``decisive_need``, ``beyond_usual``
    Whether a mentor is decisive; whether the tasks lie beyond what the employer usually does.
``written_agreement``, ``mentor_hours``, ``mentor_named``
    Whether there is a written agreement; hours a week the municipality has set; a mentor is named.
``budget_confirmed``
    Whether the municipality has room within the cap on its spending.
"""

from datetime import date

from data_schemas.parameters import Parameter
from matcher.rules import target_groups
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import ask, find_last_day, judge_group, judge_last_day, life_span
from matcher.rules.scheme import Scheme
from matcher.vocabulary import BenefitGroup, OpeningKind

NAME = "mentorforloeb"


def _latest_day(case: Case, months: Parameter) -> date:
    return find_last_day(case, months=months.months)


@rule(
    "ME-01",
    "groups",
    facts=target_groups.FACTS,
    also=("ordinary_job_admitted", target_groups.LISTS),
)
def judge_target_group(case: Case, _: Parameter) -> Reason:
    """ME-01: the person belongs to a group the scheme is for, or has an ordinary job."""
    group = case.candidate.benefit_group
    if group is None:
        return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
    employed = case.law.value("ordinary_job_admitted", on=case.tested_on)
    if group is BenefitGroup.I_JOB:
        return judge_group(case, admitted=employed is not None and employed.value is True)
    return judge_group(case, admitted=target_groups.is_listed(case, "groups"))


@rule(
    "ME-05",
    "agreement_months",
    terms=("starts_on", "ends_on"),
    remedies={"ends_on": _latest_day},
)
def judge_length(case: Case, months: Parameter) -> Reason:
    """ME-05: one agreement lasts no longer than six months; a new one may follow."""
    return judge_last_day(case, _latest_day(case, months))


@rule("ME-06", "hours_set", terms=("mentor_hours", "weekly_hours"))
def judge_hours(case: Case, _: Parameter) -> Reason:
    """ME-06: the municipality has set the weekly hours."""
    hours = case.number("mentor_hours")
    if hours is None:
        return needs("mentorens ugentlige timer", "the mentor's weekly hours")
    if not 0 < hours <= case.opening.weekly_hours:
        return no(
            "{hours} mentortimer om ugen ligger ikke mellem 0 og jobbets {week} timer.",
            "{hours} mentor hours a week do not lie between 0 and the job's {week} hours.",
            hours=hours,
            week=case.opening.weekly_hours,
        )
    return yes("{hours} mentortimer om ugen.", "{hours} mentor hours a week.", hours=hours)


RULES = (
    life_span("Mentorstøtte", "Mentor support", identifier="ME-00"),
    judge_target_group,
    ask(
        "ME-02",
        "decisive_need",
        "decisive_need",
        da="en mentor er afgørende for at få eller fastholde aktiviteten, uddannelsen eller jobbet",
        en="a mentor is decisive for getting or keeping the activity, education or job",
    ),
    ask(
        "ME-03",
        "beyond_usual",
        "beyond_usual",
        da="mentorens opgaver ligger ud over, hvad arbejdsgiveren eller skolen sædvanligvis gør",
        en="the mentor's tasks lie beyond what the employer or school usually does",
    ),
    ask(
        "ME-04",
        "written_agreement",
        "written_agreement",
        da="kommunen og personen har indgået en skriftlig aftale",
        en="municipality and person have a written agreement",
    ),
    judge_length,
    judge_hours,
    ask(
        "ME-07",
        "mentor_named",
        "mentor_named",
        da="en mentor er udpeget",
        en="somebody is named as mentor",
    ),
    ask(
        "ME-08",
        "spending_cap",
        "budget_confirmed",
        da="der er plads inden for loftet over kommunens udgifter",
        en="there is room within the cap on the municipality's spending",
    ),
)

SCHEME = Scheme(
    NAME,
    "Mentorforløb",
    "Mentoring",
    RULES,
    kinds=frozenset({OpeningKind.MENTORFORLOEB}),
    terms=("starts_on",),
)

"""The groups that the law on the work of people under 18 tells apart, and limits by group.

Three groups have limits of their own: 13 or 14 years, 15 to 17 while still of compulsory school
age, and 15 to 17 with the 9th form finished. Where age or school is not known, the strictest group
that is possible is asked: what it allows, all allow; what it refuses is open as long as a freer
group might allow it.
"""

from collections.abc import Callable

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, Remedies, Rule, needs, rule
from matcher.rules.conditions import AGE_FACTS, AGE_TERMS, is_aged
from matcher.vocabulary import Answer

BELOW, YOUNGEST, AT_SCHOOL, FINISHED, ADULT = "under_13", "13_14", "15_17_pligt", "15_17", "18"
GROUPS = (YOUNGEST, AT_SCHOOL, FINISHED)
"""The groups with limits, strictest first; also the ends of their parameters' names."""

LABELS = {
    YOUNGEST: ("13-14-årige", "13 and 14 years"),
    AT_SCHOOL: ("15-17-årige i undervisningspligt", "15 to 17 of compulsory school age"),
    FINISHED: ("15-17-årige, der har afsluttet 9. klasse", "15 to 17 with the 9th form finished"),
}

WHO_FACTS = AGE_FACTS
WHO_TERMS = (*AGE_TERMS, "finished_9th")
WHO_ALSO = ("age_min", "older_age", "adult_age")
"""What deciding the group reads."""

JudgeAs = Callable[[Case, Parameter, str], Reason]


def list_groups(case: Case) -> tuple[str, ...]:
    """Give every group the person may belong to on the first day, strictest first."""
    start = case.opening.starts_on
    held = [case.law.value(name, on=case.tested_on) for name in WHO_ALSO]
    at_13, at_15, at_18 = (
        None if age is None else is_aged(case, age.months, on=start) for age in held
    )
    finished = case.flag("finished_9th")
    between = at_15 is not False and at_18 is not True
    possible = {
        BELOW: at_13 is not True,
        YOUNGEST: at_13 is not False and at_15 is not True,
        AT_SCHOOL: between and finished is not True,
        FINISHED: between and finished is not False,
        ADULT: at_18 is not False,
    }
    return tuple(group for group, may_be in possible.items() if may_be)


def find_strictest(case: Case) -> str:
    """Give the strictest group with limits of its own that the person may belong to."""
    return next((group for group in list_groups(case) if group in GROUPS), FINISHED)


def decide(case: Case, group: str, judge: Callable[[str], Reason]) -> Reason:
    """Judge for a group, and leave a refusal open where the person may belong to a freer one."""
    reason = judge(group)
    if reason.answer is not Answer.NOT_ELIGIBLE:
        return reason
    freer = [each for each in list_groups(case) if each not in (BELOW, group)]
    if all(each != ADULT and judge(each).answer is Answer.NOT_ELIGIBLE for each in freer):
        return reason
    da, en = LABELS[group]
    return needs(
        f"fødselsdato, og om 9. klasse er afsluttet; for {da} gælder: {reason.da}",
        f"date of birth, and whether the 9th form is finished; for {en}: {reason.en}",
        **reason.values,
    )


def limit_by_group(
    identifier: str,
    limit: str,
    judge: JudgeAs,
    *,
    title: str,
    terms: tuple[str, ...],
    also: tuple[str, ...] = (),
    remedies: Remedies | None = None,
) -> tuple[Rule, ...]:
    """Make the rules of one limit, one for each group; ``limit`` begins their parameters' names."""
    return tuple(
        _limit(
            identifier,
            limit,
            group,
            judge,
            title=title,
            terms=terms,
            also=also,
            remedies=remedies,
        )
        for group in GROUPS
    )


def _limit(
    identifier: str,
    limit: str,
    group: str,
    judge: JudgeAs,
    *,
    title: str,
    terms: tuple[str, ...],
    also: tuple[str, ...],
    remedies: Remedies | None,
) -> Rule:
    def judge_limit(case: Case, held: Parameter) -> Reason:
        def judge_as(each: str) -> Reason:
            own = held if each == group else case.law.value(f"{limit}_{each}", on=case.tested_on)
            return judge(case, own, each) if own else needs("grænsen", "the limit")

        return decide(case, group, judge_as)

    judge_limit.__name__ = f"judge_{limit}_{group}"
    judge_limit.__doc__ = f"{identifier}: {title} ({LABELS[group][1]})."
    others = tuple(f"{limit}_{each}" for each in GROUPS if each != group)
    return rule(
        identifier,
        f"{limit}_{group}",
        facts=WHO_FACTS,
        terms=(*WHO_TERMS, *terms),
        also=(*WHO_ALSO, *others, *also),
        remedies=remedies,
    )(judge_limit)


def for_pupils(judge: Callable[[Case, Parameter], Reason]) -> Callable[[Case, Parameter], Reason]:
    """Ask a condition only of who is 13 or 14 or still of compulsory school age."""

    def judge_pupil(case: Case, held: Parameter) -> Reason:
        def judge_as(group: str) -> Reason:
            return _free() if group == FINISHED else judge(case, held)

        return decide(case, find_strictest(case), judge_as)

    return judge_pupil


def _free() -> Reason:
    return Reason(
        Answer.ELIGIBLE,
        "Gælder ikke for den, der er fyldt 15 år og har afsluttet 9. klasse.",
        "Does not count for who is 15 or more and has finished the 9th form.",
    )

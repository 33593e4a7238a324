"""Which of the law's target groups somebody is in, told from benefit, age and education.

A rule declares `FACTS` and, among the parameters it reads beside its own, `LISTS`.
"""

from collections.abc import Iterable
from datetime import date

from data_schemas.parameters import GroupList, Parameter, TargetGroup, TargetGroups
from matcher.rules.case import Case, Reason, needs, no, yes
from matcher.rules.education import is_unskilled
from matcher.rules.months import has_passed
from matcher.vocabulary import Candidate

FACTS = ("benefit_group", "birth_year", "education_level")
LISTS = "target_groups"


def find_groups(candidate: Candidate, groups: GroupList, *, on: date) -> frozenset[str]:
    """Give the codes of the groups somebody may be in on a day; several where a fact is missing.

    Examples
    --------
    >>> from data_schemas.parameters import read_target_groups
    >>> from matcher.vocabulary import BenefitGroup
    >>> day = date(2026, 5, 1)
    >>> groups = read_target_groups().value(on=day)
    >>> someone = Candidate("c", 2003, "2620", benefit_group=BenefitGroup.AKTIVITETSPARAT)
    >>> sorted(find_groups(someone, groups, on=day))
    ['aktivitetsparat', 'aktivitetsparat_ung']
    """
    possible: set[str] = set()
    for group in groups.groups:
        met = _is_met(candidate, group, on)
        if met:
            return frozenset({group.code})
        if met is None:
            possible.add(group.code)
    return frozenset(possible)


def _is_met(candidate: Candidate, group: TargetGroup, on: date) -> bool | None:
    benefit = candidate.benefit_group
    if benefit is not None and benefit not in group.benefits:
        return False
    answers = {
        None if benefit is None else True,
        _is_aged(candidate, group.age_from, on, reached=True),
        _is_aged(candidate, group.age_below, on, reached=False),
        _is_qualified(candidate, group),
    }
    if False in answers:
        return False
    return None if None in answers else True


def _is_aged(candidate: Candidate, age: int | None, on: date, *, reached: bool) -> bool | None:
    if age is None:
        return True
    passed = has_passed(candidate.birth_year, years=age, on=on)
    return None if passed is None else passed is reached


def _is_qualified(candidate: Candidate, group: TargetGroup) -> bool | None:
    if group.qualified is None:
        return True
    level = candidate.education_level
    return None if level is None else is_unskilled(level) is not group.qualified


def belongs(
    candidate: Candidate, codes: Iterable[str], groups: TargetGroups, *, on: date
) -> bool | None:
    """Whether somebody is in one of the groups named, on a day; None if it cannot be told."""
    named = frozenset(codes)
    held = groups.find_naming(named, on=on)
    if held is None:
        return None
    possible = find_groups(candidate, held, on=on)
    if not possible & named:
        return False
    return True if possible <= named else None


def judge_group(case: Case, listed: Parameter, *, who_da: str, who_en: str) -> Reason:
    """Judge that the candidate is in one of the target groups listed; ``who`` words for whom."""
    group = case.candidate.benefit_group
    if group is None:
        return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
    met = belongs(case.candidate, listed.names, case.law.groups, on=case.tested_on)
    told = {"group": group, "on": case.tested_on}
    if met is None:
        return needs(
            f"om personen ({{group}}) den {{on}} er i målgruppen for {who_da}; alder, "
            f"uddannelse eller lovens liste er ikke kendt",
            f"whether the person ({{group}}) is in the target group of {who_en} on {{on}}; age, "
            f"education or the law's list is not known",
            **told,
        )
    if met:
        return yes(
            f"I målgruppen for {who_da}: {{group}}.",
            f"In the target group of {who_en}: {{group}}.",
            **told,
        )
    return no(
        f"Ikke i målgruppen for {who_da}: {{group}}.",
        f"Not in the target group of {who_en}: {{group}}.",
        **told,
    )

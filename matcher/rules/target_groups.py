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
    """Whether somebody is in one of the groups named, on a day; None if it cannot be told.

    Groups of an earlier law are read as what the day's list has put in their place. Where that
    lumps them together with groups that are not named, the earlier list still tells them apart.
    """
    named, held = groups.find_naming(codes, on=on), groups.value(on=on)
    if named is None or held is None:
        return None
    whole, partly = groups.follow(codes, on=on)
    now = _is_among(candidate, whole, held, on=on)
    if now or not partly:
        return now
    then = _is_among(candidate, codes, named, on=on)
    return _both(then, _is_among(candidate, whole | partly, held, on=on))


def _is_among(
    candidate: Candidate, codes: Iterable[str], groups: GroupList, *, on: date
) -> bool | None:
    asked, possible = frozenset(codes), find_groups(candidate, groups, on=on)
    if not possible & asked:
        return False
    return True if possible <= asked else None


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return True if one and other else None


def is_listed(case: Case, parameter: str) -> bool | None:
    """Whether the person is in a group that a parameter lists; None if it cannot be told."""
    listed = case.law.value(parameter, on=case.tested_on)
    if listed is None:
        return False
    if case.candidate.benefit_group is None:
        return None
    return belongs(case.candidate, listed.names, case.law.groups, on=case.tested_on)


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

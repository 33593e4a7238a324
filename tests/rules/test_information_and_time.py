"""What learning more and what waiting can do to a verdict, for every scheme."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.rules import SCHEMES
from matcher.rules.months import add_months
from matcher.rules.target_groups import LISTS
from matcher.rules.turning import YEAR_FACTS, postpone
from matcher.vocabulary import Answer, EducationLevel
from tests.rules.strategies import CANDIDATES, FACTS, openings

UNKNOWABLE = ("benefit_group", "unemployed_since", "education_level", "education_last_used")


def lacking(candidate, opening):
    """Give every pair of which one thing less is known."""
    for name in UNKNOWABLE:
        if getattr(candidate, name) is not None:
            yield replace(candidate, **{name: None}), opening
    for key in opening.parameters:
        left = {k: v for k, v in opening.parameters.items() if k != key}
        yield candidate, replace(opening, parameters=left)


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, openings(FACTS))
def test_learning_more_never_opens_what_was_a_yes(candidate, opening):
    for scheme in SCHEMES.values():
        known = scheme.judge(candidate, opening).answer
        for person, place in lacking(candidate, opening):
            if scheme.judge(person, place).answer is Answer.ELIGIBLE:
                assert known is not Answer.NEEDS


def test_learning_more_never_opens_a_yes_of_pairs_that_meet_everything(good_pairs):
    for candidate, opening in good_pairs:
        scheme = SCHEMES[opening.kind.value]
        assert scheme.judge(candidate, opening).answer is Answer.ELIGIBLE
        for person, place in lacking(candidate, opening):
            assert scheme.judge(person, place).answer is not Answer.NOT_ELIGIBLE


def names_a_day(name):
    return name in YEAR_FACTS or name.endswith(("_on", "_since", "_from", "_until", "_last_used"))


def held(case, rule):
    names = [name for name in (rule.parameter, *rule.also) if name != LISTS]
    values = [case.law.value(name, on=rule.find_day(case)) for name in names]
    lists = case.law.groups.value(on=case.tested_on) if LISTS in rule.also else None
    return [value and value.value for value in values], lists


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, openings(FACTS), st.integers(1, 1500))
def test_waiting_alone_changes_only_what_a_rule_about_days_or_the_law_says(
    candidate, opening, days
):
    later = postpone(opening, opening.starts_on + timedelta(days=days))
    for scheme in SCHEMES.values():
        now, then = scheme.open_case(candidate, opening), scheme.open_case(candidate, later)
        for rule in scheme.rules:
            timeless = not any(map(names_a_day, (*rule.facts, *rule.terms)))
            if timeless and held(now, rule) == held(then, rule):
                assert rule.find_reason(now).answer is rule.find_reason(then).answer


@pytest.mark.parametrize(
    "since",
    [
        date(2023, 8, 29),  # six months end on the leap day
        date(2023, 8, 31),  # February has no 31st
        date(2024, 9, 30),  # the day summer time begins
        date(2025, 4, 26),  # the day it ends
        date(2023, 12, 31),  # June has no 31st
        date(2024, 2, 29),
    ],
)
def test_months_end_on_the_calendar_s_day_whatever_the_month_or_the_clock(good_pairs, since):
    candidate, opening = good_pairs[1]
    person = replace(
        candidate,
        unemployed_since=since,
        education_level=EducationLevel.EUD,
        education_last_used=2023,
    )
    day = add_months(since, 6)
    answers = [
        next(
            finding.answer
            for finding in SCHEMES["voksenlaerling"]
            .judge(person, replace(opening, starts_on=day + timedelta(days=n)))
            .findings
            if finding.rule == "VL-05"
        )
        for n in (-1, 0, 1)
    ]
    assert answers == [Answer.NOT_ELIGIBLE, Answer.ELIGIBLE, Answer.ELIGIBLE]

"""A verdict says when it turns, and the days it names are those a day-by-day search would find."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matcher.rules import SCHEMES
from matcher.rules.turning import find_turns, list_days, postpone
from matcher.vocabulary import Answer, BenefitGroup, EducationLevel, combine_answers
from tests.rules.strategies import near_pairs

MONTHS = 26


def answer(scheme, candidate, opening):
    case = scheme.open_case(candidate, opening)
    return {rule: rule.find_reason(case).answer for rule in scheme.choose_rules(case)}


def scan(scheme, candidate, opening):
    """Try every day; give what turned on each."""
    days = {}
    before = answer(scheme, candidate, opening)
    day, last = opening.starts_on, opening.starts_on + timedelta(days=30 * MONTHS)
    while day < last:
        day += timedelta(days=1)
        now = answer(scheme, candidate, postpone(opening, day, moving=scheme.moving))
        if now != before:
            days[day] = {rule for rule in now | before if now.get(rule) is not before.get(rule)}
        before = now
    return days, last


def hold_against_every_day(scheme, pair):
    """Hold the days tried and the turns told against a search of every day."""
    days, last = scan(scheme, *pair)
    tried = dict(list_days(scheme, scheme.open_case(*pair), until=last))
    turns = {turn.day: turn for turn in find_turns(scheme, *pair, months=MONTHS + 1)}
    before = combine_answers(answer(scheme, *pair).values())
    for day, turned in sorted(days.items()):
        assert scheme in tried.get(day, ()) or turned <= tried.get(day, set()), day
        moved = postpone(pair[1], day, moving=scheme.moving)
        now = combine_answers(answer(scheme, pair[0], moved).values())
        assert (day in turns) == (now is not before)
        before = now
    assert {day for day in turns if day <= last} <= set(days)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_nothing_turns_on_a_day_that_is_not_tried_and_every_turn_is_told(scheme, data):
    hold_against_every_day(scheme, data.draw(near_pairs(scheme)))


LENGTHS = {
    f"{scheme.name}-{rule.identifier}": replace(scheme, rules=(rule,), choose=None)
    for scheme in SCHEMES.values()
    for rule in scheme.rules
    if "ends_on" in rule.terms
}
"""Rules that read the last day, each alone; a length in months makes the oddest turns."""


@pytest.mark.slow
@pytest.mark.parametrize("alone", LENGTHS.values(), ids=LENGTHS)
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_a_rule_about_the_last_day_turns_on_no_day_that_is_not_tried(alone, data):
    hold_against_every_day(alone, data.draw(near_pairs(alone)))


def test_six_months_of_unemployment_are_told_with_their_day(good_pairs):
    candidate, opening = good_pairs[1]
    candidate = replace(
        candidate,
        unemployed_since=date(2023, 11, 15),
        education_level=EducationLevel.EUD,
        education_last_used=2023,
    )
    (turn,) = find_turns(SCHEMES["voksenlaerling"], candidate, opening, months=12)
    assert (turn.day, turn.answer) == (date(2024, 5, 15), Answer.ELIGIBLE)
    assert turn.tell("da") == (
        "Opfyldt fra 15. maj 2024: Ledig siden 15. november 2023: 6 måneder den 15. maj 2024; "
        "kravet er 6 måneder."
    )
    assert turn.tell("en").startswith("Eligible from 15 May 2024: Unemployed since")


def test_the_end_of_a_scheme_is_a_turn(good_pairs):
    candidate, opening = good_pairs[0]
    turns = find_turns(SCHEMES["jobrotation"], candidate, opening, months=36)
    assert (turns[-1].day, turns[-1].answer) == (date(2026, 2, 1), Answer.NOT_ELIGIBLE)
    assert "afskaffet" in turns[-1].tell("da")


def test_a_turn_names_the_condition_that_decides_it_first(good_pairs):
    candidate, opening = good_pairs[1]
    young = replace(candidate, birth_year=2000, benefit_group=BenefitGroup.DAGPENGE)
    turns = find_turns(SCHEMES["voksenlaerling"], young, opening)
    assert [(turn.day, turn.answer) for turn in turns] == [
        (date(2025, 1, 1), Answer.NEEDS),
        (date(2025, 12, 31), Answer.ELIGIBLE),
    ]
    assert {turn.findings[0].rule for turn in turns} == {"VL-01"}


@pytest.mark.parametrize(
    ("start", "end", "day", "moved"),
    [
        # whole weeks keep their days, whichever way the last day is counted
        (date(2026, 1, 5), date(2026, 1, 18), date(2026, 2, 26), date(2026, 3, 11)),
        (date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 26), date(2026, 3, 12)),
        # months keep their months
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 9, 1), date(2027, 2, 28)),
        (date(2026, 3, 1), date(2026, 8, 31), date(2026, 9, 1), date(2027, 2, 28)),
        (date(2026, 1, 10), date(2026, 2, 12), date(2026, 3, 29), date(2026, 5, 1)),
        (date(2026, 1, 1), None, date(2026, 9, 1), None),
        # an end before the start says nothing, and goes on saying so
        (date(2026, 1, 10), date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 2)),
    ],
)
def test_an_opening_that_starts_later_keeps_its_length(good_pairs, start, end, day, moved):
    opening = replace(good_pairs[0][1], starts_on=start, ends_on=end)
    assert postpone(opening, day).ends_on == moved


def test_days_that_belong_to_the_start_move_with_it_and_others_stay(good_pairs):
    opening = replace(
        good_pairs[1][1],
        parameters={"agreement_starts_on": "2024-04-01", "applied_on": "2024-02-01"},
    )
    moved = postpone(opening, date(2024, 3, 31), moving=("agreement_starts_on", "course_starts_on"))
    assert moved.parameters == {"agreement_starts_on": "2024-05-01", "applied_on": "2024-02-01"}


@pytest.mark.parametrize("spoken", ["da", "en"])
def test_every_turn_is_told(good_pairs, spoken):
    for candidate, opening in good_pairs:
        for scheme in SCHEMES.values():
            for turn in find_turns(scheme, candidate, opening):
                assert len(turn.tell(spoken)) > 30

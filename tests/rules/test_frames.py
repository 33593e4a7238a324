"""One person's verdict and a whole frame's are the same rules, and agree exactly."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.rules import SCHEMES
from matcher.rules.frames import ANSWERS, NOT_ASKED, Crowd, judge_many
from matcher.vocabulary import Answer, Candidate
from tests.rules.strategies import CANDIDATES, FACTS, MOVING, openings


def check(people, opening, crowd):
    for scheme in SCHEMES.values():
        many = judge_many(scheme, crowd, opening)
        for place, candidate in enumerate(people):
            one = scheme.judge(candidate, opening)
            assert ANSWERS[many.codes[place]] is one.answer
            asked = {(f.rule, f.parameter): f.answer for f in one.findings}
            told = {
                key: ANSWERS[codes[place]]
                for key, codes in many.by_rule.items()
                if codes[place] != NOT_ASKED
            }
            assert told == asked


@settings(max_examples=60, deadline=None)
@given(st.lists(CANDIDATES, max_size=20), openings(FACTS | MOVING))
def test_a_crowd_is_judged_as_each_of_its_people_is(people, opening):
    check(people, opening, Crowd.of(people))


@settings(max_examples=30, deadline=None)
@given(st.lists(CANDIDATES, min_size=1, max_size=10), openings(FACTS | MOVING))
def test_a_frame_is_judged_as_its_rows_are(people, opening):
    frame = pd.DataFrame(
        {field.name: [getattr(one, field.name) for one in people] for field in fields(Candidate)}
    )
    check(people, opening, Crowd.of_frame(frame))


@settings(max_examples=40, deadline=None)
@given(
    CANDIDATES,
    openings(FACTS | MOVING),
    st.lists(st.integers(-45, 45), min_size=1, max_size=12),
    st.sampled_from([0, 3, 5, 6, 12, 60]),
)
def test_days_on_either_side_of_a_limit_are_kept_apart(candidate, opening, offsets, months):
    limit = pd.Timestamp(opening.starts_on) - pd.DateOffset(months=months)
    people = [
        replace(candidate, unemployed_since=(limit + pd.Timedelta(days=n)).date()) for n in offsets
    ]
    check(people, opening, Crowd.of(people))


def test_a_frame_of_plain_columns_is_read(good_pairs):
    candidate, opening = good_pairs[0]
    frame = pd.DataFrame(
        {
            "benefit_group": ["jobparat", None, "i_job"],
            "birth_year": [1990, 1990, 1990],
            "education_level": ["grundskole", "eud", None],
            "education_last_used": [np.nan, 2010.0, np.nan],
            "unemployed_since": pd.to_datetime(["2023-01-01", "2023-01-01", None]),
        }
    )
    codes = judge_many(SCHEMES["jobrotation"], Crowd.of_frame(frame), opening).codes
    assert [ANSWERS[code] for code in codes] == [
        Answer.ELIGIBLE,
        Answer.NEEDS,
        Answer.NOT_ELIGIBLE,
    ]
    assert SCHEMES["jobrotation"].judge(candidate, opening).answer is Answer.ELIGIBLE


def test_nobody_is_judged_too(good_pairs):
    answers = judge_many(SCHEMES["voksenlaerling"], Crowd.of([]), good_pairs[1][1])
    assert answers.codes.tolist() == []


def test_a_rule_is_asked_once_for_all_who_are_alike(good_pairs):
    candidate, opening = good_pairs[0]
    calls = []
    scheme = SCHEMES["jobrotation"]
    rule = next(one for one in scheme.rules if one.identifier == "JR-07")

    def count(case, held):
        calls.append(case.candidate)
        return rule.judge(case, held)

    counted = replace(rule, judge=count)
    watched = replace(scheme, rules=(counted,), choose=None)
    days = pd.date_range("2015-01-01", "2024-06-01").date
    people = [replace(candidate, unemployed_since=day) for day in days]
    answers = judge_many(watched, Crowd.of(people), opening)
    assert len(calls) < 80 < len(people) / 40
    assert answers.are(Answer.ELIGIBLE).sum() == sum(day <= date(2023, 9, 1) for day in days)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_another_law_is_asked_of_a_crowd_too(good_pairs, scheme):
    candidate, opening = good_pairs[0]
    law = scheme.open_case(candidate, opening).law
    emptied = replace(law, periods=dict.fromkeys(law.periods, ()))
    (code,) = judge_many(scheme, Crowd.of([candidate]), opening, law=emptied).codes
    assert ANSWERS[code] is scheme.judge(candidate, opening, law=emptied).answer is Answer.NEEDS

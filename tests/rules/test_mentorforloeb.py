"""Mentoring: need, agreement, hours, and from 2026 a cap."""

from datetime import date

import pytest

from matcher.vocabulary import BenefitGroup, OpeningKind
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

MENTORING = Pair(
    "mentorforloeb",
    PERSON,
    make_opening(
        OpeningKind.MENTORFORLOEB,
        start=date(2025, 8, 31),
        end=date(2026, 2, 27),
        decisive_need=True,
        beyond_usual=True,
        written_agreement=True,
        mentor_hours=3,
        mentor_named=True,
    ),
)


def test_a_pair_that_meets_every_condition_is_eligible():
    assert MENTORING.list_unmet() == []


@pytest.mark.parametrize("group", BenefitGroup)
def test_everybody_with_a_need_may_have_a_mentor(group):
    assert MENTORING.find("ME-01", person={"benefit_group": group}).answer is YES


@pytest.mark.parametrize(
    ("end", "answer"),
    [(date(2026, 2, 27), YES), (date(2026, 2, 28), NO), (None, NEEDS)],
)
def test_an_agreement_lasts_six_months_at_most(end, answer):
    assert MENTORING.find("ME-05", opening={"ends_on": end}).answer is answer


@pytest.mark.parametrize(
    ("hours", "answer"), [(0, NO), (0.5, YES), (37, YES), (37.5, NO), (None, NEEDS)]
)
def test_the_hours_are_set_and_lie_within_the_job(hours, answer):
    assert MENTORING.find("ME-06", mentor_hours=hours).answer is answer


@pytest.mark.parametrize(
    ("start", "stated", "answer"),
    [
        (date(2025, 12, 31), None, YES),
        (date(2026, 1, 1), None, NEEDS),
        (date(2026, 1, 1), True, YES),
        (date(2026, 1, 1), False, NO),
    ],
)
def test_from_2026_there_must_be_room_within_the_cap(start, stated, answer):
    finding = MENTORING.find("ME-08", opening={"starts_on": start}, budget_confirmed=stated)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("ME-02", "decisive_need"),
        ("ME-03", "beyond_usual"),
        ("ME-04", "written_agreement"),
        ("ME-07", "mentor_named"),
    ],
)
@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_what_can_only_be_stated_is_asked_for(rule, key, stated, answer):
    assert MENTORING.find(rule, **{key: stated}).answer is answer

"""The proportion of supported to ordinary employees: one for five up to fifty, then one for ten."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_schemas.parameters import read_parameters
from matcher.rules.proportion import Proportion, read_proportion
from tests.rules.pairs import NEEDS, NO, YES
from tests.rules.test_virksomhedspraktik import PRAKTIK

LAW = Proportion(5, 50, 10, 1)


@pytest.mark.parametrize(
    ("ordinary", "allowed"),
    [
        ("0", 1),
        ("1", 1),
        ("5", 1),
        ("6", 1),
        ("9.99", 1),
        ("10", 2),
        ("49", 9),
        ("50", 10),
        ("51", 10),
        ("59", 10),
        ("60", 11),
        ("70", 12),
        ("99.5", 14),
        ("100", 15),
    ],
)
def test_so_many_ordinary_employees_allow_so_many_others(ordinary, allowed):
    assert LAW.count_allowed(Decimal(ordinary)) == allowed


def test_both_schemes_hold_the_same_proportion():
    for scheme in ("virksomhedspraktik", "loentilskud"):
        assert read_proportion(read_parameters(scheme), on=date(2024, 3, 4)) == LAW
        assert read_proportion(read_parameters(scheme), on=date(2019, 12, 31)) is None


@given(st.decimals(0, 5000, places=2), st.decimals(0, 500, places=2))
def test_more_ordinary_employees_never_allow_fewer_others(ordinary, more):
    assert LAW.count_allowed(ordinary) <= LAW.count_allowed(ordinary + more)


@pytest.mark.parametrize(
    ("ordinary", "there", "answer"),
    [
        (1, 0, YES),
        (1, 1, NO),
        (9, 1, NO),
        (10, 1, YES),
        (10, 2, NO),
        (50, 9, YES),
        (50, 10, NO),
        (51, 10, NO),
        (60, 10, YES),
        (60, 10.5, NO),
        (None, 0, NEEDS),
        (10, None, NEEDS),
        (-1, 0, NEEDS),
    ],
)
def test_there_is_room_for_one_more_or_not(ordinary, there, answer):
    finding = PRAKTIK.find("VP-05", ordinary_employees=ordinary, supported_employees=there)
    assert finding.answer is answer


@pytest.mark.parametrize("stated", [None, "101234567", "10123456789", "P-nummer"])
def test_the_count_is_the_production_units(stated):
    assert PRAKTIK.find("VP-05", p_number=stated).answer is NEEDS


@pytest.mark.parametrize(
    ("start", "hours", "there", "answer"),
    [
        # since 2022 by full-time persons: 18.5 hours count 0.50
        (date(2022, 1, 3), 18.5, 1.5, YES),
        (date(2022, 1, 3), 18.5, 1.51, NO),
        (date(2022, 1, 3), 37.0, 1.5, NO),
        # before by heads, whatever the hours
        (date(2021, 12, 31), 18.5, 1, YES),
        (date(2021, 12, 31), 18.5, 1.5, NO),
    ],
)
def test_people_are_counted_by_heads_and_later_by_hours(start, hours, there, answer):
    finding = PRAKTIK.find(
        "VP-05",
        opening={"starts_on": start, "weekly_hours": hours},
        supported_employees=there,
    )
    assert finding.answer is answer


def test_every_position_of_the_opening_counts():
    assert PRAKTIK.find("VP-05", opening={"positions": 2}).answer is NO

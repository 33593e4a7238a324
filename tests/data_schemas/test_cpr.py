"""CPR numbers, and what is told apart from them."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_schemas.cpr import P_NUMBER_BEGINS, WEIGHTS, find_cpr, holds_cpr, mask_cpr

DAYS = st.dates(date(1937, 1, 1), date(1999, 12, 31))
LASTS = st.integers(0, 399).map(lambda number: f"{number:03d}")
SEPARATORS = ("", "-", " ", " - ", "\u2013", "\u2011", "\u00a0")
WORDS = st.text(alphabet="abc æøå.,;:()/\n", max_size=20)


def make_number(day: date, serial: str) -> str:
    """Make the number of that day and serial whose check digit fits; some days have none such."""
    nine = f"{day:%d%m%y}{serial}"
    rest = -sum(int(one) * weight for one, weight in zip(nine, WEIGHTS, strict=False)) % 11
    assume(rest != 10)
    return f"{nine}{rest}"


@given(DAYS, LASTS, st.sampled_from(SEPARATORS), WORDS, WORDS)
def test_a_number_is_found_in_any_text_however_it_is_written(day, serial, separator, before, after):
    number = make_number(day, serial)
    written = f"{number[:6]}{separator}{number[6:]}"
    text = f"{before} {written} {after}"
    start = len(before) + 1
    assert list(find_cpr(text)) == [(start, start + len(written))]
    assert not set("0123456789") & set(mask_cpr(text))


@given(DAYS, LASTS)
def test_a_number_is_found_in_digits_of_other_scripts_and_from_a_sheet(day, serial):
    number = make_number(day, serial)
    wide = "".join(chr(ord("０") + int(digit)) for digit in number)
    assert holds_cpr(wide)
    assert holds_cpr(int(number))
    assert holds_cpr(float(number))


@given(DAYS, LASTS, st.integers(1, 9))
def test_without_hyphen_a_wrong_check_digit_is_no_number(day, serial, off):
    assume((day.day, day.month) != (1, 1))
    right = make_number(day, serial)
    wrong = f"{right[:9]}{(int(right[9]) + off) % 10}"
    assert not holds_cpr(wrong)
    assert holds_cpr(f"{wrong[:6]}-{wrong[6:]}")


@given(st.integers(0, 99), st.integers(0, 9999))
def test_a_birthday_on_the_first_of_january_needs_no_check_digit(year, last):
    assert holds_cpr(f"0101{year:02d}{last:04d}")


@given(DAYS, LASTS)
def test_a_replacement_number_has_sixty_added_to_its_day(day, serial):
    assert holds_cpr(f"{day.day + 60}{day:%m%y}-{serial}1")


@given(st.text(max_size=80))
def test_whatever_is_masked_holds_no_number_any_more(text):
    assert not holds_cpr(mask_cpr(text))


@pytest.mark.parametrize(
    "text",
    [
        "+45 12345678",
        "43 68 68 68 og 43686868",
        "0045 43 68 68 68",
        "CVR 66137112",
        "24-11-2026 15:30",
        "24112026",
        "311390-1234",
        "001290-1234",
        "290200-1234",
        "2026-11-24T10:00:00",
        "12345678901",
        "http://data.europa.eu/esco/skill/ab121212-1234-4a2f-9111-121212123412",
        "1003388394",
    ],
)
def test_telephones_companies_days_and_identifiers_are_no_numbers(text):
    assert not holds_cpr(text)


def test_a_leap_day_is_a_day_in_the_century_that_the_seventh_digit_tells():
    assert holds_cpr("290200-4123")
    assert not holds_cpr("290200-0123")


@given(st.integers(0, 99_999_999))
def test_a_p_number_is_one_in_its_own_field(number):
    assert not holds_cpr(f"{P_NUMBER_BEGINS}{number:08d}", field="p_number")


def test_a_number_of_a_person_is_none_of_a_production_unit():
    assert holds_cpr("0707614285", field="p_number")
    assert holds_cpr("070761-4285", field="p_number")


@pytest.mark.parametrize("value", [None, True, date(2026, 1, 1), 2026, 1.5, float("inf"), -1, ()])
def test_other_values_hold_none(value):
    assert not holds_cpr(value)

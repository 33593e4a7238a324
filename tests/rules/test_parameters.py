"""The law's numbers are dated, sourced and never contradict each other."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from data_schemas.parameters import CONFIDENCES, UNITS, list_schemes, read_parameters
from data_schemas.parameters.reading import parse_parameters

PERIODS = [
    pytest.param(period, id=f"{scheme}-{name}-{period.valid_from}")
    for scheme in list_schemes()
    for name, periods in read_parameters(scheme).periods.items()
    for period in periods
]

VALUES = [
    ("jobrotation", "vikar_unemployment_months", date(2014, 12, 31), 3),
    ("jobrotation", "vikar_unemployment_months", date(2015, 1, 1), 6),
    ("jobrotation", "vikar_unemployment_months", date(2020, 12, 31), 6),
    ("jobrotation", "vikar_unemployment_months", date(2021, 1, 1), 3),
    ("jobrotation", "vikar_unemployment_months", date(2021, 12, 31), 3),
    ("jobrotation", "vikar_unemployment_months", date(2022, 1, 1), 6),
    ("jobrotation", "vikar_months_max", date(2014, 12, 31), 12),
    ("jobrotation", "vikar_months_max", date(2015, 1, 1), 6),
    ("jobrotation", "vikar_months_max", date(2019, 12, 31), 6),
    ("jobrotation", "vikar_months_max", date(2020, 1, 1), 9),
    ("jobrotation", "vikar_months_max", date(2021, 12, 31), 9),
    ("jobrotation", "vikar_months_max", date(2022, 1, 1), 6),
    ("jobrotation", "employee_education_limit", date(2019, 12, 31), "eud"),
    ("jobrotation", "employee_education_limit", date(2020, 1, 1), "mvu"),
    ("jobrotation", "new_grants", date(2026, 1, 31), True),
    ("jobrotation", "new_grants", date(2026, 2, 1), False),
    ("jobrotation", "hourly_benefit_dkk", date(2021, 12, 31), Decimal("192.82")),
    ("voksenlaerling", "skilled_unemployment_months", date(2020, 7, 31), 6),
    ("voksenlaerling", "skilled_unemployment_months", date(2020, 8, 1), 3),
    ("voksenlaerling", "skilled_unemployment_months", date(2022, 12, 31), 3),
    ("voksenlaerling", "skilled_unemployment_months", date(2023, 1, 1), 6),
    ("voksenlaerling", "list_required", date(2020, 7, 31), True),
    ("voksenlaerling", "list_required", date(2020, 8, 1), False),
    ("voksenlaerling", "list_required", date(2021, 12, 31), False),
    ("voksenlaerling", "list_required", date(2022, 1, 1), True),
    ("voksenlaerling", "employed_outdated_admitted", date(2020, 7, 31), False),
    ("voksenlaerling", "employed_outdated_admitted", date(2020, 8, 1), True),
    ("voksenlaerling", "employed_outdated_admitted", date(2022, 1, 1), False),
]


@pytest.mark.parametrize("period", PERIODS)
def test_every_period_has_a_source_a_first_day_and_a_confidence(period):
    assert len(period.source) > 8
    assert period.valid_from >= date(2013, 1, 1)
    assert period.valid_until is None or period.valid_until >= period.valid_from
    assert period.confidence in CONFIDENCES


@pytest.mark.parametrize("scheme", list_schemes())
def test_periods_follow_each_other_without_overlap(scheme):
    for periods in read_parameters(scheme).periods.values():
        for earlier, later in pairwise(periods):
            assert earlier.valid_until is not None
            assert earlier.valid_until < later.valid_from


@pytest.mark.parametrize(("scheme", "name", "day", "value"), VALUES)
def test_values_change_on_the_very_day(scheme, name, day, value):
    assert read_parameters(scheme).value(name, on=day).value == value


def test_what_the_ended_scheme_asked_is_dated_to_its_last_day():
    last = date(2026, 1, 31)
    asked = read_parameters("jobrotation").periods
    for name in asked.keys() - {"new_grants", "hourly_benefit_dkk"}:
        assert asked[name][-1].valid_until == last, name


def test_what_was_read_before_the_reform_is_marked_uncertain_after_it():
    reform = date(2026, 2, 1)
    law = read_parameters("voksenlaerling")
    for name in law.periods:
        assert law.value(name, on=reform).confidence == "C"


def test_a_day_between_periods_has_no_value():
    law = read_parameters("jobrotation")
    assert law.value("hourly_benefit_dkk", on=date(2016, 6, 1)) is None
    assert law.value("excluded_training", on=date(2019, 12, 31)) is None
    assert law.value("new_grants", on=date(2012, 12, 31)) is None


def test_a_name_nobody_gave_is_a_fault_and_not_a_gap():
    with pytest.raises(KeyError):
        read_parameters("jobrotation").value("shoe_size", on=date(2024, 1, 1))


GOOD = '{ from = 2020-01-01, until = 2020-12-31, value = 6, source = "LAB § 1", confidence = "A" }'


def parse(*periods, law='law = "LAB"', meaning='meaning = "months"', unit="months"):
    text = f'{law}\n[months]\n{meaning}\nunit = "{unit}"\nperiods = [{", ".join(periods)}]\n'
    return parse_parameters("scheme", text)


def test_a_good_file_is_read():
    parameter = parse(GOOD).value("months", on=date(2020, 12, 31))
    assert (parameter.months, parameter.source, parameter.confidence) == (6, "LAB § 1", "A")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ([GOOD, GOOD], "overlap"),
        (
            [GOOD, GOOD.replace("2020-01-01", "2019-01-01").replace("2020-12-31", "2020-01-01")],
            "ov",
        ),
        ([GOOD.replace(", until = 2020-12-31", ""), GOOD.replace("2020", "2021")], "overlap"),
        ([GOOD.replace(', source = "LAB § 1"', "")], "lacks its source"),
        ([GOOD.replace("LAB § 1", "  ")], "lacks its source"),
        ([GOOD.replace('"A"', '"E"')], "confidence"),
        ([GOOD.replace("from = 2020-01-01, ", "")], "not a day"),
        ([GOOD.replace("2020-01-01", '"2020-01-01"')], "not a day"),
        ([GOOD.replace("2020-01-01", "2020-01-01T00:00:00")], "not a day"),
        ([GOOD.replace("2020-12-31", "2019-12-31")], "before it starts"),
        ([GOOD.replace("value = 6", "value = {}")], "value"),
        ([GOOD.replace("value = 6", "value = [1]")], "value"),
        ([GOOD.replace("value", "valve")], "valve"),
        ([], "no periods"),
    ],
)
def test_a_faulty_period_is_refused_with_its_place(wrong, why):
    with pytest.raises(ValueError, match=why):
        parse(*wrong)


@pytest.mark.parametrize("scheme", list_schemes())
def test_every_parameter_is_counted_in_a_known_unit(scheme):
    law = read_parameters(scheme)
    assert set(law.units) == set(law.periods)
    assert set(law.units.values()) <= set(UNITS)
    assert law.address.startswith("https://")


@pytest.mark.parametrize(
    ("value", "unit"),
    [("6", "yes_no"), ("true", "months"), ('"eud"', "names"), ('["a"]', "word"), ("6", "parsecs")],
)
def test_a_value_that_its_unit_cannot_mean_is_refused(value, unit):
    with pytest.raises(ValueError, match=r"unit|counted"):
        parse(GOOD.replace("value = 6", f"value = {value}"), unit=unit)


@pytest.mark.parametrize("address", ['"side 4"', '"http://elov.dk"', '"https://"', "7"])
def test_an_address_that_is_no_public_page_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        parse(GOOD.replace("confidence", f"address = {address}, confidence"))


def test_an_address_is_given_with_its_period():
    page = "https://www.retsinformation.dk/eli/lta/2024/280"
    law = parse(GOOD.replace("confidence", f'address = "{page}", confidence'))
    assert law.value("months", on=date(2020, 1, 1)).address == page


def test_money_is_exact():
    law = parse(GOOD.replace("value = 6", "value = 0.1"), unit="dkk_per_hour")
    assert law.value("months", on=date(2020, 1, 1)).amount == Decimal("0.1")


def test_a_file_without_its_law_or_a_meaning_is_refused():
    with pytest.raises(ValueError, match="law"):
        parse(GOOD, law="")
    with pytest.raises(ValueError, match="meaning"):
        parse(GOOD, meaning="")


@pytest.mark.parametrize("reader", ["number", "months", "names"])
def test_a_value_is_not_read_as_what_it_is_not(reader):
    truth = read_parameters("jobrotation").value("new_grants", on=date(2024, 1, 1))
    with pytest.raises(TypeError):
        getattr(truth, reader)


def test_half_months_are_no_months():
    half = parse(GOOD.replace("value = 6", "value = 6.5")).value("months", on=date(2020, 1, 1))
    assert half.number == 6.5
    with pytest.raises(TypeError):
        _ = half.months


def test_the_computed_benefit_of_2021_agrees_with_the_published_one():
    published = read_parameters("jobrotation").value("hourly_benefit_dkk", on=date(2021, 1, 1))
    assert published.number == pytest.approx(1.6 * 19322 / 160.33, abs=0.01)


@pytest.mark.parametrize("scheme", list_schemes())
def test_every_day_of_a_year_has_one_answer(scheme):
    law, day = read_parameters(scheme), date(2021, 1, 1)
    while day.year == 2021:
        for periods in law.periods.values():
            assert sum(period.holds_on(day) for period in periods) <= 1
        day += timedelta(days=1)


COMPUTED = [
    pytest.param(scheme, name, period, id=f"{scheme}-{name}-{period.valid_from}")
    for scheme, name in (("jobrotation", "hourly_benefit_dkk"), ("veu", "week_dkk"))
    for period in read_parameters(scheme).periods[name]
    if re.search(r"× 12 / 52|/ 160,33", period.source)
]


@pytest.mark.parametrize(("scheme", "name", "period"), COMPUTED)
def test_what_is_computed_is_what_its_source_says_to_the_oere(scheme, name, period):
    monthly = Decimal(re.search(r"([\d.]+) kr\.", period.source)[1].replace(".", ""))
    # the hour's benefit is 1.6 × the month's over its hours; the week is a year's over its weeks
    worked = {"jobrotation": Decimal("1.6") * monthly / Decimal("160.33"), "veu": monthly * 12 / 52}
    assert period.amount == worked[scheme].quantize(Decimal("0.01"))


def test_the_week_of_2026_is_137_47_kroner_an_hour():
    week = read_parameters("veu").value("week_dkk", on=date(2026, 6, 1))
    assert (week.amount / 37).quantize(Decimal("0.01")) == Decimal("137.47")

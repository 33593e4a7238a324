"""Reads a scheme's TOML file into dated parameters, and refuses what the law could not mean."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise

from data_schemas.parameters.checks import (
    read_address,
    read_confidence,
    read_day,
    read_source,
    refuse_unknown,
)
from data_schemas.parameters.groups import TargetGroups, read_target_groups

UNITS = {
    "yes_no": ("ja eller nej", "yes or no"),
    "word": ("ord", "word"),
    "names": ("liste", "list"),
    "number": ("antal", "number"),
    "percent": ("%", "%"),
    "years": ("år", "years"),
    "months": ("måneder", "months"),
    "weeks": ("uger", "weeks"),
    "days": ("dage", "days"),
    "hours": ("timer", "hours"),
    "hours_per_day": ("timer om dagen", "hours a day"),
    "hours_per_week": ("timer om ugen", "hours a week"),
    "clock_hour": ("klokken", "o'clock"),
    "minutes": ("minutter", "minutes"),
    "kg": ("kg", "kg"),
    "km": ("km", "km"),
    "dkk": ("kr.", "DKK"),
    "dkk_per_hour": ("kr. i timen", "DKK an hour"),
    "dkk_per_week": ("kr. om ugen", "DKK a week"),
    "dkk_per_month": ("kr. om måneden", "DKK a month"),
    "dkk_per_km": ("kr. pr. km", "DKK a km"),
}
"""What a value may be counted in, with its Danish and English words."""

Value = bool | int | Decimal | str | tuple[str, ...]

_CODE_LISTS = {"caveats", "target_groups"}
_UNIT_OF_TYPE = {bool: "yes_no", str: "word", tuple: "names"}
_TABLE_KEYS = {"meaning", "unit", "periods"}
_PERIOD_KEYS = {"from", "until", "value", "source", "confidence", "address"}


@dataclass(frozen=True)
class Parameter:
    """One value of the law and the days it held; both days count, and no last day means still."""

    value: Value
    valid_from: date
    valid_until: date | None
    source: str
    confidence: str
    address: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the value held on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def number(self) -> float:
        """The value as a number.

        Raises
        ------
        TypeError
            If the value is no number.
        """
        return float(self.amount)

    @property
    def amount(self) -> Decimal:
        """The value as an exact number, for money.

        Raises
        ------
        TypeError
            If the value is no number.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise TypeError(f"{self.value!r} is not a number")
        return Decimal(self.value)

    @property
    def months(self) -> int:
        """The value as whole months.

        Raises
        ------
        TypeError
            If the value is no whole number.
        """
        if not self.number.is_integer():
            raise TypeError(f"{self.value!r} is not a whole number")
        return int(self.number)

    @property
    def names(self) -> tuple[str, ...]:
        """The value as a list of names.

        Raises
        ------
        TypeError
            If the value is no list.
        """
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.value!r} is not a list")
        return self.value


@dataclass(frozen=True)
class Parameters:
    """Every dated parameter of one scheme; ``law`` names the statute, ``address`` where it lies.

    ``groups`` are the dated lists of target groups that the scheme's own lists name.
    """

    scheme: str
    law: str
    periods: Mapping[str, tuple[Parameter, ...]]
    units: Mapping[str, str]
    meanings: Mapping[str, str]
    address: str = ""
    groups: TargetGroups = field(default_factory=read_target_groups)

    def value(self, name: str, *, on: date) -> Parameter | None:
        """Give the parameter as it was on a day, or None where the law's value is not known.

        Raises
        ------
        KeyError
            If the scheme has no parameter of that name at all.

        Examples
        --------
        >>> from datetime import date
        >>> months = read_parameters("jobrotation").value(
        ...     "vikar_unemployment_months", on=date(2021, 6, 1)
        ... )
        >>> months.value, months.valid_until.isoformat()
        (3, '2021-12-31')
        """
        return next((period for period in self.periods[name] if period.holds_on(on)), None)


def list_schemes() -> tuple[str, ...]:
    """Name the schemes that have a file."""
    names = (item.name for item in files("data_schemas.parameters").iterdir())
    found = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return tuple(sorted(found - _CODE_LISTS))


@cache
def read_parameters(scheme: str) -> Parameters:
    """Read a scheme's parameters; the same value every time.

    Raises
    ------
    ValueError
        If a period lacks a source or a day, or two periods of a parameter overlap.
    """
    text = files("data_schemas.parameters").joinpath(f"{scheme}.toml").read_text("utf-8")
    return parse_parameters(scheme, text)


def parse_parameters(scheme: str, text: str) -> Parameters:
    """Build a scheme's parameters from the text of its file.

    Raises
    ------
    ValueError
        If a period lacks a source or a day, or two periods of a parameter overlap.
    """
    document = tomllib.loads(text, parse_float=Decimal)
    law = document.pop("law", "")
    if not isinstance(law, str) or not law:
        raise ValueError(f"{scheme}: the law is not named")
    address = read_address(scheme, {"address": document.pop("address", "")})
    return Parameters(
        scheme,
        law,
        {name: _parameter(f"{scheme}.{name}", table) for name, table in document.items()},
        {name: table["unit"] for name, table in document.items()},
        {name: table["meaning"] for name, table in document.items()},
        address,
    )


def _parameter(place: str, table: Mapping[str, object]) -> tuple[Parameter, ...]:
    refuse_unknown(place, table, _TABLE_KEYS)
    if not table.get("meaning"):
        raise ValueError(f"{place}: says no meaning")
    if table.get("unit") not in UNITS:
        raise ValueError(f"{place}: unit {table.get('unit')!r} is none of {', '.join(UNITS)}")
    rows = table.get("periods")
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{place}: has no periods")
    periods = sorted((_period(place, row) for row in rows), key=lambda period: period.valid_from)
    _refuse_overlap(place, periods)
    _refuse_mismatch(place, str(table["unit"]), periods)
    return tuple(periods)


def _period(place: str, row: Mapping[str, object]) -> Parameter:
    refuse_unknown(place, row, _PERIOD_KEYS)
    valid_from = read_day(place, row, "from")
    until = read_day(place, row, "until") if "until" in row else None
    if until is not None and until < valid_from:
        raise ValueError(f"{place}: ends {until} before it starts {valid_from}")
    return Parameter(
        value=_value(place, row),
        valid_from=valid_from,
        valid_until=until,
        source=read_source(place, row),
        confidence=read_confidence(place, row),
        address=read_address(place, row),
    )


def _value(place: str, row: Mapping[str, object]) -> Value:
    value = row.get("value")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, bool | int | Decimal | str):
        return value
    raise ValueError(f"{place}: value is {value!r}, not a number, a word, a truth or a list")


def _refuse_mismatch(place: str, unit: str, periods: Iterable[Parameter]) -> None:
    for period in periods:
        asked = _UNIT_OF_TYPE.get(type(period.value))
        if (asked or unit) != unit or (asked is None and unit in _UNIT_OF_TYPE.values()):
            raise ValueError(f"{place}: {period.value!r} is not counted in {unit}")


def _refuse_overlap(place: str, periods: Iterable[Parameter]) -> None:
    for earlier, later in pairwise(periods):
        if earlier.valid_until is None or later.valid_from <= earlier.valid_until:
            raise ValueError(
                f"{place}: the periods from {earlier.valid_from} and {later.valid_from} overlap"
            )

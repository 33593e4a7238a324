"""Reads a scheme's TOML file into dated parameters, and refuses what the law could not mean."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

CONFIDENCES = {
    "A": "the statute was read",
    "B": "an authority's page was read",
    "C": "uncertain or from memory",
    "D": "computed",
}
"""How sure a value is, best first."""

Value = bool | int | float | str | tuple[str, ...]

_PERIOD_KEYS = {"from", "until", "value", "source", "confidence"}


@dataclass(frozen=True)
class Parameter:
    """One value of the law and the days it held; both days count, and no last day means still."""

    value: Value
    valid_from: date
    valid_until: date | None
    source: str
    confidence: str

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
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(f"{self.value!r} is not a number")
        return float(self.value)

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
    """Every dated parameter of one scheme; ``law`` names the statute they stand in."""

    scheme: str
    law: str
    periods: Mapping[str, tuple[Parameter, ...]]

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
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


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
    document = tomllib.loads(text)
    law = document.pop("law", "")
    if not isinstance(law, str) or not law:
        raise ValueError(f"{scheme}: the law is not named")
    return Parameters(
        scheme, law, {name: _parameter(f"{scheme}.{name}", t) for name, t in document.items()}
    )


def _parameter(place: str, table: Mapping[str, object]) -> tuple[Parameter, ...]:
    if not table.get("meaning"):
        raise ValueError(f"{place}: says no meaning")
    rows = table.get("periods")
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{place}: has no periods")
    periods = sorted((_period(place, row) for row in rows), key=lambda period: period.valid_from)
    _refuse_overlap(place, periods)
    return tuple(periods)


def _period(place: str, row: Mapping[str, object]) -> Parameter:
    if unknown := set(row) - _PERIOD_KEYS:
        raise ValueError(f"{place}: {', '.join(sorted(unknown))} means nothing in a period")
    valid_from = _day(place, row, "from")
    until = _day(place, row, "until") if "until" in row else None
    if until is not None and until < valid_from:
        raise ValueError(f"{place}: ends {until} before it starts {valid_from}")
    return Parameter(
        value=_value(place, row),
        valid_from=valid_from,
        valid_until=until,
        source=_source(place, row),
        confidence=_confidence(place, row),
    )


def _day(place: str, row: Mapping[str, object], key: str) -> date:
    day = row.get(key)
    if type(day) is not date:
        raise ValueError(f"{place}: {key} is {day!r}, not a day")
    return day


def _value(place: str, row: Mapping[str, object]) -> Value:
    value = row.get("value")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"{place}: value is {value!r}, not a number, a word, a truth or a list")


def _source(place: str, row: Mapping[str, object]) -> str:
    source = row.get("source")
    if not isinstance(source, str) or not source.strip():
        raise ValueError(f"{place}: a period lacks its source")
    return source


def _confidence(place: str, row: Mapping[str, object]) -> str:
    confidence = row.get("confidence")
    if not isinstance(confidence, str) or confidence not in CONFIDENCES:
        raise ValueError(f"{place}: confidence {confidence!r} is none of {', '.join(CONFIDENCES)}")
    return confidence


def _refuse_overlap(place: str, periods: Iterable[Parameter]) -> None:
    for earlier, later in pairwise(periods):
        if earlier.valid_until is None or later.valid_from <= earlier.valid_until:
            raise ValueError(
                f"{place}: the periods from {earlier.valid_from} and {later.valid_from} overlap"
            )

"""What every dated row of the law must say: its days, its source, and how sure it is."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

CONFIDENCES = {
    "A": "the statute was read",
    "B": "an authority's page was read",
    "C": "uncertain or from memory",
    "D": "computed",
}
"""How sure a value is, best first."""


def refuse_unknown(place: str, row: Mapping[str, object], known: set[str]) -> None:
    """Refuse keys that mean nothing, such as a misspelt one."""
    if unknown := set(row) - known:
        raise ValueError(f"{place}: {', '.join(sorted(unknown))} means nothing here")


def read_day(place: str, row: Mapping[str, object], key: str) -> date:
    """Read a day."""
    day = row.get(key)
    if type(day) is not date:
        raise ValueError(f"{place}: {key} is {day!r}, not a day")
    return day


def read_source(place: str, row: Mapping[str, object]) -> str:
    """Read where a value was read; it must be said."""
    source = row.get("source")
    if not isinstance(source, str) or not source.strip():
        raise ValueError(f"{place}: a period lacks its source")
    return source


def read_confidence(place: str, row: Mapping[str, object]) -> str:
    """Read how sure a value is."""
    confidence = row.get("confidence")
    if not isinstance(confidence, str) or confidence not in CONFIDENCES:
        raise ValueError(f"{place}: confidence {confidence!r} is none of {', '.join(CONFIDENCES)}")
    return confidence


def read_address(place: str, row: Mapping[str, object]) -> str:
    """Read the public page, or an empty text where there is none."""
    address = row.get("address", "")
    parts = urlsplit(address) if isinstance(address, str) else None
    if parts is None or (address and (parts.scheme != "https" or "." not in parts.netloc)):
        raise ValueError(f"{place}: address {address!r} is no public page (https://...)")
    return str(address)

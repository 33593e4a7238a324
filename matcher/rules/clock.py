"""Hours of the clock among an opening's parameters, written as ``16:30``."""

import re
from collections.abc import Mapping

from matcher.rules.case import Case, Reason, needs, no, yes


def read_hour(case: Case, key: str) -> float | None:
    """Read an hour of the clock, from 0 to 24."""
    stated = str(case.opening.parameters.get(key)).strip()
    found = re.fullmatch(r"(\d{1,2})[:.]([0-5]\d)", stated)
    hour = int(found[1]) + int(found[2]) / 60 if found else 25
    return hour if hour <= 24 else None


def read_end(case: Case) -> float | None:
    """Read the latest hour; past 24 where it does not come after the earliest."""
    first, last = read_hour(case, "starts_at"), read_hour(case, "ends_at")
    return last if first is None or last is None or last > first else last + 24


def tell_clock(hour: float) -> str:
    """Write an hour as the clock shows it.

    Examples
    --------
    >>> tell_clock(16.5), tell_clock(24), tell_clock(25.25)
    ('16:30', '24:00', '01:15')
    """
    whole, minutes = divmod(round(hour * 60), 60)
    return f"{whole if whole <= 24 else whole - 24:02d}:{minutes:02d}"


def judge_earliest(case: Case, usual: float, places: Mapping[str, float]) -> Reason:
    """Judge that the work starts no earlier than usual, or than the place's own hour."""
    first, place = read_hour(case, "starts_at"), case.word("workplace")
    limit = places.get(place or "", usual)
    told = {"first": tell_clock(first or 0), "limit": tell_clock(limit)}
    if first is None:
        return needs(
            "hvornår arbejdet begynder (tidligst kl. {limit})",
            "when the work starts ({limit} at the earliest)",
            **told,
        )
    if first < limit and place is None and first >= min(places.values(), default=24):
        return needs(
            "arbejdssted; kl. {first} er før kl. {limit}",
            "the place of work; {first} is before {limit}",
            **told,
        )
    return (yes if first >= limit else no)(
        "Begynder kl. {first}; tidligst kl. {limit}.",
        "Starts at {first}; {limit} at the earliest.",
        **told,
    )


def judge_latest(case: Case, usual: float, places: Mapping[str, float]) -> Reason:
    """Judge that the work ends no later than usual, or than the place's own hour."""
    last, place = read_end(case), case.word("workplace")
    limit = places.get(place or "", usual)
    told = {"last": tell_clock(last or 0), "limit": tell_clock(limit)}
    if last is None:
        return needs(
            "hvornår arbejdet slutter (senest kl. {limit})",
            "when the work ends ({limit} at the latest)",
            **told,
        )
    if last > limit and place is None and last <= max(places.values(), default=0):
        return needs(
            "arbejdssted; kl. {last} er efter kl. {limit}",
            "the place of work; {last} is after {limit}",
            **told,
        )
    return (yes if last <= limit else no)(
        "Slutter kl. {last}; senest kl. {limit}.",
        "Ends at {last}; {limit} at the latest.",
        **told,
    )

"""What a search of paths is given: courses on dates, a person, limits, and goals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import NamedTuple

Levels = Mapping[str, int]
"""A skill's URI to a level from 1 to 5."""


class Slot(NamedTuple):
    """One start of a course, as ordinal days; ``closed_after`` is the last day of signing up."""

    first: int
    last: int
    closed_after: int | None = None
    is_full: bool = False


@dataclass(frozen=True)
class Offer:
    """A course in one variant.

    Attributes
    ----------
    code : str
        Names the variant; variants of one ``course`` teach the same, and one of them is taken.
    price : int
        Whole kroner.
    languages : mapping of str to int
        The CEFR number that following it takes, by language.
    """

    code: str
    course: str
    teaches: Levels
    requires: Levels
    slots: tuple[Slot, ...]
    days: float
    price: int
    postcode: str
    hours_a_day: Decimal = Decimal("7.4")
    languages: Levels = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """Who is to take the path: what is held, where home is, and from which day.

    ``minutes`` are one way by postcode; a way that is unknown is left out and counts as nought.
    """

    held: Levels
    languages: Levels
    minutes: Mapping[str, float]
    ready: date


class Limit(StrEnum):
    """What can keep a course or a path out."""

    LATEST = "latest"
    BUDGET = "budget"
    TRAVEL = "travel"
    HOURS = "hours"
    LANGUAGE = "language"
    SEATS = "seats"


@dataclass(frozen=True)
class Limits:
    """What a path must keep within; None binds nothing. Languages and seats always bind.

    ``lifted`` are those looked away from, to find out which of them is in the way.
    """

    latest: date | None = None
    budget: int | None = None
    travel: float | None = None
    hours: Decimal | None = None
    lifted: frozenset[Limit] = frozenset()

    @property
    def set_ones(self) -> tuple[Limit, ...]:
        """The limits that bind something."""
        own = {
            Limit.LATEST: self.latest,
            Limit.BUDGET: self.budget,
            Limit.TRAVEL: self.travel,
            Limit.HOURS: self.hours,
        }
        bound = [limit for limit, value in own.items() if value is not None]
        return tuple(one for one in (*bound, Limit.LANGUAGE, Limit.SEATS) if one not in self.lifted)

    def admit(self, offer: Offer, person: Person) -> bool:
        """Whether a course may be taken at all."""
        binds = self.set_ones
        minutes = person.minutes.get(offer.postcode, 0.0)
        if Limit.TRAVEL in binds and self.travel is not None and minutes > self.travel:
            return False
        if Limit.HOURS in binds and self.hours is not None and offer.hours_a_day > self.hours:
            return False
        if Limit.BUDGET in binds and self.budget is not None and offer.price > self.budget:
            return False
        return Limit.LANGUAGE not in binds or all(
            person.languages.get(language, 0) >= level
            for language, level in offer.languages.items()
        )

    def list_slots(self, offer: Offer, person: Person) -> list[Slot]:
        """List the starts that are still open to the person and done in time."""
        ready, binds = person.ready.toordinal(), self.set_ones
        latest = None
        if Limit.LATEST in binds and self.latest is not None:
            latest = self.latest.toordinal()
        return [
            slot
            for slot in offer.slots
            if slot.first >= ready
            and (latest is None or slot.last <= latest)
            and (Limit.SEATS not in binds or _is_open(slot, ready))
        ]


NO_LIMITS = Limits(lifted=frozenset({Limit.LANGUAGE, Limit.SEATS}))


def _is_open(slot: Slot, ready: int) -> bool:
    return not slot.is_full and (slot.closed_after is None or slot.closed_after >= ready)


@dataclass(frozen=True)
class Goal:
    """Levels to be reached, and what it is worth where one of several goals will do.

    ``units`` is how many levels of those missing must be reached, None for all of them.
    """

    key: str
    needs: Levels
    worth: int = 0
    units: int | None = None


class Catalogue:
    """Offers, found by what they teach.

    Parameters
    ----------
    offers : iterable of Offer
        Each with a code of its own.
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        self.offers = tuple(offers)
        self.ends_on = max((slot.last for one in self.offers for slot in one.slots), default=0)
        self._teaching: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            for skill in offer.teaches:
                self._teaching[skill].append(offer)

    def list_teaching(self, skill: str, above: int) -> list[Offer]:
        """List the offers that teach a skill to a level or higher."""
        return [one for one in self._teaching.get(skill, ()) if one.teaches[skill] >= above]

    def extend(self, offers: Iterable[Offer]) -> "Catalogue":
        """Give a catalogue that has these as well."""
        return Catalogue((*self.offers, *offers)) if (offers := tuple(offers)) else self


def count_last_day(first: date, days: float, weekdays: str) -> int:
    """Count the ordinal of the last day of a course that begins on a day.

    Examples
    --------
    >>> date.fromordinal(count_last_day(date(2026, 3, 2), 7, "01234")).isoformat()
    '2026-03-10'
    >>> date.fromordinal(count_last_day(date(2026, 3, 2), 3, "02")).isoformat()
    '2026-03-09'
    """
    taught = sorted(int(day) for day in weekdays)
    later = [(day - first.weekday()) % 7 for day in taught]
    weeks, rest = divmod(max(1, ceil(days)) - 1, len(taught))
    return first.toordinal() + 7 * weeks + sorted(later)[rest]

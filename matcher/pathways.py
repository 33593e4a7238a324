"""The words of upskilling: courses on dates, paths of them, and what became of a person's plan.

A path is what a search found: courses in the order they are taken, each on one of its starts. A
plan is a path somebody chose; what happens to its courses is added as events, never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from matcher.vocabulary import Labelled, Language, SkillLevel

FULL_DAY = Decimal("7.4")
"""Hours of a full day of a course, a fifth of the common 37 hours a week."""

TargetKind = Literal["opening", "occupation", "anything"]


class PathStatus(Labelled):
    """How far somebody has come with one course of a plan."""

    SUGGESTED = "suggested", "Foreslået", "Suggested"
    CHOSEN = "chosen", "Valgt", "Chosen"
    ENROLLED = "enrolled", "Tilmeldt", "Enrolled"
    COMPLETED = "completed", "Gennemført", "Completed"
    DROPPED = "dropped", "Afbrudt", "Dropped"


class Preference(Labelled):
    """What makes one path better than another."""

    BALANCED = "balanced", "Bedst samlet", "Best on the whole"
    FASTEST = "fastest", "Hurtigst færdig", "Done soonest"
    CHEAPEST = "cheapest", "Billigst", "Cheapest"
    NEAREST = "nearest", "Mindst transport", "Least travel"


@dataclass(frozen=True)
class PathTarget:
    """What a path leads to: an opening, an occupation, or any opening there is.

    ``key`` is the opening's reference or the occupation's URI, and empty for ``"anything"``.
    """

    kind: TargetKind
    key: str = ""


@dataclass(frozen=True)
class PathStep:
    """One course on one of its starts, or an assessment of prior learning before the courses.

    Attributes
    ----------
    course : str
        The course's code; an assessment's is ``"rkv-"`` and its school.
    kind : str
        The catalogue's kind of course, or ``"rkv"``.
    days : float
        Days of teaching, ``hours_a_day`` each; fewer than ``full_days`` after an assessment.
    price_dkk : Decimal
        What the course costs before anybody's support.
    travel_minutes : float or None
        One way from the person's home; None where a postcode is unknown.
    teaches, requires : tuple of SkillLevel
        The levels reached, and those needed before.
    closes : tuple of SkillLevel
        What of the gap the step closes, at the level asked for.
    languages : mapping of str to int
        The CEFR number that following it takes, by ISO 639-1 code.
    """

    course: str
    kind: str
    title_da: str
    title_en: str
    provider: str
    postcode: str
    starts_on: date
    ends_on: date
    days: float
    price_dkk: Decimal
    travel_minutes: float | None
    hours_a_day: Decimal = FULL_DAY
    teaches: tuple[SkillLevel, ...] = ()
    requires: tuple[SkillLevel, ...] = ()
    closes: tuple[SkillLevel, ...] = ()
    full_days: float | None = None
    languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_assessment(self) -> bool:
        """Whether prior learning is assessed rather than something taught."""
        return self.kind == "rkv"

    @property
    def is_shortened(self) -> bool:
        """Whether an assessment has made the course shorter."""
        return self.full_days is not None and self.days < self.full_days

    @property
    def travel_total(self) -> float:
        """Minutes of travel to and fro on all days; nought where the way is unknown."""
        return 2 * (self.travel_minutes or 0.0) * self.days

    def title(self, language: Language) -> str:
        """Give the title in the reader's language."""
        return self.title_da if language == "da" else self.title_en


@dataclass(frozen=True)
class Path:
    """Courses in the order they are taken, and what they lead to.

    Attributes
    ----------
    preference : Preference
        The preference it is best, or the next best, under.
    steps : tuple of PathStep
        By date; none overlaps another.
    found_on : date
        The day it was found, from which its weeks count.
    left : tuple of SkillLevel
        What of the gap no step closes.
    openings : tuple of str
        References of the openings whose required skills are met after it and were not before.
    combinations : tuple of str
        Schemes by which it could be combined with work.
    """

    target: PathTarget
    preference: Preference
    steps: tuple[PathStep, ...]
    found_on: date
    left: tuple[SkillLevel, ...] = ()
    openings: tuple[str, ...] = ()
    combinations: tuple[str, ...] = ()

    @property
    def courses(self) -> tuple[str, ...]:
        """The codes of its courses, in order."""
        return tuple(step.course for step in self.steps)

    @property
    def starts_on(self) -> date:
        """The first day of the first course; the day it was found if nothing is missing."""
        return min((step.starts_on for step in self.steps), default=self.found_on)

    @property
    def ends_on(self) -> date:
        """The last day of the last course."""
        return max((step.ends_on for step in self.steps), default=self.found_on)

    @property
    def weeks(self) -> float:
        """Weeks from the day it was found until it is done."""
        return (self.ends_on - self.found_on).days / 7

    @property
    def days(self) -> float:
        """Days of teaching in all."""
        return sum(step.days for step in self.steps)

    @property
    def price_dkk(self) -> Decimal:
        """What the courses cost in all before anybody's support."""
        return sum((step.price_dkk for step in self.steps), Decimal(0))

    @property
    def travel_minutes(self) -> float:
        """Minutes of travel in all."""
        return sum(step.travel_total for step in self.steps)


@dataclass(frozen=True)
class PathPlan:
    """A path chosen as a person's plan, as it was when it was chosen.

    ``details`` is what else was shown of it: the limits searched under and the weights.
    """

    reference: str
    candidate: str
    path: Path
    chosen_by: str
    chosen_at: datetime
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PathEvent:
    """One thing that happened to one course of a plan; never changed, never deleted."""

    plan: str
    candidate: str
    course: str
    status: PathStatus
    happened_on: date
    actor: str
    recorded_at: datetime
    reason: str = ""

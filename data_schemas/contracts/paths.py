"""What the API takes and gives of upskilling paths and shortages."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from data_schemas.contracts.api import ContributionOut
from data_schemas.contracts.fields import Answer, Contract, Day, Reference

PreferenceName = Literal["balanced", "fastest", "cheapest", "nearest"]


class PathsPath(Contract):
    """The candidate a path names."""

    reference: Reference


class PathsQuery(Contract):
    """A target and limits; what is left out binds nothing.

    ``target`` is ``anything``, ``opening:`` and its reference, or ``occupation:`` and its URI.
    """

    target: Annotated[str, Field(min_length=1, max_length=400)]
    latest: Day | None = None
    budget: Annotated[int | None, Field(ge=0, le=1_000_000)] = None
    travel: Annotated[float | None, Field(ge=0, le=240)] = None
    hours: Annotated[Decimal | None, Field(ge=1, le=12)] = None
    coverage: Annotated[float | None, Field(gt=0, le=1)] = None
    preference: PreferenceName = "balanced"
    count: Annotated[int, Field(ge=1, le=10)] = 3
    papers: bool = False


class SkillOut(Contract):
    """A skill and a level."""

    concept: str
    level: int
    label_da: str
    label_en: str


class PayerOut(Contract):
    """A scheme that pays or may pay for a course."""

    scheme: str
    answer: Answer
    open: list[str]
    source: str
    amount_dkk: Decimal | None
    formula_da: str
    formula_en: str


class StepOut(Contract):
    """One course of a path, on its days."""

    course: str
    kind: str
    title_da: str
    title_en: str
    provider: str
    postcode: str
    starts_on: date
    ends_on: date
    days: float
    full_days: float | None
    hours_a_day: Decimal
    price_dkk: Decimal
    travel_minutes: float | None
    closes: list[SkillOut]
    payers: list[PayerOut]


class SpanOut(Contract):
    """A number between ``low`` and ``high``, which hold the truth in 90 of 100 cases."""

    value: float
    low: float
    high: float


class StageOut(Contract):
    """The chance of one stage, and what adds up to its log odds.

    ``stage`` is ``completed``, or ``reached``: work in the target occupation within 26 weeks, of
    those who complete. ``pairs`` is how many begun paths of about this chance it rests on, ``came``
    how many of them came through.
    """

    stage: str
    chance: SpanOut
    pairs: int
    came: int
    intercept: float
    contributions: list[ContributionOut]


class GainOut(Contract):
    """Lasting placements expected to be gained by one person's taking a path.

    ``before`` and ``after`` are the chance of a lasting placement in any of the openings it opens,
    without it and when it is completed.
    """

    gain: SpanOut
    per_week: SpanOut | None
    per_thousand_kroner: SpanOut | None
    before: float
    after: float


class ForetoldOut(Contract):
    """What is foretold of a path, by which version of the path model; ``whole`` is both stages."""

    version: str
    whole: SpanOut
    stages: list[StageOut]
    gain: GainOut | None


class PathOut(Contract):
    """One path: what it is best at, what it leads to, and what may come of it."""

    preferences: list[str]
    steps: list[StepOut]
    starts_on: date
    ends_on: date
    weeks: float
    days: float
    price_dkk: Decimal
    travel_minutes: float
    left: list[SkillOut]
    openings: list[str]
    combinations: list[str]
    foretold: ForetoldOut | None


class HindranceOut(Contract):
    """What is in the way: a skill no course teaches, the calendar, or a limit and what would do."""

    kind: str
    skill: str
    level: int
    best: int
    least: str | None


class PathsOut(Contract):
    """The best paths, or what is in the way of any.

    ``left_out`` is how many different gaps to openings were not looked at, where any would do.
    """

    candidate: str
    target: str
    gap: list[SkillOut]
    untaught: list[SkillOut]
    paths: list[PathOut]
    hindrances: list[HindranceOut]
    left_out: int


class ShortageOut(Contract):
    """An occupation, what is asked for, and how many are ready."""

    occupation: str
    openings: int
    positions: int
    ready: int
    lacking: int


class ShortagesOut(Contract):
    """The occupations asked for, the scarcest first."""

    items: list[ShortageOut]


class OccupationQuery(Contract):
    """An occupation, by URI."""

    occupation: Annotated[str, Field(min_length=1, max_length=400)]


class TurnQuery(Contract):
    """What employees work as, by any name of the occupation; ``target`` where it is settled."""

    origin: Annotated[str, Field(min_length=1, max_length=200)]
    target: Annotated[str, Field(max_length=200)] = ""


class CourseChoiceOut(Contract):
    """A course on a start, and what it closes."""

    course: str
    title_da: str
    title_en: str
    provider: str
    starts_on: date
    ends_on: date
    days: float
    price_dkk: Decimal
    closes: list[SkillOut]


class TurnOut(Contract):
    """An occupation employees could turn to: what is missing, the courses, and what is left.

    ``lacking`` positions of it are left to fill here, and ``substitutes`` is how many people could
    cover for an employee meanwhile; both are null where one target was asked for.
    """

    occupation: str
    label_da: str
    label_en: str
    lacking: int | None
    substitutes: int | None
    days: float
    price_dkk: Decimal
    ends_on: date | None
    gap: list[SkillOut]
    left: list[SkillOut]
    courses: list[CourseChoiceOut]


class TurnsOut(Contract):
    """What employees of an occupation could turn to, those that courses close most of first."""

    origin: str
    items: list[TurnOut]


class SeatOrderOut(Contract):
    """A course that people could share, and how many seats to order."""

    course: str
    title_da: str
    title_en: str
    starts_on: date
    ends_on: date
    people: list[str]
    reachable: int
    positions: int
    free: int | None
    seats: int


class SeatOrdersOut(Contract):
    """The courses that people could share, the widest first."""

    occupation: str
    items: list[SeatOrderOut]

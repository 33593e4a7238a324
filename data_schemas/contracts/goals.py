"""What the API gives and takes of the municipality's goals."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import Contract, Day, Tag, Text

MeasureName = Literal[
    "rotations",
    "apprentices",
    "lasting",
    "new_jobs",
    "shortlist_days",
    "placement_days",
    "young_without",
    "subscribers",
]


class GoalPath(Contract):
    """The goal a path names, such as ``new_jobs-green``."""

    code: Annotated[str, Field(max_length=64)]


class GoalsQuery(Contract):
    """Which day, business area and track."""

    model_config = ConfigDict(extra="ignore")

    on: Day | None = None
    area: Annotated[str, Field(max_length=64)] = ""
    tag: Tag | None = None


class PartOut(Contract):
    """What a part of the whole has reached."""

    key: str
    reached: float | None
    count: int


class GoalOut(Contract):
    """A goal and how far it has come; parts and rows only where one goal is asked for."""

    code: str
    measure: str
    tag: str | None
    target: float
    starts_on: date
    ends_on: date
    reached: float | None
    expected: float
    share: float
    on_course: bool | None
    quarters: list[PartOut]
    years: list[PartOut]
    areas: list[PartOut]
    tracks: list[PartOut]


class GoalsOut(Contract):
    """The goals in force on a day."""

    on: date
    items: list[GoalOut]


class GoalIn(Contract):
    """A goal as it is to be."""

    measure: MeasureName
    tag: Tag | None = None
    target: Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)]
    starts_on: Day
    ends_on: Day
    note: Text


class ReadingIn(Contract):
    """A figure read elsewhere."""

    value: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
    happened_on: Day
    source: Text

"""A row of an import of openings."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from data_schemas.contracts.fields import (
    Contract,
    Cvr,
    Day,
    Hours,
    Languages,
    Licences,
    OpeningKind,
    ParameterKey,
    Postcode,
    Reference,
    Skills,
    Tag,
    Text,
    WorkTimes,
)


def _refuse_twice(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    if len(set(tags)) < len(tags):
        raise PydanticCustomError("repeated", "Something is named twice")
    return tags


class OpeningRow(Contract):
    """One place somebody could fill; ``organisation`` is the CVR number of who offers it."""

    reference: Reference
    kind: OpeningKind
    title: Text
    organisation: Cvr | None = None
    postcode: Postcode
    starts_on: Day
    ends_on: Day | None = None
    occupation: Text | None = None
    positions: Annotated[int, Field(ge=1, le=500)] = 1
    weekly_hours: Hours = 37.0
    work_times: WorkTimes = ("day",)
    required_skills: Skills = ()
    nice_skills: Skills = ()
    languages: Languages = Field(default_factory=dict)
    licences: Licences = ()
    tags: Annotated[tuple[Tag, ...], AfterValidator(_refuse_twice)] = ()
    parameters: Annotated[dict[ParameterKey, bool | int | float | Text], Field(max_length=50)] = (
        Field(default_factory=dict)
    )

    @field_validator("ends_on")
    @classmethod
    def _ends_after_start(cls, day: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("starts_on")
        if day is not None and start is not None and day < start:
            raise PydanticCustomError("ends_before_start", "The last day is before the first")
        return day

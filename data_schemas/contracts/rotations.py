"""What the API gives of jobrotation cases. Money and hours are exact decimals, told as text."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import Answer, Contract, Reference


class RotationPath(Contract):
    """The case a path names."""

    reference: Reference


class RotationQuery(Contract):
    """Which cases, a page at a time."""

    model_config = ConfigDict(extra="ignore")

    status: str = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 25
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class TrainingOut(Contract):
    """A course of an employee."""

    employee: str
    number: int
    title: str
    kind: str
    starts_on: date
    ends_on: date
    hours_a_day: Decimal
    weekdays: list[int]
    other_starts: list[date]


class AssignmentOut(Contract):
    """A substitute in an employee's place."""

    employee: str
    number: int
    candidate: str
    starts_on: date
    ends_on: date
    weekly_hours: Decimal


class WeekOut(Contract):
    """The hours of one ISO week."""

    year: int
    week: int
    absent: Decimal
    covered: Decimal


class ClaimOut(Contract):
    """The hours of a month at one rate; no amount where the rate is not known."""

    month: date
    hours: Decimal
    rate: Decimal | None
    amount: Decimal | None
    source: str = ""


class FundingOut(Contract):
    """A way to pay, with its verdict and its amount as the case stands."""

    funding: str
    answer: Answer
    total: Decimal | None
    claims: list[ClaimOut]
    apply_at: str = ""
    apply_by: date | None = None


class RotationSummaryOut(Contract):
    """A case in a list."""

    reference: str
    title: str
    organisation: str
    status: str
    funding: str | None
    starts_on: date | None
    ends_on: date | None


class RotationsOut(Contract):
    """One page of cases, and how many there are in all."""

    total: int
    items: list[RotationSummaryOut]


class RotationOut(RotationSummaryOut):
    """A case whole."""

    trainings: list[TrainingOut]
    substitutes: list[str]
    assignments: list[AssignmentOut]
    weeks: list[WeekOut]
    fundings: list[FundingOut]
    missing_documents: list[str]


class CoverOut(Contract):
    """A substitute who would cover a course, or part of it."""

    training: str
    candidate: str
    starts_on: date
    ends_on: date
    moved: bool


class ObstacleOut(Contract):
    """Why there is no plan."""

    training: str
    reason_da: str
    reason_en: str


class RotationPlanOut(Contract):
    """The plan with the fewest substitutes, or what stands in its way."""

    substitutes: int
    covers: list[CoverOut]
    obstacles: list[ObstacleOut]

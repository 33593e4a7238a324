"""What the API gives and takes of jobrotation cases; money and hours are exact, told as text."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

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


Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Hours = Annotated[Decimal, Field(gt=0, le=37, decimal_places=2)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Level = Literal["grundskole", "gymnasial", "eud", "kvu", "mvu", "lvu"]
CourseKind = Literal["amu", "akademi", "diplom", "fvu", "obu", "almen", "privat", "eud"]
FundingName = Literal[
    "jobrotationsydelse",
    "vikariat_veu",
    "vikariat_svu",
    "loentilskud",
    "opkvalificering",
    "voksenlaerling",
    "kommunal",
]
Status = Literal["idea", "applied", "approved", "running", "closed"]


class EmployeePath(RotationPath):
    """The case and the employee a path names."""

    employee: Reference


class RotationIn(Contract):
    """A new case; without ``opening`` one is made, of the title and the occupation."""

    organisation: Reference
    starts_on: Day
    ends_on: Day
    title: Words = ""
    occupation: Words = ""
    weekly_hours: Hours = Decimal(37)
    opening: Reference | Literal[""] = ""


class EmployeeIn(Contract):
    """An employee who trains; something must be stated beside the hours."""

    name: Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$")] = ""
    birth_year: Year | None = None
    education_level: Level | None = None
    education_last_used: Year | None = None
    hired_on: Day | None = None
    weekly_hours: Hours = Decimal(37)


class TrainingIn(Contract):
    """A course; ``weekdays`` are numbers from 0, Monday."""

    title: Words
    kind: CourseKind
    starts_on: Day
    ends_on: Day
    provider: Words = ""
    hours_a_day: Annotated[Decimal, Field(gt=0, le=12, decimal_places=2)] = Decimal("7.4")
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1)] = Field(
        default_factory=lambda: [0, 1, 2, 3, 4]
    )
    other_starts: Annotated[list[Day], Field(max_length=12)] = Field(default_factory=list)


class SubstituteIn(Contract):
    """What a candidate offers the case."""

    candidate: Reference
    weekly_hours: Hours = Decimal(37)
    available_from: Day | None = None
    available_until: Day | None = None


class TermsIn(Contract):
    """What the law asks of the case as a whole, and what is to pay; null is not known."""

    funding: FundingName | None = None
    usual_pay: bool | None = None
    agreement_pay: bool | None = None
    same_function: bool | None = None
    other_support: bool | None = None


class StepIn(Contract):
    """The next status, the day it came to be, and why, where it goes back or ends early."""

    status: Status
    happened_on: Day
    reason: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class EmployeeOut(Contract):
    """An employee who trains; the name is what the company wrote."""

    reference: str
    name: str
    weekly_hours: Decimal


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

    employees: list[EmployeeOut]
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

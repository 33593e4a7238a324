"""What the API takes and gives of adult apprenticeships."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.api import ChangeOut, FindingOut, TurnOut, VerdictOut
from data_schemas.contracts.fields import Contract, Reference

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
StartDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class ApprenticePath(Contract):
    """The candidate and the education a path names."""

    reference: Reference
    education: Slug


class ApprenticeshipQuery(Contract):
    """The day the training agreement starts, and what is known of the agreement."""

    model_config = ConfigDict(extra="ignore")

    starts_on: StartDay
    euv_route: Literal["euv1", "euv2", "euv3"] | None = None
    basic_course_done: bool | None = None
    agreement: Literal["eud", "maritim", "none"] | None = None
    approved_place: bool | None = None
    pay_floor_met: bool | None = None
    applied_on: StartDay | None = None
    other_support: Literal["none", "aub", "anden"] | None = None
    de_minimis_declared: bool | None = None
    employed_here_before: bool | None = None
    positivliste: bool | None = None
    adult_trainee_pay: bool | None = None
    last_employed_here_on: StartDay | None = None
    benefit_while_employed_here: bool | None = None
    course_starts_on: StartDay | None = None
    earlier_part_started_on: StartDay | None = None
    earlier_part_ended_on: StartDay | None = None
    opening: Reference | None = None


class SupportOut(Contract):
    """Money to one party; the amount is exact, in DKK, or null where it cannot be told."""

    party: Literal["employer", "apprentice"]
    title_da: str
    title_en: str
    amount: Decimal | None
    formula_da: str
    formula_en: str
    source: str
    confidence: str


class SchoolOut(Contract):
    """A school that gives the education, and the minutes one way."""

    name: str
    postcode: str
    minutes: float | None


class TimetableOut(Contract):
    """Weeks of each part of the course."""

    gf2_weeks: int
    school_weeks: int
    training_weeks: int
    starts_on: date
    ends_on: date


class OptionOut(Contract):
    """Another scheme that is or may be open to the person, with the finding that decides."""

    scheme: str
    name_da: str
    name_en: str
    answer: Literal["eligible", "needs"]
    strongest: FindingOut


class ApprenticeshipOut(Contract):
    """What an adult apprenticeship would be; ``route`` is null while it is not known.

    ``turns`` and ``ways`` say when the verdict turns and what would make it a yes; ``options`` are
    the other schemes, given where it is no sure yes.
    """

    candidate: Reference
    education: str
    route: str | None
    reason_da: str
    reason_en: str
    deadline: date | None
    timetable: TimetableOut | None
    verdict: VerdictOut
    turns: list[TurnOut]
    ways: list[list[ChangeOut]]
    options: list[OptionOut]
    supports: list[SupportOut]
    schools: list[SchoolOut]

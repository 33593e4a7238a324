"""Rows of imports for Campus Albertslund: students, programmes, wishes, and what is measured on."""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from data_schemas.contracts.fields import (
    Contract,
    Cvr,
    Day,
    Form,
    Languages,
    ParameterKey,
    PastDay,
    PersonReference,
    Postcode,
    Sex,
    Tag,
    Text,
)
from data_schemas.parameters import find_consent_age

ProgrammeKind = Literal[
    "talentforloeb", "elevpraktik", "mentorforloeb", "fritidsjob", "laereplads", "akademi"
]
Track = Literal["boglig", "praktisk"]
Area = Literal[
    "groen-omstilling", "fotonik-og-teknologi", "sundhed-og-omsorg", "handel-og-logistik"
]
Strength = Literal[
    "hands",
    "precision",
    "persistence",
    "teamwork",
    "service",
    "planning",
    "ideas",
    "digital",
    "numbers",
    "telling",
]
Observed = Literal["teacher", "fritidsjob", "project"]
Subject = Literal["dansk", "matematik", "engelsk", "naturfag", "samfundsfag", "haandvaerk"]
Grade = Literal[12, 10, 7, 4, 2, 0, -3]
SupportNeed = Literal["step_free", "contact", "quiet", "short_days", "reading"]
GivenBy = Literal["student", "guardian"]
LanguageBackground = Literal["danish", "mixed", "other"]
Country = Annotated[str, Form("country_code", "Must be a two-letter code of ISO 3166", "[A-Z]{2}")]
ProgrammeCode = Annotated[
    str, Form("programme_code", "Must be 1 to 40 letters, digits and hyphens", "[A-Za-z0-9-]{1,40}")
]
GivenName = Annotated[Text, StringConstraints(max_length=40)]
SchoolYear = Annotated[int, Field(ge=6, le=13)]
Age = Annotated[int, Field(ge=10, le=30)]
Seats = Annotated[int, Field(ge=1, le=500)]


class WeekHours(NamedTuple):
    """Hours on a weekday (0 is Monday), in minutes after midnight."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    starts: Annotated[int, Field(ge=0, le=1439)]
    ends: Annotated[int, Field(ge=1, le=1440)]

    def __str__(self) -> str:
        """Write the hours as they are read."""
        days = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
        starts, ends = (f"{each // 60}.{each % 60:02d}" for each in (self.starts, self.ends))
        return f"{days[self.weekday]} {starts}-{ends}"


def _check_hours(hours: tuple[WeekHours, ...]) -> tuple[WeekHours, ...]:
    if any(one.ends <= one.starts for one in hours):
        raise PydanticCustomError("ends_before_hour", "Hours end before they begin")
    return hours


Timetable = Annotated[tuple[WeekHours, ...], Field(max_length=35), AfterValidator(_check_hours)]


class SeenStrengthRow(NamedTuple):
    """A strength and where it was seen."""

    strength: Strength
    seen: Observed = "teacher"

    def __str__(self) -> str:
        """Write the strength as it is read."""
        return f"{self.strength}:{self.seen}"


def _count_age(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


class StudentRow(Contract):
    """What placing needs to know of a student; a first name at most, and never a CPR number.

    ``consent_take_part``, ``consent_grades`` and ``consent_host`` name who consented, if anybody
    did; ``grades`` may be given only with their consent.
    """

    reference: PersonReference
    given_name: GivenName | None = None
    born_on: PastDay
    school: Text
    school_year: SchoolYear | None = None
    postcode: Postcode
    consent_take_part: GivenBy | None = None
    consent_grades: GivenBy | None = None
    consent_host: GivenBy | None = None
    track: Track | None = None
    travel_limit_minutes: Annotated[int, Field(ge=5, le=240)] = 45
    interests: Annotated[tuple[Area, ...], Field(max_length=4)] = ()
    strengths: Annotated[tuple[SeenStrengthRow, ...], Field(max_length=20)] = ()
    languages: Languages = Field(default_factory=dict)
    cultures: Annotated[tuple[Country, ...], Field(max_length=20)] = ()
    grades: dict[Subject, Grade] = Field(default_factory=dict)
    lessons: Timetable = ()
    needs: Annotated[tuple[SupportNeed, ...], Field(max_length=5)] = ()

    @field_validator("consent_take_part", "consent_grades", "consent_host")
    @classmethod
    def _guardian_of_children(cls, giver: str | None, info: ValidationInfo) -> str | None:
        born_on = info.data.get("born_on")
        today = date.today()  # noqa: DTZ011
        if giver == "student" and born_on and _count_age(born_on, today) < find_consent_age(today):
            raise PydanticCustomError("guardian_needed", "The guardian consents for the student")
        return giver

    @field_validator("grades")
    @classmethod
    def _grades_with_consent(
        cls, grades: dict[Subject, Grade], info: ValidationInfo
    ) -> dict[Subject, Grade]:
        if grades and not info.data.get("consent_grades"):
            raise PydanticCustomError("grades_without_consent", "Grades need a consent")
        return grades


class ProgrammeRow(Contract):
    """One run of a programme: its host, seats, dates and limits."""

    code: ProgrammeCode
    kind: ProgrammeKind = "talentforloeb"
    title_da: Text
    title_en: Text | None = None
    track: Track
    provider: Text
    organisation: Cvr | None = None
    seats: Seats
    min_seats: Seats = 1
    area: Area | None = None
    postcode: Postcode
    starts_on: Day
    ends_on: Day
    weekly_hours: Annotated[float, Field(ge=0.5, le=48, allow_inf_nan=False)] = 4.0
    meets: Timetable = ()
    in_school_time: bool = False
    age_min: Age | None = None
    age_max: Age | None = None
    year_min: SchoolYear | None = None
    year_max: SchoolYear | None = None
    languages: Languages = Field(default_factory=dict)
    strengths: Annotated[tuple[Strength, ...], Field(max_length=10)] = ()
    markets: Annotated[tuple[Country, ...], Field(max_length=50)] = ()
    offers: Annotated[tuple[SupportNeed, ...], Field(max_length=5)] = ()
    tags: Annotated[tuple[Tag, ...], Field(max_length=5)] = ()
    parameters: Annotated[dict[ParameterKey, bool | int | float | Text], Field(max_length=50)] = (
        Field(default_factory=dict)
    )

    @field_validator("ends_on")
    @classmethod
    def _ends_after_start(cls, day: date, info: ValidationInfo) -> date:
        start = info.data.get("starts_on")
        if start is not None and day < start:
            raise PydanticCustomError("ends_before_start", "The last day is before the first")
        return day

    @field_validator("min_seats")
    @classmethod
    def _fits_in_seats(cls, least: int, info: ValidationInfo) -> int:
        if least > info.data.get("seats", least):
            raise PydanticCustomError("more_than_seats", "More to open than there are seats")
        return least

    @field_validator("age_max", "year_max")
    @classmethod
    def _not_below_least(cls, most: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get(str(info.field_name).replace("max", "min"))
        if most is not None and least is not None and most < least:
            raise PydanticCustomError("most_below_least", "The most is below the least")
        return most


class WishesRow(Contract):
    """A student's wishes in a round, the dearest first."""

    reference: PersonReference
    round: ProgrammeCode
    wishes: Annotated[tuple[ProgrammeCode, ...], Field(min_length=1, max_length=20)]

    @field_validator("wishes")
    @classmethod
    def _once_each(cls, wishes: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(wishes)) < len(wishes):
            raise PydanticCustomError("repeated", "Something is named twice")
        return wishes


class StudentTraitsRow(Contract):
    """A known student's sex and languages of the home; either may be left out."""

    reference: PersonReference
    sex: Sex | None = None
    language_background: LanguageBackground | None = None

"""A row of an import of candidates."""

from typing import Annotated

from pydantic import Field

from data_schemas.contracts.fields import (
    BenefitGroup,
    Contract,
    Day,
    EducationLevel,
    Hours,
    Languages,
    Licences,
    Months,
    PastDay,
    PersonReference,
    Postcode,
    Skills,
    Text,
    Texts,
    WorkTimes,
    Year,
)


class CandidateRow(Contract):
    """What matching and law need to know of a person; no name, and never a CPR number.

    ``occupation``, ``wishes`` and the keys of ``experience`` (months in an occupation) are labels
    or URIs of occupations; ``languages`` maps a code of ISO 639-1 to 1 (A1) up to 6 (C2).
    """

    reference: PersonReference
    birth_year: Year
    postcode: Postcode
    benefit_group: BenefitGroup | None = None
    unemployed_since: PastDay | None = None
    education_level: EducationLevel | None = None
    education_field: Text | None = None
    education_last_used: Year | None = None
    occupation: Text | None = None
    experience: Annotated[dict[Text, Months], Field(max_length=50)] = Field(default_factory=dict)
    weekly_hours: Hours = 37.0
    available_from: Day | None = None
    work_times: WorkTimes = ("day",)
    travel_limit_minutes: Annotated[int, Field(ge=5, le=240)] = 60
    has_car: bool = False
    wishes: Texts = ()
    skills: Skills = ()
    languages: Languages = Field(default_factory=dict)
    licences: Licences = ()
    shown_to_companies: bool = False

"""A row of an import of courses."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from data_schemas.contracts.fields import Contract, Day, Form, Languages, Postcode, Skills, Text

CourseKind = Literal["amu", "fvu", "obu", "gvu", "eud", "euv", "sosu", "akademi", "certificate"]
CourseCode = Annotated[
    str,
    Form(
        "course_code",
        "Must be 1 to 60 letters, digits, hyphens and underscores",
        "[A-Za-z0-9][A-Za-z0-9_-]{0,59}",
    ),
]


Weekdays = Annotated[
    str,
    Form(
        "weekdays_form",
        "Must be rising digits from 0, Monday, to 6",
        "(?=[0-6])0?1?2?3?4?5?6?",
    ),
]
Days = Annotated[tuple[Day, ...], Field(max_length=366)]


class CourseRow(Contract):
    """A course: what it teaches, what it requires, and the days on which it starts.

    ``ends``, ``sign_up_by`` and ``seats`` (those left) follow ``starts`` one by one, or are left
    out.
    """

    code: CourseCode
    kind: CourseKind
    title_da: Text
    title_en: Text | None = None
    provider: Text
    days: Annotated[float, Field(ge=0.5, le=2000, allow_inf_nan=False)]
    price_dkk: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    postcode: Postcode
    teaches: Skills = ()
    requires: Skills = ()
    starts: Days = ()
    ends: Days = ()
    sign_up_by: Days = ()
    seats: Annotated[tuple[Annotated[int, Field(ge=0, le=10_000)], ...], Field(max_length=366)] = ()
    hours_a_day: Annotated[
        Decimal, Field(gt=0, le=12, max_digits=4, decimal_places=2, allow_inf_nan=False)
    ] = Decimal("7.4")
    weekdays: Weekdays = "01234"
    languages: Languages = Field(default_factory=dict)

    @model_validator(mode="after")
    def pair_starts(self) -> Self:
        """Refuse lists that are not as long as that of the starts, and ends before their start."""
        if any(
            many and len(many) != len(self.starts)
            for many in (self.ends, self.sign_up_by, self.seats)
        ):
            raise PydanticCustomError("unpaired", "There must be one for each start")
        if any(end < start for start, end in zip(self.starts, self.ends, strict=False)):
            raise PydanticCustomError("ends_before_start", "A course ends before it starts")
        return self

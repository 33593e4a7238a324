"""A row of an import of courses."""

from typing import Annotated, Literal

from pydantic import Field

from data_schemas.contracts.fields import Contract, Day, Form, Postcode, Skills, Text

CourseKind = Literal["amu", "fvu", "obu", "gvu", "eud", "euv", "sosu", "akademi", "certificate"]
CourseCode = Annotated[
    str,
    Form(
        "course_code",
        "Must be 1 to 60 letters, digits, hyphens and underscores",
        "[A-Za-z0-9][A-Za-z0-9_-]{0,59}",
    ),
]


class CourseRow(Contract):
    """A course: what it teaches, what it requires, and the days on which it starts."""

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
    starts: Annotated[tuple[Day, ...], Field(max_length=366)] = ()

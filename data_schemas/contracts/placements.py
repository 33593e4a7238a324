"""The API's view of students, programmes and placement rounds; coordinators alone."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import Contract, Text

RoundStep = Literal["open_wishes", "propose", "publish", "close"]
Code = Annotated[str, Field(max_length=40)]


class RoundPath(Contract):
    """A round by its code."""

    code: Code


class RoundStepPath(Contract):
    """A step of a round."""

    code: Code
    step: RoundStep


class RoundStudentPath(Contract):
    """A student in a round."""

    code: Code
    student: Code


class StudentPath(Contract):
    """A student by their reference."""

    reference: Code


class SeenVersion(Contract):
    """The version of the round that the caller saw; an older one is refused with 409."""

    version: Annotated[int, Field(ge=1)]


class WishesIn(SeenVersion):
    """A student's wishes, the dearest first."""

    wishes: Annotated[list[Code], Field(max_length=20)]


class MoveQuery(Contract):
    """A seat to be given by hand, or none."""

    model_config = ConfigDict(extra="ignore")

    student: Code
    programme: Code | None = None


class MoveIn(SeenVersion):
    """A seat to be given by hand, or none, and why."""

    student: Code
    programme: Code | None = None
    reason: Text | None = None


class RulingIn(SeenVersion):
    """A pair to be locked or forbidden; without a kind, what was ruled is lifted."""

    student: Code
    programme: Code
    kind: Literal["lock", "forbid"] | None = None
    reason: Text | None = None


class WithdrawalIn(SeenVersion):
    """A programme that its host withdraws, and why."""

    programme: Code
    reason: Text


class HostViewIn(SeenVersion):
    """What a host says of a student: a rank, 1 first, or a no; neither takes it back."""

    programme: Code
    student: Code
    rank: Annotated[int, Field(ge=1)] | None = None
    declined: bool = False
    reason: Text | None = None


class MeasuresOut(Contract):
    """What a set of seats gives."""

    students: int
    first: int
    any: int
    unplaced: int
    benefit: float
    blocking: int


class SeatOut(Contract):
    """A seat a student has."""

    student: str
    programme: str
    by_hand: bool


class RoundSummaryOut(Contract):
    """A round in a list."""

    code: str
    title: str
    status: str
    mechanism: str
    seed: int
    version: int
    wishes_until: date | None


class RoundsOut(Contract):
    """The rounds, newest first."""

    items: list[RoundSummaryOut]


class RoundOut(RoundSummaryOut):
    """A round whole."""

    programmes: dict[str, date | None]
    students: list[str]
    late: list[str]
    wishes: dict[str, list[str]]
    seats: list[SeatOut]
    waiting: dict[str, list[str]]
    closed: list[str]
    talent_version: str | None
    measures: MeasuresOut


class WishReasonOut(Contract):
    """What became of a wish, and why, in both languages."""

    place: int
    programme: str
    fate: str
    waiting: int | None
    why_da: list[str]
    why_en: list[str]


class PlaceOut(Contract):
    """What a student got, and why."""

    student: str
    seats: list[str]
    lot: int
    reasons: list[WishReasonOut]


class EffectOut(Contract):
    """What a move by hand would change."""

    may_be_made: bool
    refused_da: list[str]
    refused_en: list[str]
    full: bool
    loses: list[str]
    before: MeasuresOut
    after: MeasuresOut


class StudentOut(Contract):
    """A student's profile, without what is only measured on and without support needs."""

    reference: str
    given_name: str
    school: str
    school_year: int | None
    postcode: str
    track: str | None
    travel_limit_minutes: int
    interests: list[str]
    languages: dict[str, int]
    consents: list[str]
    version: int


class StudentsOut(Contract):
    """The students."""

    items: list[StudentOut]


class ProgrammeOut(Contract):
    """A programme."""

    code: str
    title_da: str
    title_en: str
    kind: str
    track: str
    organisation: str | None
    seats: int
    min_seats: int
    starts_on: date | None
    ends_on: date | None
    state: str


class ProgrammesOut(Contract):
    """The programmes."""

    items: list[ProgrammeOut]

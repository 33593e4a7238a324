"""The API's view of what suits whom, and of what a host says of those who wish its programme."""

from typing import Annotated, Literal

from pydantic import Field

from data_schemas.contracts.api import ContributionOut
from data_schemas.contracts.fields import Contract
from data_schemas.contracts.placements import Code

DeclineReason = Literal["capacity", "hours", "conditions", "other"]


class ProgrammePath(Contract):
    """A programme by its code."""

    code: Code


class RoundProgrammePath(Contract):
    """A programme in a round."""

    code: Code
    programme: Code


class SuitedStageOut(Contract):
    """The chance of a stage; intercept and contributions add up to its log odds."""

    stage: str
    chance: float
    intercept: float
    contributions: list[ContributionOut]


class SuitedOut(Contract):
    """A student and a programme that suit each other, what is expected of it, and why.

    ``benefit`` lies between ``low`` and ``high`` in 90 of 100 cases; they are left out while no
    outcomes tell them. What is ``open`` is to be settled first.
    """

    student: str
    programme: str
    benefit: float
    low: float | None
    high: float | None
    stages: list[SuitedStageOut]
    open_da: list[str]
    open_en: list[str]


class RecommendedOut(Contract):
    """The best suited, the best first, of how many that law and limits allow."""

    items: list[SuitedOut]
    possible: int
    talent_version: str


class ApplicantOut(Contract):
    """The little a host sees of a student who wishes its programme, and what it has said."""

    student: str
    school_year: int | None
    strengths: list[str]
    rank: int | None
    declined: DeclineReason | None


class ApplicantsOut(Contract):
    """Those who wish a host's programme, how many more are not shown, and the list's version."""

    items: list[ApplicantOut]
    hidden: int
    version: int


class ApplicantsIn(Contract):
    """A host's whole list: whom it would rather have, 1 first, and whom it says no to and why.

    ``version`` is that of the list as it was read; an older one is refused with 409.
    """

    version: Annotated[int, Field(ge=0)]
    ranks: Annotated[dict[Code, int], Field(default_factory=dict, max_length=500)]
    declined: Annotated[dict[Code, DeclineReason], Field(default_factory=dict, max_length=500)]


class GuestDeclineIn(Contract):
    """A published student whom the host says no to, and why."""

    student: Code
    reason: DeclineReason

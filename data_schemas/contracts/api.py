"""What the API takes and gives, ``/api/v1``.

Values of enums are those of the vocabulary; their labels are left to whoever shows them.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import (
    Answer,
    BenefitGroup,
    Contract,
    EducationLevel,
    OpeningKind,
    Outcome,
    PastDay,
    Reference,
    Role,
    Sureness,
    Tag,
    Text,
    WorkTime,
)


class ProblemField(Contract):
    """One fault in what was sent: where, what is wrong and what would be right."""

    field: str
    wrong: str
    remedy: str = ""


class Problem(Contract):
    """A problem as RFC 9457 has it (``application/problem+json``)."""

    type: str = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str = ""
    instance: str = ""
    errors: list[ProblemField] = Field(default_factory=list)


class HealthOut(Contract):
    """Whether the process answers and the database does.

    Degraded means that the version which ought to rank was refused, so an earlier one ranks.
    """

    status: Literal["ok", "degraded"] = "ok"


class SessionIn(Contract):
    """Who signs in."""

    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=1000)]


class SessionOut(Contract):
    """Who signed in, and the token that every writing request carries as ``X-CSRFToken``."""

    role: Role
    csrf_token: str


class CandidatePath(Contract):
    """The candidate a path names."""

    reference: Reference


class OpeningPath(Contract):
    """The opening a path names."""

    reference: Reference


class ListQuery(Contract):
    """A search by words, a page at a time."""

    model_config = ConfigDict(extra="ignore")

    text: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 25
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class OpeningQuery(ListQuery):
    """A search among openings, of one kind or of all."""

    kind: OpeningKind | None = None


class AskedQuery(Contract):
    """What to narrow a list of candidates to: those with an answer under a scheme."""

    model_config = ConfigDict(extra="ignore")

    scheme: Annotated[str, Field(max_length=40)] = ""
    answer: Annotated[str, Field(max_length=20)] = ""


class MatchQuery(AskedQuery):
    """How many to rank at most; for an opening, of whom."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class VerdictsQuery(AskedQuery):
    """Whose answers to list, a page at a time."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class DayQuery(Contract):
    """The day to judge for; else today."""

    model_config = ConfigDict(extra="ignore")

    on: Annotated[date | None, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))] = None


class OutcomeQuery(Contract):
    """Whose outcomes: an opening's, a candidate's or a pair's."""

    model_config = ConfigDict(extra="ignore")

    opening: Reference | None = None
    candidate: Reference | None = None


class SkillOut(Contract):
    """A skill by its URI, with level and labels."""

    concept: str
    level: Annotated[int, Field(ge=1, le=5)]
    label_da: str = ""
    label_en: str = ""


class CandidateOut(Contract):
    """What a consultant may see of a candidate."""

    reference: str
    birth_year: int
    postcode: str
    benefit_group: BenefitGroup | None = None
    unemployed_since: date | None = None
    education_level: EducationLevel | None = None
    education_field: str | None = None
    education_last_used: int | None = None
    occupation: str | None = None
    experience: dict[str, int] = Field(default_factory=dict)
    weekly_hours: float
    available_from: date | None = None
    work_times: list[WorkTime] = Field(default_factory=list)
    travel_limit_minutes: int
    has_car: bool = False
    wishes: list[str] = Field(default_factory=list)
    skills: list[SkillOut] = Field(default_factory=list)
    languages: dict[str, int] = Field(default_factory=dict)
    licences: list[str] = Field(default_factory=list)
    shown_to_companies: bool


class CandidatesOut(Contract):
    """One page of candidates, and how many there are in all."""

    total: int
    items: list[CandidateOut]


class OpeningOut(Contract):
    """An opening of any kind; ``organisation`` is a CVR number."""

    reference: str
    kind: OpeningKind
    title: str
    organisation: str = ""
    organisation_name: str = ""
    postcode: str
    starts_on: date
    ends_on: date | None = None
    occupation: str | None = None
    positions: int
    weekly_hours: float
    work_times: list[WorkTime] = Field(default_factory=list)
    required_skills: list[SkillOut] = Field(default_factory=list)
    nice_skills: list[SkillOut] = Field(default_factory=list)
    languages: dict[str, int] = Field(default_factory=dict)
    licences: list[str] = Field(default_factory=list)
    tags: list[Tag] = Field(default_factory=list)
    parameters: dict[str, bool | int | float | str] = Field(default_factory=dict)


class OpeningsOut(Contract):
    """One page of openings, and how many there are in all."""

    total: int
    items: list[OpeningOut]


class ContributionOut(Contract):
    """What one feature added to or took from a score."""

    feature: str
    value: float | None
    amount: float
    text_da: str
    text_en: str


class FindingOut(Contract):
    """One condition of one scheme, tried on the pair for one date.

    ``value`` and ``unit`` are the parameter's on that day, ``facts`` those the rule looked at;
    numbers that are money are written as text, so that no øre is lost.
    """

    rule: str
    answer: Answer
    reason_da: str
    reason_en: str
    parameter: str
    tested_on: date
    source: str
    source_en: str
    confidence: str
    value: bool | int | str | list[str] | None = None
    unit: str = ""
    address: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class VerdictOut(Contract):
    """What a scheme says of the pair."""

    scheme: str
    answer: Answer
    findings: list[FindingOut]


class ChanceOut(Contract):
    """How often pairs like this one led to a job that lasted 26 weeks, with its doubt and base.

    ``share`` lies between ``low`` and ``high``, an interval that holds the truth in ``level`` of
    all cases; ``of_100`` are the same three as whole numbers of a hundred, the interval rounded
    outwards. ``pairs`` is how many pairs of about this score were followed for 26 weeks, ``lasted``
    for how many of them it lasted, ``followed`` how many pairs the calibration rests on in all. All
    three shares are null where nothing has been calibrated yet.
    """

    share: Annotated[float, Field(gt=0, lt=1)] | None
    low: Annotated[float, Field(ge=0, le=1)] | None
    high: Annotated[float, Field(ge=0, le=1)] | None
    level: float
    of_100: tuple[int, int, int] | None
    pairs: int
    lasted: int
    followed: int
    sureness: Sureness
    text_da: str
    text_en: str


class TurnOut(Contract):
    """A day on which a verdict turns if the opening starts then, and why."""

    day: date
    answer: Answer
    text_da: str
    text_en: str


class ChangeOut(Contract):
    """One thing that would be otherwise, and what is then met."""

    name: str
    values: list[str]
    text_da: str
    text_en: str


class ProspectOut(Contract):
    """A scheme's verdict, when it turns, and the smallest sets of changes that make it a yes."""

    verdict: VerdictOut
    name_da: str
    name_en: str
    turns: list[TurnOut]
    ways: list[list[ChangeOut]]


class ProspectsOut(Contract):
    """Every scheme's verdict on what it asks of a person, for a day."""

    candidate: str
    on: date
    schemes: list[ProspectOut]


class StandingOut(Contract):
    """One candidate's answer under one scheme."""

    candidate: str
    scheme: str
    answer: Answer


class StandingsOut(Contract):
    """Everybody's answers before an opening, for the day it starts."""

    opening: str
    tested_on: date
    counts: dict[str, dict[str, int]]
    total: int
    items: list[StandingOut]


class SuggestionOut(Contract):
    """One ranked place; ``score`` is ``intercept`` plus the sum of the contributions' amounts.

    ``model_rank`` is where the score alone would put it; in an explored list ``rank`` may be one
    above or below, and ``propensity`` is the chance that it came to stand at ``rank``.
    ``reference`` is that of the ranked side. Each may carry its own ``model_version``; the list
    always does.
    """

    rank: int
    model_rank: int
    propensity: Annotated[float, Field(gt=0, le=1)]
    reference: str
    score: float
    intercept: float
    chance: ChanceOut
    contributions: list[ContributionOut]
    answer: Answer
    verdicts: list[VerdictOut]
    model_version: str | None = None


class SuggestionsOut(Contract):
    """A ranked list, and the refused beside it with their reasons.

    Where ``is_explored``, lots were drawn for some neighbours to change places, so that it can be
    learned what the place itself does to who is chosen; nobody moves by more than one place, and
    the refused take no part.
    """

    model_version: str
    list_id: str
    considered: int
    is_explored: bool
    items: list[SuggestionOut]
    refused: list[SuggestionOut]


class OutcomeIn(Contract):
    """What happened to a pair, to be recorded.

    The reason of an early end begins with one of ``tasks``, ``skills``, ``distance``,
    ``conditions``, ``cooperation``, ``other_work``, ``education``, ``employer``, ``agreed``,
    ``personal``, ``other``, and words after a colon where there is more to say. Free text is
    taken too, and counts as ``other``.
    """

    opening: Reference
    candidate: Reference
    outcome: Outcome
    happened_on: PastDay
    reason: Text | Literal[""] = ""


class OutcomeOut(Contract):
    """What happened to a pair; never changed."""

    opening: str
    candidate: str
    outcome: Outcome
    happened_on: date
    recorded_at: datetime
    actor: str
    reason: str = ""


class OutcomesOut(Contract):
    """What happened, oldest first."""

    items: list[OutcomeOut]

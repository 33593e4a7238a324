"""What the API tells of occupations near one another, and within a person's reach."""

from typing import Annotated, Literal

from pydantic import Field

from data_schemas.contracts.fields import Contract

Share = Annotated[float, Field(ge=0, le=1)]


class ReachQuery(Contract):
    """What the occupations are narrowed to, and how many to give."""

    only: Literal["everything", "openings", "travel"] = "everything"
    limit: Annotated[int, Field(ge=1, le=200)] = 20


class MetOut(Contract):
    """An essential skill: the held one that serves for it, if any, and how far it counts."""

    skill: str
    label_da: str
    label_en: str
    level: int
    by: str | None
    counts: Share


class ReachOut(Contract):
    """One occupation within reach; ``openings`` are references, the nearest first."""

    occupation: str
    label_da: str
    label_en: str
    rank: int
    score: Share
    skills: Share
    practice: Share
    education: Share
    practised: str | None
    asked: list[MetOut]
    openings: list[str]
    placements: int
    is_wished: bool


class ReachesOut(Contract):
    """The occupations within a candidate's reach, and how many there are in all."""

    candidate: str
    total: int
    items: list[ReachOut]


class RelatedQuery(Contract):
    """The occupation asked about."""

    uri: Annotated[str, Field(min_length=1, max_length=500)]
    top: Annotated[int, Field(ge=1, le=100)] = 10


class RelatedOut(Contract):
    """One occupation near another; the parts add up to the score."""

    occupation: str
    label_da: str
    label_en: str
    rank: int
    score: float
    parts: dict[str, float]


class RelatedOccupationsOut(Contract):
    """The occupations nearest one, the nearest first."""

    occupation: str
    items: list[RelatedOut]

"""What the API takes and gives about model versions, ``/api/v1/models``."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import Contract

VersionName = Annotated[str, Field(min_length=1, max_length=100)]


ModelName = Literal["match", "path", "talent"]


class ModelPath(Contract):
    """The model a path names."""

    model: ModelName


class VersionPath(ModelPath):
    """The model version a path names."""

    version: VersionName


class ComparisonQuery(Contract):
    """Two versions to compare; ``0`` is the experts'."""

    first: VersionName
    second: VersionName


class DecisionIn(Contract):
    """Why which version ranks is changed.

    ``expected`` is the version that ranked when this was decided; if another ranks by now, nothing
    is changed and the answer is a conflict.
    """

    note: Annotated[str, Field(min_length=1, max_length=500)]
    expected: VersionName | None = None


class ModelVersionOut(Contract):
    """One version of a model in the registry."""

    model_config = ConfigDict(protected_namespaces=())

    model: str
    version: str
    checksum: str
    signature: str
    created_at: datetime
    promoted_at: datetime | None
    is_champion: bool
    metrics: dict[str, Any] = Field(default_factory=dict)


class ModelVersionsOut(Contract):
    """A model's versions, newest first."""

    items: list[ModelVersionOut]


class ChampionChangeOut(Contract):
    """One change of which version ranks."""

    version: str
    change: Literal["promoted", "put_back", "pinned", "unpinned"]
    actor: str
    note: str
    at: datetime


class ChampionChangesOut(Contract):
    """Every change of which version ranks, newest first."""

    items: list[ChampionChangeOut]


class ScheduleOut(Contract):
    """When a model is retrained next."""

    cron: str
    next_run_at: datetime
    retry_at: datetime | None
    attempt: int
    asked_at: datetime | None
    asked_by: str
    seen_at: datetime | None


class ModelOut(Contract):
    """How a model stands; ``failing`` counts the newest retrainings that failed in a row."""

    champion: str
    previous: str | None
    pinned: bool
    failing: int
    training: bool
    refused: str
    schedule: ScheduleOut | None


class TrainingRunOut(Contract):
    """One retraining; its report holds every figure and reason."""

    id: int
    state: Literal["running", "promoted", "kept", "failed"]
    started_at: datetime
    finished_at: datetime | None
    version: str | None
    attempt: int
    asked_by: str
    report: dict[str, Any]


class TrainingRunsOut(Contract):
    """The retrainings, newest first."""

    items: list[TrainingRunOut]


class StepOut(Contract):
    """What two versions add from a value on; without one, below the first step."""

    start: float | None
    first: float
    second: float


class ShapeDifferenceOut(Contract):
    """What two versions say of one feature."""

    feature: str
    largest: float
    at: float | None
    unknown: bool
    missing: tuple[float, float]
    steps: list[StepOut]


class StageComparisonOut(Contract):
    """One stage of two versions, the most different feature first."""

    stage: str
    intercepts: tuple[float, float]
    shapes: list[ShapeDifferenceOut]


class ComparisonOut(Contract):
    """Two versions side by side, stage by stage; the match model has one."""

    first: str
    second: str
    metrics: tuple[dict[str, Any] | None, dict[str, Any] | None]
    stages: list[StageComparisonOut]

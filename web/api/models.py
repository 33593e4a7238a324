"""The API's views of the models: what ranks, versions side by side, the schedule."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_login import current_user
from flask_openapi3.models.tag import Tag

from data_schemas.contracts.api import Problem
from data_schemas.contracts.models import (
    ChampionChangeOut,
    ChampionChangesOut,
    ComparisonOut,
    ComparisonQuery,
    DecisionIn,
    ModelOut,
    ModelPath,
    ModelVersionOut,
    ModelVersionsOut,
    ScheduleOut,
    ShapeDifferenceOut,
    StageComparisonOut,
    StepOut,
    TrainingRunOut,
    TrainingRunsOut,
    VersionPath,
)
from matcher.services import modelling
from matcher.vocabulary import ModelVersion
from web.api.views import api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session

PREFIX = "/models/<model>"
NEWEST = 100
MODELS = Tag(name="models", description="Versions, which of them ranks, and the retrainings")
DECIDED: dict[str | int | HTTPStatus, Any] = {"200": ModelOut, "409": Problem}


@api.get(PREFIX, tags=[MODELS], responses={"200": ModelOut})
def show_model(path: ModelPath) -> Response:
    """Tell which version ranks, whether it is pinned, and when the next retraining is due."""
    return _show_standing(path.model, writing=False)


@api.get(f"{PREFIX}/versions", tags=[MODELS], responses={"200": ModelVersionsOut})
def list_model_versions(path: ModelPath) -> Response:
    """List a model's versions, newest first."""
    found = modelling.list_versions(get_session(writing=False), path.model)
    return show(ModelVersionsOut(items=[_present_version(one) for one in found]))


@api.get(f"{PREFIX}/versions/<version>", tags=[MODELS], responses={"200": ModelVersionOut})
def show_model_version(path: VersionPath) -> Response:
    """Show one version with its figures."""
    found = modelling.read_version(get_session(writing=False), path.model, version=path.version)
    return show(_present_version(found))


@api.get(f"{PREFIX}/compare", tags=[MODELS], responses={"200": ComparisonOut, "409": Problem})
def compare_model_versions(path: ModelPath, query: ComparisonQuery) -> Response:
    """Compare two versions, the feature whose shapes differ the most first."""
    found = modelling.compare_versions(
        get_session(writing=False),
        get_services().shelf,
        path.model,
        first=query.first,
        second=query.second,
    )
    first, second = (None if row is None else dict(row.metrics) for row in found.rows)
    stages = [
        StageComparisonOut(
            stage=one.stage,
            intercepts=one.intercepts,
            shapes=[_present_shape(shape) for shape in one.shapes],
        )
        for one in found.stages
    ]
    return show(
        ComparisonOut(
            first=found.first, second=found.second, metrics=(first, second), stages=stages
        )
    )


@api.get(f"{PREFIX}/changes", tags=[MODELS], responses={"200": ChampionChangesOut})
def list_model_changes(path: ModelPath) -> Response:
    """List what was decided about which version ranks, newest first."""
    found = modelling.list_changes(get_session(writing=False), path.model)
    items = [
        ChampionChangeOut(
            version=one.version, change=one.change.value, actor=one.actor, note=one.note, at=one.at
        )
        for one in found
    ]
    return show(ChampionChangesOut(items=items))


@api.get(f"{PREFIX}/runs", tags=[MODELS], responses={"200": TrainingRunsOut})
def list_model_runs(path: ModelPath) -> Response:
    """List the newest retrainings with their reports."""
    found = modelling.list_runs(get_session(writing=False), path.model)[:NEWEST]
    items = [
        TrainingRunOut(
            id=one.id,
            state=one.state,
            started_at=one.started_at,
            finished_at=one.finished_at,
            version=one.version,
            attempt=one.attempt,
            asked_by=one.asked_by,
            report=dict(one.report),
        )
        for one in found
    ]
    return show(TrainingRunsOut(items=items))


@api.post(f"{PREFIX}/runs", tags=[MODELS], responses={"202": ModelOut, "409": Problem})
def ask_for_model_run(path: ModelPath) -> Response:
    """Ask the worker to retrain now."""
    modelling.ask_for_run(get_session(), path.model, actor=current_user.email, now=read_clock())
    return _show_standing(path.model, status=202)


@api.post(f"{PREFIX}/versions/<version>/promote", tags=[MODELS], responses=DECIDED)
def promote_version(path: VersionPath, body: DecisionIn) -> Response:
    """Let a version rank; ``0`` is the experts'."""
    modelling.promote(get_session(), path.model, version=path.version, **_decide(body))
    return _show_standing(path.model)


@api.post(f"{PREFIX}/roll-back", tags=[MODELS], responses=DECIDED)
def roll_back(path: ModelPath, body: DecisionIn) -> Response:
    """Let the version that ranked before rank again."""
    modelling.roll_back(get_session(), path.model, **_decide(body))
    return _show_standing(path.model)


@api.post(f"{PREFIX}/pin", tags=[MODELS], responses=DECIDED)
def pin_champion(path: ModelPath, body: DecisionIn) -> Response:
    """Let no retraining replace the version that ranks."""
    modelling.change_pin(get_session(), path.model, pinned=True, **_decide(body))
    return _show_standing(path.model)


@api.post(f"{PREFIX}/unpin", tags=[MODELS], responses=DECIDED)
def unpin_champion(path: ModelPath, body: DecisionIn) -> Response:
    """Let retrainings replace the version that ranks again."""
    modelling.change_pin(get_session(), path.model, pinned=False, **_decide(body))
    return _show_standing(path.model)


def _present_shape(one: Any) -> ShapeDifferenceOut:
    return ShapeDifferenceOut(
        feature=one.feature,
        largest=one.largest,
        at=one.at,
        unknown=one.unknown,
        missing=one.missing,
        steps=[StepOut(**asdict(step)) for step in one.steps],
    )


def _decide(body: DecisionIn) -> dict[str, Any]:
    decided = {"note": body.note, "expected": body.expected}
    return decided | {"actor": current_user.email, "now": read_clock()}


def _show_standing(model: str, status: int = 200, *, writing: bool = True) -> Response:
    session = get_session(writing=writing)
    standing = modelling.read_standing(session, model)
    schedule = asdict(standing.schedule) if standing.schedule else {}
    schedule.pop("model", None)
    return show(
        ModelOut(
            champion=standing.champion,
            previous=standing.previous,
            pinned=standing.pinned,
            failing=standing.failing,
            training=standing.training,
            refused=get_services().memory.find_refused(session, model),
            schedule=ScheduleOut(**schedule) if schedule else None,
        ),
        status,
    )


def _present_version(one: ModelVersion) -> ModelVersionOut:
    return ModelVersionOut(
        model=one.model,
        version=one.version,
        checksum=one.checksum,
        signature=one.signature,
        created_at=one.created_at,
        promoted_at=one.promoted_at,
        is_champion=one.is_champion,
        metrics=dict(one.metrics),
    )

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
    ModelVersionOut,
    ModelVersionsOut,
    ScheduleOut,
    ShapeDifferenceOut,
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

MODEL = "match"
PREFIX = f"/models/{MODEL}"
NEWEST = 100
MODELS = Tag(name="models", description="Versions, which of them ranks, and the retrainings")
DECIDED: dict[str | int | HTTPStatus, Any] = {"200": ModelOut, "409": Problem}


@api.get(PREFIX, tags=[MODELS], responses={"200": ModelOut})
def show_model() -> Response:
    """Tell which version ranks, whether it is pinned, and when the next retraining is due."""
    return _show_standing(writing=False)


@api.get(f"{PREFIX}/versions", tags=[MODELS], responses={"200": ModelVersionsOut})
def list_model_versions() -> Response:
    """List the match model's versions, newest first."""
    found = modelling.list_versions(get_session(writing=False), MODEL)
    return show(ModelVersionsOut(items=[_present_version(one) for one in found]))


@api.get(f"{PREFIX}/versions/<version>", tags=[MODELS], responses={"200": ModelVersionOut})
def show_model_version(path: VersionPath) -> Response:
    """Show one version with its figures."""
    found = modelling.read_version(get_session(writing=False), MODEL, version=path.version)
    return show(_present_version(found))


@api.get(f"{PREFIX}/compare", tags=[MODELS], responses={"200": ComparisonOut, "409": Problem})
def compare_model_versions(query: ComparisonQuery) -> Response:
    """Compare two versions, the feature whose shapes differ the most first."""
    found = modelling.compare_versions(
        get_session(writing=False),
        get_services().shelf,
        MODEL,
        first=query.first,
        second=query.second,
    )
    first, second = (None if row is None else dict(row.metrics) for row in found.rows)
    shapes = [
        ShapeDifferenceOut(
            feature=one.feature,
            largest=one.largest,
            at=one.at,
            unknown=one.unknown,
            missing=one.missing,
            steps=[StepOut(**asdict(step)) for step in one.steps],
        )
        for one in found.shapes
    ]
    return show(
        ComparisonOut(
            first=found.first,
            second=found.second,
            intercepts=found.intercepts,
            metrics=(first, second),
            shapes=shapes,
        )
    )


@api.get(f"{PREFIX}/changes", tags=[MODELS], responses={"200": ChampionChangesOut})
def list_model_changes() -> Response:
    """List what was decided about which version ranks, newest first."""
    found = modelling.list_changes(get_session(writing=False), MODEL)
    items = [
        ChampionChangeOut(
            version=one.version, change=one.change.value, actor=one.actor, note=one.note, at=one.at
        )
        for one in found
    ]
    return show(ChampionChangesOut(items=items))


@api.get(f"{PREFIX}/runs", tags=[MODELS], responses={"200": TrainingRunsOut})
def list_model_runs() -> Response:
    """List the newest retrainings with their reports."""
    found = modelling.list_runs(get_session(writing=False), MODEL)[:NEWEST]
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
def ask_for_model_run() -> Response:
    """Ask the worker to retrain now."""
    modelling.ask_for_run(get_session(), MODEL, actor=current_user.email, now=read_clock())
    return _show_standing(status=202)


@api.post(f"{PREFIX}/versions/<version>/promote", tags=[MODELS], responses=DECIDED)
def promote_version(path: VersionPath, body: DecisionIn) -> Response:
    """Let a version rank; ``0`` is the experts'."""
    modelling.promote(get_session(), MODEL, version=path.version, **_decide(body))
    return _show_standing()


@api.post(f"{PREFIX}/roll-back", tags=[MODELS], responses=DECIDED)
def roll_back(body: DecisionIn) -> Response:
    """Let the version that ranked before rank again."""
    modelling.roll_back(get_session(), MODEL, **_decide(body))
    return _show_standing()


@api.post(f"{PREFIX}/pin", tags=[MODELS], responses=DECIDED)
def pin_champion(body: DecisionIn) -> Response:
    """Let no retraining replace the version that ranks."""
    modelling.change_pin(get_session(), MODEL, pinned=True, **_decide(body))
    return _show_standing()


@api.post(f"{PREFIX}/unpin", tags=[MODELS], responses=DECIDED)
def unpin_champion(body: DecisionIn) -> Response:
    """Let retrainings replace the version that ranks again."""
    modelling.change_pin(get_session(), MODEL, pinned=False, **_decide(body))
    return _show_standing()


def _decide(body: DecisionIn) -> dict[str, Any]:
    decided = {"note": body.note, "expected": body.expected}
    return decided | {"actor": current_user.email, "now": read_clock()}


def _show_standing(status: int = 200, *, writing: bool = True) -> Response:
    session = get_session(writing=writing)
    standing = modelling.read_standing(session, MODEL)
    schedule = asdict(standing.schedule) if standing.schedule else {}
    schedule.pop("model", None)
    return show(
        ModelOut(
            champion=standing.champion,
            previous=standing.previous,
            pinned=standing.pinned,
            failing=standing.failing,
            training=standing.training,
            refused=get_services().memory.get_champion(session).refused,
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

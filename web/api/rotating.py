"""The API's ways to change a jobrotation case: the pages' own services, with contracts."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_login import current_user
from pydantic import BaseModel

from data_schemas.contracts.api import Problem
from data_schemas.contracts.rotations import (
    EmployeeIn,
    EmployeePath,
    RotationIn,
    RotationOut,
    RotationPath,
    StepIn,
    SubstituteIn,
    TermsIn,
    TrainingIn,
)
from matcher.services.rotating import (
    Draft,
    Employee,
    Substitute,
    Training,
    adopt_plan,
    open_case,
    put_employee,
    put_substitute,
    put_training,
    state_case,
    take_step,
)
from matcher.vocabulary import Account, EducationLevel, Funding, RotationStatus
from web.api.rotations import ROTATIONS, show_whole
from web.api.views import api
from web.clock import read_clock
from web.transactions import get_session

Responses = dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None]
MADE: Responses = {"201": RotationOut, "409": Problem}
CHANGED: Responses = {"200": RotationOut, "409": Problem}


@api.post("/rotations", tags=[ROTATIONS], responses=MADE)
def open_rotation(body: RotationIn) -> Response:
    """Open a case with its company and the days to be covered."""
    draft = Draft(**body.model_dump())
    case = open_case(get_session(), draft, viewer=_viewer(), now=read_clock())
    return show_whole(case.reference, 201)


@api.post("/rotations/<reference>/employees", tags=[ROTATIONS], responses=MADE)
def add_rotation_employee(path: RotationPath, body: EmployeeIn) -> Response:
    """Add an employee who trains."""
    given = body.model_dump()
    level = given.pop("education_level")
    employee = Employee(
        "", education_level=EducationLevel[level.upper()] if level else None, **given
    )
    put_employee(get_session(), path.reference, employee, viewer=_viewer())
    return show_whole(path.reference, 201)


@api.post("/rotations/<reference>/employees/<employee>/courses", tags=[ROTATIONS], responses=MADE)
def add_rotation_course(path: EmployeePath, body: TrainingIn) -> Response:
    """Add a course to an employee."""
    training = Training(
        path.employee,
        0,
        body.title,
        body.kind,
        body.provider,
        body.starts_on,
        body.ends_on,
        body.hours_a_day,
        frozenset(body.weekdays),
        tuple(body.other_starts),
    )
    put_training(get_session(), path.reference, training, viewer=_viewer())
    return show_whole(path.reference, 201)


@api.post("/rotations/<reference>/substitutes", tags=[ROTATIONS], responses=MADE)
def add_rotation_substitute(path: RotationPath, body: SubstituteIn) -> Response:
    """Take a candidate into the case; the reading of the candidate is audited."""
    substitute = Substitute(**body.model_dump())
    put_substitute(get_session(), path.reference, substitute, viewer=_viewer(), now=read_clock())
    return show_whole(path.reference, 201)


@api.put("/rotations/<reference>/terms", tags=[ROTATIONS], responses=CHANGED)
def state_rotation_terms(path: RotationPath, body: TermsIn) -> Response:
    """State what the law asks of the case as a whole, and choose what pays."""
    given = body.model_dump()
    funding = given.pop("funding")
    state_case(
        get_session(),
        path.reference,
        viewer=_viewer(),
        funding=next((one for one in Funding if one == funding), None),
        **given,
    )
    return show_whole(path.reference)


@api.post("/rotations/<reference>/steps", tags=[ROTATIONS], responses=MADE)
def take_rotation_step(path: RotationPath, body: StepIn) -> Response:
    """Bring the case to its next status."""
    take_step(
        get_session(),
        path.reference,
        RotationStatus[body.status.upper()],
        happened_on=body.happened_on,
        reason=body.reason,
        viewer=_viewer(),
        now=read_clock(),
    )
    return show_whole(path.reference, 201)


@api.post("/rotations/<reference>/plan", tags=[ROTATIONS], responses=CHANGED)
def take_rotation_plan(path: RotationPath) -> Response:
    """Make the plan with the fewest substitutes the case's assignments."""
    adopt_plan(get_session(), path.reference, viewer=_viewer())
    return show_whole(path.reference)


def _viewer() -> Account:
    account: Account = current_user.account
    return account

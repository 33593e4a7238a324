"""The API's views of the goals."""

from dataclasses import asdict
from datetime import date

from flask import Response
from flask_login import current_user
from flask_openapi3.models.tag import Tag as ApiTag

from data_schemas.contracts.api import Problem
from data_schemas.contracts.goals import (
    GoalIn,
    GoalOut,
    GoalPath,
    GoalsOut,
    GoalsQuery,
    PartOut,
    ReadingIn,
)
from matcher.errors import NotFound
from matcher.services.goals import (
    READ,
    Part,
    Progress,
    list_progress,
    read_progress,
    record_reading,
    set_goal,
)
from matcher.vocabulary import Measure, Tag
from web.api.views import api, show
from web.clock import read_clock
from web.transactions import get_session

GOALS = ApiTag(name="goals", description="What is to be reached, and how far it has come")


@api.get("/goals", tags=[GOALS], responses={"200": GoalsOut})
def list_goals(query: GoalsQuery) -> Response:
    """List the goals in force on a day with what has been reached by then."""
    on = query.on or read_clock().date()
    found = list_progress(
        get_session(writing=False), on=on, area=query.area, tag=_find_tag(query.tag)
    )
    return show(GoalsOut(on=on, items=[_present(one) for one in found]))


@api.get("/goals/<code>", tags=[GOALS], responses={"200": GoalOut, "404": Problem})
def show_goal(path: GoalPath) -> Response:
    """Show one goal with its parts."""
    return _show(path.code, read_clock().date())


@api.post("/goals", tags=[GOALS], responses={"200": GoalOut, "422": Problem})
def set_one_goal(body: GoalIn) -> Response:
    """Set a goal; what it was before is kept."""
    goal = set_goal(
        get_session(),
        next(one for one in Measure if one == body.measure),
        tag=_find_tag(body.tag),
        target=body.target,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        note=body.note,
        actor=current_user.email,
        now=read_clock(),
    )
    return _show(goal.code, read_clock().date())


@api.post("/goals/<code>/readings", tags=[GOALS], responses={"200": GoalOut, "422": Problem})
def add_goal_reading(path: GoalPath, body: ReadingIn) -> Response:
    """Record a figure read elsewhere."""
    measure = next((one for one in READ if one == path.code), None)
    if measure is None:
        raise NotFound("goal", path.code)
    record_reading(
        get_session(), measure, **body.model_dump(), actor=current_user.email, now=read_clock()
    )
    return _show(path.code, read_clock().date())


def _show(code: str, on: date) -> Response:
    return show(_present(read_progress(get_session(), code, on=on)[0]))


def _find_tag(name: str | None) -> Tag | None:
    return next((one for one in Tag if one == name), None)


def _present(one: Progress) -> GoalOut:
    goal = one.goal
    return GoalOut(
        code=goal.code,
        measure=str(goal.measure),
        tag=goal.tag and str(goal.tag),
        target=goal.target,
        starts_on=goal.starts_on,
        ends_on=goal.ends_on,
        reached=one.reached,
        expected=round(one.expected, 2),
        share=round(one.share, 4),
        on_course=one.on_course,
        quarters=_present_parts(one.quarters),
        years=_present_parts(one.years),
        areas=_present_parts(one.areas),
        tracks=_present_parts(one.tracks),
    )


def _present_parts(parts: tuple[Part, ...]) -> list[PartOut]:
    return [PartOut(**asdict(part)) for part in parts]

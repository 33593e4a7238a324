"""The API's views of jobrotation cases: what the pages tell, as far as the reader may know it."""

from typing import Any

from flask import Response
from flask_login import current_user
from flask_openapi3.models.tag import Tag

from data_schemas.contracts.rotations import (
    AssignmentOut,
    ClaimOut,
    CoverOut,
    EmployeeOut,
    FundingOut,
    ObstacleOut,
    RotationOut,
    RotationPath,
    RotationPlanOut,
    RotationQuery,
    RotationsOut,
    RotationSummaryOut,
    TrainingOut,
    WeekOut,
)
from matcher.services.rotating import (
    FundingOption,
    RotationCase,
    Workspace,
    propose_plan,
    read_workspace,
    search_cases,
)
from matcher.vocabulary import RotationStatus
from web.api.views import api, show
from web.clock import read_clock
from web.transactions import get_session

ROTATIONS = Tag(name="rotations", description="Jobrotation cases: people, hours, funding, plan")


@api.get("/rotations", tags=[ROTATIONS], responses={"200": RotationsOut})
def list_rotations(query: RotationQuery) -> Response:
    """List the cases the reader may see, newest first; the reading is audited."""
    page = search_cases(
        get_session(),
        viewer=current_user.account,
        now=read_clock(),
        status=next((one for one in RotationStatus if one == query.status), None),
        limit=query.limit,
        offset=query.offset,
    )
    items = [RotationSummaryOut(**_summarise(one)) for one in page.items]
    return show(RotationsOut(total=page.total, items=items))


@api.get("/rotations/<reference>", tags=[ROTATIONS], responses={"200": RotationOut})
def show_rotation(path: RotationPath) -> Response:
    """Show one case whole; the reading is audited."""
    return show_whole(path.reference)


@api.get("/rotations/<reference>/plan", tags=[ROTATIONS], responses={"200": RotationPlanOut})
def plan_rotation(path: RotationPath) -> Response:
    """Find the fewest substitutes who cover every course, or say why nobody can."""
    plan = propose_plan(_read(path.reference).case).plan
    covers = [
        CoverOut(
            training=one.absence,
            candidate=one.worker,
            starts_on=one.stretch.starts_on,
            ends_on=one.stretch.ends_on,
            moved=one.choice > 0,
        )
        for one in plan.covers
    ]
    obstacles = [
        ObstacleOut(training=one.absence, reason_da=one.reason_da, reason_en=one.reason_en)
        for one in plan.obstacles
    ]
    return show(RotationPlanOut(substitutes=len(plan.workers), covers=covers, obstacles=obstacles))


def show_whole(reference: str, status: int = 200) -> Response:
    """Show a case whole, as it stands now; the reading is audited."""
    return show(_present(_read(reference)), status)


def _read(reference: str) -> Workspace:
    return read_workspace(
        get_session(), reference, viewer=current_user.account, now=read_clock(), why="api"
    )


def _summarise(case: RotationCase) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "title": case.title,
        "organisation": case.organisation,
        "status": str(case.status),
        "funding": None if case.funding is None else str(case.funding),
        "starts_on": case.starts_on,
        "ends_on": case.ends_on,
    }


def _present(work: Workspace) -> RotationOut:
    case = work.case
    return RotationOut(
        **_summarise(case),
        employees=[
            EmployeeOut(reference=one.reference, name=one.name or "", weekly_hours=one.weekly_hours)
            for one in case.employees
        ],
        trainings=[
            TrainingOut(
                employee=one.employee,
                number=one.number,
                title=one.title,
                kind=one.kind,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                hours_a_day=one.hours_a_day,
                weekdays=sorted(one.weekdays),
                other_starts=list(one.other_starts),
            )
            for one in case.trainings
        ],
        substitutes=[one.candidate for one in case.substitutes],
        assignments=[AssignmentOut(**vars(one)) for one in case.assignments],
        weeks=[
            WeekOut(year=one.week[0], week=one.week[1], absent=one.absent, covered=one.covered)
            for one in work.balance.weeks
        ],
        fundings=[_present_funding(one) for one in work.fundings],
        missing_documents=[str(one.kind) for one in work.missing],
    )


def _present_funding(option: FundingOption) -> FundingOut:
    return FundingOut(
        funding=str(option.funding),
        answer=option.answer,
        total=option.total,
        claims=[
            ClaimOut(
                month=one.month,
                hours=one.hours,
                rate=one.rate.kroner if one.rate else None,
                amount=one.amount,
                source=one.rate.source if one.rate else "",
            )
            for one in option.claims
        ],
        apply_at=option.way.apply_at if option.way else "",
        apply_by=option.deadline.last if option.deadline else None,
    )

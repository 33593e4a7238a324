"""The API's view of adult apprenticeships."""

from dataclasses import asdict

from flask import Response
from flask_login import current_user

from data_schemas.contracts.apprenticeship import (
    ApprenticePath,
    ApprenticeshipOut,
    ApprenticeshipQuery,
    SchoolOut,
    SupportOut,
    TimetableOut,
)
from matcher.services.apprenticing import ApprenticeshipPlan, show_apprenticeship
from web.api.presenting import present_verdict
from web.api.views import CANDIDATES, api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session


@api.get(
    "/candidates/<reference>/voksenlaerling/<education>",
    tags=[CANDIDATES],
    responses={"200": ApprenticeshipOut},
)
def work_out_apprenticeship(path: ApprenticePath, query: ApprenticeshipQuery) -> Response:
    """Work out an adult apprenticeship: route, weeks, amounts, deadline, schools and the law."""
    given = query.model_dump(mode="json", exclude_none=True, exclude={"starts_on"})
    plan, _others = show_apprenticeship(
        get_session(),
        path.reference,
        education=path.education,
        starts_on=query.starts_on,
        terms=given,
        memory=get_services().memory,
        actor=current_user.email,
        now=read_clock(),
    )
    return show(_present(plan))


def _present(plan: ApprenticeshipPlan) -> ApprenticeshipOut:
    held = plan.timetable
    return ApprenticeshipOut(
        candidate=plan.candidate.reference,
        education=plan.education.slug,
        route=plan.route.code,
        reason_da=plan.route.reason_da,
        reason_en=plan.route.reason_en,
        deadline=plan.deadline,
        timetable=None if held is None else TimetableOut(**asdict(held)),
        verdict=present_verdict(plan.verdict),
        supports=[SupportOut(**asdict(one)) for one in plan.supports],
        schools=[SchoolOut(**asdict(one)) for one in plan.schools],
    )

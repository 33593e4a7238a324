"""The API's view of adult apprenticeships."""

from dataclasses import asdict

from flask import Response
from flask_login import current_user

from data_schemas.contracts.apprenticeship import (
    ApprenticePath,
    ApprenticeshipOut,
    ApprenticeshipQuery,
    OptionOut,
    SchoolOut,
    SupportOut,
    TimetableOut,
)
from matcher.services.apprenticing import (
    ApprenticeshipCase,
    Option,
    Proposal,
    Reading,
    show_apprenticeship,
)
from matcher.services.eligibility import SCHEME_NAMES
from web.api.presenting import present_finding, present_prospect, present_verdict
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
    """Work out an adult apprenticeship: route, weeks, amounts, deadline, law, what else is open."""
    given = query.model_dump(mode="json", exclude_none=True, exclude={"starts_on", "opening"})
    found = show_apprenticeship(
        get_session(),
        path.reference,
        Proposal(path.education, query.starts_on, given, query.opening or ""),
        memory=get_services().memory,
        reading=Reading(current_user.email, read_clock()),
    )
    return show(_present(found))


def _present(case: ApprenticeshipCase) -> ApprenticeshipOut:
    plan, held = case.plan, case.plan.timetable
    ahead = present_prospect(case.prospect)
    return ApprenticeshipOut(
        candidate=plan.candidate.reference,
        education=plan.education.slug,
        route=plan.route.code,
        reason_da=plan.route.reason_da,
        reason_en=plan.route.reason_en,
        deadline=plan.deadline,
        timetable=None if held is None else TimetableOut(**asdict(held)),
        verdict=present_verdict(plan.verdict),
        turns=ahead.turns,
        ways=ahead.ways,
        options=[_present_option(one) for one in case.options],
        supports=[SupportOut(**asdict(one)) for one in plan.supports],
        schools=[SchoolOut(**asdict(one)) for one in plan.schools],
    )


def _present_option(one: Option) -> OptionOut:
    name_da, name_en = SCHEME_NAMES[one.verdict.scheme]
    return OptionOut(
        scheme=one.verdict.scheme,
        name_da=name_da,
        name_en=name_en,
        answer=one.verdict.answer,
        strongest=present_finding(one.strongest),
    )

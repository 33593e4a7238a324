"""The API's views of what suits whom, and of what a host says; as the pages tell them."""

from flask import Response

from data_schemas.contracts.placements import StudentPath
from data_schemas.contracts.suiting import (
    ApplicantOut,
    ApplicantsIn,
    ApplicantsOut,
    GuestDeclineIn,
    ProgrammePath,
    RecommendedOut,
    RoundProgrammePath,
    SuitedOut,
    SuitedStageOut,
)
from matcher.services.placing import (
    Calling,
    Recommended,
    Suited,
    decline_guest,
    rank_applicants,
    read_calling,
    recommend_programmes,
    recommend_students,
)
from web.api.placements import CAMPUS
from web.api.presenting import present_contributions
from web.api.views import api, show
from web.campus.blueprint import judge_by, read_by
from web.transactions import get_session


@api.get("/campus/students/<reference>/suited", tags=[CAMPUS], responses={"200": RecommendedOut})
def recommend_campus_programmes(path: StudentPath) -> Response:
    """Recommend programmes to a student, with every reason; the reading is audited."""
    return show(_present(recommend_programmes(get_session(), path.reference, **judge_by())))


@api.get("/campus/programmes/<code>/suited", tags=[CAMPUS], responses={"200": RecommendedOut})
def recommend_campus_students(path: ProgrammePath) -> Response:
    """Recommend students to a programme, with every reason; the reading is audited."""
    return show(_present(recommend_students(get_session(), path.code, **judge_by())))


@api.get(
    "/campus/rounds/<code>/programmes/<programme>/applicants",
    tags=[CAMPUS],
    responses={"200": ApplicantsOut},
)
def list_campus_applicants(path: RoundProgrammePath) -> Response:
    """List, for the host alone, those who wish its programme; the reading is audited."""
    return show(_present_calling(_read_calling(path)))


@api.put(
    "/campus/rounds/<code>/programmes/<programme>/applicants",
    tags=[CAMPUS],
    responses={"200": ApplicantsOut},
)
def rank_campus_applicants(path: RoundProgrammePath, body: ApplicantsIn) -> Response:
    """Keep the host's list: whom it would rather have, and whom it says no to."""
    rank_applicants(
        get_session(),
        _read_calling(path),
        body.ranks,
        body.declined,
        seen=body.version,
        **read_by(),
    )
    return show(_present_calling(_read_calling(path)))


@api.post("/campus/programmes/<code>/declines", tags=[CAMPUS], responses={"204": None})
def decline_campus_guest(path: ProgrammePath, body: GuestDeclineIn) -> Response:
    """Say no, as the host, to a published student; a coordinator then finds another way."""
    decline_guest(get_session(), path.code, body.student, reason=body.reason, **read_by())
    return Response(status=204)


def _read_calling(path: RoundProgrammePath) -> Calling:
    return read_calling(get_session(), path.code, path.programme, **judge_by())


def _present(found: Recommended) -> RecommendedOut:
    return RecommendedOut(
        items=[_present_suited(one) for one in found.suited],
        possible=found.possible,
        talent_version=found.version,
    )


def _present_suited(one: Suited) -> SuitedOut:
    return SuitedOut(
        student=one.student.reference,
        programme=one.programme.code,
        benefit=one.benefit,
        low=one.chance.low,
        high=one.chance.high,
        stages=[
            SuitedStageOut(
                stage=name,
                chance=chance,
                intercept=one.intercepts[name],
                contributions=present_contributions(one.reasons[name]),
            )
            for name, chance in one.stages.items()
        ],
        open_da=[each.da for each in one.open],
        open_en=[each.en for each in one.open],
    )


def _present_calling(found: Calling) -> ApplicantsOut:
    return ApplicantsOut.model_validate(
        {
            "items": [
                ApplicantOut.model_validate(
                    {
                        "student": one.reference,
                        "school_year": one.school_year,
                        "strengths": [str(each) for each in one.strengths],
                        "rank": one.rank,
                        "declined": one.declined or None,
                    }
                )
                for one in found.applicants
            ],
            "hidden": found.hidden,
            "version": found.seen,
        }
    )

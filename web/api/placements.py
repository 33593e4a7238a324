"""The API's views of the campus: students, programmes and rounds, as the pages tell them."""

from collections.abc import Callable
from functools import partial

from flask import Response
from flask_login import current_user
from flask_openapi3.models.tag import Tag

from data_schemas.contracts.placements import (
    EffectOut,
    HostViewIn,
    MeasuresOut,
    MoveIn,
    MoveQuery,
    PlaceOut,
    ProgrammeOut,
    ProgrammesOut,
    RoundOut,
    RoundPath,
    RoundsOut,
    RoundStepPath,
    RoundStudentPath,
    RoundSummaryOut,
    RulingIn,
    SeatOut,
    SeenVersion,
    StudentOut,
    StudentPath,
    StudentsOut,
    WishesIn,
    WishReasonOut,
    WithdrawalIn,
)
from matcher.campus import Programme, RulingKind, Student
from matcher.errors import NotFound
from matcher.services.placing import (
    Effect,
    Measures,
    Move,
    Round,
    WishReason,
    explain_student,
    list_profiles,
    list_programmes,
    list_rounds,
    make_move,
    measure,
    preview_move,
    read_field,
    read_profile,
    read_round,
    rule_on_pair,
    state_host_view,
    state_wishes,
    take_step,
    withdraw_programme,
)
from web.api.views import api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session

CAMPUS = Tag(name="campus", description="Students, programmes and placement rounds")


@api.get("/campus/students", tags=[CAMPUS], responses={"200": StudentsOut})
def list_campus_students() -> Response:
    """List the students; the reading is audited."""
    found = list_profiles(get_session(), viewer=current_user.account, now=read_clock())
    return show(StudentsOut(items=[_present_student(one) for one in found]))


@api.get("/campus/students/<reference>", tags=[CAMPUS], responses={"200": StudentOut})
def show_campus_student(path: StudentPath) -> Response:
    """Show a student; the reading is audited."""
    found = read_profile(
        get_session(), path.reference, viewer=current_user.account, now=read_clock(), why="api"
    )
    return show(_present_student(found))


@api.get("/campus/programmes", tags=[CAMPUS], responses={"200": ProgrammesOut})
def list_campus_programmes() -> Response:
    """List the programmes that the reader may see: all, or a host's own."""
    found = list_programmes(get_session(), viewer=current_user.account)
    return show(ProgrammesOut(items=[_present_programme(one) for one in found]))


@api.get("/campus/rounds", tags=[CAMPUS], responses={"200": RoundsOut})
def list_campus_rounds() -> Response:
    """List the rounds, the newest first; the reading is audited."""
    found = list_rounds(get_session(), viewer=current_user.account, now=read_clock())
    return show(RoundsOut(items=[RoundSummaryOut(**_summarise(one)) for one in found]))


@api.get("/campus/rounds/<code>", tags=[CAMPUS], responses={"200": RoundOut})
def show_campus_round(path: RoundPath) -> Response:
    """Show a round whole; the reading is audited."""
    return show(_present(_read(path.code)))


@api.post("/campus/rounds/<code>/steps/<step>", tags=[CAMPUS], responses={"200": RoundOut})
def take_campus_step(path: RoundStepPath, body: SeenVersion) -> Response:
    """Take a round a step on."""
    return _judge(
        path.code, lambda session, code, **by: take_step(session, code, path.step, **by), body
    )


@api.put(
    "/campus/rounds/<code>/students/<student>/wishes", tags=[CAMPUS], responses={"200": RoundOut}
)
def state_campus_wishes(path: RoundStudentPath, body: WishesIn) -> Response:
    """State a student's wishes, the dearest first."""
    return _change(
        path.code,
        lambda session, code, **by: state_wishes(session, code, path.student, body.wishes, **by),
        body,
    )


@api.get("/campus/rounds/<code>/students/<student>", tags=[CAMPUS], responses={"200": PlaceOut})
def show_campus_place(path: RoundStudentPath) -> Response:
    """Show what a student got, and why."""
    field = read_field(get_session(), _read(path.code), memory=get_services().memory)
    if path.student not in field.students:
        raise NotFound("student", path.student)
    return show(
        PlaceOut(
            student=path.student,
            seats=[one.programme for one in field.round.seats_of(path.student)],
            lot=field.problem.lots[path.student],
            reasons=[_present_reason(one) for one in explain_student(field, path.student)],
        )
    )


@api.get("/campus/rounds/<code>/effect", tags=[CAMPUS], responses={"200": EffectOut})
def show_campus_effect(path: RoundPath, query: MoveQuery) -> Response:
    """Show what a move by hand would change; nothing is changed."""
    move = Move(query.student, query.programme)
    effect = preview_move(
        get_session(),
        path.code,
        move,
        viewer=current_user.account,
        now=read_clock(),
        memory=get_services().memory,
    )
    return show(_present_effect(effect))


@api.post("/campus/rounds/<code>/moves", tags=[CAMPUS], responses={"200": RoundOut})
def make_campus_move(path: RoundPath, body: MoveIn) -> Response:
    """Give or take a seat by hand."""
    move, reason = Move(body.student, body.programme), body.reason or ""
    return _judge(
        path.code,
        lambda session, code, **by: make_move(session, code, move, reason=reason, **by),
        body,
    )


@api.post("/campus/rounds/<code>/rulings", tags=[CAMPUS], responses={"200": RoundOut})
def rule_on_campus_pair(path: RoundPath, body: RulingIn) -> Response:
    """Lock a pair, forbid it, or lift what was ruled."""
    return _judge(
        path.code,
        lambda session, code, **by: rule_on_pair(
            session,
            code,
            None if body.kind is None else RulingKind[body.kind.upper()],
            student=body.student,
            programme=body.programme,
            reason=body.reason or "",
            **by,
        ),
        body,
    )


@api.post("/campus/rounds/<code>/withdrawals", tags=[CAMPUS], responses={"200": RoundOut})
def withdraw_campus_programme(path: RoundPath, body: WithdrawalIn) -> Response:
    """Take a programme back that its host withdraws; its students are placed anew."""
    return _judge(
        path.code,
        lambda session, code, **by: withdraw_programme(
            session, code, body.programme, reason=body.reason, **by
        ),
        body,
    )


@api.post("/campus/rounds/<code>/host-views", tags=[CAMPUS], responses={"200": RoundOut})
def state_campus_host_view(path: RoundPath, body: HostViewIn) -> Response:
    """Enter what a host says of a student, on its behalf."""
    return _change(
        path.code,
        lambda session, code, **by: state_host_view(
            session,
            code,
            body.programme,
            body.student,
            rank=body.rank,
            declined=body.declined,
            reason=body.reason or "",
            **by,
        ),
        body,
    )


def _change(code: str, change: Callable[..., Round], body: SeenVersion) -> Response:
    by = {"viewer": current_user.account, "now": read_clock(), "seen": body.version}
    return show(_present(change(get_session(), code, **by)))


def _judge(code: str, change: Callable[..., Round], body: SeenVersion) -> Response:
    """Make a change that asks what seats are worth."""
    return _change(code, partial(change, memory=get_services().memory), body)


def _read(code: str) -> Round:
    return read_round(get_session(), code, viewer=current_user.account, now=read_clock(), why="api")


def _summarise(one: Round) -> dict[str, object]:
    return {
        "code": one.code,
        "title": one.title,
        "status": str(one.status),
        "mechanism": str(one.mechanism),
        "seed": one.seed,
        "version": one.version,
        "wishes_until": one.wishes_until,
    }


def _present(found: Round) -> RoundOut:
    field = read_field(get_session(), found, memory=get_services().memory)
    return RoundOut.model_validate(
        _summarise(found)
        | {
            "programmes": dict(found.programmes),
            "students": list(found.students),
            "late": sorted(found.late),
            "wishes": {student: list(wishes) for student, wishes in found.wishes.items()},
            "seats": [SeatOut(**vars(one)) for one in found.seats],
            "talent_version": found.talent_version,
            "waiting": {code: list(queue) for code, queue in found.waiting.items()},
            "closed": list(field.closed),
            "measures": _present_measures(measure(field, field.seats, closed=field.closed)),
        }
    )


def _present_measures(one: Measures) -> MeasuresOut:
    return MeasuresOut(
        students=one.students,
        first=one.first,
        any=one.any,
        unplaced=one.unplaced,
        benefit=one.benefit,
        blocking=len(one.blocking),
    )


def _present_reason(one: WishReason) -> WishReasonOut:
    return WishReasonOut(
        place=one.place,
        programme=one.programme,
        fate=str(one.fate),
        waiting=one.waiting,
        why_da=[each.da for each in one.why],
        why_en=[each.en for each in one.why],
    )


def _present_effect(one: Effect) -> EffectOut:
    return EffectOut(
        may_be_made=one.may_be_made,
        refused_da=[each.da for each in one.refused],
        refused_en=[each.en for each in one.refused],
        full=one.full,
        loses=list(one.loses),
        before=_present_measures(one.before),
        after=_present_measures(one.after),
    )


def _present_student(one: Student) -> StudentOut:
    return StudentOut(
        reference=one.reference,
        given_name=one.given_name,
        school=one.school,
        school_year=one.school_year,
        postcode=one.postcode,
        track=None if one.track is None else str(one.track),
        travel_limit_minutes=one.travel_limit_minutes,
        interests=sorted(str(each) for each in one.interests),
        languages=dict(one.languages),
        consents=sorted(str(each) for each in one.consents),
        version=one.version,
    )


def _present_programme(one: Programme) -> ProgrammeOut:
    return ProgrammeOut(
        code=one.code,
        title_da=one.title_da,
        title_en=one.title_en,
        kind=str(one.kind),
        track=str(one.track),
        organisation=one.organisation,
        seats=one.seats,
        min_seats=one.min_seats,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        state=str(one.state),
    )

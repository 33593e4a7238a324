"""The API's views; each is a service with its contract."""

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, session
from flask_login import current_user, login_user, logout_user
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_wtf.csrf import generate_csrf
from pydantic import BaseModel

from data_schemas.contracts.api import (
    CandidateOut,
    CandidatePath,
    CandidatesOut,
    DayQuery,
    HealthOut,
    ListQuery,
    MatchQuery,
    OpeningOut,
    OpeningPath,
    OpeningQuery,
    OpeningsOut,
    OutcomeIn,
    OutcomeOut,
    OutcomeQuery,
    OutcomesOut,
    Problem,
    ProspectsOut,
    SessionIn,
    SessionOut,
    StandingsOut,
    SuggestionsOut,
    VerdictsQuery,
)
from matcher.errors import NotAllowed
from matcher.services.deciding import list_history, record_outcome
from matcher.services.eligibility import (
    Reading,
    judge_everybody,
    list_prospects,
    read_asked,
)
from matcher.services.finding import (
    read_candidate,
    read_opening,
    search_candidates,
    search_openings,
)
from matcher.services.signing_in import sign_in
from matcher.services.suggesting import Reader, remember_shown, suggest_candidates, suggest_openings
from matcher.vocabulary import OpeningKind, Outcome
from web.api.presenting import (
    present_candidate,
    present_opening,
    present_outcome,
    present_prospect,
    present_standings,
    present_suggestions,
)
from web.clock import read_clock
from web.composition import get_services
from web.signing_in import SignedIn
from web.transactions import get_session

OPENINGS = Tag(name="openings", description="Openings of every kind")
CANDIDATES = Tag(name="candidates", description="People, by pseudonymous reference")
OCCUPATIONS = Tag(name="occupations", description="Occupations, and those near them")
MATCHES = Tag(name="matches", description="Ranked both ways, with exact reasons and verdicts")
VERDICTS = Tag(name="verdicts", description="What the law says, and when that turns")
OUTCOMES = Tag(name="outcomes", description="What happened; events are never changed")
ACCESS = Tag(name="access", description="Sign-in by cookie; writing also needs the CSRF token")

PROBLEMS: dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None] = {
    "401": Problem,
    "403": Problem,
    "404": Problem,
    "422": Problem,
}

api = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_responses=PROBLEMS)


@api.get("/health", responses={"200": HealthOut})
def show_health() -> Response:
    """Tell a monitor that the process answers, the database does, and the right version ranks."""
    champion = get_services().memory.get_champion(get_session(writing=False))
    return jsonify(status="degraded" if champion.refused else "ok")


@api.post("/session", tags=[ACCESS], responses={"200": SessionOut})
def begin_session(body: SessionIn) -> Response:
    """Sign in; the answer sets the session cookie and gives the token to write with."""
    account = sign_in(get_session(writing=False), body.email, password=body.password)
    if account is None:
        raise NotAllowed
    login_user(SignedIn(account))
    return show(SessionOut(role=account.role, csrf_token=generate_csrf()))


@api.delete("/session", tags=[ACCESS], responses={"204": None})
def end_session() -> Response:
    """Sign out."""
    logout_user()
    session.clear()
    return Response(status=204)


@api.get("/openings", tags=[OPENINGS], responses={"200": OpeningsOut})
def list_openings(query: OpeningQuery) -> Response:
    """Find openings by words and kind."""
    page = search_openings(
        get_session(writing=False),
        query.text,
        kind=OpeningKind[query.kind.upper()] if query.kind else None,
        limit=query.limit,
        offset=query.offset,
    )
    return show(OpeningsOut(total=page.total, items=[present_opening(o) for o in page.items]))


@api.get("/openings/<reference>", tags=[OPENINGS], responses={"200": OpeningOut})
def show_opening(path: OpeningPath) -> Response:
    """Show one opening."""
    return show(present_opening(read_opening(get_session(writing=False), path.reference)))


@api.get("/openings/<reference>/matches", tags=[MATCHES], responses={"200": SuggestionsOut})
def match_opening(path: OpeningPath, query: MatchQuery) -> Response:
    """Rank the candidates for an opening; what is shown is logged."""
    now = read_clock()
    found = suggest_candidates(
        get_session(),
        path.reference,
        memory=get_services().memory,
        limit=query.limit,
        today=now.date(),
        reader=Reader(
            current_user.email,
            get_services().swaps,
            read_asked(query.scheme, query.answer) if query.scheme else None,
        ),
    )
    remember_shown(get_session(), found, direction="candidates", actor=current_user.email, now=now)
    return show(present_suggestions(found, towards="candidates"))


@api.get("/openings/<reference>/verdicts", tags=[VERDICTS], responses={"200": StandingsOut})
def list_verdicts(path: OpeningPath, query: VerdictsQuery) -> Response:
    """Give everybody's answer under the opening's schemes, or who has an answer under one."""
    found = judge_everybody(
        get_session(),
        path.reference,
        memory=get_services().memory,
        asked=read_asked(query.scheme, query.answer) if query.scheme else None,
        reading=Reading(current_user.email, read_clock(), query.limit, query.offset),
    )
    return show(present_standings(found))


@api.get("/candidates", tags=[CANDIDATES], responses={"200": CandidatesOut})
def list_candidates(query: ListQuery) -> Response:
    """Find candidates by reference, postcode or occupation; the reading is audited."""
    page = search_candidates(
        get_session(),
        query.text,
        actor=current_user.email,
        now=read_clock(),
        limit=query.limit,
        offset=query.offset,
    )
    return show(CandidatesOut(total=page.total, items=[present_candidate(c) for c in page.items]))


@api.get("/candidates/<reference>", tags=[CANDIDATES], responses={"200": CandidateOut})
def show_candidate(path: CandidatePath) -> Response:
    """Show one candidate; the reading is audited."""
    candidate = read_candidate(
        get_session(), path.reference, actor=current_user.email, now=read_clock()
    )
    return show(present_candidate(candidate))


@api.get("/candidates/<reference>/matches", tags=[MATCHES], responses={"200": SuggestionsOut})
def match_candidate(path: CandidatePath, query: MatchQuery) -> Response:
    """Rank the openings for a candidate; what is shown is logged."""
    now = read_clock()
    found = suggest_openings(
        get_session(),
        path.reference,
        memory=get_services().memory,
        limit=query.limit,
        today=now.date(),
        reader=Reader(current_user.email),
    )
    remember_shown(get_session(), found, direction="openings", actor=current_user.email, now=now)
    return show(present_suggestions(found, towards="openings"))


@api.get("/candidates/<reference>/schemes", tags=[VERDICTS], responses={"200": ProspectsOut})
def list_schemes(path: CandidatePath, query: DayQuery) -> Response:
    """Give every scheme's verdict on a person for a day, when it turns, and the ways to a yes."""
    now = read_clock()
    on = query.on or now.date()
    found = list_prospects(get_session(), path.reference, on=on, actor=current_user.email, now=now)
    shown = [present_prospect(one) for one in found]
    return show(ProspectsOut(candidate=path.reference, on=on, schemes=shown))


@api.get("/outcomes", tags=[OUTCOMES], responses={"200": OutcomesOut})
def list_outcomes(query: OutcomeQuery) -> Response:
    """List what happened to an opening, a candidate or a pair, oldest first; audited."""
    events = list_history(
        get_session(),
        opening=query.opening,
        candidate=query.candidate,
        actor=current_user.email,
        now=read_clock(),
    )
    return show(OutcomesOut(items=[present_outcome(event) for event in events]))


@api.post("/outcomes", tags=[OUTCOMES], responses={"201": OutcomeOut, "409": Problem})
def add_outcome(body: OutcomeIn) -> Response:
    """Record what happened to a pair."""
    event = record_outcome(
        get_session(),
        body.opening,
        candidate=body.candidate,
        outcome=Outcome[body.outcome.upper()],
        happened_on=body.happened_on,
        actor=current_user.email,
        now=read_clock(),
        reason=body.reason,
    )
    return show(present_outcome(event), 201)


def show(body: BaseModel, status: int = 200) -> Response:
    """Show a contract as JSON."""
    return Response(body.model_dump_json(), status, mimetype="application/json")

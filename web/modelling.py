"""The models' pages: what ranks and why, versions side by side, retrainings and their schedule."""

import json
from dataclasses import dataclass
from datetime import timedelta
from mimetypes import guess_type
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.services.modelling import (
    ask_for_run,
    change_pin,
    compare_versions,
    list_changes,
    list_runs,
    list_versions,
    promote,
    read_document,
    read_run,
    read_standing,
    roll_back,
)
from matcher.services.reading_shapes import read_expert_files
from matcher.vocabulary import VERSION_0
from web.clock import read_clock
from web.composition import get_services
from web.forms import ChampionForm
from web.messages import show_message, translate_error, translate_parts
from web.schedules import word_cron
from web.shapes import draw_shapes
from web.transactions import get_session

NAMES = {"match": _l("Match"), "path": _l("Paths"), "talent": _l("Talent")}
"""The models by the name people know them by; the first is shown unasked."""

DEFAULT = "match"
WORKER_SILENT_AFTER = timedelta(minutes=5)
NEWEST = 50
"""Lines of history and retrainings that the page shows."""

modelling = Blueprint("modelling", __name__, url_prefix="/models")


@modelling.before_request
def choose_model() -> None:
    """Choose the model that is asked for, ``?model=``."""
    asked = (request.view_args or {}).get("model") or request.args.get("model", DEFAULT)
    if asked not in get_services().settings.schedules:
        abort(404)
    g.model = asked


@modelling.url_defaults
def keep_model(endpoint: str, values: dict[str, Any]) -> None:
    """Keep to the chosen model from page to page."""
    chosen = g.get("model", DEFAULT)
    if chosen != DEFAULT:
        values.setdefault("model", chosen)


@dataclass(frozen=True)
class Move:
    """A change of what ranks: its question, what it means, and the words of its button."""

    title: LazyString
    text: LazyString
    button: LazyString


MOVES = {
    "promote": Move(
        _l("Let version %(version)s rank?"),
        _l("It takes the place of version %(champion)s in every suggestion from the next one on."),
        _l("Let it rank"),
    ),
    "roll-back": Move(
        _l("Roll back to version %(version)s?"),
        _l("Version %(champion)s stops ranking at once. It is kept and can be promoted again."),
        _l("Roll back"),
    ),
    "pin": Move(
        _l("Pin version %(version)s?"),
        _l("It goes on ranking whatever a retraining finds, until somebody unpins it."),
        _l("Pin"),
    ),
    "unpin": Move(
        _l("Unpin version %(version)s?"),
        _l("The next retraining that passes every gate may take its place."),
        _l("Unpin"),
    ),
}


@modelling.get("/")
def list_models() -> ResponseReturnValue:
    """Show what ranks, the schedule, the versions, the history and the retrainings."""
    session = get_session(writing=False)
    standing = read_standing(session, g.model)
    schedule, now = standing.schedule, read_clock()
    seen = schedule.seen_at if schedule else None
    versions = list_versions(session, g.model)
    return render_template(
        "models/list.html",
        standing=standing,
        refused=get_services().memory.find_refused(session, g.model),
        ranking=get_services().memory.find_used(session, g.model),
        model=g.model,
        names=[(one, NAMES[one]) for one in get_services().settings.schedules],
        rhythm=word_cron(schedule.cron) if schedule else "",
        worker_silent=seen is None or now - seen > WORKER_SILENT_AFTER,
        now=now,
        versions=versions,
        rulings={v.version: v.metrics["ruling"] for v in versions if "ruling" in v.metrics},
        changes=list_changes(session, g.model)[:NEWEST],
        runs=list_runs(session, g.model)[:NEWEST],
        version_0=VERSION_0,
    )


@modelling.get("/runs/<int:number>")
def show_run(number: int) -> ResponseReturnValue:
    """Show one retraining's report: figures, groups, plots, and why it was promoted or not."""
    run = read_run(get_session(writing=False), number)
    g.model = run.model
    detail = _read_detail(run.version) if run.version else {}
    return render_template("models/run.html", run=run, detail=detail)


@modelling.get("/<model>/0")
def show_version_0(model: str) -> ResponseReturnValue:
    """Show version 0 as shapes: what the experts hold to matter, and why."""
    stages = {
        stage: (draw_shapes(written.shapes), written.intercept)
        for stage, written in read_expert_files(model).items()
    }
    return render_template("models/version_0.html", stages=stages, model=model)


@modelling.post("/runs")
def ask_for_training() -> ResponseReturnValue:
    """Ask the worker to retrain now."""
    try:
        ask_for_run(get_session(), g.model, actor=current_user.email, now=read_clock())
    except Conflict as error:
        show_message(translate_error(error), kind="error")
    else:
        show_message(_("The retraining has been asked for; the worker takes it up in a moment."))
    return redirect(url_for("modelling.list_models"))


@modelling.get("/changes/<move>")
def show_change(move: str) -> ResponseReturnValue:
    """Ask whether a version is really to rank, be pinned or be let go, and why."""
    session = get_session(writing=False)
    standing = read_standing(session, g.model)
    if move == "roll-back" and standing.previous is None:
        show_message(_("There is no earlier version to roll back to."), kind="info")
        return redirect(url_for("modelling.list_models"))
    version = request.args.get("version", "")
    known = {VERSION_0, *(one.version for one in list_versions(session, g.model))}
    if move == "promote" and version not in known:
        raise NotFound("version", version)
    return _show_question(move, ChampionForm(expected=standing.champion))


@modelling.post("/changes/<move>")
def make_change(move: str) -> ResponseReturnValue:
    """Change what ranks, with the reason given; somebody else's change meanwhile is told."""
    form = ChampionForm()
    if move not in MOVES:
        abort(404)
    if not form.validate_on_submit():
        abort(400)
    try:
        told = _make(move, form)
    except InvalidInput as error:
        form.add_error(error.field, ". ".join(translate_parts(error)))
        return _show_question(move, form), 422
    except Conflict as error:
        get_session().rollback()
        show_message(translate_error(error), kind="error")
    else:
        show_message(told)
    return redirect(url_for("modelling.list_models"))


@modelling.get("/compare")
def compare() -> ResponseReturnValue:
    """Show two versions side by side: figures, and each feature's shapes."""
    session = get_session(writing=False)
    first, second = (request.args.get(name, "") for name in ("first", "second"))
    versions = list_versions(session, g.model)
    comparison = None
    if first and second:
        comparison = compare_versions(
            session, get_services().shelf, g.model, first=first, second=second
        )
    names = [*(one.version for one in versions), VERSION_0]
    return render_template(
        "models/compare.html",
        comparison=comparison,
        names=names,
        first=first,
        second=second,
        model=g.model,
    )


@modelling.get("/versions/<version>/documents/<path:name>")
def show_document(version: str, name: str) -> ResponseReturnValue:
    """Give a file kept with a version, such as its model card, as it was signed."""
    content = read_document(
        get_session(writing=False), get_services().shelf, g.model, version=version, name=name
    )
    kind = "text/markdown" if name.endswith(".md") else guess_type(name)[0]
    response = Response(content, mimetype=kind or "application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _read_detail(version: str) -> dict[str, Any]:
    """Read what a version's report draws its plots from; nothing where it cannot be had."""
    session, shelf = get_session(writing=False), get_services().shelf
    try:
        content = read_document(session, shelf, g.model, version=version, name="report.json")
    except (NotFound, Conflict):
        # the figures are in the run's own row, and are shown without their plots
        return {}
    detail: dict[str, Any] = json.loads(content)
    return detail


def _make(move: str, form: ChampionForm) -> str:
    given = {
        "note": form.note.data or "",
        "actor": current_user.email,
        "now": read_clock(),
        "expected": form.expected.data or None,
    }
    session = get_session()
    if move == "promote":
        version = request.args.get("version", "")
        promote(session, g.model, version=version, **given)
    elif move == "roll-back":
        version = roll_back(session, g.model, **given)
    else:
        version = change_pin(session, g.model, pinned=move == "pin", **given)
    return str(DONE[move] % {"version": version})


DONE = {
    "promote": _l("Version %(version)s ranks now."),
    "roll-back": _l("Version %(version)s ranks again."),
    "pin": _l("Version %(version)s is pinned."),
    "unpin": _l("Version %(version)s is unpinned."),
}


def _show_question(move: str, form: ChampionForm) -> str:
    if move not in MOVES:
        abort(404)
    standing = read_standing(get_session(writing=False), g.model)
    version = {"promote": request.args.get("version", ""), "roll-back": standing.previous or ""}
    words = {"version": version.get(move, standing.champion), "champion": standing.champion}
    told = MOVES[move]
    return render_template(
        "models/change.html",
        form=form,
        move=move,
        version=words["version"],
        title=told.title % words,
        text=told.text % words,
        button=told.button,
    )

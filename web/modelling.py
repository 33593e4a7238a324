"""The models' pages: versions, retraining reports, putting an earlier version back."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.services.modelling import list_runs, list_versions, put_back, read_run
from matcher.services.reading_shapes import list_expert_shapes, read_expert_intercept
from web.clock import read_clock
from web.messages import show_message
from web.shapes import draw_shapes
from web.transactions import get_session

MODEL = "match"

modelling = Blueprint("modelling", __name__, url_prefix="/models")


@modelling.get("/")
def list_models() -> ResponseReturnValue:
    """Show the versions and the retrainings, newest first."""
    session = get_session(writing=False)
    return render_template(
        "models/list.html", versions=list_versions(session, MODEL), runs=list_runs(session, MODEL)
    )


@modelling.get("/runs/<int:number>")
def show_run(number: int) -> ResponseReturnValue:
    """Show one retraining's report: figures, groups, and why it was promoted or not."""
    run = read_run(get_session(writing=False), number)
    return render_template("models/run.html", run=run, detail={})


@modelling.get("/match/0")
def show_version_0() -> ResponseReturnValue:
    """Show version 0 as shapes: what the experts hold to matter, and why."""
    return render_template(
        "models/version_0.html",
        drawings=draw_shapes(list_expert_shapes()),
        intercept=read_expert_intercept(),
    )


@modelling.post("/versions/<version>/put-back")
def put_version_back(version: str) -> ResponseReturnValue:
    """Make an earlier version the champion again."""
    put_back(get_session(), MODEL, version=version, now=read_clock())
    show_message(_("%(version)s ranks now", version=version))
    return redirect(url_for("modelling.list_models"))

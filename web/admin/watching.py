"""Health, schedules, the audit log and privacy, as an administrator reads them."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.errors import Conflict, NotFound
from matcher.services.modelling import ask_for_run
from matcher.services.watching import (
    export_audit,
    list_rhythms,
    read_health,
    read_privacy,
    search_audit,
)
from web.admin.blueprint import admin, read_by
from web.admin.forms import AuditForm
from web.clock import read_clock
from web.composition import get_services
from web.exporting import send_table
from web.messages import show_message, translate_error
from web.modelling import NAMES
from web.schedules import word_cron
from web.transactions import get_session

PAGE = 50
HEADER = ("at", "actor", "noun", "key", "why")


@admin.get("/")
def show_health() -> ResponseReturnValue:
    """Show how the house stands."""
    health = read_health(get_session(writing=False), get_services(), now=read_clock())
    return render_template("admin/health.html", health=health, names=NAMES)


@admin.get("/schedules")
def list_schedules() -> ResponseReturnValue:
    """Show when each model is retrained, and how that went last."""
    rhythms = list_rhythms(get_session(writing=False), get_services())
    return render_template(
        "admin/schedules.html",
        rhythms=rhythms,
        words={
            one.model: word_cron(cron)
            for one in rhythms
            if (cron := get_services().settings.schedules[one.model])
        },
        names=NAMES,
        now=read_clock(),
    )


@admin.post("/schedules/<model>/run")
def run_now(model: str) -> ResponseReturnValue:
    """Ask the worker to retrain a model now."""
    if model not in get_services().settings.schedules:
        raise NotFound("model", model)
    try:
        ask_for_run(get_session(), model, **read_by())
    except Conflict as error:
        show_message(translate_error(error), kind="error")
    else:
        show_message(_("The retraining has been asked for; the worker takes it up in a moment."))
    return redirect(url_for("admin.list_schedules"))


@admin.get("/audit")
def search_log() -> ResponseReturnValue:
    """Search who read whose data, or acted upon it."""
    form = AuditForm(request.args)
    form.validate()
    page = search_audit(
        get_session(),
        form.wanted,
        **read_by(),
        limit=PAGE,
        offset=(int(form.page.data or 1) - 1) * PAGE,
    )
    return render_template("admin/audit.html", form=form, page=page, size=PAGE)


@admin.get("/audit.csv")
def export_log() -> Response:
    """Give what is found as a file."""
    form = AuditForm(request.args)
    form.validate()
    found = export_audit(get_session(), form.wanted, **read_by())
    rows = ((one.at.isoformat(), one.actor, one.noun, one.key, one.why) for one in found)
    return send_table("audit", HEADER, rows, form="csv")


@admin.get("/privacy")
def show_privacy() -> ResponseReturnValue:
    """Show what people agreed to, and what they withdrew."""
    return render_template("admin/privacy.html", privacy=read_privacy(get_session(), **read_by()))

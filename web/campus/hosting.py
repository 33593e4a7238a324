"""The host's own view: its programmes, who comes, and what it may say."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.services.placing import decline_guest, list_hosted
from web.campus.blueprint import attempt, campus, read_by
from web.transactions import get_session

REASONS = {
    "capacity": _l("We no longer have room"),
    "hours": _l("The hours do not fit"),
    "conditions": _l("We cannot give safe conditions"),
    "other": _l("Something else, which we tell the coordinator"),
}


@campus.get("/hosting/")
def list_hosting() -> ResponseReturnValue:
    """List a host's programmes with the students who come."""
    return render_template(
        "campus/hosting.html", hosted=list_hosted(get_session(), **read_by()), reasons=REASONS
    )


@campus.post("/hosting/<programme>/decline")
def decline(programme: str) -> ResponseReturnValue:
    """Say no to a student; a coordinator then finds another way."""
    return attempt(
        lambda: decline_guest(
            get_session(),
            programme,
            request.form.get("student", ""),
            reason=request.form.get("reason", ""),
            **read_by(),
        ),
        _("The coordinator is told that you said no"),
        to=url_for("campus.list_hosting"),
    )

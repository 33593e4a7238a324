"""The host's own view: its programmes, who comes, and what it may say."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.errors import Conflict, InvalidInput
from matcher.services.placing import (
    Calling,
    decline_guest,
    list_callings,
    list_hosted,
    rank_applicants,
    read_calling,
)
from web.campus.blueprint import attempt, campus, change_by, get_viewer, judge_by, read_by
from web.messages import show_message, translate_error
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
        "campus/hosting.html",
        hosted=list_hosted(get_session(), **read_by()),
        callings=list_callings(get_session(), viewer=get_viewer()),
        reasons=REASONS,
    )


@campus.get("/hosting/<programme>/<code>")
def show_applicants(programme: str, code: str) -> ResponseReturnValue:
    """Show a host who wishes its programme in a round, to be ranked or declined."""
    calling = read_calling(get_session(), code, programme, **judge_by())
    ranks = {one.reference: str(one.rank or "") for one in calling.applicants}
    declined = {one.reference: one.declined for one in calling.applicants}
    return _show_calling(calling, ranks, declined)


@campus.post("/hosting/<programme>/<code>")
def keep_applicants(programme: str, code: str) -> ResponseReturnValue:
    """Keep a host's list; what stands against it is told beside what the host wrote."""
    calling = read_calling(get_session(), code, programme, **judge_by())
    ranks, declined = _read_list("rank"), _read_list("declined")
    said_no = {student: reason for student, reason in declined.items() if reason}
    numbers = {one: _read_rank(rank) for one, rank in ranks.items() if rank and one not in said_no}
    try:
        rank_applicants(get_session(), calling, numbers, said_no, **change_by())
    except (InvalidInput, Conflict) as error:
        status = 422 if isinstance(error, InvalidInput) else 409
        return _show_calling(calling, ranks, declined, error=translate_error(error)), status
    show_message(_("Your list is kept. The campus sees it before seats are given"))
    return redirect(url_for("campus.list_hosting"))


def _show_calling(
    calling: Calling, ranks: dict[str, str], declined: dict[str, str], **more: Any
) -> str:
    return render_template(
        "campus/calling.html",
        calling=calling,
        programme=calling.programme,
        ranks=ranks,
        declined=declined,
        reasons=REASONS,
        **more,
    )


def _read_list(name: str) -> dict[str, str]:
    """Read what was written of each student, whose reference follows the field's name."""
    begin = f"{name}-"
    return {
        field.removeprefix(begin): value.strip()
        for field, value in request.form.items()
        if field.startswith(begin)
    }


def _read_rank(written: str) -> int:
    """Read a rank; what is none is 0, which the service refuses."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0


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

"""A consultant's day: what each of the cases wants doing, and whose case a candidate is."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from matcher.services.alerting import count_new
from matcher.services.caseload import (
    Concern,
    assign_case,
    confirm_profile,
    list_colleagues,
    list_tasks,
    read_day,
    record_consent,
)
from matcher.vocabulary import Account
from web.clock import read_clock
from web.forms import ChoiceField, PageField, PostedForm, SearchForm, list_choices
from web.messages import show_message
from web.transactions import get_session

PAGE = 25
EVERYBODY = "everybody"

caseload = Blueprint("caseload", __name__, url_prefix="/consultant")


class PageForm(SearchForm):
    """Which page of a list."""

    page = PageField(default=1)


class CaseForm(PostedForm):
    """Whose case a candidate is to be."""

    consultant = ChoiceField(_l("Consultant"))

    def __init__(self, colleagues: tuple[Account, ...], **more: object) -> None:
        super().__init__(**more)
        names = {one.email: one.name for one in colleagues}
        self.consultant.choices = list_choices({"": _l("Nobody"), **names})


@caseload.get("/day")
def show_day() -> ResponseReturnValue:
    """Show what wants doing today, in one's own cases or in everybody's."""
    of = _read_whose()
    day = read_day(
        get_session(),
        None if of == EVERYBODY else current_user.email,
        actor=current_user.email,
        now=read_clock(),
    )
    return render_template(
        "caseload/day.html",
        day=day,
        of=of,
        today=read_clock().date(),
        news=count_new(get_session(), current_user.email),
    )


@caseload.get("/day/<concern>")
def show_tasks(concern: str) -> ResponseReturnValue:
    """Show everything there is to do of one concern."""
    found = next((one for one in Concern if one == concern), None)
    if found is None:
        abort(404)
    of, form = _read_whose(), PageForm(request.args)
    page = list_tasks(
        get_session(),
        found,
        consultant=None if of == EVERYBODY else current_user.email,
        actor=current_user.email,
        now=read_clock(),
        part=(PAGE, form.offset(PAGE)),
    )
    return render_template(
        "caseload/tasks.html",
        concern=found,
        page=page,
        size=PAGE,
        number=form.page.data or 1,
        of=of,
        today=read_clock().date(),
    )


@caseload.post("/candidates/<reference>/case")
def assign(reference: str) -> ResponseReturnValue:
    """Give a candidate's case to a consultant, or to nobody."""
    session = get_session()
    colleagues = list_colleagues(session)
    form = CaseForm(colleagues)
    if form.validate_on_submit():
        chosen = form.consultant.data
        assign_case(
            session, reference, consultant=chosen, actor=current_user.email, now=read_clock()
        )
        name = next((one.name for one in colleagues if one.email == chosen), "")
        told = _("The case is %(name)s’s now", name=name) if name else _("Nobody has the case now")
        show_message(told)
    else:
        show_message(_("Choose a consultant from the list"), kind="error")
    return _go_back(reference)


@caseload.post("/candidates/<reference>/checked")
def confirm(reference: str) -> ResponseReturnValue:
    """Remember that the profile was gone through today."""
    confirm_profile(get_session(), reference, actor=current_user.email, now=read_clock())
    show_message(_("The profile was gone through today"))
    return _go_back(reference)


@caseload.post("/candidates/<reference>/consent")
def take_consent(reference: str) -> ResponseReturnValue:
    """Record what the candidate says today about being shown to companies."""
    given = request.form.get("given") == "yes"
    record_consent(
        get_session(), reference, given=given, actor=current_user.email, now=read_clock()
    )
    if given:
        show_message(_("The candidate may be shown to companies, from today"))
    else:
        show_message(_("The candidate is no longer shown to companies"))
    return _go_back(reference)


def _go_back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("consultant.show_candidate", reference=reference, _anchor="case"))


def _read_whose() -> str:
    return EVERYBODY if request.args.get("of") == EVERYBODY else "mine"

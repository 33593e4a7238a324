"""Who uses the service for a company: invited and taken out by one another."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.errors import InvalidInput
from matcher.services import accounts
from matcher.vocabulary import Account, Role
from web.company.blueprint import act_by, attempt, company, get_viewer
from web.company.forms import ColleagueForm
from web.letters import send_link
from web.messages import show_message, translate_error
from web.transactions import get_session


@company.get("/colleagues")
def list_colleagues() -> ResponseReturnValue:
    """List who uses the service for the company, and who is invited."""
    return _render(ColleagueForm(formdata=None))


@company.post("/colleagues")
def invite_colleague() -> ResponseReturnValue:
    """Invite a colleague by mail."""
    form = ColleagueForm()
    if not form.validate_on_submit():
        return _render(form), 422
    wanted = Account(0, form.email.data, form.name.data, Role.COMPANY)
    try:
        made = accounts.invite(get_session(), wanted, **act_by())
    except InvalidInput as error:
        form.add_error(error.field, translate_error(error))
        return _render(form), 422
    send_link(made)
    show_message(_("An invitation is on its way to %(email)s", email=made.link.email))
    return redirect(url_for("company.list_colleagues"))


@company.post("/colleagues/<int:number>/remove")
def remove_colleague(number: int) -> ResponseReturnValue:
    """Take a colleague out; they are signed out at once."""
    return attempt(
        lambda: accounts.remove_colleague(get_session(), number, **act_by()),
        _("Your colleague can no longer sign in"),
        to=url_for("company.list_colleagues"),
    )


@company.post("/invitations/<int:number>/take-back")
def take_invitation_back(number: int) -> ResponseReturnValue:
    """Take an invitation back."""
    return attempt(
        lambda: accounts.take_invitation_back(get_session(), number, **act_by()),
        _("The invitation is taken back"),
        to=url_for("company.list_colleagues"),
    )


def _render(form: ColleagueForm) -> str:
    session, viewer = get_session(), get_viewer()
    return render_template(
        "company/colleagues.html",
        form=form,
        colleagues=accounts.list_colleagues(session, viewer=viewer),
        invitations=accounts.list_invitations(session, **act_by()),
        viewer=viewer,
    )

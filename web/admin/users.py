"""Who may sign in: listed, invited, changed, helped to a new password, signed out everywhere."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.errors import Conflict, InvalidInput
from matcher.services import accounts
from matcher.services.drafting import list_companies
from web.admin.blueprint import act_by, admin
from web.admin.forms import InviteForm, UserForm
from web.company.blueprint import attempt
from web.letters import send_link
from web.messages import show_message, translate_error
from web.transactions import get_session


@admin.get("/users")
def list_users() -> ResponseReturnValue:
    """List every user and who is invited, with the form to invite."""
    return _render_list(_make_invite())


@admin.post("/users")
def invite_user() -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = _make_invite()
    if not form.validate_on_submit():
        return _render_list(form), 422
    try:
        made = accounts.invite(get_session(), form.wanted, **act_by())
    except InvalidInput as error:
        form.add_error(error.field, translate_error(error))
        return _render_list(form), 422
    send_link(made)
    show_message(_("An invitation is on its way to %(email)s", email=made.link.email))
    return redirect(url_for("admin.list_users"))


@admin.post("/invitations/<int:number>/take-back")
def take_invitation_back(number: int) -> ResponseReturnValue:
    """Take an invitation back."""
    return attempt(
        lambda: accounts.take_invitation_back(get_session(), number, **act_by()),
        _("The invitation is taken back"),
        to=url_for("admin.list_users"),
    )


@admin.route("/users/<int:number>", methods=["GET", "POST"])
def change_user(number: int) -> ResponseReturnValue:
    """Show a user, and change what is known of them."""
    session = get_session()
    before = accounts.read_account(session, number, viewer=act_by()["viewer"])
    form = UserForm(list_companies(session), data=vars(before) | {"role": str(before.role)})
    if form.validate_on_submit():
        try:
            accounts.change_account(session, form.change(before), **act_by())
        except (InvalidInput, Conflict) as error:
            form.add_error(getattr(error, "field", "role"), translate_error(error))
        else:
            show_message(_("%(name)s is changed", name=form.name.data))
            return redirect(url_for("admin.change_user", number=number))
    shown = render_template("admin/user.html", form=form, one=before)
    return (shown, 422) if form.errors else shown


@admin.post("/users/<int:number>/password")
def send_new_password(number: int) -> ResponseReturnValue:
    """Send a user the link by which they choose a new password."""
    return attempt(
        lambda: send_link(accounts.offer_reset(get_session(), number, **act_by())),
        _("A link is on its way; it works for two hours"),
        to=url_for("admin.change_user", number=number),
    )


@admin.post("/users/<int:number>/sign-out")
def sign_out_user(number: int) -> ResponseReturnValue:
    """Sign a user out of every browser."""
    return attempt(
        lambda: accounts.sign_out_everywhere(get_session(), number, **act_by()),
        _("The user is signed out everywhere"),
        to=url_for("admin.change_user", number=number),
    )


def _make_invite() -> InviteForm:
    return InviteForm(list_companies(get_session()))


def _render_list(form: InviteForm) -> str:
    session, by = get_session(), act_by()
    return render_template(
        "admin/users.html",
        form=form,
        users=accounts.list_everybody(session, viewer=by["viewer"]),
        invitations=accounts.list_invitations(session, **by),
        companies=list_companies(session),
    )

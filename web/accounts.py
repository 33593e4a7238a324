"""Choosing a password by a link that was sent: an invitation taken, or a password set anew."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from matcher.errors import InvalidInput
from matcher.services.accounts import read_link, use_link
from matcher.services.signing_in import SHORTEST
from web.attempts import limiter
from web.clock import read_clock
from web.forms import PostedForm
from web.messages import show_message, translate_error
from web.signing_in import begin_session
from web.transactions import get_session

TRIES = "30/hour"
"""How often one address may try a link."""

accounts = Blueprint("accounts", __name__, url_prefix="/welcome")


class PasswordForm(PostedForm):
    """A password, twice."""

    password = PasswordField(
        _l("Password"),
        description=_l(
            "Use at least %(shortest)s characters; several words are easy to remember",
            shortest=SHORTEST,
        ),
        validators=[InputRequired(_l("Write a password")), Length(max=1024)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The password once more"),
        validators=[EqualTo("password", _l("The two are not alike"))],
        render_kw={"autocomplete": "new-password"},
    )


@accounts.get("/<token>")
@limiter.limit(TRIES)
def show_link(token: str) -> ResponseReturnValue:
    """Show the form by which a password is chosen."""
    link = read_link(get_session(writing=False), token, now=read_clock())
    return render_template("company/welcome.html", form=PasswordForm(formdata=None), link=link)


@accounts.post("/<token>")
@limiter.limit(TRIES)
def choose_password(token: str) -> ResponseReturnValue:
    """Take the password, and sign in with it."""
    session, now = get_session(), read_clock()
    link, form = read_link(session, token, now=now), PasswordForm()
    if form.validate_on_submit():
        try:
            account = use_link(session, token, password=form.password.data, now=now)
        except InvalidInput as error:
            form.add_error(error.field, translate_error(error))
        else:
            begin_session(account)
            show_message(_("Welcome, %(name)s", name=account.name))
            return redirect(url_for("starting.show_start"))
    return render_template("company/welcome.html", form=form, link=link), 422

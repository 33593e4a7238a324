"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from matcher.services.signing_in import get_signed_in, sign_in
from matcher.vocabulary import Account, Role
from web.attempts import limit_attempts, limiter
from web.composition import get_services
from web.forms import SignInForm
from web.messages import show_message
from web.transactions import get_session

signing_in = Blueprint("signing_in", __name__)


class SignedIn(UserMixin):
    """The account of who is signed in, as flask-login wants it."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.id = f"{account.id}.{account.generation}"

    @property
    def email(self) -> str:
        """The e-mail, which is the actor of what is recorded."""
        return self.account.email

    @property
    def name(self) -> str:
        """The name shown in the header."""
        return self.account.name

    @property
    def role(self) -> Role:
        """Who this is to the service."""
        return self.account.role


def set_up_signing_in(app: Flask) -> None:
    """Let requests know who is signed in, and count failed attempts."""
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(load_signed_in)
    limiter.init_app(app)
    app.jinja_env.globals["current_user"] = current_user


def load_signed_in(number: str) -> SignedIn | None:
    """Read who the session belongs to, in a session of its own, before the request's begins."""
    account_number, _point, generation = number.partition(".")
    if not (account_number.isdigit() and generation.isdigit()):
        return None
    with get_services().session() as reading:
        account = get_signed_in(reading, int(account_number), generation=int(generation))
    return SignedIn(account) if account else None


@signing_in.get("/sign-in")
def show_sign_in() -> ResponseReturnValue:
    """Show the sign-in form."""
    if current_user.is_authenticated:
        return redirect(find_next())
    return render_template("sign_in.html", form=SignInForm())


@signing_in.post("/sign-in")
@limit_attempts
def sign_in_account() -> ResponseReturnValue:
    """Sign in and go on to where the reader was going."""
    form = SignInForm()
    if form.validate_on_submit():
        account = sign_in(get_session(), form.email.data, password=form.password.data)
        if account is not None:
            begin_session(account)
            return redirect(find_next())
        form.add_error("email", _("E-mail or password is wrong"))
    return render_template("sign_in.html", form=form), 422


@signing_in.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    end_session()
    show_message(_("You are signed out"))
    return redirect(url_for("starting.show_start"))


def begin_session(account: Account) -> None:
    """Begin a session that holds nothing of the one before it but the language."""
    end_session()
    session.permanent = True
    login_user(SignedIn(account))


def end_session() -> None:
    """End the session; the language stays."""
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def find_next() -> str:
    """Find where to go after signing in: the page asked for if it is ours, else the start."""
    target = request.args.get("next", "")
    return target if is_local(target) else url_for("starting.show_start")


def is_local(target: str) -> bool:
    r"""Tell whether a target is a path of this service.

    Examples
    --------
    >>> is_local("/models/?page=2"), is_local("//elsewhere.example"), is_local("/\\elsewhere")
    (True, False, False)
    """
    if not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable():
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc

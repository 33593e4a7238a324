"""The consultant's side of sharing: show a candidate to a company, release the name, take back."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from matcher.errors import Conflict, InvalidInput
from matcher.services.accounts import list_company_users
from matcher.services.contacting import (
    assign_contact,
    find_named_contact,
    list_assignable,
    read_company,
)
from matcher.services.finding import read_opening
from matcher.services.posting import Posting, list_new_postings, mark_seen
from matcher.services.sharing import (
    Contact,
    Release,
    Share,
    Sharing,
    list_asked_release,
    read_share,
    read_sharing,
    release_contact,
    share_candidate,
    take_back,
)
from matcher.vocabulary import Opening
from web.clock import read_clock
from web.forms import ChoiceField, DayField, PostedForm, clean_text, list_choices
from web.letters import tell
from web.messages import show_message, translate_error
from web.transactions import get_session

sharing = Blueprint("sharing", __name__, url_prefix="/consultant")


class ReleaseForm(PostedForm):
    """Who the citizen is, and when they agreed that this company may know."""

    consented_on = DayField(
        _l("The day the citizen said yes to this company"),
        validators=[InputRequired(_l("Give the day, such as 24-11-2026"))],
        default=lambda: read_clock().date(),
    )
    name = StringField(
        _l("Name"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the full name")), Length(max=200)],
    )
    phone = StringField(_l("Telephone"), filters=[clean_text], validators=[Length(max=30)])
    email = StringField(
        _l("E-mail"),
        filters=[clean_text],
        validators=[Length(max=254)],
        render_kw={"type": "email"},
    )

    @property
    def release(self) -> Release:
        """What is released."""
        contact = Contact(self.name.data or "", self.phone.data or "", self.email.data or "")
        return Release(contact, self.consented_on.data)


class ContactForm(PostedForm):
    """Whom a company turns to."""

    account = ChoiceField(_l("Named contact"))


@sharing.app_template_global()
def find_sharing(opening: str, candidate: str) -> Sharing:
    """Give how far the sharing of a pair has come, for the page of the pair."""
    return read_sharing(get_session(), opening, candidate=candidate, **_act_by())


@dataclass(frozen=True)
class CompanyNews:
    """What companies have sent and wait for an answer to."""

    postings: tuple[tuple[Posting, Opening], ...]
    asked: tuple[Share, ...]


@sharing.app_template_global()
def list_company_news() -> CompanyNews:
    """Give what nobody of the municipality has seen or answered yet."""
    session = get_session()
    return CompanyNews(list_new_postings(session), list_asked_release(session))


@sharing.app_template_global()
def find_company_contact(organisation: str) -> str:
    """Give the name of a company's contact; empty where it has none."""
    contact = find_named_contact(get_session(writing=False), organisation)
    return contact.name if contact else ""


def note_seen(reference: str) -> None:
    """Note that somebody of the municipality has seen an opening that a company posted."""
    mark_seen(get_session(), reference, actor=current_user.email, now=read_clock())


@sharing.post("/openings/<reference>/candidates/<candidate>/share")
def share(reference: str, candidate: str) -> ResponseReturnValue:
    """Show a candidate to the opening's company, and tell its people that somebody waits."""
    try:
        made = share_candidate(get_session(), reference, candidate=candidate, **_act_by())
    except Conflict as error:
        show_message(translate_error(error), kind="error")
    else:
        _tell_company(made, "shared", _word_shared())
        show_message(_("The company can see the candidate without a name, and is told by mail"))
    return _go_to_pair(reference, candidate)


@sharing.route("/shares/<int:number>/release", methods=["GET", "POST"])
def release(number: int) -> ResponseReturnValue:
    """Show the form by which name and contact are released, and release them."""
    session = get_session()
    share = read_share(session, number, **_act_by())
    known = read_sharing(session, share.opening, candidate=share.candidate, **_act_by()).contact
    form = ReleaseForm(data=vars(known)) if known else ReleaseForm()
    if form.validate_on_submit():
        try:
            release_contact(session, number, form.release, **_act_by())
        except InvalidInput as error:
            form.add_error(error.field, translate_error(error))
        else:
            _tell_company(share, "released", _word_released())
            show_message(_("The company can see name and contact, and is told by mail"))
            return _go_to_pair(share.opening, share.candidate)
    opening = read_opening(session, share.opening)
    shown = render_template("consultant/release.html", form=form, share=share, opening=opening)
    return (shown, 422) if form.errors else shown


@sharing.post("/shares/<int:number>/take-back")
def take_sharing_back(number: int) -> ResponseReturnValue:
    """Let the company see the candidate no more."""
    share = take_back(get_session(), number, **_act_by())
    show_message(_("The company no longer sees the candidate"))
    return _go_to_pair(share.opening, share.candidate)


@sharing.route("/companies/<reference>/contact", methods=["GET", "POST"])
def choose_contact(reference: str) -> ResponseReturnValue:
    """Show who is a company's contact, and choose another."""
    session = get_session()
    one, now_assigned = read_company(session, reference), find_named_contact(session, reference)
    form = ContactForm(data={"account": str(now_assigned.id)} if now_assigned else None)
    form.account.choices = list_choices({str(c.id): c.name for c in list_assignable(session)})
    if form.validate_on_submit():
        chosen = assign_contact(session, reference, account=int(form.account.data), **_act_by())
        show_message(_("%(name)s is the company's contact", name=chosen.name))
        return redirect(url_for("searching.show_organisation", reference=reference))
    shown = render_template("consultant/contact.html", form=form, one=one)
    return (shown, 422) if request.method == "POST" else shown


def _act_by() -> dict[str, Any]:
    return {"viewer": current_user.account, "now": read_clock()}


def _go_to_pair(opening: str, candidate: str) -> ResponseReturnValue:
    address = url_for("consultant.show_pair", reference=opening, candidate=candidate)
    return redirect(f"{address}#sharing")


def _word_shared() -> tuple[str, str]:
    with force_locale("da"):
        return (
            str(_("A candidate for your opening")),
            str(_("Read about the candidate and answer here:")),
        )


def _word_released() -> tuple[str, str]:
    with force_locale("da"):
        return (
            str(_("Name and contact are ready")),
            str(_("The candidate looks forward to hearing from you:")),
        )


def _tell_company(share: Share, what: str, words: tuple[str, str]) -> None:
    session = get_session()
    opening = read_opening(session, share.opening)
    subject, text = words
    tell(
        list_company_users(session, opening.organisation),
        key=f"{what}-{share.id}-{share.shared_at:%Y%m%d%H%M%S}",
        subject=f"{subject}: {opening.title}",
        text=text,
        address=url_for("company.show_candidate", number=share.id),
    )

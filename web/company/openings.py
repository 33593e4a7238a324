"""A company's openings: posted from an advertisement or an earlier one, followed, closed."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.services.offering import list_apprentice_offers
from matcher.services.posting import close_opening, post_opening, read_own
from matcher.vocabulary import Opening
from web.clock import read_clock
from web.company.blueprint import act_by, attempt, company, read_by
from web.composition import get_services
from web.draft_forms import Confirmed, OpeningForm
from web.drafting import Desk, change_at, edit_at, show_in_form, take_opening_text
from web.transactions import get_session


@company.route("/openings/from-text", methods=["GET", "POST"])
def read_opening_text() -> ResponseReturnValue:
    """Take an advertisement's text or file, and show what it says for the company to confirm."""
    return take_opening_text(DESK)


@company.route("/openings/new", methods=["GET", "POST"])
def write_opening() -> ResponseReturnValue:
    """Show the empty form of an opening, or a copy of an earlier one; or post what is confirmed."""
    copied = request.args.get("copy", "")
    if request.method == "GET" and copied:
        earlier = read_own(get_session(), copied, **read_by()).opening
        form = _make_form(show_in_form(earlier))
        form.starts_on.data = form.ends_on.data = None
        return edit_at(DESK, form, Confirmed.show(earlier), None)
    return edit_at(DESK, _make_form(OpeningForm()), Confirmed(), None)


@company.get("/openings/<reference>")
def show_opening(reference: str) -> ResponseReturnValue:
    """Show an opening with how far it has come, its candidates, and what could pay."""
    session = get_session()
    own = read_own(session, reference, **read_by())
    offers = list_apprentice_offers(
        session, [own.opening], memory=get_services().memory, today=read_clock().date()
    )
    return render_template("company/opening.html", own=own, offers=offers)


@company.route("/openings/<reference>/edit", methods=["GET", "POST"])
def edit_opening(reference: str) -> ResponseReturnValue:
    """Show an opening's form, or put what was confirmed in its place."""
    return change_at(DESK, read_own(get_session(), reference, **read_by()).opening)


@company.post("/openings/<reference>/close")
def close(reference: str) -> ResponseReturnValue:
    """Close an opening, so that nobody is looked for any more."""
    return attempt(
        lambda: close_opening(get_session(), reference, **act_by()),
        _("The opening is closed"),
        to=url_for("company.show_opening", reference=reference),
    )


def _make_form(form: OpeningForm) -> OpeningForm:
    form.leave_company_out()
    return form


def _post(opening: Opening) -> Opening:
    return post_opening(get_session(), opening, **act_by())


DESK = Desk("company", "company.show_start", "company.show_opening", _make_form, _post)

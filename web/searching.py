"""One search box for everything, and the pages of what has no page elsewhere."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import StringField

from matcher.services.finding import search_openings
from matcher.services.searching import Scope, find_everything, read_course, read_organisation
from matcher.vocabulary import Role
from web.access import CONSULTANTS
from web.clock import read_clock
from web.composition import get_services
from web.forms import LONGEST_SEARCH, SearchForm, clean_text
from web.transactions import get_session

FIRST, PAGE, OPENINGS = 5, 25, 50
STAFF_SCOPES = (Scope.ORGANISATIONS, Scope.COURSES)
CONSULTANT_SCOPES = (Scope.PEOPLE, Scope.OPENINGS, *STAFF_SCOPES)

searching = Blueprint("searching", __name__)


class EverythingForm(SearchForm):
    """What is looked for, where, and from where on."""

    text = StringField(filters=[lambda text: clean_text(text)[:LONGEST_SEARCH]])
    scope = StringField(filters=[clean_text])
    after = StringField(filters=[clean_text])


@searching.get("/search")
def search_everything() -> ResponseReturnValue:
    """Search all that one's role may see, or one kind of it."""
    form, session = EverythingForm(request.args), get_session()
    allowed = list_scopes(current_user.role)
    chosen = next((one for one in allowed if one == form.scope.data), None)
    text = form.text.data or ""
    asked = {"actor": current_user.email, "now": read_clock(), "memory": get_services().memory}
    found = find_everything(session, text, scopes=allowed, limit=FIRST, **asked)
    if chosen is not None:
        (whole,) = find_everything(
            session, text, scopes=[chosen], limit=PAGE, after=form.after.data or "", **asked
        )
        found = tuple(whole if one.scope is chosen else one for one in found)
    return render_template(
        "searching/found.html", text=text, found=found, chosen=chosen, after=form.after.data
    )


@searching.get("/organisations/<reference>")
def show_organisation(reference: str) -> ResponseReturnValue:
    """Show a company and its openings."""
    session = get_session(writing=False)
    return render_template(
        "searching/organisation.html",
        one=read_organisation(session, reference),
        page=search_openings(session, organisation=reference, limit=OPENINGS),
        today=read_clock().date(),
    )


@searching.get("/courses/<code>")
def show_course(code: str) -> ResponseReturnValue:
    """Show a course: what it teaches and asks for, what it costs, when it begins."""
    one = read_course(get_session(writing=False), code, memory=get_services().memory)
    return render_template("searching/course.html", one=one, today=read_clock().date())


def list_scopes(role: Role) -> tuple[Scope, ...]:
    """List what a role may search; nobody but consultants ever finds people."""
    if role in CONSULTANTS:
        return CONSULTANT_SCOPES
    return STAFF_SCOPES if role is Role.COORDINATOR else ()

"""The start page, and where each role begins."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from matcher.vocabulary import Role
from web.access import may_use

starting = Blueprint("starting", __name__)


@dataclass(frozen=True)
class Entry:
    """One entry of the main navigation; shown to the roles that may use its endpoint."""

    endpoint: str
    text: LazyString


NAVIGATION = (
    Entry("caseload.show_day", _l("My day")),
    Entry("company.show_start", _l("Our page")),
    Entry("consultant.list_openings", _l("Openings")),
    Entry("consultant.list_candidates", _l("Candidates")),
    Entry("consultant.show_shortlist", _l("Shortlist")),
    Entry("rotation.list_cases", _l("Job rotation")),
    Entry("apprenticeship.show_case", _l("Adult apprenticeship")),
    Entry("upskilling.show_shortages", _l("Shortages")),
    Entry("goals.list_goals", _l("Goals")),
    Entry("campus.list_rounds", _l("Placement rounds")),
    Entry("campus.list_students", _l("Students")),
    Entry("campus.list_programmes", _l("Programmes")),
    Entry("campus.list_hosting", _l("Campus programmes")),
    Entry("consultant.list_concepts", _l("Occupations and skills")),
    Entry("newsletter.list_letters", _l("Newsletter")),
    Entry("modelling.list_models", _l("Models")),
    Entry("importing.list_batches", _l("Imports")),
    Entry("admin.show_health", _l("Administration")),
    Entry("company.list_colleagues", _l("Colleagues")),
    Entry("company.show_contact", _l("Contact")),
)
"""The main navigation, in order; a role begins at the first entry it may use."""


@starting.get("/")
def show_start() -> ResponseReturnValue:
    """Show what the service is; who is signed in goes on to their first page."""
    entries = list_entries()
    if entries:
        return redirect(url_for(entries[0].endpoint))
    return render_template("start.html")


def list_entries() -> list[Entry]:
    """List the navigation's entries for who is signed in."""
    if not current_user.is_authenticated:
        return []
    role: Role = current_user.role
    known = current_app.view_functions
    return [one for one in NAVIGATION if one.endpoint in known and may_use(one.endpoint, role)]


def is_here(entry: Entry) -> bool:
    """Tell whether this request is for a page below an entry."""
    path = url_for(entry.endpoint)
    return request.path == path or request.path.startswith(f"{path.rstrip('/')}/")

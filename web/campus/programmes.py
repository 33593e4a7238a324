"""The views of programmes."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.services.placing import (
    add_programme,
    change_programme,
    read_programme,
)
from matcher.services.placing import list_programmes as find_programmes
from web.campus.blueprint import campus, get_viewer, save
from web.campus.forms import ProgrammeForm, fill_programme, name_hosts
from web.transactions import get_session


@campus.get("/programmes/")
def list_programmes() -> ResponseReturnValue:
    """List the programmes."""
    return render_template(
        "campus/programmes.html",
        programmes=find_programmes(get_session(), viewer=get_viewer()),
        hosts=name_hosts(),
    )


@campus.route("/programmes/new", methods=["GET", "POST"])
def add_new_programme() -> ResponseReturnValue:
    """Show the form of a new programme, and add it."""
    form = ProgrammeForm(name_hosts(), version=1, seats=8, min_seats=1)
    answer = save(
        form,
        lambda: add_programme(get_session(), form.build(), viewer=get_viewer()),
        _("The programme is added"),
        to=url_for("campus.list_programmes"),
    )
    if answer is not None:
        # a page that is not sent must not use up what it was to tell
        return answer
    page = render_template("campus/programme_form.html", form=form, programme=None)
    return page, 422 if form.errors else 200


@campus.route("/programmes/<code>", methods=["GET", "POST"])
def edit_programme(code: str) -> ResponseReturnValue:
    """Show a programme, and change it."""
    found = read_programme(get_session(), code, viewer=get_viewer())
    form = ProgrammeForm(name_hosts(), **fill_programme(found))
    answer = save(
        form,
        lambda: change_programme(get_session(), form.build(found), viewer=get_viewer()),
        _("The programme is changed"),
        to=url_for("campus.list_programmes"),
    )
    if answer is not None:
        # a page that is not sent must not use up what it was to tell
        return answer
    page = render_template("campus/programme_form.html", form=form, programme=found)
    return page, 422 if form.errors else 200

"""Saved searches: saving one from a list, what they found, and ending one."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import Conflict, InvalidInput
from matcher.services.alerting import end_search, list_watched, save_search
from web.clock import read_clock
from web.composition import get_services
from web.forms import SPOKEN, START, TRAVEL, AskedForm, clean_text
from web.i18n import get_language
from web.messages import show_message, translate_error
from web.presenters import label, scheme_name
from web.transactions import get_session

saving = Blueprint("saving", __name__, url_prefix="/consultant/searches")


@saving.get("")
def list_saved() -> ResponseReturnValue:
    """List one's saved searches, and what they found since one looked last."""
    watched = list_watched(get_session(), current_user.email, now=read_clock())
    return render_template("saving/list.html", watched=watched, filters_in_words=word_filters)


@saving.post("")
def save() -> ResponseReturnValue:
    """Save the search that a list shows."""
    opening = clean_text(request.form.get("opening")) or None
    candidate = None if opening else clean_text(request.form.get("candidate"))
    try:
        save_search(
            get_session(),
            memory=get_services().memory,
            owner=current_user.email,
            opening=opening,
            candidate=candidate,
            filters=AskedForm(request.form).kept if opening else {},
            often=request.form.get("often", ""),
            language=get_language(),
            now=read_clock(),
        )
    except (Conflict, InvalidInput) as error:
        show_message(translate_error(error), kind="warning")
    else:
        show_message(_("The search is saved; you are told of what is new from tomorrow"))
    return redirect(url_for("saving.list_saved"))


@saving.post("/<int:number>/end")
def end(number: int) -> ResponseReturnValue:
    """End one of one's searches."""
    end_search(get_session(), number, owner=current_user.email)
    show_message(_("The search is ended"))
    return redirect(url_for("saving.list_saved"))


def word_filters(filters: Mapping[str, str]) -> str:
    """Tell in words what a saved search was narrowed by."""
    told = [
        str(known[filters[name]])
        for name, known in (("travel", TRAVEL), ("start", START), ("language", SPOKEN))
        if filters.get(name) in known
    ]
    asked = AskedForm(data=dict(filters)).asked
    if asked is not None:
        told.insert(0, f"{scheme_name(asked.scheme)}: {label(asked.answer)}")
    return ", ".join(told)

"""Transferable occupations: what a candidate's skills, experience and education reach."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Form, IntegerField
from wtforms.validators import Optional

from matcher.services.reaching import Only, erase_wish, reach_occupations
from matcher.services.reaching import add_wish as wish_for
from web.clock import read_clock
from web.composition import get_services
from web.forms import ChoiceField, clean_text
from web.messages import show_message
from web.presenters import concept_label
from web.transactions import get_session

FEW, MANY = 20, 60

occupations = Blueprint("occupations", __name__, url_prefix="/consultant/candidates")


class ReachForm(Form):
    """Narrows the occupations by where there are openings; asked by GET."""

    only = ChoiceField(
        _l("Show"),
        choices={
            str(Only.EVERYTHING): _l("All occupations"),
            str(Only.OPENINGS): _l("Only with openings here"),
            str(Only.TRAVEL): _l("Only with openings within the travel limit"),
        },
        default=str(Only.EVERYTHING),
    )
    more = IntegerField(validators=[Optional()])

    @property
    def chosen(self) -> Only:
        """What is asked for; everything, where it makes no sense."""
        return next((one for one in Only if one == self.only.data), Only.EVERYTHING)


@occupations.get("/<reference>/occupations")
def show_reach(reference: str) -> ResponseReturnValue:
    """Show the occupations within a candidate's reach: what is held, near and missing."""
    form = ReachForm(request.args)
    is_long = bool(form.more.data)
    reaches = reach_occupations(
        get_session(),
        reference,
        memory=get_services().memory,
        only=form.chosen,
        limit=MANY if is_long else FEW,
        actor=current_user.email,
        now=read_clock(),
    )
    return render_template(
        "consultant/occupations.html", form=form, reaches=reaches, is_long=is_long
    )


@occupations.post("/<reference>/occupations/wishes")
def add_wish(reference: str) -> ResponseReturnValue:
    """Add an occupation to what the candidate wants."""
    uri = clean_text(request.form.get("occupation"))
    wish_for(get_session(), reference, occupation=uri, actor=current_user.email, now=read_clock())
    show_message(_("Added to the wishes: %(occupation)s", occupation=concept_label(uri)))
    return _return_to(reference)


@occupations.post("/<reference>/occupations/wishes/removals")
def take_wish_out(reference: str) -> ResponseReturnValue:
    """Take an occupation out of what the candidate wants."""
    uri = clean_text(request.form.get("occupation"))
    erase_wish(get_session(), reference, occupation=uri, actor=current_user.email, now=read_clock())
    show_message(_("Taken out of the wishes: %(occupation)s", occupation=concept_label(uri)))
    return _return_to(reference)


def _return_to(reference: str) -> ResponseReturnValue:
    """Send the reader back to the list as it was narrowed."""
    form = ReachForm(request.form)
    return redirect(
        url_for(
            "occupations.show_reach",
            reference=reference,
            only=str(form.chosen),
            more=form.more.data,
        )
    )

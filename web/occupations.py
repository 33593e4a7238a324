"""Transferable occupations: what a candidate's skills, experience and education reach."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Form, IntegerField
from wtforms.validators import InputRequired, Optional

from matcher.errors import InvalidInput
from matcher.services.drafting import resolve_occupation
from matcher.services.reaching import Only, erase_wish, reach_occupations
from matcher.services.reaching import add_wish as wish_for
from matcher.vocabulary import ConceptKind
from web.clock import read_clock
from web.composition import get_services
from web.concept_fields import ConceptField, name_likely_occupations
from web.forms import ChoiceField, PostedForm, clean_text
from web.messages import show_message, translate_error
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


class WishForm(PostedForm):
    """An occupation that a candidate wants, by its name."""

    name = ConceptField(
        _l("Another occupation that is wanted"),
        kind=ConceptKind.OCCUPATION,
        validators=[InputRequired(_l("Write an occupation"))],
    )


@occupations.get("/<reference>/occupations")
def show_reach(reference: str) -> ResponseReturnValue:
    """Show the occupations within a candidate's reach: what is held, near and missing."""
    return _render_reach(reference, ReachForm(request.args), WishForm(formdata=None))


def _render_reach(reference: str, form: ReachForm, wish: WishForm) -> str:
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
        "consultant/occupations.html", form=form, wish=wish, reaches=reaches, is_long=is_long
    )


@occupations.post("/<reference>/occupations/wishes")
def add_wish(reference: str) -> ResponseReturnValue:
    """Add an occupation to what the candidate wants."""
    return _wish(reference, clean_text(request.form.get("occupation")))


@occupations.post("/<reference>/occupations/wishes/by-name")
def add_named_wish(reference: str) -> ResponseReturnValue:
    """Add an occupation, by its name, to what the candidate wants."""
    wish = WishForm()
    uri = None
    if wish.validate_on_submit():
        try:
            uri = resolve_occupation(get_session(), wish.name.data or "", field="name")
        except InvalidInput as error:
            wish.add_error(error.field, translate_error(error))
            wish.name.offers = name_likely_occupations(wish.name.data or "")
    if uri is None:
        return _render_reach(reference, ReachForm(request.form), wish), 422
    return _wish(reference, uri)


@occupations.post("/<reference>/occupations/wishes/removals")
def take_wish_out(reference: str) -> ResponseReturnValue:
    """Take an occupation out of what the candidate wants."""
    uri = clean_text(request.form.get("occupation"))
    erase_wish(get_session(), reference, occupation=uri, actor=current_user.email, now=read_clock())
    show_message(_("Taken out of the wishes: %(occupation)s", occupation=concept_label(uri)))
    return _return_to(reference)


def _wish(reference: str, uri: str) -> ResponseReturnValue:
    wish_for(get_session(), reference, occupation=uri, actor=current_user.email, now=read_clock())
    show_message(_("Added to the wishes: %(occupation)s", occupation=concept_label(uri)))
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

"""From a text to an opening or a profile: suggested, and kept when a person has confirmed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import InvalidInput
from matcher.services.drafting import (
    Draft,
    add_opening,
    change_opening,
    draft_from_text,
    list_companies,
    name_skills,
    read_document,
    resolve_occupation,
    resolve_skills,
    take_over,
)
from matcher.services.finding import read_candidate, read_concept, read_opening
from matcher.vocabulary import Opening, SkillLevel
from web.clock import read_clock
from web.composition import get_services
from web.concept_fields import name_likely_occupations
from web.draft_forms import Confirmed, OpeningForm, ProfileForm, TextForm, read_confirmed
from web.highlighting import mark_text
from web.messages import show_message, translate_error
from web.transactions import get_session


@dataclass(frozen=True)
class Desk:
    """Where openings are written: the pages of a blueprint, and what is done with what is kept.

    ``home`` and ``page`` are the endpoints of the list and of one opening.
    """

    name: str
    home: str
    page: str
    prepare: Callable[[OpeningForm], OpeningForm]
    add: Callable[[Opening], Opening]


drafting = Blueprint("drafting", __name__, url_prefix="/consultant")


@drafting.route("/openings/from-text", methods=["GET", "POST"])
def read_opening_text() -> ResponseReturnValue:
    """Take an advertisement's text or file, and show what it says for somebody to confirm."""
    return take_opening_text(DESK)


@drafting.route("/openings/new", methods=["GET", "POST"])
def write_opening() -> ResponseReturnValue:
    """Show the empty form of an opening, or add what was confirmed."""
    return edit_at(DESK, _make_form(OpeningForm()), Confirmed(), None)


@drafting.route("/openings/<reference>/edit", methods=["GET", "POST"])
def edit_opening(reference: str) -> ResponseReturnValue:
    """Show an opening's form, or put what was confirmed in its place."""
    return change_at(DESK, read_opening(get_session(), reference))


@drafting.route("/candidates/<reference>/from-text", methods=["GET", "POST"])
def read_candidate_text(reference: str) -> ResponseReturnValue:
    """Take a CV's text or file, and show what it says for somebody to confirm."""
    now = read_clock()
    read_candidate(get_session(), reference, actor=current_user.email, now=now)
    form = TextForm()
    draft = _read_text(form, of_person=True)
    given = {"reference": reference}
    if draft is None:
        status = 422 if form.errors else 200
        return render_template("drafting/candidate_text.html", form=form, **given), status
    return render_template(
        "drafting/candidate.html",
        form=ProfileForm(formdata=None),
        confirmed=Confirmed.suggest(draft),
        pieces=mark_text(draft),
        **given,
    )


@drafting.post("/candidates/<reference>/from-text/confirmed")
def take_profile_over(reference: str) -> ResponseReturnValue:
    """Add what was confirmed to the candidate's profile."""
    confirmed = read_confirmed(request.form)
    take_over(
        get_session(),
        reference,
        skills=_name(confirmed),
        languages=confirmed.languages,
        licences=confirmed.licences,
        actor=current_user.email,
        now=read_clock(),
    )
    show_message(_("What you confirmed is in the profile"))
    return redirect(url_for("consultant.show_candidate", reference=reference))


def _read_text(form: TextForm, *, of_person: bool = False) -> Draft | None:
    """Read what was pasted or handed in; None for a form that is empty or objected to."""
    if not form.validate_on_submit():
        return None
    try:
        handed = form.document.data
        text = form.text.data or ""
        if handed and handed.filename:
            text = read_document(handed.read(), handed.filename)
        return draft_from_text(
            get_session(),
            text,
            memory=get_services().memory,
            today=read_clock().date(),
            of_person=of_person,
        )
    except InvalidInput as error:
        form.add_error(error.field, translate_error(error))
        return None


def take_opening_text(desk: Desk) -> ResponseReturnValue:
    """Take an advertisement at a desk, and show what it says for somebody to confirm."""
    form = TextForm()
    draft = _read_text(form)
    if draft is None:
        status = 422 if form.errors else 200
        return render_template("drafting/opening_text.html", form=form, desk=desk), status
    likely = name_likely_occupations(draft.told.title or "")
    return render_template(
        "drafting/opening.html",
        form=desk.prepare(OpeningForm.suggest(draft, occupations=likely)),
        confirmed=Confirmed.suggest(draft),
        pieces=mark_text(draft),
        reference="",
        desk=desk,
    )


def change_at(desk: Desk, before: Opening) -> ResponseReturnValue:
    """Show an opening's form at a desk, or put what was confirmed in its place."""
    return edit_at(desk, desk.prepare(show_in_form(before)), Confirmed.show(before), before)


def show_in_form(opening: Opening) -> OpeningForm:
    """Show what an opening says in a form, unless something else was sent."""
    name = ""
    if opening.occupation:
        name = read_concept(get_session(), opening.occupation).label_da
    return OpeningForm.show(opening, occupation=name)


def edit_at(
    desk: Desk, form: OpeningForm, confirmed: Confirmed, before: Opening | None
) -> ResponseReturnValue:
    """Show an opening's form at a desk, or keep what it says."""
    if request.method == "POST":
        confirmed = read_confirmed(request.form)
        if form.validate_on_submit():
            try:
                return _keep(desk, form, confirmed, before)
            except InvalidInput as error:
                form.add_error(error.field, translate_error(error))
                form.occupation.offers = name_likely_occupations(form.occupation.data or "")
    status = 422 if form.errors else 200
    shown = replace(confirmed, skills=_name(confirmed))
    reference = before.reference if before else ""
    return render_template(
        "drafting/opening.html",
        form=form,
        confirmed=shown,
        pieces=(),
        reference=reference,
        desk=desk,
    ), status


def _keep(
    desk: Desk, form: OpeningForm, confirmed: Confirmed, before: Opening | None
) -> ResponseReturnValue:
    session = get_session()
    occupation = resolve_occupation(session, form.occupation.data or "")
    more = resolve_skills(session, form.more_skills.data or "", field="more_skills")
    named = {one.concept for one in confirmed.skills}
    confirmed = replace(
        confirmed,
        skills=(*_name(confirmed), *(SkillLevel(uri) for uri in more if uri not in named)),
    )
    built = form.build(confirmed, occupation=occupation, before=before)
    if before is None:
        built = desk.add(built)
        show_message(_("The opening is added"))
    else:
        change_opening(session, built)
        show_message(_("The opening is changed"))
    return redirect(url_for(desk.page, reference=built.reference))


def _make_form(form: OpeningForm) -> OpeningForm:
    form.offer_companies(list_companies(get_session()))
    return form


def _add(opening: Opening) -> Opening:
    return add_opening(get_session(), opening, now=read_clock())


DESK = Desk("drafting", "consultant.list_openings", "consultant.show_opening", _make_form, _add)


def _name(confirmed: Confirmed) -> tuple[SkillLevel, ...]:
    return name_skills(get_session(), {one.concept: one.level for one in confirmed.skills})

"""The consultant's pages: openings and candidates both ways, reasons, decisions."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from matcher.errors import MatcherError
from matcher.services.caseload import CONSENT_LASTS, list_colleagues, read_case
from matcher.services.deciding import list_history, list_shortlist, record_outcome
from matcher.services.eligibility import judge_pair, list_prospects, list_terms
from matcher.services.finding import (
    read_candidate,
    read_opening,
    search_candidates,
    search_openings,
)
from matcher.services.finding_concepts import search_all
from matcher.services.following import list_timeline
from matcher.services.sending import list_sent
from matcher.services.suggesting import (
    Reader,
    count_answers,
    explain_pair,
    remember_shown,
    suggest_candidates,
    suggest_openings,
)
from matcher.vocabulary import Answer, Outcome
from web.clock import read_clock
from web.composition import get_services
from web.forms import AskedForm, DayForm, OpeningSearchForm, OutcomeForm, SearchForm
from web.mapping import draw_map
from web.messages import show_message, translate_error
from web.particulars import ParticularsForm
from web.sharing import note_seen
from web.transactions import get_session

PAGE = 25
LIST = 20

consultant = Blueprint("consultant", __name__, url_prefix="/consultant")


@consultant.get("/openings")
def list_openings() -> ResponseReturnValue:
    """Search the openings by words and kind."""
    form = OpeningSearchForm(request.args)
    page = search_openings(
        get_session(writing=False),
        form.text.data or "",
        kind=form.chosen_kind,
        limit=PAGE,
        offset=form.offset(PAGE),
    )
    return render_template("consultant/openings.html", form=form, page=page, size=PAGE)


@consultant.get("/openings/<reference>")
def show_opening(reference: str) -> ResponseReturnValue:
    """Show an opening with its ranked candidates, and log what was shown."""
    session, now = get_session(), read_clock()
    opening = read_opening(session, reference)
    note_seen(reference)
    services, asked = get_services(), AskedForm(request.args)
    suggestions = suggest_candidates(
        session,
        reference,
        memory=services.memory,
        limit=LIST,
        today=now.date(),
        reader=Reader(current_user.email, services.swaps, asked.asked, asked.narrowing),
    )
    remember_shown(session, suggestions, direction="candidates", actor=current_user.email, now=now)
    history = list_history(session, opening=reference, actor=current_user.email, now=now)
    counts = asked.asked and count_answers(
        session, reference, memory=services.memory, scheme=asked.asked.scheme
    )
    return render_template(
        "consultant/opening.html",
        opening=opening,
        suggestions=suggestions,
        history=history,
        asked=asked,
        counts=counts,
        last={event.candidate: event for event in history},
        sent=list_sent(session, reference),
    )


@consultant.get("/candidates")
def list_candidates() -> ResponseReturnValue:
    """Search the candidates by reference, postcode or occupation."""
    form = SearchForm(request.args)
    page = search_candidates(
        get_session(),
        form.text.data or "",
        actor=current_user.email,
        now=read_clock(),
        limit=PAGE,
        offset=form.offset(PAGE),
    )
    return render_template("consultant/candidates.html", form=form, page=page, size=PAGE)


@consultant.get("/candidates/<reference>")
def show_candidate(reference: str) -> ResponseReturnValue:
    """Show a candidate with the openings ranked for them, and log what was shown."""
    session, now = get_session(), read_clock()
    candidate = read_candidate(session, reference, actor=current_user.email, now=now)
    suggestions = suggest_openings(
        session,
        reference,
        memory=get_services().memory,
        limit=LIST,
        today=now.date(),
        reader=Reader(current_user.email),
    )
    remember_shown(session, suggestions, direction="openings", actor=current_user.email, now=now)
    history = list_history(session, candidate=reference, actor=current_user.email, now=now)
    case, consent = read_case(session, reference)
    colleagues = list_colleagues(session)
    return render_template(
        "consultant/candidate.html",
        candidate=candidate,
        suggestions=suggestions,
        last={event.opening: event for event in history},
        case=case,
        consent=consent,
        colleagues=colleagues,
        lapses=consent and consent.given_on + CONSENT_LASTS,
        today=now.date(),
        moments=list_timeline(session, reference, actor=current_user.email, now=now),
        names={one.email: one.name for one in colleagues},
        sketch=draw_map(
            candidate.postcode,
            suggestions.items,
            get_services().memory.get_knowledge(session).places,
        ),
    )


@consultant.get("/candidates/<reference>/schemes")
def show_schemes(reference: str) -> ResponseReturnValue:
    """Show every scheme's verdict on a person for a day, when it turns, and the ways to a yes."""
    now, form = read_clock(), DayForm(request.args)
    on = (form.on.data if form.validate() else None) or now.date()
    if not form.errors:
        form.on.data = on
    prospects = list_prospects(get_session(), reference, on=on, actor=current_user.email, now=now)
    shown = render_template(
        "consultant/schemes.html", reference=reference, form=form, on=on, prospects=prospects
    )
    return (shown, 422) if form.errors else shown


@consultant.get("/openings/<reference>/candidates/<candidate>")
def show_pair(reference: str, candidate: str) -> ResponseReturnValue:
    """Show why a pair ranks where it does, what the law says, and what happened so far."""
    return _render_pair(reference, candidate, OutcomeForm(formdata=None))


@consultant.route("/openings/<reference>/candidates/<candidate>/stated", methods=["GET", "POST"])
def judge_stated_pair(reference: str, candidate: str) -> ResponseReturnValue:
    """Judge the pair as if what is stated were so.

    It is kept nowhere, and posted so that no birth date or other fact stands in an address.
    """
    if request.method == "GET":
        return redirect(url_for("consultant.show_pair", reference=reference, candidate=candidate))
    particulars = _read_particulars(reference, candidate, request.form)
    shown = _render_pair(reference, candidate, OutcomeForm(formdata=None), particulars)
    return (shown, 422) if particulars.errors else shown


@consultant.post("/openings/<reference>/candidates/<candidate>")
def record_pair_outcome(reference: str, candidate: str) -> ResponseReturnValue:
    """Record what happened to a pair."""
    form = OutcomeForm()
    if not form.validate_on_submit():
        return _render_pair(reference, candidate, form), 422
    session = get_session()
    try:
        event = record_outcome(
            session,
            reference,
            candidate=candidate,
            outcome=Outcome[form.outcome.data.upper()],
            happened_on=form.happened_on.data,
            actor=current_user.email,
            now=read_clock(),
            reason=form.whole_reason,
        )
    except MatcherError as error:
        field = getattr(error, "field", "outcome")
        form.add_error(field, translate_error(error))
        return _render_pair(reference, candidate, form), 422
    show_message(_("Recorded: %(outcome)s", outcome=event.outcome.label(form.language)))
    return redirect(url_for("consultant.show_pair", reference=reference, candidate=candidate))


@consultant.get("/shortlist")
def show_shortlist() -> ResponseReturnValue:
    """Show the pairs under way: shortlisted, and neither ended nor rejected."""
    return render_template(
        "consultant/shortlist.html",
        pairs=list_shortlist(get_session(), actor=current_user.email, now=read_clock()),
    )


@consultant.get("/concepts")
def list_concepts() -> ResponseReturnValue:
    """Search occupations and skills by any of their names."""
    form = SearchForm(request.args)
    text = form.text.data or ""
    session, guide = get_session(writing=False), get_services().guide
    found = search_all(session, text, guide=guide) if text.strip() else ()
    return render_template("consultant/concepts.html", form=form, found=found)


def _read_particulars(
    reference: str, candidate: str, stated: MultiDict[str, str]
) -> ParticularsForm:
    return ParticularsForm(list_terms(get_session(), reference, candidate), stated)


def _render_pair(
    reference: str,
    candidate: str,
    form: OutcomeForm,
    particulars: ParticularsForm | None = None,
) -> str:
    particulars = particulars or _read_particulars(reference, candidate, MultiDict())
    session, now = get_session(), read_clock()
    read_candidate(session, candidate, actor=current_user.email, now=now)
    suggestion = explain_pair(session, reference, candidate=candidate, memory=get_services().memory)
    history = list_history(
        session, opening=reference, candidate=candidate, actor=current_user.email, now=now
    )
    prospects = judge_pair(session, reference, candidate, stated=particulars.stated)
    asking = (one for one in prospects if one.verdict.answer is Answer.NEEDS)
    first, more = particulars.part(term for one in asking for term in one.missing)
    return render_template(
        "consultant/pair.html",
        one=suggestion,
        history=history,
        form=form,
        today=now.date(),
        prospects=prospects,
        particulars=particulars,
        first=first,
        more=more,
    )

"""What is done to pairs from lists: recorded in two clicks or for many, compared, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import MatcherError
from matcher.services.caseload import NEXT_STEPS
from matcher.services.deciding import UNDOABLE, record_for_many, take_back
from matcher.services.finding import read_candidate, read_opening
from matcher.services.sending import send_to_company, take_back_sent
from matcher.services.suggesting import explain_pair
from matcher.vocabulary import Outcome
from web.clock import read_clock
from web.comparing import lay_out_comparison
from web.composition import get_services
from web.forms import NARROWED_BY
from web.messages import Undo, show_message, show_undoable, translate_error
from web.presenters import label
from web.transactions import get_session

LEAST, MOST = 2, 4
LONGEST_LIST = 50
"""More than a page can hold is nothing that somebody checked."""

QUICK = (
    Outcome.SHORTLISTED,
    Outcome.CONTACTED,
    Outcome.INTERVIEW,
    Outcome.OFFERED,
    Outcome.PLACED,
    Outcome.REJECTED,
)
"""What is recorded without a day or a reason, in the order of its keys."""

LIKELY = 3
"""So many steps a row of a list offers, beside the refusal."""

SENT = "sent"
"""In place of an outcome: that somebody was sent to a company."""

acting = Blueprint("acting", __name__, url_prefix="/consultant")


@dataclass(frozen=True)
class Done:
    """What a button was pressed for: these candidates of this opening."""

    opening: str
    candidates: Sequence[str]


@acting.post("/openings/<reference>/checked")
def act_on_checked(reference: str) -> ResponseReturnValue:
    """Do to every checked candidate what the button says."""
    chosen = list(dict.fromkeys(request.form.getlist("candidate")))[:LONGEST_LIST]
    if not chosen:
        show_message(_("Check at least one candidate first"), kind="warning")
        return _go_to_opening(reference)
    action = request.form.get("action", "")
    if action == "compare":
        return _go_to_comparison(reference, chosen)
    if action == "send":
        _send(reference, chosen)
        return _go_to_opening(reference)
    outcome = Outcome.SHORTLISTED if action == "shortlist" else _read_outcome("outcome")
    if outcome is None:
        show_message(_("Choose what happened from the list"), kind="warning")
    else:
        _record(Done(reference, chosen), outcome)
    return _go_to_opening(reference)


@acting.post("/now")
def record_now() -> ResponseReturnValue:
    """Record what happened to a pair today, with one button that says what and of whom."""
    name, opening, candidate = [*request.form.get("now", "").split(" "), "", "", ""][:3]
    outcome = next((one for one in Outcome if one == name), None)
    if outcome is None or not (opening and candidate):
        show_message(_("Choose what happened from the list"), kind="warning")
        return redirect(url_for("caseload.show_day"))
    read_opening(get_session(), opening)
    _record(Done(opening, [candidate]), outcome)
    return _go_back(opening, candidate)


@acting.post("/undo")
def undo() -> ResponseReturnValue:
    """Take back what was recorded a moment ago."""
    outcome, opening = _read_outcome("outcome"), request.form.get("opening", "")
    candidates = request.form.getlist("candidate")[:LONGEST_LIST]
    sent = request.form.get("outcome") == SENT
    if not candidates or not (outcome or sent):
        show_message(_("There is nothing to take back"), kind="warning")
        return redirect(url_for("caseload.show_day"))
    try:
        told = _take_back(Done(opening, candidates), outcome)
    except MatcherError as error:
        show_message(translate_error(error), kind="warning")
    else:
        show_message(told)
    return _go_back(opening, candidates[0])


@acting.get("/openings/<reference>/compare")
def compare(reference: str) -> ResponseReturnValue:
    """Show up to four candidates of an opening side by side."""
    chosen = list(dict.fromkeys(request.args.getlist("candidate")))[:MOST]
    session, now = get_session(), read_clock()
    opening = read_opening(session, reference)
    if len(chosen) < LEAST:
        show_message(_("Choose two to four candidates to compare"), kind="warning")
        return _go_to_opening(reference)
    for one in chosen:
        read_candidate(session, one, actor=current_user.email, now=now)
    memory = get_services().memory
    pairs = [explain_pair(session, reference, candidate=one, memory=memory) for one in chosen]
    return render_template(
        "consultant/compare.html",
        opening=opening,
        pairs=pairs,
        comparison=lay_out_comparison(pairs),
        today=now.date(),
    )


def next_step(last: Outcome | None) -> Outcome | None:
    """Tell what usually comes next, for the button that stands out; first comes the shortlist."""
    return Outcome.SHORTLISTED if last is None else NEXT_STEPS.get(last)


def list_likely(last: Outcome | None) -> tuple[Outcome, ...]:
    """List what is likely to come next, for the rows of a list; all of it is on the pair's page."""
    ahead = QUICK[QUICK.index(last) + 1 :] if last in QUICK else QUICK
    steps = [one for one in ahead if one is not Outcome.REJECTED]
    return (*steps[:LIKELY], Outcome.REJECTED)


def _record(done: Done, outcome: Outcome) -> None:
    """Record, and say for how many, who was left out and why, and how to take it back."""
    report = record_for_many(
        get_session(),
        done.opening,
        candidates=done.candidates,
        outcome=outcome,
        happened_on=read_clock().date(),
        actor=current_user.email,
        now=read_clock(),
    )
    _name_left_out(report.left_out)
    names = [event.candidate for event in report.events]
    if names:
        told = _(
            "%(outcome)s recorded for %(names)s", outcome=label(outcome), names=", ".join(names)
        )
        show_undoable(told, Undo(done.opening, tuple(names), str(outcome), _minutes()))


def _send(reference: str, chosen: Sequence[str]) -> None:
    """Send to the company, and say who was left out and why, and how to take it back."""
    viewer, now = current_user.account, read_clock()
    sent = send_to_company(get_session(), reference, candidates=chosen, viewer=viewer, now=now)
    _name_left_out(sent.left_out)
    names = tuple(one.candidate for one in sent.shares)
    if names:
        told = _("Sent to the company, without names: %(names)s", names=", ".join(names))
        show_undoable(told, Undo(reference, names, SENT, _minutes()))


def _take_back(done: Done, outcome: Outcome | None) -> str:
    session, now = get_session(), read_clock()
    if outcome is None:
        viewer = current_user.account
        take_back_sent(session, done.opening, candidates=done.candidates, viewer=viewer, now=now)
        return str(_("Taken back from the company"))
    take_back(
        session,
        done.opening,
        candidates=done.candidates,
        outcome=outcome,
        actor=current_user.email,
        now=now,
    )
    return str(_("Taken back: %(outcome)s", outcome=label(outcome)))


def _name_left_out(left_out: Sequence[tuple[str, MatcherError]]) -> None:
    for candidate, error in left_out:
        show_message(f"{candidate}: {translate_error(error)}", kind="warning")


def _go_to_comparison(reference: str, chosen: list[str]) -> ResponseReturnValue:
    if not LEAST <= len(chosen) <= MOST:
        show_message(_("Choose two to four candidates to compare"), kind="warning")
        return _go_to_opening(reference)
    return redirect(url_for("acting.compare", reference=reference, candidate=chosen))


def _go_to_opening(reference: str) -> ResponseReturnValue:
    """Go back to the list as it was narrowed down."""
    kept = keep_narrowing()
    address = url_for("consultant.show_opening", reference=reference, _anchor="candidates", **kept)
    return redirect(address)


def keep_narrowing() -> dict[str, Any]:
    """Give what the list is narrowed down to, for addresses that lead back to it."""
    return {name: request.args[name] for name in NARROWED_BY if name in request.args}


def _go_back(opening: str, candidate: str) -> ResponseReturnValue:
    """Go back to the page the button stood on."""
    to = request.values.get("to", "")
    if to == "day":
        return redirect(url_for("caseload.show_day"))
    if to == "candidate":
        return redirect(
            url_for("consultant.show_candidate", reference=candidate, _anchor="openings")
        )
    if to == "opening":
        return _go_to_opening(opening)
    return redirect(url_for("consultant.show_pair", reference=opening, candidate=candidate))


def _read_outcome(field: str) -> Outcome | None:
    return next((one for one in Outcome if one == request.form.get(field)), None)


def _minutes() -> int:
    return int(UNDOABLE.total_seconds() // 60)

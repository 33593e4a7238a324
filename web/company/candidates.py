"""Candidates shown to a company: read, asked for by name, answered."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from matcher.errors import Conflict, InvalidInput
from matcher.services.contacting import list_recipients
from matcher.services.finding import read_opening
from matcher.services.sharing import (
    SharedCandidate,
    answer_candidate,
    ask_for_release,
    read_shared,
)
from web.company.blueprint import act_by, attempt, company, get_viewer, read_by
from web.company.forms import AnswerForm
from web.company.words import answer_name
from web.letters import tell
from web.messages import show_message, translate_error
from web.transactions import get_session


@company.get("/candidates/<int:number>")
def show_candidate(number: int) -> ResponseReturnValue:
    """Show what a company may know of a candidate, and take its answer."""
    return _render(number, None)


@company.post("/candidates/<int:number>/release")
def ask_for_name(number: int) -> ResponseReturnValue:
    """Ask for the candidate's name and contact."""

    def ask() -> None:
        share = ask_for_release(get_session(), number, **act_by())
        _tell_consultant(share.opening, share.candidate, f"asked-{number}", _word_asked())

    return attempt(
        ask,
        _("Your contact asks the citizen, and you are told when the name is here"),
        to=url_for("company.show_candidate", number=number),
    )


@company.post("/candidates/<int:number>/answer")
def answer(number: int) -> ResponseReturnValue:
    """Take the company's answer; it is kept among what happened, which the models learn from."""
    shown = read_shared(get_session(), number, **read_by())
    form = AnswerForm(shown.said)
    if not form.validate_on_submit():
        return _render(number, form), 422
    try:
        event = answer_candidate(get_session(), number, form.answer, **act_by())
    except (InvalidInput, Conflict) as error:
        form.add_error(getattr(error, "field", "outcome"), translate_error(error))
        return _render(number, form), 422
    _tell_consultant(
        shown.opening, event.candidate, f"answer-{number}-{event.outcome}", _word_answer()
    )
    show_message(_("Your answer is given: %(answer)s", answer=answer_name(event.outcome)))
    return redirect(url_for("company.show_candidate", number=number))


def _render(number: int, form: AnswerForm | None) -> str:
    session = get_session()
    shown: SharedCandidate = read_shared(session, number, **read_by())
    opening = read_opening(session, shown.opening)
    form = form or AnswerForm(shown.said, formdata=None)
    return render_template("company/candidate.html", one=shown, opening=opening, form=form)


def _word_asked() -> tuple[str, str]:
    with force_locale("da"):
        return (
            str(_("A company asks for name and contact")),
            str(_("Ask the citizen, and release name and contact here:")),
        )


def _word_answer() -> tuple[str, str]:
    with force_locale("da"):
        return str(_("A company has answered")), str(_("See the answer here:"))


def _tell_consultant(opening: str, candidate: str, key: str, words: tuple[str, str]) -> None:
    """Tell the company's contact that something waits; the mail names nobody."""
    subject, text = words
    address = url_for("consultant.show_pair", reference=opening, candidate=candidate)
    recipients = list_recipients(get_session(), get_viewer().organisation or "")
    tell(recipients, key=key, subject=subject, text=text, address=address)

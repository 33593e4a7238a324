"""What a company answers to a candidate: kept as outcomes, from which the models learn."""

from dataclasses import dataclass
from datetime import datetime

from matcher.errors import N_, Conflict, InvalidInput
from matcher.services.deciding import record_outcome
from matcher.services.sharing.viewing import get_visible
from matcher.store import Session, shares
from matcher.vocabulary import Account, Outcome, OutcomeEvent, RefusalReason

POSSIBLE = frozenset({Outcome.INTERVIEW, Outcome.PLACED, Outcome.REJECTED})
"""What a company may answer; the rest is the municipality's to record."""

LONGEST_WORDS = 1000


@dataclass(frozen=True)
class CompanyAnswer:
    """Interview, hired or no thanks; the last one with a reason, and with words if one likes."""

    outcome: Outcome
    reason: RefusalReason | None = None
    words: str = ""


def answer_candidate(
    session: Session, number: int, answer: CompanyAnswer, *, viewer: Account, now: datetime
) -> OutcomeEvent:
    """Record a company's answer to a candidate shown to it.

    Who is invited to an interview is to be reached, so that name and contact are asked for with it.

    Raises
    ------
    NotFound
        If nobody of that number is shown to this company, or no longer.
    InvalidInput
        If the answer is none a company gives, or a no has no reason.
    Conflict
        If it was answered so before, or somebody is hired whose name is not released.
    """
    share, _person = get_visible(session, number, viewer=viewer)
    _check(answer)
    if answer.outcome is Outcome.PLACED and share.released_at is None:
        raise Conflict(N_("Ask for name and contact before you say that somebody is hired"))
    event = record_outcome(
        session,
        share.opening,
        candidate=share.candidate,
        outcome=answer.outcome,
        happened_on=now.date(),
        actor=viewer.email,
        now=now,
        reason=_write_reason(answer),
    )
    if answer.outcome is Outcome.INTERVIEW:
        shares.ask_for_release(session, number, actor=viewer.email, now=now)
    return event


def _check(answer: CompanyAnswer) -> None:
    if answer.outcome not in POSSIBLE:
        raise InvalidInput(
            "outcome", N_("this is no answer"), N_("Choose interview, hired or no thanks")
        )
    if answer.outcome is Outcome.REJECTED and answer.reason is None:
        raise InvalidInput(
            "reason", N_("a reason is missing"), N_("Say why, so that the next ones fit better")
        )
    if len(answer.words) > LONGEST_WORDS:
        raise InvalidInput(
            "words",
            N_("This is longer than %(longest)s characters"),
            N_("Write it in fewer words"),
            longest=LONGEST_WORDS,
        )


def _write_reason(answer: CompanyAnswer) -> str:
    reason = str(answer.reason) if answer.reason and answer.outcome is Outcome.REJECTED else ""
    return ": ".join(part for part in (reason, answer.words.strip()) if part)

"""Candidates sent to the company of an opening, several at once; and taken back at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matcher.errors import N_, Conflict, MatcherError, NotAllowed
from matcher.services.caseload import CONSENT_LASTS, read_case
from matcher.services.deciding import UNDOABLE
from matcher.services.sharing import Share, share_candidate, take_back
from matcher.store import Session, shares
from matcher.vocabulary import Account

__all__ = ["Sent", "Share", "list_sent", "send_to_company", "take_back_sent"]


@dataclass(frozen=True)
class Sent:
    """Who was sent, and who was left out with the reason."""

    shares: tuple[Share, ...]
    left_out: tuple[tuple[str, MatcherError], ...]


def send_to_company(
    session: Session, opening: str, *, candidates: Iterable[str], viewer: Account, now: datetime
) -> Sent:
    """Show candidates, without names, to the company of an opening.

    Who has not agreed to it, or so long ago that they are to be asked anew, is left out.
    """
    sent: list[Share] = []
    left_out: list[tuple[str, MatcherError]] = []
    for candidate in dict.fromkeys(candidates):
        try:
            _check_consent(session, candidate, now)
            sent.append(
                share_candidate(session, opening, candidate=candidate, viewer=viewer, now=now)
            )
        except MatcherError as error:
            left_out.append((candidate, error))
    return Sent(tuple(sent), tuple(left_out))


def take_back_sent(
    session: Session, opening: str, *, candidates: Sequence[str], viewer: Account, now: datetime
) -> tuple[Share, ...]:
    """Take back whom oneself has sent a moment ago; all of them or nobody.

    Raises
    ------
    Conflict
        If it is too long ago, taken back already, or the company has asked for a name.
    NotAllowed
        If somebody else sent them.
    """
    found = [_find_undoable(session, opening, one, viewer, now) for one in candidates]
    return tuple(take_back(session, one.id, viewer=viewer, now=now) for one in found)


def list_sent(session: Session, opening: str) -> Mapping[str, Share]:
    """List who is sent to the company of an opening, by candidate."""
    return {one.candidate: one for one in shares.list_shares(session, opening=opening)}


def _check_consent(session: Session, candidate: str, now: datetime) -> None:
    _case, consent = read_case(session, candidate)
    if consent is not None and consent.given_on + CONSENT_LASTS < now.date():
        raise Conflict(
            N_("The consent of %(given)s is more than a year old; ask the citizen anew"),
            given=consent.given_on,
        )


def _find_undoable(
    session: Session, opening: str, candidate: str, viewer: Account, now: datetime
) -> Share:
    share = shares.find_share(session, opening, candidate=candidate)
    if share is None or share.withdrawn_at is not None:
        raise Conflict(N_("This was taken back already"))
    if share.shared_by != viewer.email:
        raise NotAllowed
    if now - share.shared_at > UNDOABLE:
        raise Conflict(N_("This was recorded too long ago to be taken back"))
    if share.asked_at is not None or share.released_at is not None:
        raise Conflict(N_("The company has asked for the name, so it cannot be taken back here"))
    return share

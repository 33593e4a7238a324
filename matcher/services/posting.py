"""Openings as their company has them: posted, followed and closed, and nobody else's."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from matcher.errors import N_, Conflict, NotFound
from matcher.services.drafting import add_opening
from matcher.services.memory import Memory
from matcher.services.sharing import SharedCandidate, list_shared
from matcher.store import Session, openings, outcomes, postings
from matcher.store.paging import Page
from matcher.store.postings import Posting
from matcher.vocabulary import Account, Opening, OpeningStatus, Outcome

__all__ = [
    "OwnOpening",
    "Posting",
    "close_opening",
    "list_new_postings",
    "list_own",
    "mark_seen",
    "post_opening",
    "read_own",
]


@dataclass(frozen=True)
class OwnOpening:
    """A company's opening with how far it has come and who is shown for it."""

    opening: Opening
    posting: Posting | None
    status: OpeningStatus
    candidates: tuple[SharedCandidate, ...]
    hired: int

    @property
    def awaiting(self) -> int:
        """How many candidates await the company's answer."""
        return sum(one.awaits_answer for one in self.candidates)


def post_opening(session: Session, opening: Opening, *, viewer: Account, now: datetime) -> Opening:
    """Post an opening of the viewer's company; the municipality sees it as new.

    Raises
    ------
    NotFound
        If the viewer has no company.
    """
    own = replace(opening, organisation=_name_company(viewer))
    added = add_opening(session, own, now=now)
    postings.add_posting(session, added.reference, actor=viewer.email, now=now)
    return added


def list_own(
    session: Session,
    *,
    viewer: Account,
    memory: Memory,
    now: datetime,
    limit: int = 25,
    offset: int = 0,
) -> Page[OwnOpening]:
    """List the company's openings, the latest first day first; who is shown is audited."""
    page = openings.find_openings(
        session, organisation=_name_company(viewer), limit=limit, offset=offset
    )
    shown = list_shared(session, viewer=viewer, memory=memory, now=now)
    found = postings.find_postings(session, (one.reference for one in page.items))
    return Page(
        tuple(
            _tell(session, one, found.get(one.reference), shown, now.date()) for one in page.items
        ),
        page.total,
    )


def read_own(
    session: Session, reference: str, *, viewer: Account, memory: Memory, now: datetime
) -> OwnOpening:
    """Read one opening of the company; who is shown for it is audited.

    Raises
    ------
    NotFound
        If there is none, or it is another company's, which is not told apart.
    """
    opening = _get_own(session, reference, viewer)
    shown = list_shared(session, viewer=viewer, memory=memory, now=now, opening=reference)
    posting = postings.find_postings(session, [reference]).get(reference)
    return _tell(session, opening, posting, shown, now.date())


def close_opening(session: Session, reference: str, *, viewer: Account, now: datetime) -> None:
    """Close an opening: nobody is searched for it any more.

    Raises
    ------
    NotFound
        If there is none, or it is another company's.
    Conflict
        If it is closed already.
    """
    _get_own(session, reference, viewer)
    if not postings.find_postings(session, [reference]):
        postings.add_posting(session, reference, actor=viewer.email, now=now)
        postings.mark_seen(session, reference, actor=viewer.email, now=now)
    if not postings.close_posting(session, reference, actor=viewer.email, now=now):
        raise Conflict(N_("The opening is closed already"))


def list_new_postings(session: Session) -> tuple[tuple[Posting, Opening], ...]:
    """List what companies posted and nobody of the municipality has seen, the oldest first."""
    return tuple(
        (one, openings.get_opening(session, one.opening)) for one in postings.list_unseen(session)
    )


def mark_seen(session: Session, reference: str, *, actor: str, now: datetime) -> bool:
    """Say that the municipality has seen an opening; tells whether it was new."""
    return postings.mark_seen(session, reference, actor=actor, now=now)


def _get_own(session: Session, reference: str, viewer: Account) -> Opening:
    opening = openings.get_opening(session, reference)
    if opening.organisation != _name_company(viewer):
        raise NotFound("opening", reference)
    return opening


def _tell(
    session: Session,
    opening: Opening,
    posting: Posting | None,
    shown: tuple[SharedCandidate, ...],
    today: date,
) -> OwnOpening:
    own = tuple(one for one in shown if one.opening == opening.reference)
    events = outcomes.list_outcomes(session, opening=opening.reference)
    hired = sum(one.outcome is Outcome.PLACED for one in events)
    status = _judge_status(opening, posting, own, hired, today)
    return OwnOpening(opening, posting, status, own, hired)


def _judge_status(
    opening: Opening,
    posting: Posting | None,
    shown: tuple[SharedCandidate, ...],
    hired: int,
    today: date,
) -> OpeningStatus:
    """Judge how far an opening has come; what the company can do something about goes first."""
    told = (
        (posting is not None and posting.closed_at is not None, OpeningStatus.CLOSED),
        (hired >= opening.positions, OpeningStatus.FILLED),
        (any(one.awaits_answer for one in shown), OpeningStatus.CANDIDATES),
        (opening.starts_on < today, OpeningStatus.PAST),
        (bool(shown), OpeningStatus.ANSWERED),
        (posting is not None and posting.seen_at is None, OpeningStatus.RECEIVED),
    )
    return next((status for holds, status in told if holds), OpeningStatus.SEARCHING)


def _name_company(viewer: Account) -> str:
    if not viewer.organisation:
        raise NotFound("organisation", "")
    return viewer.organisation

"""The company's side: who is shown to it for its own openings, and what of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from matcher.errors import N_, Conflict, NotFound
from matcher.services.memory import Memory
from matcher.services.sharing.reasons import Reason, band_months, list_reasons
from matcher.store import Session, audit, openings, outcomes, people, shares
from matcher.store.shares import Contact, Share
from matcher.taxonomy.particulars import LANGUAGES
from matcher.vocabulary import (
    Account,
    Candidate,
    Knowledge,
    Opening,
    Outcome,
    OutcomeEvent,
    SkillLevel,
)

ANSWERS = frozenset({Outcome.INTERVIEW, Outcome.OFFERED, Outcome.PLACED, Outcome.REJECTED})
"""What ends the waiting for a company's answer."""

FINAL = frozenset({Outcome.PLACED, Outcome.REJECTED})
MOST_SKILLS = 30


@dataclass(frozen=True)
class SharedCandidate:
    """What a company may know of a candidate shown to it; ``contact`` only once released.

    ``experience`` maps an occupation's URI to a band of years; ``available_from`` is told only
    where it lies ahead; ``answers`` are the company's own
    and what followed from them.
    """

    number: int
    opening: str
    shared_at: datetime
    skills: tuple[SkillLevel, ...]
    experience: dict[str, str]
    weekly_hours: float
    available_from: date | None
    reasons: tuple[Reason, ...]
    answers: tuple[OutcomeEvent, ...]
    asked_at: datetime | None
    released_at: datetime | None
    contact: Contact | None

    @property
    def awaits_answer(self) -> bool:
        """Whether the company has not said anything yet."""
        return not self.answers

    @property
    def said(self) -> frozenset[Outcome]:
        """What has been answered, or followed from it."""
        return frozenset(one.outcome for one in self.answers)

    @property
    def is_settled(self) -> bool:
        """Whether the company has said yes or no for good."""
        return not self.said.isdisjoint(FINAL)


def list_shared(
    session: Session,
    *,
    viewer: Account,
    memory: Memory,
    now: datetime,
    opening: str | None = None,
) -> tuple[SharedCandidate, ...]:
    """List who is shown to the viewer's company, for one opening if it is given; audited.

    Raises
    ------
    NotFound
        If the opening is not the company's.
    """
    own = _name_company(viewer)
    if opening is not None and openings.get_opening(session, opening).organisation != own:
        raise NotFound("opening", opening)
    knowledge = memory.get_knowledge(session)
    shown = (
        _show(session, share, person, viewer, knowledge, now)
        for share, person in _list_visible(session, own, opening)
    )
    return tuple(shown)


def read_shared(
    session: Session, number: int, *, viewer: Account, memory: Memory, now: datetime
) -> SharedCandidate:
    """Read one who is shown to the viewer's company; audited.

    Raises
    ------
    NotFound
        If nobody of that number is shown to this company, or no longer.
    """
    share, person = get_visible(session, number, viewer=viewer)
    return _show(session, share, person, viewer, memory.get_knowledge(session), now)


def ask_for_release(session: Session, number: int, *, viewer: Account, now: datetime) -> Share:
    """Ask for a candidate's name and contact.

    Raises
    ------
    NotFound
        If nobody of that number is shown to this company, or no longer.
    Conflict
        If it has been asked already, or released.
    """
    share, _person = get_visible(session, number, viewer=viewer)
    if share.released_at is not None:
        raise Conflict(N_("Name and contact are released already"))
    if not shares.ask_for_release(session, number, actor=viewer.email, now=now):
        raise Conflict(N_("You have asked for name and contact already"))
    return share


def count_awaiting(session: Session, *, viewer: Account) -> dict[str, int]:
    """Count who awaits the company's answer, by opening; nobody's data is read."""
    counts: dict[str, int] = {}
    for share, _person in _list_visible(session, _name_company(viewer), None):
        if not _list_answers(session, share):
            counts[share.opening] = counts.get(share.opening, 0) + 1
    return counts


def get_visible(session: Session, number: int, *, viewer: Account) -> tuple[Share, Candidate]:
    """Get a sharing that the viewer's company may see, with the candidate.

    Raises
    ------
    NotFound
        If there is none: another company's, withdrawn, or of a citizen who agrees no more. These
        are not told apart.
    """
    share = shares.get_share(session, number)
    opening = openings.get_opening(session, share.opening)
    person = people.get_candidate(session, share.candidate)
    hidden = share.withdrawn_at is not None or not person.shown_to_companies
    if hidden or opening.organisation != _name_company(viewer):
        raise NotFound("share", number)
    return share, person


def _list_visible(
    session: Session, organisation: str, opening: str | None
) -> Iterable[tuple[Share, Candidate]]:
    for share in shares.list_shares(session, opening=opening, organisation=organisation):
        person = people.get_candidate(session, share.candidate)
        if person.shown_to_companies:
            yield share, person


def _show(
    session: Session,
    share: Share,
    person: Candidate,
    viewer: Account,
    knowledge: Knowledge,
    now: datetime,
) -> SharedCandidate:
    opening: Opening = openings.get_opening(session, share.opening)
    why = f"company {share.opening}"
    audit.add_read(
        session, actor=viewer.email, noun="candidate", key=share.candidate, why=why, at=now
    )
    contact, free = None, person.available_from
    if share.released_at is not None:
        contact = shares.find_contact(session, share.candidate)
        audit.add_read(
            session,
            actor=viewer.email,
            noun="candidate",
            key=share.candidate,
            why=f"contact {share.opening}",
            at=now,
        )
    return SharedCandidate(
        number=share.id,
        opening=share.opening,
        shared_at=share.shared_at,
        skills=_list_skills(person),
        experience={uri: band_months(months) for uri, months in person.experience.items()},
        weekly_hours=person.weekly_hours,
        available_from=free if free is not None and free > now.date() else None,
        reasons=list_reasons(person, opening, knowledge),
        answers=_list_answers(session, share),
        asked_at=share.asked_at,
        released_at=share.released_at,
        contact=contact,
    )


def _list_skills(person: Candidate) -> tuple[SkillLevel, ...]:
    """List the skills, but no languages: those that are not asked for would tell an origin."""
    told = (
        one
        for one in person.skills
        if not {one.label_da.casefold(), one.label_en.casefold()} & LANGUAGES.keys()
    )
    return tuple(islice(told, MOST_SKILLS))


def _list_answers(session: Session, share: Share) -> tuple[OutcomeEvent, ...]:
    found = outcomes.list_outcomes(session, opening=share.opening, candidate=share.candidate)
    return tuple(one for one in found if one.outcome in ANSWERS)


def _name_company(viewer: Account) -> str:
    if not viewer.organisation:
        raise NotFound("organisation", "")
    return viewer.organisation

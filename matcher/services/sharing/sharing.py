"""The consultant's side: who is shared with a company, and when name and contact are released."""

from dataclasses import dataclass
from datetime import date, datetime

from matcher.errors import N_, Conflict, InvalidInput, NotAllowed
from matcher.services.mailing import check_address
from matcher.store import Session, audit, openings, people, shares
from matcher.store.shares import Contact, Share
from matcher.vocabulary import Account, Role

STAFF = frozenset({Role.CONSULTANT, Role.ADMIN})
LONGEST_NAME, LONGEST_PHONE = 200, 30


@dataclass(frozen=True)
class Release:
    """Who a candidate is, and the day they agreed that the company may know."""

    contact: Contact
    consented_on: date


@dataclass(frozen=True)
class Sharing:
    """How a pair stands for the consultant; ``share`` is None while it is not shared."""

    share: Share | None
    consented: bool
    has_company: bool
    contact: Contact | None


def read_sharing(
    session: Session, opening: str, *, candidate: str, viewer: Account, now: datetime
) -> Sharing:
    """Read how far the sharing of a pair has come; the reading of the contact is audited."""
    _check_staff(viewer)
    person, place = people.get_candidate(session, candidate), openings.get_opening(session, opening)
    found = shares.find_share(session, opening, candidate=candidate)
    shared = found if found is not None and found.withdrawn_at is None else None
    contact = shares.find_contact(session, candidate) if shared else None
    if contact is not None:
        _note(session, viewer, candidate, "contact", now)
    return Sharing(shared, person.shown_to_companies, bool(place.organisation), contact)


def read_share(session: Session, number: int, *, viewer: Account, now: datetime) -> Share:
    """Read one sharing that runs.

    Raises
    ------
    NotAllowed
        If the viewer is not the municipality's.
    NotFound
        If there is none.
    Conflict
        If it was withdrawn.
    """
    _check_staff(viewer)
    share = _get_running(session, number)
    _note(session, viewer, share.candidate, f"share {share.opening}", now)
    return share


def share_candidate(
    session: Session, opening: str, *, candidate: str, viewer: Account, now: datetime
) -> Share:
    """Show a candidate, without a name, to the company of an opening.

    Raises
    ------
    NotAllowed
        If the viewer is not the municipality's.
    NotFound
        If opening or candidate is not there.
    Conflict
        If the candidate has not agreed, the opening has no company, or it is shared already.
    """
    _check_staff(viewer)
    person, place = people.get_candidate(session, candidate), openings.get_opening(session, opening)
    if not person.shown_to_companies:
        raise Conflict(N_("The citizen has not agreed to be shown to companies"))
    if not place.organisation:
        raise Conflict(N_("The opening belongs to no company, so nobody would see the candidate"))
    found = shares.find_share(session, opening, candidate=candidate)
    if found is not None and found.withdrawn_at is None:
        raise Conflict(N_("The candidate is shared with the company already"))
    _note(session, viewer, candidate, f"share {opening}", now)
    return shares.add_share(session, opening, candidate=candidate, actor=viewer.email, now=now)


def release_contact(
    session: Session, number: int, release: Release, *, viewer: Account, now: datetime
) -> Share:
    """Let the company see name and contact, as the citizen has agreed.

    Raises
    ------
    NotAllowed
        If the viewer is not the municipality's.
    NotFound
        If it is not shared.
    InvalidInput
        If the name is missing, nothing says how to reach the citizen, or the day lies ahead.
    Conflict
        If it was withdrawn.
    """
    _check_staff(viewer)
    share = _get_running(session, number)
    contact = _check_contact(release.contact)
    if release.consented_on > now.date():
        raise InvalidInput(
            "consented_on", N_("the day lies in the future"), N_("Give the day the citizen agreed")
        )
    shares.keep_contact(session, share.candidate, contact)
    shares.release(session, number, consented_on=release.consented_on, actor=viewer.email, now=now)
    _note(session, viewer, share.candidate, f"release {share.opening}", now)
    return shares.get_share(session, number)


def take_back(session: Session, number: int, *, viewer: Account, now: datetime) -> Share:
    """Let the company see nothing of the candidate any more.

    Raises
    ------
    NotAllowed
        If the viewer is not the municipality's.
    NotFound
        If it is not shared.
    Conflict
        If it was withdrawn already.
    """
    _check_staff(viewer)
    share = _get_running(session, number)
    shares.withdraw(session, number, actor=viewer.email, now=now)
    _note(session, viewer, share.candidate, f"take back {share.opening}", now)
    return share


def list_asked_release(session: Session) -> tuple[Share, ...]:
    """List where a company asks for name and contact and waits, the oldest first."""
    waiting = [
        one
        for one in shares.list_shares(session)
        if one.asked_at is not None and one.released_at is None
    ]
    return tuple(sorted(waiting, key=lambda one: (one.asked_at, one.id)))


def _get_running(session: Session, number: int) -> Share:
    share = shares.get_share(session, number)
    if share.withdrawn_at is not None:
        raise Conflict(N_("The candidate is no longer shared with the company"))
    return share


def _check_contact(contact: Contact) -> Contact:
    name, phone = " ".join(contact.name.split()), " ".join(contact.phone.split())
    email = check_address(contact.email) if contact.email.strip() else ""
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput("name", N_("the name is missing or too long"), N_("Write the full name"))
    if len(phone) > LONGEST_PHONE:
        raise InvalidInput("phone", N_("the telephone number is too long"), N_("Write one number"))
    if not (phone or email):
        raise InvalidInput(
            "phone",
            N_("nothing says how to reach the citizen"),
            N_("Give a telephone number or an e-mail address"),
        )
    return Contact(name, phone, email)


def _check_staff(viewer: Account) -> None:
    if viewer.role not in STAFF:
        raise NotAllowed


def _note(session: Session, viewer: Account, candidate: str, why: str, now: datetime) -> None:
    audit.add_read(session, actor=viewer.email, noun="candidate", key=candidate, why=why, at=now)

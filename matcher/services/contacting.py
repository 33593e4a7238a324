"""The one person of the municipality that a company turns to, and writing to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from matcher.errors import N_, InvalidInput, NotAllowed
from matcher.services.mailing import Mail, check_subject, check_text, queue
from matcher.settings import Settings
from matcher.store import Session, accounts, audit, organisations, shares
from matcher.store.organisations import Organisation
from matcher.vocabulary import Account, Role

LONGEST_TEXT = 5000
STAFF = frozenset({Role.CONSULTANT, Role.ADMIN})


@dataclass(frozen=True)
class Letter:
    """What a company writes to the municipality."""

    subject: str
    text: str


def find_named_contact(session: Session, organisation: str) -> Account | None:
    """Find a company's named contact; None where none is assigned, or they have left."""
    number = shares.find_assigned(session, organisation)
    account = accounts.get_account(session, number) if number is not None else None
    return account if account is not None and account.active else None


def list_assignable(session: Session) -> tuple[Account, ...]:
    """List whom a company may have as its contact, by name."""
    return accounts.list_active(session, role=Role.CONSULTANT)


def read_company(session: Session, reference: str) -> Organisation:
    """Read a company.

    Raises
    ------
    NotFound
        If there is none.
    """
    return organisations.get_organisation(session, reference)


def assign_contact(
    session: Session, organisation: str, *, account: int, viewer: Account, now: datetime
) -> Account:
    """Give a company its named contact.

    Raises
    ------
    NotAllowed
        If the viewer is not the municipality's.
    NotFound
        If there is no such company.
    InvalidInput
        If it is nobody who can be a contact.
    """
    if viewer.role not in STAFF:
        raise NotAllowed
    organisations.get_organisation(session, organisation)
    chosen = next((one for one in list_assignable(session) if one.id == account), None)
    if chosen is None:
        raise InvalidInput(
            "account", N_("this person cannot be a contact"), N_("Choose one of the list")
        )
    shares.assign_contact(session, organisation, account=account, actor=viewer.email, now=now)
    why = f"contact of {organisation}"
    audit.add_read(session, actor=viewer.email, noun="account", key=chosen.email, why=why, at=now)
    return chosen


def list_recipients(session: Session, organisation: str) -> tuple[Account, ...]:
    """List who gets what a company writes: its contact, or every consultant where it has none."""
    contact = find_named_contact(session, organisation)
    return (contact,) if contact is not None else list_assignable(session)


def write_to_contact(
    session: Session, settings: Settings, letter: Letter, *, viewer: Account, now: datetime
) -> tuple[Account, ...]:
    """Queue a company's letter to its contact, answers going to who wrote it; tells who gets it.

    Raises
    ------
    InvalidInput
        If subject or text is missing or too long.
    """
    _check(letter)
    recipients = list_recipients(session, viewer.organisation or "")
    company = organisations.get_organisation(session, viewer.organisation or "")
    key = uuid4().hex
    queue(
        session,
        settings,
        (
            Mail(
                f"letter-{key}-{one.id}",
                one.email,
                f"{company.name}: {letter.subject}",
                f"{letter.text}\n\n-- \n{viewer.name}, {company.name} ({company.reference})\n",
                {"Reply-To": viewer.email},
            )
            for one in recipients
        ),
        now=now,
    )
    return recipients


def _check(letter: Letter) -> None:
    remedy = N_("Write a few words")
    check_subject("subject", letter.subject, remedy=remedy)
    check_text("text", letter.text, longest=LONGEST_TEXT, remedy=remedy)

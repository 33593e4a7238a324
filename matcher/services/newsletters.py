"""The newsletter: asked for, confirmed from the address itself, and left with one click.

An address is nobody's wish until its owner has followed the link sent to it; who never does is
forgotten after a week. Leaving needs no sign-in: the link's token is the proof (RFC 8058), and the
address is dropped at once. What a page answers never tells whether an address subscribes.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.errors import N_, InvalidInput, NotFound
from matcher.services.mailing import Mail, check_address, check_subject, check_text, queue
from matcher.settings import Settings
from matcher.store import Session, subscribers
from matcher.store.subscribers import Newsletter, Subscriber
from matcher.vocabulary import Language, Topic

__all__ = [
    "Draft",
    "Letters",
    "Newsletter",
    "ask_for",
    "confirm",
    "count_readers",
    "forget_unconfirmed",
    "leave",
    "list_sent",
    "read_subscription",
    "send_newsletter",
]

UNCONFIRMED = timedelta(days=7)
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Letters:
    """How the house writes to subscribers: words in a language, and the addresses of its pages.

    Parameters
    ----------
    confirmation : callable
        Language and confirming address to subject and text.
    footer : callable
        Language and leaving address to the last lines of a newsletter.
    confirm_url, leave_url : callable
        A token to the page's whole address.
    """

    confirmation: Callable[[Language, str], tuple[str, str]]
    footer: Callable[[Language, str], str]
    confirm_url: Callable[[str], str]
    leave_url: Callable[[str], str]


@dataclass(frozen=True)
class Draft:
    """A newsletter before it is sent; without topics it is for everybody."""

    subject_da: str
    subject_en: str
    text_da: str
    text_en: str
    topics: frozenset[Topic]


def ask_for(
    session: Session,
    settings: Settings,
    email: str,
    *,
    language: Language,
    topics: Iterable[Topic],
    letters: Letters,
    now: datetime,
) -> None:
    """Ask for the newsletter: a link is sent to the address, and following it confirms.

    Raises
    ------
    InvalidInput
        If the address is none, or no topic is chosen.
    """
    address, chosen = check_address(email), frozenset(topics)
    if not chosen:
        raise InvalidInput("topics", N_("No topic is chosen"), N_("Choose at least one"))
    found = subscribers.find_subscriber(session, email=address)
    if found is not None and found.confirmed_on is not None:
        # the owner reads it already, and nobody else learns that
        return
    if found is None:
        token = secrets.token_urlsafe(24)
        subscribers.add_subscriber(
            session, address, token=token, language=language, topics=chosen, now=now
        )
    else:
        token = found.token
        subscribers.renew_subscriber(session, found.id, language=language, topics=chosen, now=now)
    subject, text = letters.confirmation(language, letters.confirm_url(token))
    # at most one such message a day, however often somebody asks
    key = f"confirm-{token}-{now:%Y%m%d}"
    queue(session, settings, [Mail(key, address, subject, text)], now=now)


def read_subscription(session: Session, token: str) -> Subscriber:
    """Read a subscription by its token.

    Raises
    ------
    NotFound
        If there is none, or it was forgotten.
    """
    found = subscribers.find_subscriber(session, token=token)
    if found is None:
        raise NotFound("subscription", "")
    return found


def confirm(session: Session, token: str, *, now: datetime) -> Subscriber:
    """Confirm a subscription; again is no harm.

    Raises
    ------
    NotFound
        If there is none, it was forgotten, or it has ended.
    """
    found = read_subscription(session, token)
    if found.ended_on is not None:
        raise NotFound("subscription", "")
    if found.confirmed_on is None:
        subscribers.confirm_subscriber(session, found.id, on=now.date())
    return found


def leave(session: Session, token: str, *, now: datetime) -> None:
    """End a subscription and drop its address; again is no harm.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = read_subscription(session, token)
    if found.ended_on is None:
        subscribers.end_subscriber(session, found.id, on=now.date())


def send_newsletter(
    session: Session,
    settings: Settings,
    draft: Draft,
    *,
    letters: Letters,
    actor: str,
    now: datetime,
) -> int:
    """Queue a newsletter for everybody who reads one of its topics; tells for how many.

    Raises
    ------
    InvalidInput
        If a subject or a text is missing or too long.
    """
    _check_draft(draft)
    readers = [one for one in subscribers.list_confirmed(session) if _reads(one, draft.topics)]
    number = subscribers.add_newsletter(
        session,
        Newsletter(
            draft.subject_da,
            draft.subject_en,
            draft.text_da,
            draft.text_en,
            draft.topics,
            len(readers),
            actor,
            now,
        ),
    )
    mails = (_write(one, draft, number, letters) for one in readers)
    queue(session, settings, mails, now=now)
    return len(readers)


def list_sent(session: Session) -> tuple[Newsletter, ...]:
    """List the newsletters that were sent, the newest first."""
    return subscribers.list_newsletters(session)


def count_readers(session: Session) -> dict[Topic, int]:
    """Count who reads each topic."""
    running = subscribers.list_confirmed(session)
    return {topic: sum(topic in one.topics for one in running) for topic in Topic}


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Forget who has not confirmed within a week; tells how many."""
    return subscribers.forget_unconfirmed(session, asked_before=now - UNCONFIRMED)


def _reads(one: Subscriber, topics: frozenset[Topic]) -> bool:
    return not topics or not topics.isdisjoint(one.topics)


def _write(one: Subscriber, draft: Draft, number: int, letters: Letters) -> Mail:
    danish = one.language == "da"
    address = letters.leave_url(one.token)
    body = draft.text_da if danish else draft.text_en
    return Mail(
        f"newsletter-{number}-{one.id}",
        one.email or "",
        draft.subject_da if danish else draft.subject_en,
        f"{body}\n\n-- \n{letters.footer(one.language, address)}\n",
        {
            "List-Unsubscribe": f"<{address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _check_draft(draft: Draft) -> None:
    remedy = N_("Write it in both languages")
    check_subject("subject_da", draft.subject_da, remedy=remedy)
    check_subject("subject_en", draft.subject_en, remedy=remedy)
    check_text("text_da", draft.text_da, longest=LONGEST_TEXT, remedy=remedy)
    check_text("text_en", draft.text_en, longest=LONGEST_TEXT, remedy=remedy)

"""Who asked for the newsletter, and what was sent."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.tables import Newsletters, Subscribers
from matcher.vocabulary import Language, Topic

SUBSCRIBERS, LETTERS = get_table(Subscribers), get_table(Newsletters)
TOPICS = {str(one): one for one in Topic}


@dataclass(frozen=True)
class Subscriber:
    """A subscription; ``email`` is None once it has ended."""

    id: int
    email: str | None
    token: str
    language: Language
    topics: frozenset[Topic]
    asked_at: datetime
    confirmed_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Newsletter:
    """A newsletter in both languages; ``recipients`` is how many it was queued for."""

    subject_da: str
    subject_en: str
    text_da: str
    text_en: str
    topics: frozenset[Topic]
    recipients: int
    actor: str
    at: datetime


COLUMNS = [SUBSCRIBERS.c[name] for name in Subscriber.__dataclass_fields__]
LETTER_COLUMNS = [LETTERS.c[name] for name in Newsletter.__dataclass_fields__]


def add_subscriber(
    session: Session,
    email: str,
    *,
    token: str,
    language: Language,
    topics: Iterable[Topic],
    now: datetime,
) -> None:
    """Add a subscription that waits to be confirmed."""
    session.execute(
        insert(SUBSCRIBERS).values(
            email=email,
            token=token,
            language=language,
            topics=sorted(topics),
            asked_at=now,
        )
    )


def renew_subscriber(
    session: Session, number: int, *, language: Language, topics: Iterable[Topic], now: datetime
) -> None:
    """Renew what somebody asked for who has not confirmed it."""
    _change(session, number, language=language, topics=sorted(topics), asked_at=now)


def confirm_subscriber(session: Session, number: int, *, on: date) -> None:
    """Say that the address is its owner's wish."""
    _change(session, number, confirmed_on=on)


def end_subscriber(session: Session, number: int, *, on: date) -> None:
    """End a subscription, and drop the address."""
    _change(session, number, email=None, ended_on=on)


def forget_unconfirmed(session: Session, *, asked_before: datetime) -> int:
    """Forget those who never confirmed; tells how many."""
    query = delete(SUBSCRIBERS).where(
        SUBSCRIBERS.c.confirmed_on.is_(None), SUBSCRIBERS.c.asked_at < asked_before
    )
    return len(session.execute(query.returning(SUBSCRIBERS.c.id)).all())


def find_subscriber(
    session: Session, *, email: str | None = None, token: str | None = None
) -> Subscriber | None:
    """Find a subscription by its address or its token."""
    which = SUBSCRIBERS.c.email == email if email is not None else SUBSCRIBERS.c.token == token
    row = session.execute(select(*COLUMNS).where(which)).one_or_none()
    return None if row is None else _build(row)


def list_confirmed(session: Session) -> tuple[Subscriber, ...]:
    """List those whose subscription runs."""
    query = select(*COLUMNS).where(
        SUBSCRIBERS.c.confirmed_on.is_not(None), SUBSCRIBERS.c.ended_on.is_(None)
    )
    return tuple(_build(row) for row in session.execute(query.order_by(SUBSCRIBERS.c.id)))


def count_subscribers(session: Session, *, on: date) -> int:
    """Count those whose subscription ran on a day."""
    query = (
        select(func.count())
        .select_from(SUBSCRIBERS)
        .where(SUBSCRIBERS.c.confirmed_on <= on)
        .where(or_(SUBSCRIBERS.c.ended_on.is_(None), SUBSCRIBERS.c.ended_on > on))
    )
    return session.execute(query).scalar_one()


def list_spans(session: Session) -> tuple[tuple[date, date | None], ...]:
    """List the first and the last day of every subscription that was confirmed."""
    query = select(SUBSCRIBERS.c.confirmed_on, SUBSCRIBERS.c.ended_on).where(
        SUBSCRIBERS.c.confirmed_on.is_not(None)
    )
    return tuple((first, last) for first, last in session.execute(query))


def add_newsletter(session: Session, letter: Newsletter) -> int:
    """Add a newsletter; tells its number."""
    values = asdict(letter) | {"topics": sorted(letter.topics)}
    query = insert(LETTERS).values(values).returning(LETTERS.c.id)
    return int(session.execute(query).scalar_one())


def list_newsletters(session: Session) -> tuple[Newsletter, ...]:
    """List what was sent, the newest first."""
    query = select(*LETTER_COLUMNS).order_by(LETTERS.c.id.desc())
    rows = (dict(row._mapping) for row in session.execute(query))
    return tuple(Newsletter(**row | {"topics": _read_topics(row["topics"])}) for row in rows)


def _build(row: Row[Any]) -> Subscriber:
    return Subscriber(**dict(row._mapping) | {"topics": _read_topics(row.topics)})


def _read_topics(names: Iterable[str]) -> frozenset[Topic]:
    return frozenset(TOPICS[one] for one in names if one in TOPICS)


def _change(session: Session, number: int, **values: object) -> None:
    session.execute(update(SUBSCRIBERS).where(SUBSCRIBERS.c.id == number).values(**values))

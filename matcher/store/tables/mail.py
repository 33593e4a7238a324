"""Mail that waits to be sent, and who asked for the newsletter."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Outbox(Base):
    """One message; who it is to and what it says is dropped once it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts_counted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    headers: Mapped[Any] = mapped_column(JSON)
    queued_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    attempts: Mapped[int]
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str]


class Subscribers(Base):
    """One subscription; the address is dropped when it ends."""

    __tablename__ = "subscribers"
    __table_args__ = (
        CheckConstraint("language IN ('da', 'en')", name="known_language"),
        CheckConstraint("(ended_on IS NULL) = (email IS NOT NULL)", name="address_until_the_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    topics: Mapped[Any] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class Newsletters(Base):
    """One newsletter as it was sent."""

    __tablename__ = "newsletters"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_da: Mapped[str]
    subject_en: Mapped[str]
    text_da: Mapped[str]
    text_en: Mapped[str]
    topics: Mapped[Any] = mapped_column(JSON)
    recipients: Mapped[int]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)

"""What passes between the municipality and a company: openings posted, candidates shared."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Postings(Base):
    """An opening as its company posted it: whether a consultant has seen it, who closed it."""

    __tablename__ = "postings"

    opening: Mapped[str] = mapped_column(
        ForeignKey("openings.reference", ondelete="CASCADE"), primary_key=True
    )
    posted_by: Mapped[str]
    posted_at: Mapped[datetime] = mapped_column(Moment)
    seen_by: Mapped[str]
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Shares(Base):
    """One candidate shown to the company of one opening, without a name until released."""

    __tablename__ = "shares"
    __table_args__ = (
        UniqueConstraint("opening", "candidate"),
        CheckConstraint(
            "(released_at IS NULL) = (consented_on IS NULL)", name="released_with_consent"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening: Mapped[str] = mapped_column(ForeignKey("openings.reference", ondelete="CASCADE"))
    candidate: Mapped[str] = mapped_column(
        ForeignKey("people.reference", ondelete="CASCADE"), index=True
    )
    shared_by: Mapped[str]
    shared_at: Mapped[datetime] = mapped_column(Moment)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    released_by: Mapped[str]
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    consented_on: Mapped[date | None]
    withdrawn_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class PeopleContacts(Base):
    """A candidate's name and how to reach them, kept apart; read to release it, and erased first.

    Nothing that ranks or rules reads it.
    """

    __tablename__ = "people_contacts"

    person: Mapped[str] = mapped_column(
        ForeignKey("people.reference", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]


class OrganisationContacts(Base):
    """Which of the municipality's people a company has as its one contact."""

    __tablename__ = "organisation_contacts"

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.reference", ondelete="CASCADE"), primary_key=True
    )
    account: Mapped[int] = mapped_column(ForeignKey("users.id"))
    assigned_by: Mapped[str]
    assigned_at: Mapped[datetime] = mapped_column(Moment)

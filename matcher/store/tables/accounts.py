"""Those who sign in, and the links by which they choose a password."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class Users(Base):
    """One account; the e-mail address is kept in lower case.

    ``generation`` counts how often everybody signed in to it was signed out.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(
            "role IN ('consultant', 'company', 'coordinator', 'admin')", name="known_role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.reference"))
    active: Mapped[bool]
    password_hash: Mapped[str]
    phone: Mapped[str] = mapped_column(server_default="")
    generation: Mapped[int] = mapped_column(server_default="0")


class AccountLinks(Base):
    """A link sent by mail, good once and until a time; its secret is kept as a hash only.

    ``account`` is whose password it sets anew; without one it invites, and makes the account.
    """

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    role: Mapped[str]
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.reference"))
    account: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

"""Those who sign in."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Users(Base):
    """One account; the e-mail address is kept in lower case."""

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

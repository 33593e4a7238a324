"""Companies and institutions."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Organisations(Base):
    """One organisation by its CVR number."""

    __tablename__ = "organisations"
    __table_args__ = (CheckConstraint("employees >= 0", name="employees_counted"),)

    reference: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_normalised: Mapped[str]
    p_number: Mapped[str]
    postcode: Mapped[str]
    business_area: Mapped[str]
    db07: Mapped[str]
    employees: Mapped[int | None]

"""Who read whose data, and why."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class AuditReads(Base):
    """One reading of personal data."""

    __tablename__ = "audit_reads"
    __table_args__ = (Index(None, "noun", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(index=True)
    noun: Mapped[str]
    key: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, index=True)

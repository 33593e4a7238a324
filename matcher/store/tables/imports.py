"""Files that people brought in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Moment


class ImportBatches(Base):
    """One file, from its preview to its fate."""

    __tablename__ = "import_batches"
    __table_args__ = (
        CheckConstraint("state IN ('previewed', 'committed', 'rejected')", name="known_state"),
        CheckConstraint("rows >= 0", name="rows_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    filename: Mapped[str]
    rows: Mapped[int]
    state: Mapped[str]
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    payload: Mapped[bytes]
    report: Mapped[Any] = mapped_column(JSON)

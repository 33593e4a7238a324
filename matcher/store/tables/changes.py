"""How often each noun has changed."""

from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class DataVersion(Base):
    """A number a noun, raised by every change of it."""

    __tablename__ = "data_version"

    noun: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]

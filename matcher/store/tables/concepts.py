"""Occupations, skills and groups, what they are called, and how they hang together."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Concepts(Base):
    """One concept of the taxonomy."""

    __tablename__ = "concepts"
    __table_args__ = (
        CheckConstraint("kind IN ('occupation', 'skill', 'group')", name="known_kind"),
        {"sqlite_with_rowid": False},
    )

    uri: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    source: Mapped[str]
    description: Mapped[str]


class ConceptLabels(Base):
    """One name of a concept in one language; one of them is preferred."""

    __tablename__ = "concept_labels"
    __table_args__ = (
        Index(
            "ix_concept_labels_one_preferred",
            "concept",
            "language",
            unique=True,
            sqlite_where=text("preferred"),
            postgresql_where=text("preferred"),
        ),
        {"sqlite_with_rowid": False},
    )

    concept: Mapped[str] = mapped_column(
        ForeignKey("concepts.uri", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    normalised: Mapped[str] = mapped_column(index=True)
    preferred: Mapped[bool]


class ConceptRelations(Base):
    """One tie between two concepts.

    An essential or optional skill of an occupation weighs its level, 1 to 5; other ties weigh how
    near they bring the two, up to 1.
    """

    __tablename__ = "concept_relations"
    __table_args__ = (
        CheckConstraint(
            "(relation IN ('essential', 'optional') AND (weight IS NULL OR weight BETWEEN 1 AND 5))"
            " OR (relation IN ('broader', 'related', 'exact')"
            " AND (weight IS NULL OR (weight > 0 AND weight <= 1)))",
            name="weight_fits_relation",
        ),
        {"sqlite_with_rowid": False},
    )

    origin: Mapped[str] = mapped_column(
        ForeignKey("concepts.uri", ondelete="CASCADE"), primary_key=True
    )
    target: Mapped[str] = mapped_column(
        ForeignKey("concepts.uri", ondelete="CASCADE"), primary_key=True
    )
    relation: Mapped[str] = mapped_column(primary_key=True)
    weight: Mapped[float | None]

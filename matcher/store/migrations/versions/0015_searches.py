"""Saved searches, and what they have found."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("opening", sa.String(), nullable=True),
        sa.Column("candidate", sa.String(), nullable=True),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("often", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(opening IS NULL) <> (candidate IS NULL)",
            name=op.f("ck_saved_searches_for_one_of_the_two"),
        ),
        sa.CheckConstraint(
            "language IN ('da', 'en')", name=op.f("ck_saved_searches_known_language")
        ),
        sa.CheckConstraint(
            "often IN ('daily', 'weekly')", name=op.f("ck_saved_searches_known_rhythm")
        ),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_saved_searches_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["candidate"],
            ["people.reference"],
            name=op.f("fk_saved_searches_candidate_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    for column in ("owner", "opening", "candidate", "looked_at"):
        op.create_index(op.f(f"ix_saved_searches_{column}"), "saved_searches", [column])
    op.create_table(
        "search_finds",
        sa.Column("search", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["search"],
            ["saved_searches.id"],
            name=op.f("fk_search_finds_search_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search", "key", name=op.f("pk_search_finds")),
    )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

"""Openings posted by companies, candidates shared with them, contacts, and account links."""

import sqlalchemy as sa
from alembic import op

from matcher.store.tables.base import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "users", sa.Column("generation", sa.Integer(), nullable=False, server_default="0")
    )
    _create_postings()
    _create_contacts()
    op.create_table(
        "account_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_account_links_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["account"],
            ["users.id"],
            name=op.f("fk_account_links_account_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_links_token_hash")),
    )
    op.create_index(op.f("ix_account_links_email"), "account_links", ["email"])


def _create_postings() -> None:
    op.create_table(
        "postings",
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("posted_by", sa.String(), nullable=False),
        sa.Column("posted_at", Moment(timezone=True), nullable=False),
        sa.Column("seen_by", sa.String(), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_postings_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opening", name=op.f("pk_postings")),
    )
    op.create_table(
        "shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("shared_by", sa.String(), nullable=False),
        sa.Column("shared_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_at", Moment(timezone=True), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(released_at IS NULL) = (consented_on IS NULL)",
            name=op.f("ck_shares_released_with_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_shares_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["candidate"],
            ["people.reference"],
            name=op.f("fk_shares_candidate_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("opening", "candidate", name=op.f("uq_shares_opening_candidate")),
    )
    op.create_index(op.f("ix_shares_candidate"), "shares", ["candidate"])


def _create_contacts() -> None:
    op.create_table(
        "people_contacts",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_contacts_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people_contacts")),
    )
    op.create_table(
        "organisation_contacts",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.String(), nullable=False),
        sa.Column("assigned_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_organisation_contacts_organisation_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["users.id"], name=op.f("fk_organisation_contacts_account_users")
        ),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_organisation_contacts")),
    )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

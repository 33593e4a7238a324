"""Whose case a candidate is, and when the profile was last gone through."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caseloads",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("consultant", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(consultant IS NULL) = (since IS NULL)", name=op.f("ck_caseloads_assigned_on_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_caseloads_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_caseloads")),
    )
    op.create_index(op.f("ix_caseloads_consultant"), "caseloads", ["consultant"])
    op.create_index(op.f("ix_caseloads_checked_on"), "caseloads", ["checked_on"])
    op.create_index(op.f("ix_people_unemployed_since"), "people", ["unemployed_since"])
    op.create_index(op.f("ix_outcomes_happened_on"), "outcomes", ["happened_on"])


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

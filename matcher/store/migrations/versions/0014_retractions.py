"""Outcomes that were taken back at once, and may then be recorded anew."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

REFUSAL = "outcomes are append-only"
PAIR = ["opening", "candidate", "outcome"]


def upgrade() -> None:
    with op.batch_alter_table("outcomes") as table:
        table.add_column(
            sa.Column("take", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        table.drop_constraint("uq_outcomes_opening_candidate_outcome", type_="unique")
        table.create_unique_constraint(
            op.f("uq_outcomes_opening_candidate_outcome_take"), [*PAIR, "take"]
        )
    refuse_changes_again()
    op.create_table(
        "retractions",
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome"], ["outcomes.id"], name=op.f("fk_retractions_outcome_outcomes")
        ),
        sa.PrimaryKeyConstraint("outcome", name=op.f("pk_retractions")),
    )


def refuse_changes_again() -> None:
    """Put back what SQLite drops with the table that it makes anew."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for event in ("UPDATE", "DELETE"):
        name = f"outcomes_refuse_{event.lower()}"
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON outcomes"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

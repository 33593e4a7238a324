"""Schedules that every process reads alike; versions and champion changes that stay as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FROZEN = "model, version, checksum, signature, created_at, metrics, note"
REFUSALS = {
    "model_versions": "a model version is never changed",
    "champion_changes": "champion changes are append-only",
}


def upgrade() -> None:
    # the scheduler before kept pickled jobs here; rows of plain columns take their place
    op.execute("DROP TABLE IF EXISTS apscheduler_jobs")
    op.create_table(
        "schedules",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("cron", sa.String(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("model", name=op.f("pk_schedules")),
    )
    op.add_column(
        "training_runs",
        sa.Column("asked_by", sa.String(), nullable=False, server_default=sa.text("''")),
    )
    # what ranks already has a history to be rolled back along
    op.execute(
        "INSERT INTO champion_changes (model, version, change, actor, note, at)"
        " SELECT model, version, 'promoted', '', '', coalesce(promoted_at, created_at)"
        " FROM model_versions WHERE is_champion"
    )
    refuse("model_versions", f"UPDATE OF {FROZEN}")
    refuse("champion_changes", "UPDATE")


def refuse(table: str, change: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSALS[table]}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE {change} OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}()"
        )
        return
    for name, event in (("change", change), ("delete", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{name} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSALS[table]}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

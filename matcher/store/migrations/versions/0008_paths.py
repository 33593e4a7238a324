"""What a search of courses needs to know; upskilling plans, and what became of their courses."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REFUSAL = "path events are append-only"


def upgrade() -> None:
    extend_courses()
    create_plans()
    refuse_changes()


def extend_courses() -> None:
    with op.batch_alter_table("courses") as table:
        table.add_column(
            sa.Column("hours_a_day", sa.Integer(), nullable=False, server_default="740")
        )
        table.add_column(sa.Column("weekdays", sa.String(), nullable=False, server_default="01234"))
        table.create_check_constraint(
            op.f("ck_courses_hours_a_day_likely"), "hours_a_day > 0 AND hours_a_day <= 1200"
        )
    with op.batch_alter_table("course_starts") as table:
        table.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("sign_up_by", sa.Date(), nullable=True))
        table.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_course_starts_starts_before_end"), "ends_on IS NULL OR ends_on >= starts_on"
        )
        table.create_check_constraint(
            op.f("ck_course_starts_seats_counted"), "seats IS NULL OR seats >= 0"
        )
    op.create_table(
        "course_languages",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level BETWEEN 1 AND 6", name=op.f("ck_course_languages_level_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["course"],
            ["courses.code"],
            name=op.f("fk_course_languages_course_courses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course", "language", name=op.f("pk_course_languages")),
    )


def create_plans() -> None:
    op.create_table(
        "path_plans",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_key", sa.String(), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "target_kind IN ('opening', 'occupation', 'anything')",
            name=op.f("ck_path_plans_known_target"),
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_path_plans")),
    )
    op.create_index(op.f("ix_path_plans_candidate"), "path_plans", ["candidate"], unique=False)
    op.create_index(op.f("ix_path_plans_chosen_at"), "path_plans", ["chosen_at"], unique=False)
    op.create_table(
        "path_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('suggested', 'chosen', 'enrolled', 'completed', 'dropped')",
            name=op.f("ck_path_events_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["plan"], ["path_plans.reference"], name=op.f("fk_path_events_plan_path_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_events")),
        sa.UniqueConstraint(
            "plan", "course", "status", name=op.f("uq_path_events_plan_course_status")
        ),
    )
    op.create_index(op.f("ix_path_events_candidate"), "path_events", ["candidate"], unique=False)
    op.create_index(
        op.f("ix_path_events_recorded_at"), "path_events", ["recorded_at"], unique=False
    )


def refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_path_events() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER path_events_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON path_events"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_path_events()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER path_events_refuse_{event.lower()} BEFORE {event} ON path_events"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

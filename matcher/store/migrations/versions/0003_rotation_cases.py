"""Jobrotation cases: employees, courses, substitutes, assignments, documents, events."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSAL = "rotation_events are append-only"


def upgrade() -> None:
    create_rotation_cases()
    create_rotation_documents()
    create_rotation_employees()
    create_rotation_events()
    create_rotation_substitutes()
    create_rotation_trainings()
    create_rotation_assignments()
    refuse_changes_of_events()


def create_rotation_cases() -> None:
    op.create_table(
        "rotation_cases",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("funding", sa.String(), nullable=True),
        sa.Column("usual_pay", sa.Boolean(), nullable=True),
        sa.Column("agreement_pay", sa.Boolean(), nullable=True),
        sa.Column("same_function", sa.Boolean(), nullable=True),
        sa.Column("other_support", sa.Boolean(), nullable=True),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('idea', 'applied', 'approved', 'running', 'closed')",
            name=op.f("ck_rotation_cases_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["opening"], ["openings.reference"], name=op.f("fk_rotation_cases_opening_openings")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_rotation_cases_organisation_organisations"),
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_rotation_cases")),
    )
    op.create_index(
        op.f("ix_rotation_cases_opened_at"), "rotation_cases", ["opened_at"], unique=False
    )
    op.create_index(
        op.f("ix_rotation_cases_organisation"), "rotation_cases", ["organisation"], unique=False
    )
    op.create_index(op.f("ix_rotation_cases_status"), "rotation_cases", ["status"], unique=False)


def create_rotation_documents() -> None:
    op.create_table(
        "rotation_documents",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["rotation_cases.reference"],
            name=op.f("fk_rotation_documents_case_rotation_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case", "kind", name=op.f("pk_rotation_documents")),
    )


def create_rotation_employees() -> None:
    op.create_table(
        "rotation_employees",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("education_level", sa.String(), nullable=True),
        sa.Column("education_last_used", sa.Integer(), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "birth_year BETWEEN 1900 AND 2100", name=op.f("ck_rotation_employees_birth_year_likely")
        ),
        sa.CheckConstraint(
            "weekly_hours > 0 AND weekly_hours <= 6000",
            name=op.f("ck_rotation_employees_weekly_hours_likely"),
        ),
        sa.ForeignKeyConstraint(
            ["case"],
            ["rotation_cases.reference"],
            name=op.f("fk_rotation_employees_case_rotation_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case", "reference", name=op.f("pk_rotation_employees")),
    )


def create_rotation_events() -> None:
    op.create_table(
        "rotation_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["rotation_cases.reference"],
            name=op.f("fk_rotation_events_case_rotation_cases"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_events")),
    )
    op.create_index(op.f("ix_rotation_events_case"), "rotation_events", ["case"], unique=False)


def create_rotation_substitutes() -> None:
    op.create_table(
        "rotation_substitutes",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "available_until IS NULL OR available_from IS NULL"
            " OR available_until >= available_from",
            name=op.f("ck_rotation_substitutes_available_in_order"),
        ),
        sa.CheckConstraint(
            "weekly_hours > 0 AND weekly_hours <= 6000",
            name=op.f("ck_rotation_substitutes_weekly_hours_likely"),
        ),
        sa.ForeignKeyConstraint(
            ["case"],
            ["rotation_cases.reference"],
            name=op.f("fk_rotation_substitutes_case_rotation_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case", "candidate", name=op.f("pk_rotation_substitutes")),
    )
    op.create_index(
        op.f("ix_rotation_substitutes_candidate"),
        "rotation_substitutes",
        ["candidate"],
        unique=False,
    )


def create_rotation_trainings() -> None:
    op.create_table(
        "rotation_trainings",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("employee", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours_a_day", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("other_starts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_rotation_trainings_starts_before_end")
        ),
        sa.CheckConstraint(
            "hours_a_day > 0 AND hours_a_day <= 1200",
            name=op.f("ck_rotation_trainings_hours_a_day_likely"),
        ),
        sa.ForeignKeyConstraint(
            ["case", "employee"],
            ["rotation_employees.case", "rotation_employees.reference"],
            name=op.f("fk_rotation_trainings_case_employee_rotation_employees"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case", "employee", "number", name=op.f("pk_rotation_trainings")),
    )


def create_rotation_assignments() -> None:
    op.create_table(
        "rotation_assignments",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("employee", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_rotation_assignments_starts_before_end")
        ),
        sa.CheckConstraint(
            "weekly_hours > 0 AND weekly_hours <= 6000",
            name=op.f("ck_rotation_assignments_weekly_hours_likely"),
        ),
        sa.ForeignKeyConstraint(
            ["case", "candidate"],
            ["rotation_substitutes.case", "rotation_substitutes.candidate"],
            name=op.f("fk_rotation_assignments_case_candidate_rotation_substitutes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case", "employee", "number"],
            ["rotation_trainings.case", "rotation_trainings.employee", "rotation_trainings.number"],
            name=op.f("fk_rotation_assignments_case_employee_number_rotation_trainings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "case",
            "employee",
            "number",
            "candidate",
            "starts_on",
            name=op.f("pk_rotation_assignments"),
        ),
    )


def refuse_changes_of_events() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER rotation_events_append_only"
            " BEFORE UPDATE OR DELETE OR TRUNCATE ON rotation_events"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER rotation_events_refuse_{event.lower()} BEFORE {event}"
            f" ON rotation_events BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

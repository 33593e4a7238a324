"""Students, programmes with dates and limits, placement rounds, and what became of places."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = ("student_outcomes", "round_events")


def upgrade() -> None:
    op.create_table(
        "round_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("student", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_events")),
    )
    op.create_index(op.f("ix_round_events_round"), "round_events", ["round"], unique=False)
    op.create_table(
        "rounds",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("wishes_until", sa.Date(), nullable=True),
        sa.Column("quotas", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mechanism IN ('stable', 'best_total')", name=op.f("ck_rounds_known_mechanism")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'wishes', 'proposal', 'adjusting', 'published', 'waiting',"
            " 'closed')",
            name=op.f("ck_rounds_known_status"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rounds")),
    )
    op.create_table(
        "student_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('placed', 'completed', 'dropped', 'continued')",
            name=op.f("ck_student_outcomes_known_outcome"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student_outcomes")),
    )
    op.create_index(
        "ix_student_outcomes_once",
        "student_outcomes",
        ["student", "programme", "outcome"],
        unique=True,
    )
    op.create_index(
        op.f("ix_student_outcomes_programme"), "student_outcomes", ["programme"], unique=False
    )
    op.create_index(
        op.f("ix_student_outcomes_recorded_at"), "student_outcomes", ["recorded_at"], unique=False
    )
    op.create_index(
        op.f("ix_student_outcomes_student"), "student_outcomes", ["student"], unique=False
    )
    op.create_table(
        "students",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=True),
        sa.Column("travel_limit_minutes", sa.Integer(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("strengths", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("cultures", sa.JSON(), nullable=False),
        sa.Column("lessons", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("track IN ('boglig', 'praktisk')", name=op.f("ck_students_known_track")),
        sa.CheckConstraint(
            "school_year BETWEEN 6 AND 13", name=op.f("ck_students_school_year_known")
        ),
        sa.CheckConstraint(
            "travel_limit_minutes >= 0", name=op.f("ck_students_travel_limit_counted")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_students")),
    )
    op.create_index(op.f("ix_students_school"), "students", ["school"], unique=False)
    _rebuild_programmes()
    op.create_table(
        "round_students",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_students_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_students_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "student", name=op.f("pk_round_students")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_round_students_student"), "round_students", ["student"], unique=False)
    op.create_table(
        "student_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "given_by IN ('student', 'guardian')", name=op.f("ck_student_consents_known_giver")
        ),
        sa.CheckConstraint(
            "kind IN ('take_part', 'grades', 'host')", name=op.f("ck_student_consents_known_kind")
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on",
            name=op.f("ck_student_consents_given_before_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_student_consents_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student_consents")),
    )
    op.create_index(
        "ix_student_consents_one_open",
        "student_consents",
        ["student", "kind"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    op.create_table(
        "student_grades",
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grade IN (12, 10, 7, 4, 2, 0, -3)", name=op.f("ck_student_grades_grade_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_student_grades_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("student", "subject", name=op.f("pk_student_grades")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "student_traits",
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("language_background", sa.String(), nullable=True),
        sa.CheckConstraint(
            "language_background IN ('danish', 'mixed', 'other')",
            name=op.f("ck_student_traits_known_language_background"),
        ),
        sa.CheckConstraint("sex IN ('female', 'male')", name=op.f("ck_student_traits_known_sex")),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_student_traits_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("student", name=op.f("pk_student_traits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round_host_views",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "rank IS NULL OR rank >= 1", name=op.f("ck_round_host_views_rank_counted")
        ),
        sa.ForeignKeyConstraint(
            ["programme"],
            ["programmes.code"],
            name=op.f("fk_round_host_views_programme_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_host_views_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_host_views_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "programme", "student", name=op.f("pk_round_host_views")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_round_host_views_student"), "round_host_views", ["student"], unique=False
    )
    op.create_table(
        "round_placements",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"],
            ["programmes.code"],
            name=op.f("fk_round_placements_programme_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_placements_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_placements_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "student", "programme", name=op.f("pk_round_placements")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_round_placements_student"), "round_placements", ["student"], unique=False
    )
    op.create_table(
        "round_programmes",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme"],
            ["programmes.code"],
            name=op.f("fk_round_programmes_programme_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_programmes_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "programme", name=op.f("pk_round_programmes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round_rulings",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('lock', 'forbid')", name=op.f("ck_round_rulings_known_kind")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.code"], name=op.f("fk_round_rulings_programme_programmes")
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_rulings_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_rulings_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "student", "programme", name=op.f("pk_round_rulings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_round_rulings_student"), "round_rulings", ["student"], unique=False)
    op.create_table(
        "round_waiting",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.code"], name=op.f("fk_round_waiting_programme_programmes")
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_waiting_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_waiting_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "programme", "student", name=op.f("pk_round_waiting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_round_waiting_student"), "round_waiting", ["student"], unique=False)
    op.create_table(
        "round_wishes",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_round_wishes_position_counted")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.code"], name=op.f("fk_round_wishes_programme_programmes")
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.code"],
            name=op.f("fk_round_wishes_round_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student"],
            ["students.reference"],
            name=op.f("fk_round_wishes_student_students"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round", "student", "programme", name=op.f("pk_round_wishes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_round_wishes_student"), "round_wishes", ["student"], unique=False)
    for table in APPEND_ONLY:
        refuse_change(table)


def _rebuild_programmes() -> None:
    # SQLite adds no constraint to a table that is there, so the few rows are moved over
    query = "SELECT code, title_da, title_en, track, seats, provider FROM programmes"
    kept = op.get_bind().execute(sa.text(query)).mappings().all()
    op.drop_table("programmes")
    made = op.create_table(
        "programmes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title_da", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("min_seats", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("weekly_hours", sa.Float(), nullable=False),
        sa.Column("meets", sa.JSON(), nullable=False),
        sa.Column("in_school_time", sa.Boolean(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("year_min", sa.Integer(), nullable=True),
        sa.Column("year_max", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("strengths", sa.JSON(), nullable=False),
        sa.Column("markets", sa.JSON(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'withdrawn')", name=op.f("ck_programmes_known_state")
        ),
        sa.CheckConstraint(
            "track IN ('boglig', 'praktisk')", name=op.f("ck_programmes_known_track")
        ),
        sa.CheckConstraint("min_seats >= 0", name=op.f("ck_programmes_min_seats_counted")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_programmes_seats_counted")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_programmes_organisation_organisations"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programmes")),
    )
    op.create_index(
        op.f("ix_programmes_organisation"), "programmes", ["organisation"], unique=False
    )

    if kept:
        op.bulk_insert(made, [dict(row) | NEW_COLUMNS for row in kept])


NEW_COLUMNS = {
    "kind": "talentforloeb",
    "min_seats": 1,
    "organisation": None,
    "area": None,
    "postcode": "2620",
    "starts_on": None,
    "ends_on": None,
    "weekly_hours": 4.0,
    "meets": [],
    "in_school_time": False,
    "age_min": None,
    "age_max": None,
    "year_min": None,
    "year_max": None,
    "languages": {},
    "strengths": [],
    "markets": [],
    "offers": [],
    "tags": [],
    "parameters": {},
    "state": "open",
    "version": 1,
}


def refuse_change(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{event.lower()} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

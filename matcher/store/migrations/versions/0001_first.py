"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSAL = "outcomes are append-only"


def upgrade() -> None:
    op.create_table(
        "audit_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_reads")),
    )
    op.create_index(op.f("ix_audit_reads_actor"), "audit_reads", ["actor"], unique=False)
    op.create_index(op.f("ix_audit_reads_at"), "audit_reads", ["at"], unique=False)
    op.create_index(op.f("ix_audit_reads_noun_key"), "audit_reads", ["noun", "key"], unique=False)
    op.create_table(
        "concepts",
        sa.Column("uri", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('occupation', 'skill', 'group')", name=op.f("ck_concepts_known_kind")
        ),
        sa.PrimaryKeyConstraint("uri", name=op.f("pk_concepts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "courses",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title_da", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("days", sa.Float(), nullable=False),
        sa.Column("price_dkk", sa.Float(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_courses_days_counted")),
        sa.CheckConstraint("price_dkk >= 0", name=op.f("ck_courses_price_counted")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_courses")),
    )
    op.create_table(
        "data_version",
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("noun", name=op.f("pk_data_version")),
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('previewed', 'committed', 'rejected')",
            name=op.f("ck_import_batches_known_state"),
        ),
        sa.CheckConstraint("rows >= 0", name=op.f("ck_import_batches_rows_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    op.create_index(
        op.f("ix_import_batches_created_at"), "import_batches", ["created_at"], unique=False
    )
    op.create_table(
        "model_versions",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promoted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_champion", sa.Boolean(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("model", "version", name=op.f("pk_model_versions")),
    )
    op.create_index(
        "ix_model_versions_one_champion",
        "model_versions",
        ["model"],
        unique=True,
        sqlite_where=sa.text("is_champion"),
        postgresql_where=sa.text("is_champion"),
    )
    op.create_table(
        "organisations",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_normalised", sa.String(), nullable=False),
        sa.Column("p_number", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("business_area", sa.String(), nullable=False),
        sa.Column("db07", sa.String(), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.CheckConstraint("employees >= 0", name=op.f("ck_organisations_employees_counted")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_organisations")),
    )
    op.create_table(
        "people",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("benefit_group", sa.String(), nullable=True),
        sa.Column("unemployed_since", sa.Date(), nullable=True),
        sa.Column("education_level", sa.String(), nullable=True),
        sa.Column("education_last_used", sa.Integer(), nullable=True),
        sa.Column("education_field", sa.String(), nullable=True),
        sa.Column("weekly_hours", sa.Float(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("work_times", sa.JSON(), nullable=False),
        sa.Column("travel_limit_minutes", sa.Integer(), nullable=False),
        sa.Column("has_car", sa.Boolean(), nullable=False),
        sa.Column("is_student", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "birth_year BETWEEN 1900 AND 2100", name=op.f("ck_people_birth_year_likely")
        ),
        sa.CheckConstraint(
            "travel_limit_minutes >= 0", name=op.f("ck_people_travel_limit_counted")
        ),
        sa.CheckConstraint(
            "weekly_hours >= 0 AND weekly_hours <= 60", name=op.f("ck_people_weekly_hours_likely")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_postcode"), "people", ["postcode"], unique=False)
    op.create_table(
        "places",
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("car_minutes", sa.Integer(), nullable=True),
        sa.Column("transit_minutes", sa.Integer(), nullable=True),
        sa.Column("bicycle_minutes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_places")),
    )
    op.create_table(
        "programmes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title_da", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.CheckConstraint(
            "track IN ('boglig', 'praktisk')", name=op.f("ck_programmes_known_track")
        ),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_programmes_seats_counted")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programmes")),
    )
    op.create_table(
        "training_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('running', 'promoted', 'kept', 'failed')",
            name=op.f("ck_training_runs_known_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_runs")),
    )
    op.create_index(op.f("ix_training_runs_model"), "training_runs", ["model"], unique=False)
    op.create_table(
        "concept_labels",
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("normalised", sa.String(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept"],
            ["concepts.uri"],
            name=op.f("fk_concept_labels_concept_concepts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("concept", "language", "label", name=op.f("pk_concept_labels")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_concept_labels_normalised"), "concept_labels", ["normalised"], unique=False
    )
    op.create_index(
        "ix_concept_labels_one_preferred",
        "concept_labels",
        ["concept", "language"],
        unique=True,
        sqlite_where=sa.text("preferred"),
        postgresql_where=sa.text("preferred"),
    )
    op.create_table(
        "concept_relations",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.CheckConstraint(
            "(relation IN ('essential', 'optional') AND (weight IS NULL OR weight BETWEEN 1 AND 5))"
            " OR (relation IN ('broader', 'related', 'exact')"
            " AND (weight IS NULL OR (weight > 0 AND weight <= 1)))",
            name=op.f("ck_concept_relations_weight_fits_relation"),
        ),
        sa.ForeignKeyConstraint(
            ["origin"],
            ["concepts.uri"],
            name=op.f("fk_concept_relations_origin_concepts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target"],
            ["concepts.uri"],
            name=op.f("fk_concept_relations_target_concepts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("origin", "target", "relation", name=op.f("pk_concept_relations")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on",
            name=op.f("ck_consents_given_before_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_consents_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        "ix_consents_one_open",
        "consents",
        ["person", "kind"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    op.create_table(
        "course_skills",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "need IN ('teaches', 'requires')", name=op.f("ck_course_skills_known_need")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_course_skills_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["concept"], ["concepts.uri"], name=op.f("fk_course_skills_concept_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["course"],
            ["courses.code"],
            name=op.f("fk_course_skills_course_courses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course", "need", "concept", name=op.f("pk_course_skills")),
    )
    op.create_index(op.f("ix_course_skills_concept"), "course_skills", ["concept"], unique=False)
    op.create_table(
        "course_starts",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"],
            ["courses.code"],
            name=op.f("fk_course_starts_course_courses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course", "starts_on", name=op.f("pk_course_starts")),
    )
    op.create_table(
        "openings",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_normalised", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=False),
        sa.Column("weekly_hours", sa.Float(), nullable=False),
        sa.Column("work_times", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_openings_starts_before_end")
        ),
        sa.CheckConstraint("positions >= 1", name=op.f("ck_openings_positions_counted")),
        sa.CheckConstraint(
            "weekly_hours >= 0 AND weekly_hours <= 60", name=op.f("ck_openings_weekly_hours_likely")
        ),
        sa.ForeignKeyConstraint(
            ["occupation"], ["concepts.uri"], name=op.f("fk_openings_occupation_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_openings_organisation_organisations"),
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_openings")),
    )
    op.create_index(op.f("ix_openings_kind"), "openings", ["kind"], unique=False)
    op.create_index(op.f("ix_openings_occupation"), "openings", ["occupation"], unique=False)
    op.create_index(op.f("ix_openings_organisation"), "openings", ["organisation"], unique=False)
    op.create_index(op.f("ix_openings_starts_on"), "openings", ["starts_on"], unique=False)
    op.create_table(
        "people_experience",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.CheckConstraint("months >= 0", name=op.f("ck_people_experience_months_counted")),
        sa.ForeignKeyConstraint(
            ["occupation"], ["concepts.uri"], name=op.f("fk_people_experience_occupation_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_experience_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "occupation", name=op.f("pk_people_experience")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_people_experience_occupation"), "people_experience", ["occupation"], unique=False
    )
    op.create_table(
        "people_languages",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level BETWEEN 1 AND 6", name=op.f("ck_people_languages_level_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_languages_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "language", name=op.f("pk_people_languages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people_licences",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_licences_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "licence", name=op.f("pk_people_licences")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people_skills",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("last_used", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "evidence IN ('stated', 'documented', 'assessed')",
            name=op.f("ck_people_skills_known_evidence"),
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_people_skills_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["concept"], ["concepts.uri"], name=op.f("fk_people_skills_concept_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_skills_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "concept", name=op.f("pk_people_skills")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_people_skills_concept"), "people_skills", ["concept"], unique=False)
    op.create_table(
        "people_wishes",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation"], ["concepts.uri"], name=op.f("fk_people_wishes_occupation_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_wishes_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "occupation", name=op.f("pk_people_wishes")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_people_wishes_occupation"), "people_wishes", ["occupation"], unique=False
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('consultant', 'company', 'coordinator', 'admin')",
            name=op.f("ck_users_known_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.reference"],
            name=op.f("fk_users_organisation_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "opening_languages",
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level BETWEEN 1 AND 6", name=op.f("ck_opening_languages_level_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_opening_languages_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opening", "language", name=op.f("pk_opening_languages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opening_licences",
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_opening_licences_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opening", "licence", name=op.f("pk_opening_licences")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opening_skills",
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "need IN ('required', 'nice')", name=op.f("ck_opening_skills_known_need")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_opening_skills_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["concept"], ["concepts.uri"], name=op.f("fk_opening_skills_concept_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["openings.reference"],
            name=op.f("fk_opening_skills_opening_openings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opening", "need", "concept", name=op.f("pk_opening_skills")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_opening_skills_concept"), "opening_skills", ["concept"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening"], ["openings.reference"], name=op.f("fk_outcomes_opening_openings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint(
            "opening", "candidate", "outcome", name=op.f("uq_outcomes_opening_candidate_outcome")
        ),
    )
    op.create_index(op.f("ix_outcomes_candidate"), "outcomes", ["candidate"], unique=False)
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("propensity", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "propensity > 0 AND propensity <= 1",
            name=op.f("ck_recommendations_propensity_is_chance"),
        ),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_recommendations_rank_counted")),
        sa.ForeignKeyConstraint(
            ["opening"], ["openings.reference"], name=op.f("fk_recommendations_opening_openings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint(
            "list_id",
            "opening",
            "candidate",
            name=op.f("uq_recommendations_list_id_opening_candidate"),
        ),
    )
    op.create_index(
        op.f("ix_recommendations_candidate"), "recommendations", ["candidate"], unique=False
    )
    op.create_index(
        op.f("ix_recommendations_opening"), "recommendations", ["opening"], unique=False
    )
    op.create_index(
        op.f("ix_recommendations_shown_at"), "recommendations", ["shown_at"], unique=False
    )

    refuse_changes_of_outcomes()


def refuse_changes_of_outcomes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outcomes"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER outcomes_refuse_{event.lower()} BEFORE {event} ON outcomes"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

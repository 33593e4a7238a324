"""What learning honestly needs: model ranks and seeds, signatures, pins, leases, traits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("recommendations", sa.Column("model_rank", sa.Integer(), nullable=True))
    op.add_column("recommendations", sa.Column("seed", sa.BigInteger(), nullable=True))
    op.execute("UPDATE recommendations SET model_rank = rank")
    for table, name, kind, default in (
        ("model_versions", "signature", sa.String(), "''"),
        ("training_runs", "attempt", sa.Integer(), "1"),
        ("training_runs", "worker", sa.String(), "''"),
        ("training_runs", "seed", sa.BigInteger(), "0"),
    ):
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=sa.text(default)))
    create_champion_changes()
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    create_people_traits()


def create_champion_changes() -> None:
    op.create_table(
        "champion_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "change IN ('promoted', 'put_back', 'pinned', 'unpinned')",
            name=op.f("ck_champion_changes_known_change"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_changes")),
    )
    op.create_index(op.f("ix_champion_changes_model"), "champion_changes", ["model"], unique=False)


def create_people_traits() -> None:
    op.create_table(
        "people_traits",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.CheckConstraint("sex IN ('female', 'male')", name=op.f("ck_people_traits_known_sex")),
        sa.CheckConstraint(
            "origin IN ('danish', 'immigrant', 'descendant')",
            name=op.f("ck_people_traits_known_origin"),
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.reference"],
            name=op.f("fk_people_traits_person_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people_traits")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

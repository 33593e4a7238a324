"""How many seats a student may hold in a placement round, in different periods."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "rounds",
        sa.Column("seats_each", sa.Integer(), nullable=False, server_default=sa.text("1")),
    )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

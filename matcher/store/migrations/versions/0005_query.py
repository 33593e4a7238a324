"""What a shown list was narrowed to, so that it can be made again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "recommendations",
        sa.Column("query", sa.String(), nullable=False, server_default=sa.text("''")),
    )


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

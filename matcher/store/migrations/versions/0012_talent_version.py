"""Which version of the talent model foretold when a round's seats were proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rounds", sa.Column("talent_version", sa.String()))


def downgrade() -> None:
    raise NotImplementedError("what is remembered is not dropped; restore a backup instead")

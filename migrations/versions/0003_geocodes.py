"""Remember what the online geocoder answered"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geocodes",
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("text", "rank", name=op.f("pk_geocodes")),
    )
    op.create_index("ix_geocodes_at", "geocodes", ["at"])


def downgrade() -> None:
    op.drop_index("ix_geocodes_at", "geocodes")
    op.drop_table("geocodes")

"""Find what was broadcast last"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_incidents_opened", "incidents", ["opened_at"])


def downgrade() -> None:
    op.drop_index("ix_incidents_opened", "incidents")

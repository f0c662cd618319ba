"""Find what waits longest, what is owed to a chat, and what failed lately"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_index("ix_notices_chat", "notices", ["chat_id", "state"])
    op.create_index(
        "ix_notices_due", "notices", ["urgency", "due_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_index("ix_notices_settled", "notices", ["settled_at"])


def downgrade() -> None:
    op.drop_index("ix_notices_settled", "notices")
    op.drop_index("ix_notices_due", "notices")
    op.drop_index("ix_notices_chat", "notices")

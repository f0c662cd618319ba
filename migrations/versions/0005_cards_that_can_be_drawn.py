"""Look for cards to redraw among those that can be drawn"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ["urgency", "touched_at"]


def upgrade() -> None:
    _again("version > drawn_version AND lost = ''")
    # Whose alarm was given up by the sender: there is no message that could be drawn.
    op.execute(
        "UPDATE cards SET lost = 'the alarm never arrived' WHERE kind = 'volunteer' AND lost = ''"
        " AND drawn_at IS NULL AND EXISTS (SELECT 1 FROM notices WHERE notices.kind = 'alarm'"
        " AND notices.chat_id = cards.chat_id AND notices.incident_id = cards.subject_id"
        " AND notices.state NOT IN ('waiting', 'sent'))"
    )


def downgrade() -> None:
    _again("version > drawn_version")


def _again(which: str) -> None:
    op.drop_index("ix_cards_dirty", "cards")
    op.create_index(
        "ix_cards_dirty", "cards", COLUMNS, sqlite_where=sa.text(which), postgresql_where=sa.text(which)
    )

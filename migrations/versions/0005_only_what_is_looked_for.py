"""Keep in an index only the rows that are looked for by it"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NOW = {
    "ix_cards_dirty": ("cards", ["urgency", "touched_at"], "version > drawn_version AND lost = ''"),
    "ix_cards_message": ("cards", ["chat_id", "message_id"], "message_id IS NOT NULL"),
    "ix_cards_lost": ("cards", ["chat_id"], "lost != ''"),
    "ix_notices_failed": ("notices", ["chat_id"], "state = 'failed'"),
    "ix_notices_settled": ("notices", ["settled_at"], "settled_at IS NOT NULL"),
    "ix_responses_due": ("responses", ["due_at"], "due_at IS NOT NULL"),
}
BEFORE = {
    "ix_cards_dirty": ("cards", ["urgency", "touched_at"], "version > drawn_version"),
    "ix_cards_message": ("cards", ["chat_id", "message_id"], ""),
    "ix_notices_chat": ("notices", ["chat_id", "state"], ""),
    "ix_notices_settled": ("notices", ["settled_at"], ""),
    "ix_responses_due": ("responses", ["due_at"], ""),
}


def upgrade() -> None:
    _exchange(BEFORE, NOW)
    # Whose alarm was given up by the sender: there is no message that could be drawn.
    op.execute(
        "UPDATE cards SET lost = 'the alarm never arrived' WHERE kind = 'volunteer' AND lost = ''"
        " AND drawn_at IS NULL AND EXISTS (SELECT 1 FROM notices WHERE notices.kind = 'alarm'"
        " AND notices.chat_id = cards.chat_id AND notices.incident_id = cards.subject_id"
        " AND notices.state NOT IN ('waiting', 'sent'))"
    )


def downgrade() -> None:
    _exchange(NOW, BEFORE)


def _exchange(old: dict[str, tuple[str, list[str], str]], new: dict[str, tuple[str, list[str], str]]) -> None:
    for name, (table, _, _) in old.items():
        op.drop_index(name, table)
    for name, (table, columns, which) in new.items():
        only = sa.text(which) if which else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)

"""What happened, when, by whom? Append-only; a late press is written down as late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import Args
from bot.storage.types import UTCDateTime, metadata

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UTCDateTime, nullable=False),
    sa.Column("incident_id", sa.Integer),
    sa.Column("volunteer_id", sa.Integer),
    sa.Column("actor_id", sa.BigInteger),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Index("ix_journal_incident", "incident_id", "id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    at: datetime
    action: str
    actor: str
    actor_id: int | None = None
    incident_id: int | None = None
    volunteer_id: int | None = None
    late: bool = False
    details: Args


class Journal:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.last = ""

    async def write(self, entry: Entry) -> None:
        self.last = entry.action
        await self._db.execute(
            journal.insert().values(
                at=entry.at,
                action=entry.action,
                actor=entry.actor,
                actor_id=entry.actor_id,
                incident_id=entry.incident_id,
                volunteer_id=entry.volunteer_id,
                late=entry.late,
                details=entry.details,
            )
        )

    async def of(self, incident_id: int) -> Sequence[Entry]:
        query = sa.select(journal).where(journal.c.incident_id == incident_id).order_by(journal.c.id)
        return [
            Entry(
                at=r.at,
                action=r.action,
                actor=r.actor,
                actor_id=r.actor_id,
                incident_id=r.incident_id,
                volunteer_id=r.volunteer_id,
                late=r.late,
                details=r.details,
            )
            for r in await self._db.execute(query)
        ]

"""Which updates were dealt with? Each id once; those set aside while their handler was stuck; moved chats."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import Point
from bot.storage.engine import insert_new
from bot.storage.records import point_columns
from bot.storage.types import UTCDateTime, metadata

updates = sa.Table(
    "updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UTCDateTime, nullable=False),
    sa.Index("ix_updates_at", "at"),
)

parked = sa.Table(
    "parked_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update", sa.JSON, nullable=False),
    sa.Column("at", UTCDateTime, nullable=False),
)

shared_locations = sa.Table(
    "shared_locations",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sender_id", sa.BigInteger, primary_key=True, autoincrement=False),
    *point_columns("point"),
    sa.Column("at", UTCDateTime, nullable=False),
)

moved_chats = sa.Table(
    "moved_chats",
    metadata,
    sa.Column("old", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("new", sa.BigInteger, nullable=False),
)


class Inbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def first_time(self, update_id: int, now: datetime) -> bool:
        """Record an update in this transaction; False when it was dealt with before."""
        insert = insert_new(self._db, updates).values(update_id=update_id, at=now).on_conflict_do_nothing()
        return (await self._db.execute(insert)).rowcount == 1

    async def forget_before(self, when: datetime) -> int:
        """Telegram keeps updates for 24 h; older ids can not come again."""
        return (await self._db.execute(sa.delete(updates).where(updates.c.at < when))).rowcount

    async def park(self, update: dict[str, Any], now: datetime) -> None:
        insert = insert_new(self._db, parked).values(update_id=update["update_id"], update=update, at=now)
        await self._db.execute(insert.on_conflict_do_nothing())

    async def unpark(self, update_id: int) -> None:
        await self._db.execute(sa.delete(parked).where(parked.c.update_id == update_id))

    async def parked(self, before: datetime | None = None) -> Sequence[dict[str, Any]]:
        """What was set aside (`before` then), in Telegram's order."""
        query = sa.select(parked.c.update).order_by(parked.c.update_id)
        if before is not None:
            query = query.where(parked.c.at < before)
        return list((await self._db.execute(query)).scalars())

    async def answers(self) -> bool:
        """One cheap look at a table; it raises when the database can not be reached."""
        return (await self._db.execute(sa.select(sa.func.count()).select_from(parked))).scalar_one() >= 0

    async def share_location(self, chat_id: int, sender_id: int, point: Point, now: datetime) -> None:
        """Remember the newest location of a sender in a chat (0 = a post without sender)."""
        values = {"point_lat": point[0], "point_lon": point[1], "at": now}
        insert = insert_new(self._db, shared_locations).values(chat_id=chat_id, sender_id=sender_id, **values)
        await self._db.execute(
            insert.on_conflict_do_update(index_elements=["chat_id", "sender_id"], set_=values)
        )

    async def take_location(
        self, chat_id: int, sender_id: int, since: datetime, until: datetime
    ) -> Point | None:
        """The location shared in this time, taken so that it serves one incident only."""
        where = (shared_locations.c.chat_id == chat_id, shared_locations.c.sender_id == sender_id)
        row = (await self._db.execute(sa.select(shared_locations).where(*where))).first()
        await self._db.execute(sa.delete(shared_locations).where(*where))
        return (row.point_lat, row.point_lon) if row and since <= row.at <= until else None

    async def chat_moved(self, old: int, new: int) -> bool:
        """A group became a supergroup; False when that is known already."""
        insert = insert_new(self._db, moved_chats).values(old=old, new=new).on_conflict_do_nothing()
        return (await self._db.execute(insert)).rowcount == 1

    async def current_chat(self, chat_id: int) -> int:
        """The chat's newest id, migrations followed."""
        seen = set()
        while chat_id not in seen:
            seen.add(chat_id)
            query = sa.select(moved_chats.c.new).where(moved_chats.c.old == chat_id)
            chat_id = (await self._db.execute(query)).scalar() or chat_id
        return chat_id

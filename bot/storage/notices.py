"""What is owed to whom, and what became of it? The outbox's debts; `claims` hands them to the sender."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import BUG, REFUSED, Notice, NoticeKind, NoticeState, Urgency, lifetime
from bot.domain.situation import Delivery
from bot.storage.bulk import in_parts, insert_alike
from bot.storage.engine import insert_new
from bot.storage.types import UTCDateTime, Word, index_where, metadata

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(128), nullable=False, unique=True),
    sa.Column("kind", Word(NoticeKind), nullable=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("urgency", sa.Integer, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("volunteer_id", sa.Integer),
    sa.Column("incident_id", sa.Integer),
    sa.Column("args", sa.JSON, nullable=False),
    sa.Column("created_at", UTCDateTime, nullable=False),
    sa.Column("expires_at", UTCDateTime, nullable=False),
    sa.Column("due_at", UTCDateTime, nullable=False),
    sa.Column("leased_until", UTCDateTime),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("perhaps_twice", sa.Integer, nullable=False, default=0),
    sa.Column("state", Word(NoticeState), nullable=False),
    sa.Column("reason", sa.String(200), nullable=False, default=""),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("settled_at", UTCDateTime),
    index_where("ix_notices_waiting", "urgency", "rank", "id", only="state = 'waiting'"),
    index_where("ix_notices_due", "urgency", "due_at", only="state = 'waiting'"),
    sa.Index("ix_notices_incident", "incident_id", "kind", "state"),
    index_where("ix_notices_failed", "chat_id", only="state = 'failed'"),
    index_where("ix_notices_settled", "settled_at", only="settled_at IS NOT NULL"),
)


_AN_ALARM_WAITS = (
    sa.select(notices.c.id)
    .where(
        notices.c.incident_id == sa.bindparam("incident"),
        notices.c.kind == NoticeKind.ALARM,
        notices.c.state == NoticeState.WAITING,
    )
    .limit(1)
)


class Notices:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.touched = False

    async def add(self, owed: Iterable[Notice], now: datetime) -> None:
        """Owe these; a key that is owed already is left as it stands. Many are written a part at a time."""
        turns: dict[int, int] = {}

        async def write(part: list[dict[str, Any]]) -> None:
            self.touched = True
            for urgency in {row["urgency"] for row in part} - turns.keys():
                turns[urgency] = await self._turn(urgency)
            for row in part:
                row["rank"] += turns[row["urgency"]]
            await insert_alike(self._db, insert_new(self._db, notices).on_conflict_do_nothing(), part)

        await in_parts((_row(n, now) for n in owed), write)

    async def _turn(self, urgency: int) -> int:
        """Within a class incidents take turns: a newcomer's first turn is where the round is now, neither
        behind those who wait already nor before them all. Who is tried again keeps an old turn, which says
        nothing about the round."""
        begun = sa.select(sa.func.min(notices.c.rank)).where(
            notices.c.state == NoticeState.WAITING, notices.c.urgency == urgency
        )
        turn = (await self._db.execute(begun.where(notices.c.attempts == 0))).scalar()
        if turn is None:
            turn = (await self._db.execute(begun)).scalar()
        return int(turn or 0)

    async def drop(self, incident_id: int, kinds: Iterable[NoticeKind], reason: str, now: datetime) -> int:
        """What was not sent yet is not sent any more; returns how many. What is in flight, or has perhaps
        arrived, is left to the sender: its receiver must not count as one who never heard."""
        query = sa.update(notices).where(
            notices.c.incident_id == incident_id,
            notices.c.kind.in_(list(kinds)),
            notices.c.state == NoticeState.WAITING,
            notices.c.perhaps_twice == 0,
            sa.or_(notices.c.leased_until.is_(None), notices.c.leased_until <= now),
        )
        values = {"state": NoticeState.DROPPED, "reason": reason, "settled_at": now}
        return (await self._db.execute(query.values(values))).rowcount

    async def delivery(self, incident_id: int) -> Delivery:
        """What became of the alarms of an incident."""
        query = (
            sa.select(notices.c.state, sa.func.count())
            .where(notices.c.incident_id == incident_id, notices.c.kind == NoticeKind.ALARM)
            .group_by(notices.c.state)
        )
        by: dict[NoticeState, int] = {row[0]: row[1] for row in await self._db.execute(query)}
        return Delivery(
            owed=sum(by.values()),
            accepted=by.get(NoticeState.SENT, 0),
            failed=by.get(NoticeState.FAILED, 0) + by.get(NoticeState.EXPIRED, 0),
            waiting=by.get(NoticeState.WAITING, 0),
        )

    async def alarm_states(self, incident_id: int) -> dict[int, tuple[NoticeState, str]]:
        """volunteer id → what became of the alarm, and why."""
        query = sa.select(notices.c.volunteer_id, notices.c.state, notices.c.reason).where(
            notices.c.incident_id == incident_id, notices.c.kind == NoticeKind.ALARM
        )
        return {v: (state, reason) for v, state, reason in await self._db.execute(query)}

    async def never_called(self, incident_id: int) -> set[int]:
        """Ids of the volunteers whose alarm certainly has not arrived, and is not on its way."""
        query = sa.select(notices.c.volunteer_id).where(
            notices.c.incident_id == incident_id,
            notices.c.kind == NoticeKind.ALARM,
            notices.c.state != NoticeState.SENT,
            notices.c.perhaps_twice == 0,
            notices.c.leased_until.is_(None),
        )
        return set((await self._db.execute(query)).scalars())

    async def promote(self, incident_id: int, now: datetime) -> None:
        """Somebody must be the first to hear of it: while no alarm was accepted, and none goes as the first,
        the next waiting one does."""
        alarms = sa.and_(notices.c.incident_id == incident_id, notices.c.kind == NoticeKind.ALARM)
        waiting = notices.c.state == NoticeState.WAITING
        ready = sa.and_(alarms, waiting, notices.c.due_at <= now)
        first = notices.c.urgency == Urgency.FIRST_ALARM
        heard = sa.select(notices.c.id).where(
            alarms, sa.or_(notices.c.state == NoticeState.SENT, sa.and_(ready, first))
        )
        next_one = sa.select(notices.c.id).where(ready).order_by(notices.c.rank, notices.c.id).limit(1)
        if (await self._db.execute(heard.limit(1))).first() is None:
            query = sa.update(notices).where(notices.c.id == next_one.scalar_subquery(), waiting)
            await self._db.execute(query.values(urgency=int(Urgency.FIRST_ALARM)))

    async def revive(self, chat_id: int, now: datetime) -> int:
        """The way to this person is open again: alarms that failed only because it was closed are owed once
        more (whether they are still true is asked before they leave)."""
        query = sa.update(notices).where(
            notices.c.chat_id == chat_id,
            notices.c.state == NoticeState.FAILED,
            notices.c.kind == NoticeKind.ALARM,
            notices.c.expires_at > now,
            notices.c.reason.not_like(f"{REFUSED}%"),
            notices.c.reason.not_like(f"{BUG}%"),
        )
        again = {"state": NoticeState.WAITING, "due_at": now, "settled_at": None, "urgency": Urgency.ALARM}
        revived = (await self._db.execute(query.values(again))).rowcount
        self.touched = self.touched or revived > 0
        return revived

    async def alarms_wait(self, incident_id: int) -> bool:
        """Is an alarm of this incident still to be sent?"""
        return (await self._db.execute(_AN_ALARM_WAITS, {"incident": incident_id})).first() is not None

    async def waiting_alarms(self) -> dict[int, int]:
        """incident id → how many of its alarms wait."""
        query = (
            sa.select(notices.c.incident_id, sa.func.count())
            .where(
                notices.c.state == NoticeState.WAITING,
                notices.c.urgency.in_([Urgency.FIRST_ALARM, Urgency.ALARM]),
            )
            .group_by(notices.c.incident_id)
        )
        return {row[0]: row[1] for row in await self._db.execute(query)}

    async def depth(self) -> dict[Urgency, tuple[int, datetime]]:
        """class → (how many wait, since when the oldest)."""
        query = (
            sa.select(notices.c.urgency, sa.func.count(), sa.func.min(notices.c.created_at))
            .where(notices.c.state == NoticeState.WAITING)
            .group_by(notices.c.urgency)
        )
        return {Urgency(u): (n, since) for u, n, since in await self._db.execute(query)}

    async def failed_since(self, when: datetime) -> Sequence[tuple[datetime, str]]:
        """(time, reason) of what failed for good since then, newest first."""
        query = sa.select(notices.c.settled_at, notices.c.reason).where(
            notices.c.state == NoticeState.FAILED, notices.c.settled_at >= when
        )
        rows = await self._db.execute(query.order_by(notices.c.settled_at.desc(), notices.c.id.desc()))
        return [(at, reason) for at, reason in rows]

    async def tally(self) -> dict[NoticeState, int]:
        """How many notices stand in each state, over everything: for the demo's page, for it reads an index
        from end to end."""
        query = sa.select(notices.c.state, sa.func.count()).group_by(notices.c.state)
        return {row[0]: row[1] for row in await self._db.execute(query)}

    async def next_due(self) -> datetime | None:
        """When the earliest waiting notice may be sent."""
        query = sa.select(sa.func.min(notices.c.due_at)).where(notices.c.state == NoticeState.WAITING)
        due: datetime | None = (await self._db.execute(query)).scalar()
        return due

    async def move_chat(self, old: int, new: int) -> None:
        query = sa.update(notices).where(notices.c.chat_id == old, notices.c.state == NoticeState.WAITING)
        await self._db.execute(query.values(chat_id=new, leased_until=None))
        self.touched = True


def _row(notice: Notice, now: datetime) -> dict[str, Any]:
    return {
        "key": notice.key,
        "kind": notice.kind,
        "chat_id": notice.chat_id,
        "urgency": int(notice.urgency),
        "rank": notice.rank,
        "volunteer_id": notice.volunteer_id,
        "incident_id": notice.incident_id,
        "args": notice.args,
        "created_at": now,
        "expires_at": now + lifetime(notice),
        "due_at": now,
        "state": NoticeState.WAITING,
    }

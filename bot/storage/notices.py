"""The outbox's debts: every message owed to somebody, leased before it is sent, settled after."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import Notice, NoticeKind, NoticeState, Urgency, lifetime
from bot.domain.situation import Delivery
from bot.storage.engine import insert_new
from bot.storage.types import UTCDateTime, Word, metadata

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
    sa.Index(
        "ix_notices_waiting",
        "urgency",
        "rank",
        "id",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
    sa.Index("ix_notices_incident", "incident_id", "kind", "state"),
)


@dataclass(frozen=True, slots=True)
class Leased:
    """A notice in the hands of this sender until `until`."""

    id: int
    notice: Notice
    attempts: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one attempt. WAITING with `due_at` = to be tried again."""

    id: int
    state: NoticeState
    reason: str = ""
    message_id: int | None = None
    due_at: datetime | None = None
    perhaps_twice: bool = False
    unattempted: bool = False  # it was put back without having been sent


class Notices:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.touched = False

    async def add(self, owed: Iterable[Notice], now: datetime) -> None:
        """Owe these; a key that is owed already is left as it stands."""
        rows = [_row(n, now) for n in owed]
        if rows:
            self.touched = True
            await self._db.execute(insert_new(self._db, notices).on_conflict_do_nothing(), rows)

    async def lease(
        self,
        now: datetime,
        seconds: float,
        limit: int,
        *,
        but: Collection[int] = (),
        but_chats: Collection[int] = (),
    ) -> Sequence[Leased]:
        """Take the next `limit` notices, in the order of delivery, for `seconds`; ids in `but` and chats
        that must wait are left out."""
        ready = (
            sa.select(notices.c.id)
            .where(
                notices.c.state == NoticeState.WAITING,
                notices.c.due_at <= now,
                sa.or_(notices.c.leased_until.is_(None), notices.c.leased_until <= now),
                notices.c.id.not_in(list(but)),
                notices.c.chat_id.not_in(list(but_chats)),
            )
            .order_by(notices.c.urgency, notices.c.rank, notices.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list((await self._db.execute(ready)).scalars())
        if not ids:
            return []
        await self._db.execute(
            sa.update(notices)
            .where(notices.c.id.in_(ids))
            .values(leased_until=now + timedelta(seconds=seconds), attempts=notices.c.attempts + 1)
        )
        query = sa.select(notices).where(notices.c.id.in_(ids))
        rows = (await self._db.execute(query.order_by(notices.c.urgency, notices.c.rank, notices.c.id))).all()
        return [_leased(r) for r in rows]

    async def settle(self, results: Iterable[Settled], now: datetime) -> None:
        """Write what became of leased notices; one that was settled meanwhile is left as it is."""
        for r in results:
            waiting = r.state is NoticeState.WAITING
            await self._db.execute(
                sa.update(notices)
                .where(notices.c.id == r.id, notices.c.state == NoticeState.WAITING)
                .values(
                    state=r.state,
                    reason=r.reason[:200],
                    message_id=r.message_id,
                    leased_until=None,
                    due_at=r.due_at if waiting and r.due_at else notices.c.due_at,
                    attempts=notices.c.attempts - int(r.unattempted),
                    settled_at=None if waiting else now,
                    perhaps_twice=notices.c.perhaps_twice + int(r.perhaps_twice),
                )
            )

    async def free_leases(self) -> int:
        """A single sender starts: what its predecessor held is owed again."""
        query = sa.update(notices).where(
            notices.c.state == NoticeState.WAITING, notices.c.leased_until.is_not(None)
        )
        return (await self._db.execute(query.values(leased_until=None))).rowcount

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

    async def failed_since(self, when: datetime) -> Sequence[tuple[datetime, str]]:
        """(time, reason) of what failed for good since then, newest first."""
        query = sa.select(notices.c.settled_at, notices.c.reason).where(
            notices.c.state == NoticeState.FAILED, notices.c.settled_at >= when
        )
        rows = await self._db.execute(query.order_by(notices.c.settled_at.desc(), notices.c.id.desc()))
        return [(at, reason) for at, reason in rows]

    async def tally(self) -> dict[NoticeState, int]:
        """How many notices stand in each state, over everything."""
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


def _row(notice: Notice, now: datetime) -> dict[str, object]:
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


def _leased(row: sa.Row[tuple[object, ...]]) -> Leased:
    notice = Notice(
        key=row.key,
        kind=row.kind,
        chat_id=row.chat_id,
        urgency=Urgency(row.urgency),
        rank=row.rank,
        volunteer_id=row.volunteer_id,
        incident_id=row.incident_id,
        args=row.args,
    )
    return Leased(row.id, notice, row.attempts, row.created_at, row.expires_at)

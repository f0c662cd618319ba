"""What may the sender take in hand, and what came of it? Leases on notices and on dirty cards.

One sender at a time holds a lease for some seconds. `attempts` grows with every lease, so a result of an
older lease can not put back what a newer one holds.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import CardRef, Notice, NoticeState, Urgency
from bot.storage.cards import DIRTY, cards
from bot.storage.claim_statements import (
    ACCEPTED,
    DIRTY_CARDS,
    HOLD_CARDS,
    HOLD_NOTICES,
    IN_ORDER,
    NEVER_SENT,
    OLDEST,
    OLDEST_CARD,
    OLDEST_NEWS,
    REDATED,
    SENT,
    THESE,
)
from bot.storage.notices import notices


@dataclass(frozen=True, slots=True)
class Leased:
    """A notice that may be sent; `attempts` counts this one."""

    id: int
    notice: Notice
    attempts: int
    created_at: datetime
    expires_at: datetime
    due_at: datetime

    @property
    def chat_id(self) -> int:
        return self.notice.chat_id

    @property
    def urgency(self) -> Urgency:
        return self.notice.urgency


@dataclass(frozen=True, slots=True)
class LeasedCard:
    """A dirty card that may be redrawn; `version` is the newest that a redraw will show."""

    id: int
    ref: CardRef
    message_id: int | None
    reply_to: int | None
    version: int
    urgency: Urgency
    attempts: int
    touched_at: datetime

    @property
    def chat_id(self) -> int:
        return self.ref.chat_id


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one attempt. WAITING with `due_at` = to be tried again; `attempts` as it was leased."""

    id: int
    state: NoticeState
    reason: str = ""
    message_id: int | None = None
    due_at: datetime | None = None
    perhaps_twice: bool = False
    attempts: int | None = None


@dataclass(frozen=True, slots=True)
class But:
    """What is left out: `chats` that must wait; `resting` ones, where only an answer may be written; `cards`
    redrawn a moment ago, unless they answer somebody's press."""

    chats: Collection[int] = ()
    resting: Collection[int] = ()
    cards: Collection[int] = ()

    def values(self, now: datetime) -> dict[str, Any]:
        return {"now": now, "chats": list(self.chats), "resting": list(self.resting)}


NOBODY = But()


class Claims:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def notices_in_order(self, now: datetime, limit: int, but: But = NOBODY) -> Sequence[Leased]:
        """The first `limit` that may be sent, by class and turn. Rows another transaction holds are left out
        (they are being dropped, or answered)."""
        rows = await self._db.execute(IN_ORDER, but.values(now) | {"most": limit})
        return [_leased(r) for r in rows]

    async def oldest_notices(self, now: datetime, but: But = NOBODY) -> Sequence[Leased]:
        """Of each class the one that has been due longest; held like the others, so that a transaction that
        drops them and this one never wait for each other."""
        ids = [r.id for r in await self._db.execute(OLDEST, but.values(now))]
        if not ids:
            return []
        return [_leased(r) for r in await self._db.execute(THESE, but.values(now) | {"ids": ids})]

    async def dirty_cards(self, now: datetime, limit: int, but: But = NOBODY) -> Sequence[LeasedCard]:
        """Cards to redraw, the most urgent first. An alarm's card waits for its alarm."""
        rows = await self._db.execute(
            DIRTY_CARDS, but.values(now) | {"cards": list(but.cards), "most": limit}
        )
        return [_leased_card(r) for r in rows]

    async def oldest_card(self, now: datetime, but: But = NOBODY) -> Sequence[LeasedCard]:
        """The card that has been dirty longest, if there is one. Where that answers a press, the oldest that
        does not as well: in a rush of presses it would stand behind all of their cards."""
        given = but.values(now) | {"cards": list(but.cards)}
        found = [_leased_card(r) for r in await self._db.execute(OLDEST_CARD, given | {"most": 1})]
        if found and found[0].urgency <= Urgency.ANSWER:
            found += [_leased_card(r) for r in await self._db.execute(OLDEST_NEWS, given)]
        return found

    async def crowd(self, most: int) -> int:
        """How many notices wait, counted no further than `most`."""
        waiting = sa.select(notices.c.id).where(notices.c.state == NoticeState.WAITING)
        some = waiting.order_by(notices.c.urgency).limit(most).subquery()  # the order names the index
        return int((await self._db.execute(sa.select(sa.func.count()).select_from(some))).scalar_one())

    async def claim(self, items: Iterable[Leased | LeasedCard], until: datetime) -> None:
        """Hold these until then."""
        taken = list(items)
        for hold, kind in ((HOLD_NOTICES, Leased), (HOLD_CARDS, LeasedCard)):
            ids = [i.id for i in taken if isinstance(i, kind)]
            if ids:
                await self._db.execute(hold, {"ids": ids, "until": until})

    async def put_back(self, items: Iterable[Leased | LeasedCard]) -> None:
        """These were held and not sent: they wait again as if nothing had been."""
        for item in items:
            table = notices if isinstance(item, Leased) else cards
            query = sa.update(table).where(
                table.c.id == item.id, table.c.attempts == item.attempts, table.c.leased_until.is_not(None)
            )
            await self._db.execute(query.values(leased_until=None, attempts=table.c.attempts - 1))

    async def settle(self, results: Iterable[Settled], now: datetime) -> None:
        """Write what became of leased notices; one that was settled meanwhile is left as it is."""
        all_of_them = list(results)
        sent = [r for r in all_of_them if r.state is NoticeState.SENT]
        if sent:
            rows = [{"notice": r.id, "message": r.message_id, "at": now} for r in sent]
            await self._db.execute(SENT, rows)
        for r in all_of_them:
            if r.state is not NoticeState.SENT:
                await self._settle_otherwise(r, now)

    async def _settle_otherwise(self, r: Settled, now: datetime) -> None:
        waiting = r.state is NoticeState.WAITING
        query = sa.update(notices).where(notices.c.id == r.id, notices.c.state == NoticeState.WAITING)
        if waiting and r.attempts is not None:
            query = query.where(notices.c.attempts == r.attempts, notices.c.leased_until.is_not(None))
        await self._db.execute(
            query.values(
                state=r.state,
                reason=r.reason[:200],
                leased_until=None,
                due_at=r.due_at if waiting and r.due_at else notices.c.due_at,
                settled_at=None if waiting else now,
                perhaps_twice=notices.c.perhaps_twice + int(r.perhaps_twice),
            )
        )

    async def drawn(self, card: LeasedCard, message_id: int, now: datetime) -> None:
        """The redraw reached its chat; a newer touch keeps the card dirty, a chat that moved as well."""
        await self._db.execute(
            sa.update(cards)
            .where(cards.c.id == card.id, cards.c.chat_id == card.ref.chat_id)
            .values(
                drawn_version=sa.case(
                    (cards.c.drawn_version < card.version, card.version), else_=cards.c.drawn_version
                ),
                message_id=message_id,
                drawn_at=now,
                touched_at=now,
                leased_until=None,
                attempts=0,
            )
        )

    async def alarms_accepted(self, alarms: Iterable[tuple[int, int, int]], now: datetime) -> None:
        """(chat, incident, message): the alarm's message is there; from now on it is redrawn by edits."""
        rows = [{"chat": c, "incident": i, "message": m, "at": now} for c, i, m in alarms]
        if rows:
            await self._db.execute(ACCEPTED, rows)

    async def alarms_given_up(self, alarms: Iterable[tuple[int, int]]) -> None:
        """(chat, incident): this alarm leaves no more, so its card has no message to be drawn on."""
        rows = [{"chat": c, "incident": i} for c, i in alarms]
        if rows:
            await self._db.execute(NEVER_SENT, rows)

    async def postpone(self, card_id: int, due_at: datetime, *, anew: bool = False) -> None:
        """Try again at `due_at`; `anew` = the message is gone, the next drawing posts a new one."""
        values: dict[str, Any] = {"due_at": due_at, "leased_until": None}
        if anew:
            values["message_id"] = None
        await self._db.execute(sa.update(cards).where(cards.c.id == card_id).values(values))

    async def lose(self, card_id: int, reason: str) -> None:
        """It can not be drawn any more (blocked, kicked); the reason is kept."""
        query = sa.update(cards).where(cards.c.id == card_id)
        await self._db.execute(query.values(lost=reason[:200], leased_until=None))

    async def free(self) -> int:
        """A sender starts, or ends: what is held is owed again, and has perhaps arrived, for whoever held it
        is gone without a word of it. Returns how many notices."""
        held = sa.update(cards).where(DIRTY, cards.c.leased_until.is_not(None))  # only what is dirty is held
        await self._db.execute(held.values(leased_until=None))
        query = sa.update(notices).where(
            notices.c.state == NoticeState.WAITING, notices.c.leased_until.is_not(None)
        )
        perhaps = notices.c.perhaps_twice + 1
        return (await self._db.execute(query.values(leased_until=None, perhaps_twice=perhaps))).rowcount

    async def come_back(self, now: datetime, *, stepped: bool = False) -> int:
        """The clock was set back: what it dated into the future is owed now, and is not kept longer for it.
        Returns how many. `stepped` = it has just been, so no pause before a repeat can be trusted either."""
        ahead = sa.select(notices.c.id, notices.c.created_at, notices.c.expires_at).where(
            notices.c.state == NoticeState.WAITING, notices.c.created_at > now
        )
        rows = [
            {"notice": i, "at": now, "until": now + (expires - created)}
            for i, created, expires in await self._db.execute(ahead)
        ]
        if rows:
            await self._db.execute(REDATED, rows)
        late = (cards.c.touched_at > now, cards.c.due_at > now) if stepped else (cards.c.touched_at > now,)
        values = {
            "due_at": now,
            "touched_at": sa.case((cards.c.touched_at > now, now), else_=cards.c.touched_at),
        }
        await self._db.execute(sa.update(cards).where(DIRTY, sa.or_(*late)).values(values))
        if stepped:
            repeats = sa.update(notices).where(notices.c.state == NoticeState.WAITING, notices.c.due_at > now)
            await self._db.execute(repeats.values(due_at=now))
        return len(rows)


def _leased(row: sa.Row[Any]) -> Leased:
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
    return Leased(row.id, notice, row.attempts + 1, row.created_at, row.expires_at, row.due_at)


def _leased_card(row: sa.Row[Any]) -> LeasedCard:
    ref = CardRef(
        kind=row.kind, chat_id=row.chat_id, subject_id=row.subject_id, volunteer_id=row.volunteer_id
    )
    return LeasedCard(
        row.id,
        ref,
        row.message_id,
        row.reply_to,
        row.version,
        Urgency(row.urgency),
        row.attempts + 1,
        row.touched_at,
    )

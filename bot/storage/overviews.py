"""Which operator cards does an overview stand for? Where they are, what is known of them, and the change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import Incident, IncidentState, ResponseState
from bot.domain.notices import BUG, REFUSED, CardKind, CardRef, NoticeKind, NoticeState, Urgency
from bot.domain.quiet import HERE
from bot.domain.situation import Delivery, Situation
from bot.storage.cards import DIRTY, RESTING, cards
from bot.storage.incidents import incidents
from bot.storage.notices import notices
from bot.storage.records import from_row
from bot.storage.responses import responses

NEWS = (NoticeKind.LINE, NoticeKind.NOTE)
"""What is posted under an operator card: a key change, or what somebody sent from the scene."""

_FORMER, _OVERVIEW = cards.alias(), cards.alias()
_ASKED = sa.and_(
    _FORMER.c.kind == CardKind.FORMER,
    _FORMER.c.chat_id == cards.c.chat_id,
    _FORMER.c.subject_id == cards.c.subject_id,
)
_OF_CHAT = sa.and_(_OVERVIEW.c.kind == CardKind.OVERVIEW, _OVERVIEW.c.chat_id == cards.c.chat_id)
_ANSWERS = sa.and_(DIRTY, cards.c.urgency <= int(Urgency.ANSWER))
_RUNNING = cards.join(
    incidents,
    sa.and_(
        incidents.c.state == IncidentState.OPEN,
        cards.c.kind == CardKind.OPERATOR,
        cards.c.subject_id == incidents.c.id,
    ),
)


_SEEN = (
    *(cards.c.chat_id, cards.c.subject_id, cards.c.urgency, _ANSWERS),
    *(_FORMER.c.touched_at, _OVERVIEW.c.lost),
)


@dataclass(slots=True)
class Desk:
    """The open incidents whose cards stand in one group: `resting` is a part of `running`. `asked` = when an
    operator last asked for a card; `busy` = cards about to be redrawn for somebody's press; `broken` = the
    overview could not be drawn, so it can stand for nothing."""

    running: set[int] = field(default_factory=set)
    resting: set[int] = field(default_factory=set)
    busy: set[int] = field(default_factory=set)
    asked: dict[int, datetime] = field(default_factory=dict)
    broken: bool = False


class Overviews:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def desks(self) -> dict[int, Desk]:
        """By chat. Groups and channels only: the twenty a minute are theirs."""
        query = (
            sa.select(*_SEEN)
            .select_from(_RUNNING.outerjoin(_FORMER, _ASKED).outerjoin(_OVERVIEW, _OF_CHAT))
            .where(cards.c.chat_id < 0, cards.c.lost == "")
        )
        found: dict[int, Desk] = {}
        for chat, incident, urgency, answers, asked, lost in await self._db.execute(query):
            desk = found.setdefault(chat, Desk())
            desk.running.add(incident)
            if urgency == RESTING:
                desk.resting.add(incident)
            if answers:
                desk.busy.add(incident)
            if asked is not None:
                desk.asked[incident] = asked
            desk.broken = (lost or "").startswith((BUG, REFUSED))
        return found

    async def resting(self, chat_id: int) -> Sequence[int]:
        """Ids of the open incidents that this chat's overview stands for, the oldest first."""
        query = (
            sa.select(incidents.c.id)
            .select_from(_RUNNING)
            .where(cards.c.chat_id == chat_id, cards.c.urgency == RESTING)
        )
        return (await self._db.execute(query.order_by(incidents.c.id))).scalars().all()

    async def situations(self, ids: Collection[int], now: datetime) -> list[Situation]:
        """What tells whether these are quiet, and what an overview says of them; names and notes are left
        out. Four statements, however many incidents."""
        there = await self._there(ids)
        waiting, news = await self._waiting(ids), await self._news(ids)
        query = sa.select(incidents).where(incidents.c.id.in_(ids)).order_by(incidents.c.id)
        rows = (await self._db.execute(query)).mappings()
        return [
            Situation(
                from_row(Incident, row),
                now,
                delivery=Delivery(waiting=waiting.get(row["id"], 0)),
                counts=there.get(row["id"], {}),
                changed_at=news[row["id"]][0] if row["id"] in news else None,
                sos=row["id"] in news and news[row["id"]][1] == Urgency.SOS,
            )
            for row in rows
        ]

    async def _there(self, ids: Collection[int]) -> Mapping[int, dict[ResponseState, int]]:
        query = sa.select(responses.c.incident_id, responses.c.state, sa.func.count()).where(
            responses.c.incident_id.in_(ids), responses.c.state.in_(HERE)
        )
        found: dict[int, dict[ResponseState, int]] = {}
        grouped = query.group_by(responses.c.incident_id, responses.c.state)
        for incident, state, n in await self._db.execute(grouped):
            found.setdefault(incident, {})[state] = n
        return found

    async def _waiting(self, ids: Collection[int]) -> dict[int, int]:
        query = sa.select(notices.c.incident_id, sa.func.count()).where(
            notices.c.incident_id.in_(ids),
            notices.c.kind == NoticeKind.ALARM,
            notices.c.state == NoticeState.WAITING,
        )
        rows = await self._db.execute(query.group_by(notices.c.incident_id))
        return {row[0]: row[1] for row in rows}

    async def _news(self, ids: Collection[int]) -> dict[int, tuple[datetime, int]]:
        """When the newest of an incident's lines was owed, and how urgent the most urgent one was."""
        query = sa.select(
            notices.c.incident_id, sa.func.max(notices.c.created_at), sa.func.min(notices.c.urgency)
        ).where(notices.c.incident_id.in_(ids), notices.c.kind.in_(NEWS))
        rows = await self._db.execute(query.group_by(notices.c.incident_id))
        return {row[0]: (row[1], row[2]) for row in rows}

    async def rest(self, chat_id: int, ids: Collection[int]) -> bool:
        """The overview stands for these from now on, except for a card that is about to answer a press.
        True when there was one."""
        query = self._cards(chat_id, ids).where(cards.c.urgency < RESTING, sa.not_(_ANSWERS))
        return (await self._db.execute(query.values(urgency=RESTING))).rowcount > 0

    async def wake(self, chat_id: int, ids: Collection[int]) -> bool:
        """These have their own redraws again; what they missed is drawn now. True when there was one."""
        query = self._cards(chat_id, ids).where(cards.c.urgency == RESTING)
        return (await self._db.execute(query.values(urgency=int(Urgency.CARD)))).rowcount > 0

    def _cards(self, chat_id: int, ids: Collection[int]) -> sa.Update:
        return sa.update(cards).where(
            cards.c.kind == CardKind.OPERATOR, cards.c.chat_id == chat_id, cards.c.subject_id.in_(ids)
        )

    async def begin(self, chat_id: int) -> None:
        """The next overview is a message of its own: the one before, if it was drawn to its end, stays as it
        is. What was wrong with it is forgotten."""
        query = sa.update(cards).where(_is(CardRef(kind=CardKind.OVERVIEW, chat_id=chat_id, subject_id=0)))
        to_its_end = cards.c.version <= cards.c.drawn_version
        message = sa.case((to_its_end, None), else_=cards.c.message_id)
        await self._db.execute(query.values(message_id=message, lost=""))

    async def stands(self, ref: CardRef) -> bool:
        """Is there a message of this card?"""
        query = sa.select(cards.c.message_id).where(_is(ref), cards.c.message_id.is_not(None))
        return (await self._db.execute(query)).first() is not None

    async def asked_since(self, ref: CardRef, when: datetime) -> bool:
        """Has this incident's card been asked for since then, in this chat? Where the one before still
        stands as it was, another would leave it so."""
        former = CardRef(kind=CardKind.FORMER, chat_id=ref.chat_id, subject_id=ref.subject_id)
        query = sa.select(cards.c.id).where(_is(former), sa.or_(cards.c.touched_at > when, DIRTY))
        return (await self._db.execute(query)).first() is not None

    async def move_down(self, ref: CardRef, now: datetime) -> int | None:
        """The next drawing of this card posts it anew; returns the message where it stood. None while it is
        being drawn, and when it stands nowhere."""
        held = sa.select(cards.c.message_id).where(
            _is(ref), sa.or_(cards.c.leased_until.is_(None), cards.c.leased_until <= now)
        )
        stood: int | None = (await self._db.execute(held.with_for_update())).scalar()
        if stood is not None:
            await self._db.execute(sa.update(cards).where(_is(ref)).values(message_id=None))
        return stood

    async def stood_at(self, former: CardRef, message_id: int) -> None:
        """The message that the former card rewrites."""
        await self._db.execute(sa.update(cards).where(_is(former)).values(message_id=message_id, lost=""))


def _is(ref: CardRef) -> Any:
    return sa.and_(
        cards.c.kind == ref.kind, cards.c.chat_id == ref.chat_id, cards.c.subject_id == ref.subject_id
    )

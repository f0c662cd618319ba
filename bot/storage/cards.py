"""The cards: messages kept true by edits. A touch marks one dirty; a redraw makes it clean."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import BUG, REFUSED, CardKind, CardRef, Urgency
from bot.storage.bulk import insert_alike
from bot.storage.engine import insert_new
from bot.storage.types import UTCDateTime, Word, index_where, metadata

cards = sa.Table(
    "cards",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", Word(CardKind), nullable=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("subject_id", sa.Integer, nullable=False),
    sa.Column("volunteer_id", sa.Integer),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("reply_to", sa.BigInteger),
    sa.Column("urgency", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("drawn_version", sa.Integer, nullable=False),
    sa.Column("drawn_at", UTCDateTime),
    sa.Column("touched_at", UTCDateTime, nullable=False),
    sa.Column("due_at", UTCDateTime, nullable=False),
    sa.Column("leased_until", UTCDateTime),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("lost", sa.String(200), nullable=False, default=""),  # why it can no longer be drawn
    sa.UniqueConstraint("kind", "chat_id", "subject_id"),
    sa.Index("ix_cards_subject", "kind", "subject_id"),
    index_where("ix_cards_message", "chat_id", "message_id", only="message_id IS NOT NULL"),
    index_where("ix_cards_lost", "chat_id", only="lost != ''"),
    index_where("ix_cards_dirty", "urgency", "touched_at", only="version > drawn_version AND lost = ''"),
)


DIRTY = sa.and_(cards.c.version > cards.c.drawn_version, cards.c.lost == sa.literal_column("''"))
"""Written as in the index, or the databases would not see that it serves."""
UNSENT = "the alarm never arrived"
"""Why a card is lost: there is no message to keep true. When one turns up after all the card is back."""
BACK = sa.case((cards.c.lost == UNSENT, ""), else_=cards.c.lost)
RESTING = 9
"""In the place of an urgency, below every class: an overview stands for this operator card. News keep it
dirty, and it is drawn when it is roused, or for an answer."""


class Cards:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.touched = False

    async def touch(
        self, ref: CardRef, urgency: Urgency, now: datetime, *, reply_to: int | None = None
    ) -> None:
        """This card must be redrawn (or drawn for the first time); the overview, if that stands for it."""
        self.touched = True
        await self._rouse_for(ref.kind, ref.subject_id, urgency, now)
        insert = insert_new(self._db, cards).values(_row(ref, now, urgency, reply_to))
        again = _again(urgency, now) | {"lost": _forgiven(ref.kind)}
        upsert = insert.on_conflict_do_update(index_elements=["kind", "chat_id", "subject_id"], set_=again)
        if ref.kind is not CardKind.OPERATOR:
            await self._db.execute(upsert)
        elif (await self._db.execute(upsert.returning(cards.c.urgency))).scalar_one() == RESTING:
            await self._touch_overviews([ref.chat_id], now)

    async def prepare(self, refs: Iterable[CardRef], now: datetime) -> None:
        """Cards whose first drawing is a notice of its own (an alarm): clean until the notice is accepted."""
        rows = (_row(r, now, Urgency.CARD, None) | {"drawn_version": 1} for r in refs)
        await insert_alike(self._db, insert_new(self._db, cards).on_conflict_do_nothing(), rows)

    async def post(self, ref: CardRef, urgency: Urgency, now: datetime) -> None:
        """A volunteer's card without an alarm before it: the first drawing posts it."""
        await self.touch(ref, urgency, now)
        await self._db.execute(
            sa.update(cards)
            .where(
                cards.c.kind == ref.kind, cards.c.chat_id == ref.chat_id, cards.c.subject_id == ref.subject_id
            )
            .values(drawn_at=now, lost=BACK)
        )

    async def arrived(self, ref: CardRef, message_id: int, now: datetime) -> None:
        """Somebody pressed a button of this message: though its answer was lost, the card is there."""
        await self._db.execute(
            sa.update(cards)
            .where(
                cards.c.kind == ref.kind,
                cards.c.chat_id == ref.chat_id,
                cards.c.subject_id == ref.subject_id,
                cards.c.drawn_at.is_(None),
            )
            .values(message_id=message_id, drawn_at=now, lost=BACK)
        )

    async def touch_all(
        self, kind: CardKind, subject_id: int, urgency: Urgency, now: datetime, *, but: Iterable[int] = ()
    ) -> None:
        """All cards of one kind about one subject, in whatever chat (volunteers in `but` left out)."""
        self.touched = True
        await self._rouse_for(kind, subject_id, urgency, now)
        query = sa.update(cards).where(cards.c.kind == kind, cards.c.subject_id == subject_id)
        left_out = list(but)
        if left_out:
            query = query.where(cards.c.volunteer_id.not_in(left_out))
        changed = query.values(_again(urgency, now))
        if kind is not CardKind.OPERATOR:
            await self._db.execute(changed)
            return
        rows = await self._db.execute(changed.returning(cards.c.chat_id, cards.c.urgency))
        await self._touch_overviews([chat for chat, place in rows if place == RESTING], now)

    async def _rouse_for(self, kind: CardKind, subject_id: int, urgency: Urgency, now: datetime) -> None:
        if kind is CardKind.OPERATOR and urgency <= Urgency.ANSWER:
            await self.rouse(subject_id, now)

    async def rouse(self, incident_id: int, now: datetime) -> None:
        """Something happened that an overview is too small for: the incident's own cards are drawn again."""
        resting = sa.update(cards).where(
            cards.c.kind == CardKind.OPERATOR, cards.c.subject_id == incident_id, cards.c.urgency == RESTING
        )
        roused = resting.values(urgency=int(Urgency.CARD)).returning(cards.c.chat_id)
        await self._touch_overviews((await self._db.execute(roused)).scalars().all(), now)

    async def _touch_overviews(self, chats: Sequence[int], now: datetime) -> None:
        if chats:
            self.touched = True
            query = sa.update(cards).where(cards.c.kind == CardKind.OVERVIEW, cards.c.chat_id.in_(chats))
            await self._db.execute(query.values(_again(Urgency.CARD, now)))

    async def lose_unsent(self, incident_id: int, volunteers: Iterable[int]) -> None:
        """These people's alarms never arrived: there is no message to keep true."""
        await self._db.execute(
            sa.update(cards)
            .where(
                cards.c.kind == CardKind.VOLUNTEER,
                cards.c.subject_id == incident_id,
                cards.c.volunteer_id.in_(list(volunteers)),
                cards.c.drawn_at.is_(None),
            )
            .values(lost=UNSENT)
        )

    async def find(self, kind: CardKind, chat_id: int, message_id: int) -> int | None:
        """The subject of the card that this message is."""
        query = sa.select(cards.c.subject_id).where(
            cards.c.kind == kind, cards.c.chat_id == chat_id, cards.c.message_id == message_id
        )
        found: int | None = (await self._db.execute(query)).scalar()
        return found

    async def restore(self, chat_id: int) -> None:
        """The way to this chat is open again: what was lost may be drawn."""
        query = sa.update(cards).where(
            cards.c.chat_id == chat_id,
            cards.c.lost != sa.literal_column("''"),  # as in the index
            sa.or_(cards.c.kind != CardKind.VOLUNTEER, cards.c.drawn_at.is_not(None)),
        )
        restored = (await self._db.execute(query.values(lost=""))).rowcount
        self.touched = self.touched or restored > 0

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: its messages stayed behind, so its cards are posted anew."""
        there = cards.alias()
        begun_there = sa.exists().where(
            there.c.chat_id == new, there.c.kind == cards.c.kind, there.c.subject_id == cards.c.subject_id
        )
        await self._db.execute(sa.delete(cards).where(cards.c.chat_id == old, begun_there))
        query = sa.update(cards).where(cards.c.chat_id == old, cards.c.lost == "")
        await self._db.execute(
            query.values(chat_id=new, message_id=None, version=cards.c.version + 1, leased_until=None)
        )
        self.touched = True

    async def dirty(self) -> int:
        query = sa.select(sa.func.count()).where(DIRTY, cards.c.urgency < RESTING)
        return int((await self._db.execute(query)).scalar_one())


def _forgiven(kind: CardKind) -> sa.ColumnElement[str]:
    """What was refused once, or could not be drawn, may be drawn well with the next state; a closed chat
    stays closed. An overview's bug is forgiven when it is begun anew, or cards would rest behind it again
    at once."""
    reasons = (REFUSED,) if kind is CardKind.OVERVIEW else (REFUSED, BUG)
    ours = sa.or_(*(cards.c.lost.like(f"{reason}%") for reason in reasons))
    return sa.case((ours, ""), else_=cards.c.lost)


def _again(urgency: Urgency, now: datetime) -> dict[str, Any]:
    """What a touch writes into a row that is there."""
    more_urgent = sa.case((cards.c.urgency < int(urgency), cards.c.urgency), else_=int(urgency))
    rests = cards.c.urgency == RESTING  # an answer has roused it before
    return {
        "version": cards.c.version + 1,
        "urgency": sa.case((rests, RESTING), (DIRTY, more_urgent), else_=int(urgency)),
        "touched_at": sa.case((DIRTY, cards.c.touched_at), else_=now),
        "due_at": sa.case((cards.c.attempts > 0, cards.c.due_at), else_=now),
    }


def _row(ref: CardRef, now: datetime, urgency: Urgency, reply_to: int | None) -> dict[str, object]:
    return {
        "kind": ref.kind,
        "chat_id": ref.chat_id,
        "subject_id": ref.subject_id,
        "volunteer_id": ref.volunteer_id,
        "reply_to": reply_to,
        "urgency": int(urgency),
        "version": 1,
        "drawn_version": 0,
        "touched_at": now,
        "due_at": now,
    }

"""What does the sender ask the database, turn by turn? Put together once; what varies is bound."""

from datetime import datetime

import sqlalchemy as sa

from bot.domain.notices import CardKind, NoticeState, Urgency
from bot.storage.cards import BACK, DIRTY, RESTING, UNSENT, cards
from bot.storage.notices import notices

_NOW: sa.BindParameter[datetime] = sa.bindparam("now")


def _may_go(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    urgent = table.c.urgency <= int(Urgency.ANSWER)
    return (
        table.c.due_at <= _NOW,
        sa.or_(table.c.leased_until.is_(None), table.c.leased_until <= _NOW),
        table.c.chat_id.not_in(sa.bindparam("chats", expanding=True)),
        sa.or_(urgent, table.c.chat_id.not_in(sa.bindparam("resting", expanding=True))),
    )


_FREE = sa.select(notices).where(notices.c.state == NoticeState.WAITING, *_may_go(notices))
IN_ORDER = (
    _FREE.order_by(notices.c.urgency, notices.c.rank, notices.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
THESE = _FREE.where(notices.c.id.in_(sa.bindparam("ids", expanding=True))).with_for_update(skip_locked=True)
OLDEST = sa.union_all(
    *(
        sa.select(
            _FREE.where(notices.c.urgency == int(u))
            .order_by(notices.c.due_at, notices.c.id)
            .limit(1)
            .subquery()
        )
        for u in Urgency
    )
)
_DIRTY = sa.select(cards).where(
    DIRTY,
    cards.c.urgency < RESTING,
    sa.or_(cards.c.id.not_in(sa.bindparam("cards", expanding=True)), cards.c.urgency <= int(Urgency.ANSWER)),
    sa.or_(cards.c.kind != CardKind.VOLUNTEER, cards.c.drawn_at.is_not(None)),
    *_may_go(cards),
)
DIRTY_CARDS, OLDEST_CARD = (
    _DIRTY.order_by(*order, cards.c.touched_at, cards.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
    for order in ((cards.c.urgency,), ())
)
OLDEST_NEWS = (
    _DIRTY.where(cards.c.urgency > int(Urgency.ANSWER))
    .order_by(cards.c.touched_at, cards.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
HOLD_NOTICES, HOLD_CARDS = (
    sa.update(table)
    .where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(leased_until=sa.bindparam("until"), attempts=table.c.attempts + 1)
    for table in (notices, cards)
)
SENT = (
    sa.update(notices)
    .where(notices.c.id == sa.bindparam("notice"), notices.c.state == NoticeState.WAITING)
    .values(
        state=NoticeState.SENT,
        reason="",
        leased_until=None,
        settled_at=sa.bindparam("at"),
        message_id=sa.bindparam("message"),
    )
)
REDATED = (
    sa.update(notices)
    .where(notices.c.id == sa.bindparam("notice"), notices.c.state == NoticeState.WAITING)
    .values(created_at=sa.bindparam("at"), due_at=sa.bindparam("at"), expires_at=sa.bindparam("until"))
)
_ALARMS_CARD = sa.update(cards).where(
    cards.c.kind == CardKind.VOLUNTEER,
    cards.c.chat_id == sa.bindparam("chat"),
    cards.c.subject_id == sa.bindparam("incident"),
)
ACCEPTED = _ALARMS_CARD.values(message_id=sa.bindparam("message"), drawn_at=sa.bindparam("at"), lost=BACK)
NEVER_SENT = _ALARMS_CARD.where(cards.c.drawn_at.is_(None)).values(lost=UNSENT)

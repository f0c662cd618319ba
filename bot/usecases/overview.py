"""When a group has many incidents, which cards rest behind its overview, and how does one get to a card?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import Reason, Refused
from bot.domain.notices import CardKind, CardRef, Urgency
from bot.domain.quiet import crowded, quiet
from bot.domain.situation import Situation
from bot.storage.overviews import Desk
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, Heard, Said, UseCase, record, refuse
from bot.usecases.commanding import not_open

JUST_NOW = timedelta(minutes=1)
"""A card that was posted anew since then needs not be looked for."""


class Overviewing(UseCase):
    """The clock decides which cards rest; an operator may ask for one of them."""

    async def tick(self, now: datetime) -> int:
        """Bring every group in line with what is quiet now; returns in how many something changed."""
        async with self.db.read() as work:
            desks = await work.overviews.desks()
            quiet_in = await _quiet_in(work, desks, now)
        changed = 0
        for chat_id, desk in sorted(desks.items()):
            changed += await self._bring_in_line(chat_id, desk, quiet_in[chat_id], now)
        return changed

    async def _bring_in_line(self, chat_id: int, desk: Desk, quiet_ones: set[int], now: datetime) -> bool:
        rest, wake = quiet_ones - desk.resting - desk.busy, desk.resting - quiet_ones
        forgiven = desk.broken and not crowded(len(desk.running))
        if not (rest or wake or forgiven):
            return False
        async with self.db.work(now) as work:
            rested = await work.overviews.rest(chat_id, rest)
            woken = await work.overviews.wake(chat_id, wake)
            if forgiven or (rested and not desk.resting):
                await work.overviews.begin(chat_id)
            if rested or woken:
                await work.cards.touch(_overview(chat_id), Urgency.CARD, now)
        return rested or woken

    async def show(self, call: Call, incident_id: int) -> Heard:
        """The incident's button on an overview: its card stands anew at the end of the chat, with its own
        redraws until it is quiet again; where it stood one line says so. Pressed twice, it is posted once."""
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            refused = not_open(incident)
            if refused:
                return await refuse(work, call, refused, "show", incident_id if incident else None)
            card = CardRef(kind=CardKind.OPERATOR, chat_id=call.chat_id, subject_id=incident_id)
            if await work.overviews.asked_since(card, call.now - JUST_NOW):
                return Said("toast-card-below")
            if not await work.overviews.stands(card):
                return await refuse(work, call, Refused(Reason.NOT_NOW), "show", incident_id)
            await self._post_anew(work, card, call.now)
            await record(work, call, "show", incident_id)
            return Said("toast-card-below")

    async def _post_anew(self, work: Work, card: CardRef, now: datetime) -> None:
        stood = await work.overviews.move_down(card, now)
        await work.cards.touch(card, Urgency.ANSWER, now)
        if stood is not None:
            former = replace(card, kind=CardKind.FORMER)
            await work.cards.touch(former, Urgency.CARD, now)
            await work.overviews.stood_at(former, stood)


def _overview(chat_id: int) -> CardRef:
    return CardRef(kind=CardKind.OVERVIEW, chat_id=chat_id, subject_id=0)


async def _quiet_in(work: Work, desks: Mapping[int, Desk], now: datetime) -> dict[int, set[int]]:
    """By chat: the quiet incidents, where there are so many that an overview stands for them."""
    full = {chat: d for chat, d in desks.items() if crowded(len(d.running)) and not d.broken}
    ids = {i for desk in full.values() for i in desk.running}
    known = await work.overviews.situations(ids, now) if ids else []
    found: dict[int, set[int]] = {chat: set() for chat in desks}
    for chat, desk in full.items():
        here = (_as_seen(s, desk) for s in known if s.incident.id in desk.running)
        found[chat] = {s.incident.id for s in here if quiet(s, now)}
    return found


def _as_seen(s: Situation, desk: Desk) -> Situation:
    """Asking for its card is a key change in this group: an operator has an eye on it."""
    asked = desk.asked.get(s.incident.id)
    return s if asked is None else replace(s, changed_at=max(asked, s.changed_at or asked))

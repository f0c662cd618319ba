"""Which debts are taken in hand now? Candidates of both kinds, in one order, claimed and drawn."""

from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.notices import BUG
from bot.outbox.drawing import Drawing, TimeFor
from bot.outbox.jobs import Item, Job
from bot.outbox.known import gather
from bot.outbox.order import EACH, Waiting, choose, look_again
from bot.outbox.settling import EXPIRED, NoCall, Result
from bot.storage.away import UNAVAILABLE
from bot.storage.claims import But, Leased
from bot.storage.unit_of_work import Work
from bot.texts.screen import Screen

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)


class Leasing:
    """Remembers how many places were given, so that every tenth goes to whoever is behind."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._served = 0
        self._looked = self._look_again = datetime.min.replace(tzinfo=UTC)
        self._expired = self._expired_said = 0

    async def candidates(self, work: Work, now: datetime, places: int, but: But) -> list[Waiting[Item]]:
        """What may be sent, more than there are places."""
        found: list[Item] = [*await work.claims.notices_in_order(now, places, but)]
        found += await work.claims.dirty_cards(now, places, but)
        waiting = [_waiting(item) for item in found]
        if (self._served % EACH) + places >= EACH and not self._looked <= now < self._look_again:
            overdue = [_waiting(item) for item in await work.claims.oldest_notices(now, but)]
            overdue += [_waiting(item) for item in await work.claims.oldest_card(now, but)]
            self._looked, self._look_again = now, look_again(overdue, now)
            waiting += overdue
        return list({(type(w.item), w.id): w for w in waiting}.values())

    async def take(self, work: Work, waiting: list[Waiting[Item]], places: int, now: datetime) -> list[Item]:
        """Claim the next of these."""
        chosen = choose(waiting, places, self._served, now)
        self._served += len(chosen)
        await work.claims.claim(chosen, now + LEASE)
        return chosen

    def given_back(self, n: int) -> None:
        """So many were taken and not sent; the places that they were given are given once more."""
        self._served -= n

    async def draw(
        self, work: Work, items: list[Item], time_for: TimeFor, now: datetime
    ) -> tuple[list[Job], list[Result]]:
        """The jobs, and what is untrue or too old: settled without a call."""
        known = await gather(work, [i.notice for i in items if isinstance(i, Leased)])
        jobs: list[Job] = []
        settled: list[Result] = []
        for item in items:
            if isinstance(item, Leased) and now > item.expires_at:
                settled.append(Result(item, NoCall(EXPIRED)))
                self._expired += 1
                continue
            try:
                if isinstance(item, Leased):
                    screen = await self._drawing.notice(work, item.notice, known, now)
                else:
                    screen = await self._drawing.card(work, item.ref, time_for, now) or "nothing to show"
            except UNAVAILABLE:
                raise
            except Exception as error:
                log.exception("outbox.cannot_draw", item=item.id, error=type(error).__name__)
                screen = f"{BUG}{type(error).__name__}"
            if isinstance(screen, Screen):
                jobs.append(Job(item, screen))
            else:
                settled.append(Result(item, NoCall(screen)))
        return jobs, settled

    def tell(self) -> None:
        """Asked every few seconds: how many came too late, in one line when no more of them are found."""
        if self._expired and self._expired == self._expired_said:
            log.warning("outbox.expired", n=self._expired, doing="too late to be true; recorded, not sent")
            self._expired = 0
        self._expired_said = self._expired


def _waiting(item: Item) -> Waiting[Item]:
    if isinstance(item, Leased):
        return Waiting(item, item.urgency, item.notice.rank, item.due_at, item.id, item.chat_id < 0)
    return Waiting(item, item.urgency, 0, item.touched_at, -item.id, item.chat_id < 0)

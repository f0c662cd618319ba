"""Which chats, and which cards, must wait a moment? Pure: times are monotonic seconds, handed in."""

import math

from bot.domain.notices import Urgency
from bot.outbox.jobs import Item
from bot.outbox.order import Waiting
from bot.outbox.pace import Pace

REDRAW_SECONDS = 3.0  # a card is not redrawn more often, answers to a press excepted
SHORT_WAIT = 0.05  # s until the next look at a chat that has a call of its own in hand


class Chats:
    """One call to a chat at a time, each within the chat's own pace."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._held: dict[int, float] = {}
        self._resting: dict[int, float] = {}
        self._drawn_at: dict[int, float] = {}

    def held(self, now: float) -> list[int]:
        """The chats that nothing may be written to now."""
        self._held = {c: until for c, until in self._held.items() if until > now}
        return list(self._held)

    def resting(self, now: float) -> list[int]:
        """The groups whose last places are kept for answers."""
        self._resting = {c: until for c, until in self._resting.items() if until > now}
        return list(self._resting)

    def free(self, waiting: list[Waiting[Item]], now: float) -> list[Waiting[Item]]:
        """Those whose chat may be written to now, the first of each chat."""
        may_go: list[Waiting[Item]] = []
        taken: set[int] = set()
        for w in sorted(waiting, key=lambda w: w.place):
            chat_id = w.item.chat_id
            if chat_id in taken:
                self._held.setdefault(chat_id, now + SHORT_WAIT)
            elif self._may_go(chat_id, w.urgency, now):
                may_go.append(w)
                taken.add(chat_id)
        return may_go

    def _may_go(self, chat_id: int, urgency: Urgency, now: float) -> bool:
        wait = self._pace.chat_wait(chat_id, urgency, now)
        if wait <= 0:
            return True
        for_answers = self._pace.chat_wait(chat_id, Urgency.ANSWER, now)
        if for_answers > 0:
            self._held[chat_id] = now + for_answers
        if wait > for_answers:
            self._resting[chat_id] = now + wait
        return False

    def drawn(self, card_id: int, now: float) -> None:
        """This card was redrawn."""
        self._drawn_at[card_id] = now

    def freshly_drawn(self, now: float) -> list[int]:
        """The cards that were redrawn a moment ago."""
        self._drawn_at = {c: at for c, at in self._drawn_at.items() if at + REDRAW_SECONDS > now}
        return list(self._drawn_at)

    def waiting(self, now: float) -> bool:
        """Does any chat have to wait?"""
        return bool(self.held(now) or self.resting(now))

    def next_change(self, now: float) -> float:
        """Seconds until one of them need not wait any more; infinite when none does."""
        self.waiting(now)
        ends = [*self._held.values(), *self._resting.values()]
        ends += [self._drawn_at[c] + REDRAW_SECONDS for c in self.freshly_drawn(now)]
        return min(ends, default=math.inf) - now

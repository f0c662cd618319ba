"""What would Telegram have counted? Calls played through a pace as early as it lets them leave."""

import heapq
import math
from bisect import bisect_left
from dataclasses import dataclass, field

import pytest

from bot.domain.notices import Urgency
from bot.outbox.pace import UNKNOWN, Pace
from bot.outbox.spread import Spread

BUDI, WATI, JOKO = 7001, 7002, 7003
DESK, CHANNEL = -1001, -1002
TICK = 1 / 1024  # times are multiples of this, so that sums are exact


class Disbelief(Spread):
    """Whatever the answers' times are, nothing is concluded from them."""

    @property
    def credit(self) -> float:
        return 0.0


class Belief(Spread):
    """The same is believed, whatever the answers' times are."""

    @property
    def credit(self) -> float:
        return 0.05


@dataclass(frozen=True)
class Wish:
    """A call that somebody wants to make `gap` ticks after the one before; Telegram counts it `up` ticks
    after it left and answers `down` ticks later."""

    gap: int
    chat: int
    urgency: Urgency = Urgency.SOS
    up: int = 0
    down: int = 0
    retry_after: int = 0  # the answer is a 429 of so many seconds


@dataclass(order=True)
class Call:
    answered: float
    left: float
    wish: Wish = field(compare=False)

    @property
    def counted(self) -> float:
        return self.left + self.wish.up * TICK


def play(pace: Pace, wishes: list[Wish], *, crowded: bool = False, one_each: bool = False) -> list[Call]:
    """Make all calls as early as the pace allows; answers come back in their own time. `crowded`: the pace
    knows how many are still to come; `one_each`: a chat's next call waits for the one before."""
    now = 0.0
    running: list[Call] = []
    made: list[Call] = []
    for n, wish in enumerate(wishes):
        now += wish.gap * TICK
        pace.crowd = len(wishes) - n if crowded else 0
        now = _moment(pace, wish, now, running, one_each)
        call = Call(now + (wish.up + wish.down) * TICK, now, wish)
        pace.begin(wish.chat, now, wish.urgency)
        heapq.heappush(running, call)
        made.append(call)
    while running:
        answer(pace, heapq.heappop(running))
    return made


def _moment(pace: Pace, wish: Wish, now: float, running: list[Call], one_each: bool) -> float:
    for _ in range(10_000):
        while running and running[0].answered <= now:
            answer(pace, heapq.heappop(running))
        wait = max(pace.wait(wish.urgency, now), pace.chat_wait(wish.chat, wish.urgency, now))
        if one_each and any(call.wish.chat == wish.chat for call in running):
            wait = UNKNOWN
        if wait <= 0:
            return now
        later = math.ceil((now + wait) / TICK) * TICK
        if running:
            later = running[0].answered if wait == UNKNOWN else min(later, running[0].answered)
        now = later
    pytest.fail("a call never left")


def answer(pace: Pace, call: Call) -> None:
    pace.end(call.wish.chat, call.answered, call.answered - call.left)
    if call.wish.retry_after:
        pace.slow(call.wish.chat, call.wish.retry_after, call.answered)


def fullest(times: list[float], seconds: float) -> int:
    """The most that any window [t, t + seconds) holds."""
    times = sorted(times)
    return max((bisect_left(times, t + seconds) - n for n, t in enumerate(times)), default=0)

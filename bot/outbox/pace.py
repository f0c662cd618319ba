"""When may the next call leave? Windows as data; pure: the clock (monotonic seconds) is a parameter."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.domain.notices import Urgency
from bot.outbox.spread import Spread

GROUP_CALLS, GROUP_WINDOW = 20, 60.0  # Telegram: 20 messages a minute in a group, edits count the same
GROUP_RESERVE = 5  # kept for previews and answers
CHAT_BURST, CHAT_SECONDS = 3, 1.0  # Telegram: about 1/s in a private chat, short bursts pass
WINDOW = 1.0
UNKNOWN = 0.01  # s until the next look while every slot is held by calls without an answer
LONG = 20.0
"""Spacing evenly costs up to a second once, and lets an answer find a slot soon: worth it for a crowd that
takes longer than this many seconds."""
EVEN, BRISK = 0.95, 0.3  # of the window, over which a crowd's calls are spread
FIRST_STRAIN, MOST_STRAIN = 0.03, 1.0  # s added to the window after a 429; doubled by each further one
HALVED = 15.0  # s without a 429 after which the strain is half
MOST_CREDIT = 0.08  # s; more is not needed, and a wrong belief would cost more
TRUST_LOST, REGAINED = 0.5, 600.0
"""A 429 halves the belief in the answers' times; half of what was lost comes back in so many seconds."""


@dataclass(slots=True)
class _Chat:
    """A private chat: a bucket of `CHAT_BURST` calls that refills one a second, from an answer on."""

    room: float = float(CHAT_BURST)
    at: float = 0.0

    def refilled(self, now: float) -> float:
        return min(float(CHAT_BURST), self.room + max(now - self.at, 0.0) / CHAT_SECONDS)


@dataclass(slots=True)
class _Group:
    """A group: calls under way, and when the last minute's were answered."""

    in_flight: int = 0
    ended: deque[float] = field(default_factory=deque)

    def wait(self, most: int, now: float) -> float:
        while self.ended and self.ended[0] + GROUP_WINDOW <= now:
            self.ended.popleft()
        over = self.in_flight + len(self.ended) - most
        if over < 0:
            return 0.0
        return self.ended[over] + GROUP_WINDOW - now if over < len(self.ended) else UNKNOWN


@dataclass(slots=True)
class Pace:
    """One budget for one token.

    A slot is taken when the request is written and comes back one window after the call was *answered*, less
    what the answers' spread allows: however late Telegram counts a call, it counts it before it answers.
    """

    rate: int
    spread: Spread = field(default_factory=Spread)
    crowd: int = 0  # how many notices are waiting behind this call
    _in_flight: int = 0
    _ended: deque[float] = field(default_factory=deque)
    _bulk_at: float = float("-inf")
    _groups: dict[int, _Group] = field(default_factory=dict)
    _chats: dict[int, _Chat] = field(default_factory=dict)
    _silent_until: float = 0.0
    _chat_silent_until: dict[int, float] = field(default_factory=dict)
    _strain: float = 0.0
    _doubt: float = 0.0
    _strained_at: float = 0.0

    def strain(self, now: float) -> float:
        """Seconds that were added to the window by 429s, creeping back."""
        if not self._strain:
            return 0.0
        return self._strain * math.exp2((self._strained_at - now) / HALVED)

    def window(self, now: float) -> float:
        """Seconds from an answer until its slot is free again."""
        credit = min(self.spread.credit, MOST_CREDIT) * (1 - self._doubt_now(now))
        return WINDOW + self.strain(now) - credit

    def _doubt_now(self, now: float) -> float:
        return self._doubt * math.exp2((self._strained_at - now) / REGAINED) if self._doubt else 0.0

    def room(self, now: float) -> int:
        """How many calls may leave at once, as far as the whole is concerned."""
        self._forget(now)
        if now < self._silent_until:
            return 0
        return max(self.rate - self._in_flight - len(self._ended), 0)

    def overall_wait(self, now: float) -> float:
        """Seconds until any call may leave."""
        if self.room(now):
            return 0.0
        if now < self._silent_until:
            return self._silent_until - now
        return max(self._ended[0] + self.window(now) - now, 0.0) or UNKNOWN if self._ended else UNKNOWN

    def wait(self, urgency: Urgency, now: float) -> float:
        """Seconds until a call of this urgency may leave: what is not urgent keeps to an even step."""
        overall = self.overall_wait(now)
        if urgency <= Urgency.ANSWER:
            return overall
        return max(overall, self._bulk_at + self._step(now) - now)

    def _step(self, now: float) -> float:
        """Seconds between two calls of a crowd; none while all of it has room at once."""
        if self.crowd < self.room(now):
            return 0.0
        share = EVEN if self.crowd > LONG * self.rate else BRISK
        return share * self.window(now) / self.rate

    def seconds_for(self, calls: int, now: float) -> float:
        """About how long so many calls take from now on."""
        silent = max(self._silent_until - now, 0.0)
        return silent + max(calls - self.room(max(now, self._silent_until)), 0) * self.window(now) / self.rate

    def chat_wait(self, chat_id: int, urgency: Urgency, now: float) -> float:
        """Seconds until a call to this chat may leave."""
        silent = self._chat_silent_until.get(chat_id, 0.0) - now
        if silent > 0:
            return silent
        return self._group_wait(chat_id, urgency, now) if chat_id < 0 else self._private_wait(chat_id, now)

    def _group_wait(self, chat_id: int, urgency: Urgency, now: float) -> float:
        group = self._groups.get(chat_id)
        most = GROUP_CALLS if urgency <= Urgency.ANSWER else GROUP_CALLS - GROUP_RESERVE
        return group.wait(most, now) if group else 0.0

    def _private_wait(self, chat_id: int, now: float) -> float:
        chat = self._chats.get(chat_id)
        return max(1 - chat.refilled(now), 0.0) * CHAT_SECONDS if chat else 0.0

    def begin(self, chat_id: int, now: float, urgency: Urgency = Urgency.INFO) -> None:
        """A call leaves."""
        self._in_flight += 1
        if urgency > Urgency.ANSWER:
            self._bulk_at = now
        if chat_id < 0:
            self._groups.setdefault(chat_id, _Group()).in_flight += 1
            return
        chat = self._chats.setdefault(chat_id, _Chat(at=now))
        chat.room, chat.at = chat.refilled(now) - 1, now

    def end(self, chat_id: int, now: float, took: float = 0.0) -> None:
        """A call was answered, or given up, `took` seconds after it left."""
        self._in_flight -= 1
        self._ended.append(now)
        self.spread.see(took)
        if chat_id < 0:
            self._groups[chat_id].in_flight -= 1
            self._groups[chat_id].ended.append(now)
        elif chat_id in self._chats:
            self._chats[chat_id].at = now

    def slow(self, chat_id: int, seconds: float, now: float) -> None:
        """429: nothing leaves for as long as it says. Whether it means the chat or the whole is not said."""
        self._forget(now)
        if self._means_the_chat(chat_id, now):
            until = self._chat_silent_until.get(chat_id, 0.0)
            self._chat_silent_until[chat_id] = max(until, now + seconds)
            return
        if now >= self._silent_until:  # not one of those that were already on their way
            self._strain = min(max(2 * self.strain(now), FIRST_STRAIN), MOST_STRAIN)
            doubt = self._doubt_now(now)
            self._doubt = doubt + (1 - doubt) * TRUST_LOST
            self._strained_at = now
        self._silent_until = max(self._silent_until, now + seconds)

    def _means_the_chat(self, chat_id: int, now: float) -> bool:
        """A group has a limit of its own, and a person met alone while little is sent has one as well; two
        chats that are told to wait at the same time are no coincidence."""
        others = any(until > now for chat, until in self._chat_silent_until.items() if chat != chat_id)
        if others:
            return False
        return chat_id < 0 or self._in_flight + len(self._ended) < self.rate / 2

    def _forget(self, now: float) -> None:
        window = self.window(now)
        while self._ended and self._ended[0] + window <= now:
            self._ended.popleft()
        if len(self._chats) > 10_000:
            quiet = [c for c, chat in self._chats.items() if chat.at + CHAT_BURST * CHAT_SECONDS <= now]
            for chat_id in quiet:
                del self._chats[chat_id]

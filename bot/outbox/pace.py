"""When may the next call leave? Windows as data; pure: the clock (monotonic seconds) is a parameter."""

from collections import deque
from dataclasses import dataclass, field

from bot.domain.notices import Urgency

GROUP_CALLS, GROUP_WINDOW = 20, 60.0  # Telegram: 20 messages a minute in a group, edits count the same
GROUP_RESERVE = 5  # kept for previews and answers
CHAT_BURST, CHAT_SECONDS = 3, 1.0  # Telegram: about 1/s in a private chat, short bursts pass
OVERALL_WINDOW = 1.0


@dataclass(slots=True)
class _Chat:
    """A private chat: a bucket of `CHAT_BURST` calls that refills one a second."""

    room: float = float(CHAT_BURST)
    at: float = 0.0


@dataclass(slots=True)
class Pace:
    """One budget for one token.

    A slot is given back one window after the call was *answered*: however late Telegram counts a call, it
    counts it before it answers, so no window of its own holds more than `rate` of ours.
    """

    rate: int
    _in_flight: int = 0
    _ended: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[int, _Chat] = field(default_factory=dict)
    _silent_until: float = 0.0
    _chat_silent_until: dict[int, float] = field(default_factory=dict)

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
        return self._ended[0] + OVERALL_WINDOW - now if self._ended else 0.01

    def chat_wait(self, chat_id: int, urgency: Urgency, now: float) -> float:
        """Seconds until a call to this chat may leave."""
        silent = self._chat_silent_until.get(chat_id, 0.0) - now
        if silent > 0:
            return silent
        return self._group_wait(chat_id, urgency, now) if chat_id < 0 else self._private_wait(chat_id, now)

    def _group_wait(self, chat_id: int, urgency: Urgency, now: float) -> float:
        times = self._groups.get(chat_id)
        if times is None:
            return 0.0
        while times and times[0] + GROUP_WINDOW <= now:
            times.popleft()
        room = GROUP_CALLS if urgency <= Urgency.ANSWER else GROUP_CALLS - GROUP_RESERVE
        if len(times) < room:
            return 0.0
        return times[len(times) - room] + GROUP_WINDOW - now

    def _private_wait(self, chat_id: int, now: float) -> float:
        chat = self._chats.get(chat_id)
        if chat is None:
            return 0.0
        room = min(float(CHAT_BURST), chat.room + (now - chat.at) / CHAT_SECONDS)
        return 0.0 if room >= 1 else (1 - room) * CHAT_SECONDS

    def begin(self, chat_id: int, now: float) -> None:
        """A call leaves."""
        self._in_flight += 1
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)
            return
        chat = self._chats.setdefault(chat_id, _Chat(at=now))
        chat.room = min(float(CHAT_BURST), chat.room + (now - chat.at) / CHAT_SECONDS) - 1
        chat.at = now

    def end(self, now: float) -> None:
        """A call was answered, or given up."""
        self._in_flight -= 1
        self._ended.append(now)

    def slow(self, chat_id: int, seconds: float, now: float) -> None:
        """429. It is not said whether the chat or the whole is meant: a group's own limit is the likelier."""
        if chat_id < 0:
            until = self._chat_silent_until.get(chat_id, 0.0)
            self._chat_silent_until[chat_id] = max(until, now + seconds)
        else:
            self._silent_until = max(self._silent_until, now + seconds)

    def _forget(self, now: float) -> None:
        while self._ended and self._ended[0] + OVERALL_WINDOW <= now:
            self._ended.popleft()
        if len(self._chats) > 10_000:
            full = [c for c, chat in self._chats.items() if now - chat.at > CHAT_BURST * CHAT_SECONDS]
            for chat_id in full:
                del self._chats[chat_id]

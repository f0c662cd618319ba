"""How much may a bot send before Telegram asks it to wait? It publishes figures, not the way of counting, so
there are two readings of the overall one; each limit can be switched off. Times are monotonic seconds."""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Reading = Literal["bucket", "window", ""]
MINUTE = 60.0
KNOWN_AFTER = 0.05
"""Calls this soon after a 429 may have been on their way already: refused, but not counted as ignoring it."""
LONGER = 1.0
"""Seconds that a call into a known wait adds to it."""


@dataclass(slots=True)
class Limits:
    """The switches: overall `bucket` (A), `window` (B) or none; 0 switches the other limits off."""

    overall: Reading = ""
    rate: int = 30
    burst: int = 30
    private_per_second: float = 0.0
    private_burst: int = 3
    group_per_minute: int = 0


STRICT = Limits("bucket", private_per_second=1.0, group_per_minute=20)
"""Telegram's documented figures, overall as a token bucket."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float

    def take(self, rate: float, burst: int, mono: float) -> float:
        """0 when a token was free, else the seconds until one will be."""
        self.tokens = min(float(burst), self.tokens + (mono - self.at) * rate)
        self.at = mono
        if self.tokens >= 1 - 1e-9:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / rate


@dataclass(slots=True)
class _Window:
    times: deque[float] = field(default_factory=deque)

    def take(self, most: int, span: float, mono: float) -> float:
        """0 when fewer than `most` fell into the last `span` seconds, else the wait."""
        while self.times and self.times[0] <= mono - span:
            self.times.popleft()
        if len(self.times) < most:
            self.times.append(mono)
            return 0.0
        return self.times[0] + span - mono


@dataclass(slots=True)
class Wait:
    """A 429 that is running: for one chat, or for everything when `chat` is None."""

    since: float
    until: float
    ignored: int = 0


@dataclass(slots=True)
class Meter:
    """The counting for one bot account."""

    limits: Limits = field(default_factory=Limits)
    waits: dict[int | None, Wait] = field(default_factory=dict)
    into_wait: int = 0
    _overall: _Bucket | None = None
    _second: _Window = field(default_factory=_Window)
    _people: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, _Window] = field(default_factory=dict)

    def waiting(self, chat: int | None, mono: float) -> int:
        """Seconds of a running wait that covers this chat, else 0; a call into a known wait lengthens it."""
        for key in {None, chat}:
            wait = self.waits.get(key)
            if wait is None:
                continue
            if wait.until <= mono:
                del self.waits[key]
                continue
            if mono - wait.since > KNOWN_AFTER:
                self.into_wait += 1
                wait.ignored += 1
                wait.until += LONGER
            return max(1, math.ceil(wait.until - mono))
        return 0

    def punish(self, chat: int | None, seconds: int, mono: float) -> int:
        """Start a wait; returns its seconds."""
        self.waits[chat] = Wait(mono, mono + seconds)
        return seconds

    def count(self, chat: int | None, mono: float) -> int:
        """Count one arriving send or edit: 0, or the seconds of the wait that it brought about."""
        limits = self.limits
        wait = self._count_overall(mono)
        if wait:
            return self.punish(None, max(1, math.ceil(wait)), mono)
        if chat is None:
            return 0
        if chat > 0 and limits.private_per_second:
            start = _Bucket(float(limits.private_burst), mono)
            bucket = self._people.setdefault(chat, start)
            wait = bucket.take(limits.private_per_second, limits.private_burst, mono)
        elif chat < 0 and limits.group_per_minute:
            window = self._groups.setdefault(chat, _Window())
            wait = window.take(limits.group_per_minute, MINUTE, mono)
        return self.punish(chat, max(1, math.ceil(wait)), mono) if wait else 0

    def _count_overall(self, mono: float) -> float:
        limits = self.limits
        if limits.overall == "bucket":
            if self._overall is None:
                self._overall = _Bucket(float(limits.burst), mono)
            return self._overall.take(limits.rate, limits.burst, mono)
        if limits.overall == "window":
            return self._second.take(limits.rate, 1.0, mono)
        return 0.0

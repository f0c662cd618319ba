"""How much may a bot send before Telegram asks it to wait? It publishes figures, not the way of counting, so
there are three readings of the overall one; each limit can be switched off. Times are monotonic seconds."""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Reading = Literal["bucket", "window", "calendar", ""]
MINUTE = 60.0
KNOWN_AFTER = 0.05
"""Calls that left this soon after a 429 was answered: refused, but not counted as ignoring it."""
LONGER = 1.0
"""Seconds that a call into a known wait adds to it."""


@dataclass(slots=True)
class Limits:
    """The switches: overall `bucket` (A), sliding `window` (B), `calendar` seconds or none; 0 switches the
    other limits off."""

    overall: Reading = ""
    rate: int = 30
    burst: int = 30
    private_per_second: float = 0.0
    private_burst: int = 3
    group_per_minute: int = 0


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
class _Calendar:
    second: int = -1
    count: int = 0

    def take(self, most: int, mono: float) -> float:
        """0 when fewer than `most` fell into this whole second of the clock, else the wait for the next."""
        if math.floor(mono) != self.second:
            self.second, self.count = math.floor(mono), 0
        if self.count < most:
            self.count += 1
            return 0.0
        return self.second + 1 - mono


@dataclass(slots=True)
class Wait:
    """A 429 that is running, for one chat or for everything; `told` is when its answer goes out."""

    told: float
    until: float


@dataclass(slots=True)
class Meter:
    """The counting for one bot account."""

    limits: Limits = field(default_factory=Limits)
    waits: dict[int | None, Wait] = field(default_factory=dict)
    into_wait: int = 0
    _overall: _Bucket | None = None
    _second: _Window = field(default_factory=_Window)
    _calendar: _Calendar = field(default_factory=_Calendar)
    _people: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, _Window] = field(default_factory=dict)

    def waiting(self, chat: int | None, mono: float, left: float | None = None) -> int:
        """Seconds of a running wait that covers this chat, else 0; a call into a known wait lengthens it.

        `left` is when the call set out: what was under way when the 429 was answered could not know of it.
        """
        left = mono if left is None else left
        for key in {None, chat}:
            wait = self.waits.get(key)
            if wait is None:
                continue
            if wait.until <= mono:
                del self.waits[key]
                continue
            if left - wait.told > KNOWN_AFTER:
                self.into_wait += 1
                wait.until += LONGER
            return max(1, math.ceil(wait.until - mono))
        return 0

    def punish(self, chat: int | None, seconds: int, mono: float, late: float = 0.0) -> int:
        """Start a wait of which the bot hears `late` seconds from now; returns its seconds."""
        self.waits[chat] = Wait(mono + late, mono + seconds)
        return seconds

    def count(self, chat: int | None, mono: float, late: float = 0.0) -> int:
        """Count one arriving send or edit: 0, or the seconds of the wait that it brought about."""
        limits = self.limits
        wait = self._count_overall(mono)
        if wait:
            return self.punish(None, max(1, math.ceil(wait)), mono, late)
        if chat is None:
            return 0
        if chat > 0 and limits.private_per_second:
            start = _Bucket(float(limits.private_burst), mono)
            bucket = self._people.setdefault(chat, start)
            wait = bucket.take(limits.private_per_second, limits.private_burst, mono)
        elif chat < 0 and limits.group_per_minute:
            window = self._groups.setdefault(chat, _Window())
            wait = window.take(limits.group_per_minute, MINUTE, mono)
        return self.punish(chat, max(1, math.ceil(wait)), mono, late) if wait else 0

    def _count_overall(self, mono: float) -> float:
        limits = self.limits
        if limits.overall == "bucket":
            if self._overall is None:
                self._overall = _Bucket(float(limits.burst), mono)
            return self._overall.take(limits.rate, limits.burst, mono)
        if limits.overall == "window":
            return self._second.take(limits.rate, 1.0, mono)
        if limits.overall == "calendar":
            return self._calendar.take(limits.rate, mono)
        return 0.0

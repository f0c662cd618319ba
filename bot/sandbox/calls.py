"""What did the bots call, when, and what came of it? A bounded log and counters."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.model import Json

KEPT = 200_000
SHORT = 200
"""Parameters are shown up to this many characters."""


@dataclass(slots=True)
class Entry:
    """One API call. `outcome` is "ok", an error code, "html", "cut_before", "cut_after" or "pending".

    Monotonic seconds: `time` when it set out, `counted` when the limits counted it, `done` when it was
    executed or refused (0 while pending).
    """

    n: int
    bot: int
    method: str
    chat_id: int | str | None
    params: Json
    time: float
    outcome: str = "pending"
    message_id: int = 0
    counted: float = 0.0
    done: float = 0.0

    def as_json(self) -> Json:
        """Plain form for /sandbox/log."""
        return {
            "n": self.n,
            "bot": self.bot,
            "method": self.method,
            "chat_id": self.chat_id,
            "params": self.params,
            "time": self.time,
            "counted": self.counted,
            "done": self.done,
            "outcome": self.outcome,
            "message_id": self.message_id or None,
        }


@dataclass(slots=True)
class Calls:
    """The newest 200,000 calls, and counts of all."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    total: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    repeated_updates: int = 0
    refused_connections: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By method, while the server is stopped."""

    def begin(self, bot: int, method: str, chat: int | str | None, params: Json, time: float) -> Entry:
        """Note an arriving call."""
        self.total += 1
        self.methods[method] += 1
        entry = Entry(self.total, bot, method, chat, _short(params), time)
        self.entries.append(entry)
        return entry

    def turn_away(self, method: str) -> None:
        """Note a call that found the server stopped."""
        self.refused_connections += 1
        self.refused[method] += 1

    def end(self, entry: Entry, outcome: str, result: Any = None, *, time: float = 0.0) -> None:
        """Note what came of it."""
        entry.outcome, entry.done = outcome, time
        self.outcomes[outcome] += 1
        if isinstance(result, dict):
            entry.message_id = result.get("message_id", 0)

    def since(self, number: int, limit: int = 1000) -> list[Entry]:
        """Calls numbered above `number`, oldest first."""
        if not self.entries:
            return []
        skip = max(0, number + 1 - self.entries[0].n)
        wanted = range(skip, min(len(self.entries), skip + limit))
        return [self.entries[index] for index in wanted]

    def counters(self, into_wait: int) -> Json:
        """Totals since the start."""
        return {
            "calls": self.total,
            "ok": self.outcomes["ok"],
            "too_many": self.outcomes["429"],
            "into_known_wait": into_wait,
            "cut_before": self.outcomes["cut_before"],
            "cut_after": self.outcomes["cut_after"],
            "repeated_updates": self.repeated_updates,
            "refused_connections": self.refused_connections,
            "refused": dict(self.refused),
            "outcomes": dict(self.outcomes),
            "methods": dict(self.methods),
        }


def _short(params: Json) -> Json:
    return {
        name: value[:SHORT] if isinstance(value, str) and len(value) > SHORT else value
        for name, value in params.items()
    }

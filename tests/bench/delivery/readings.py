"""How may Telegram's "about 30 a second" be counted, and how long is the way there? Data for the sandbox."""

from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]
DELAYED = ("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count, with one latency; `delays` are rules of the sandbox for every call."""

    name: str
    words: str
    overall: str
    delays: tuple[Json, ...] = field(default=())

    @property
    def limits(self) -> Json:
        """For POST /sandbox/limits. Only the overall limit: peers and we send each person one message."""
        return {"overall": self.overall, "rate": 30, "burst": 30}

    def with_polls_at_once(self) -> "Reading":
        """The same, but a bot's question for updates arrives at once."""
        delays = tuple(delay | {"method": method} for delay in self.delays for method in DELAYED)
        return replace(self, words=f"{self.words}, getUpdates at once", delays=delays)


def way(low: float, high: float, **more: Any) -> Json:
    """Seconds from leaving to being counted, so that the spread is in what the limit sees."""
    return {"what": "delay", "seconds": [low, high], "early": True, **more}


READINGS = {
    reading.name: reading
    for reading in (
        Reading("A", "bucket of 30, 30/s; 60 ms there", "bucket", (way(0.06, 0.06),)),
        Reading("B", "30 in any sliding second; 40-120 ms there", "window", (way(0.04, 0.12),)),
        Reading("C", "as A; tail of 20-800 ms there", "bucket", (way(0.02, 0.8, typical=0.06),)),
        Reading("D", "as B; 100-300 ms there", "window", (way(0.1, 0.3),)),
        Reading(
            "E",
            "as B; 20-60 ms there, 20-60 ms back",
            "window",
            (way(0.02, 0.06), way(0.02, 0.06) | {"early": False, "late": True}),
        ),
        Reading("F", "30 in each second of the clock; 40-120 ms there", "calendar", (way(0.04, 0.12),)),
    )
}

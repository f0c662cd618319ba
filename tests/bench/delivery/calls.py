"""What did the small Telegram see of one call? Times are monotonic seconds, the same for all processes."""

from dataclasses import dataclass
from typing import Any

EXECUTED = ("ok", "cut_after")


@dataclass(frozen=True, slots=True)
class Call:
    """`left` is when it reached the server's door, `counted` when the limits saw it, `done` its outcome."""

    n: int
    method: str
    chat: int
    outcome: str
    left: float
    counted: float
    done: float
    text: str
    message_id: int

    @property
    def sent(self) -> bool:
        """Did it put a message into the chat (whether or not the sender learned of it)?"""
        return self.method.startswith("send") and self.outcome in EXECUTED

    @property
    def head(self) -> str:
        """The first line, by which two messages are told apart."""
        return self.text.partition("\n")[0]


def read(entry: dict[str, Any]) -> Call:
    """A line of GET /sandbox/log."""
    chat, params = entry["chat_id"], entry["params"]
    return Call(
        n=entry["n"],
        method=entry["method"],
        chat=chat if isinstance(chat, int) else 0,
        outcome=entry["outcome"],
        left=entry["time"],
        counted=entry["counted"],
        done=entry["done"],
        text=str(params.get("text", "")),
        message_id=entry["message_id"] or int(params.get("message_id", 0)),
    )

"""What did the caller pass? Form fields, query strings, multipart parts and JSON read alike."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.model import Json

UNSUPPORTED = frozenset(
    [
        "allow_paid_broadcast",
        "business_connection_id",
        "message_effect_id",
        "inline_message_id",
        "direct_messages_topic_id",
        "suggested_post_parameters",
        "callback_query_id",
        "receiver_user_id",
        "ephemeral_message_parameters",
        "rich_message",
    ]
)
"""Parameters that Telegram has and the sandbox refuses by name rather than pass over."""


@dataclass(slots=True)
class Upload:
    """One file part of a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """The parameters of one call; empty values count as absent, as with Telegram."""

    values: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def check_known(self, known: frozenset[str]) -> None:
        """Refuse what Telegram's method does not have; stricter than Telegram, to catch typing mistakes."""
        for name in self.values:
            if name not in known:
                raise bad(f"unknown parameter {name}")

    def check_supported(self, method: str) -> None:
        """Refuse what the method has but the sandbox cannot play."""
        for name in UNSUPPORTED & self.values.keys():
            if not (name == "callback_query_id" and method == "answerCallbackQuery"):
                raise bad(f"parameter {name} is not supported by this sandbox")

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return str(value)
        raise bad(f'field "{name}" must be of type String')

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f'parameter "{name}" must be an integer') from None

    def number(self, name: str) -> float:
        """A required decimal number."""
        try:
            return float(self.values[name])
        except KeyError:
            raise bad(f'parameter "{name}" is required') from None
        except (TypeError, ValueError):
            raise bad(f'can\'t parse parameter "{name}"') from None

    def flag(self, name: str) -> bool:
        """A switch: true, yes and 1 are on."""
        value = self.values.get(name)
        return value is True or str(value).lower() in ("true", "yes", "1")

    def nested(self, name: str) -> Any:
        """A JSON-encoded field, or the value itself in a JSON body; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat(self, name: str = "chat_id") -> int | str:
        """A chat by number or @username."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        text = str(value or "").strip()
        if not text:
            raise bad(f"{name} is empty")
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() else text

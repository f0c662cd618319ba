"""What is a screen? A text in Telegram's HTML and rows of buttons; nothing here knows Telegram's library."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Style(StrEnum):
    """How a button stands out (Bot API 9.4+; older apps show it plain)."""

    PLAIN = ""
    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button means: a verb, the thing it is about (0 = nothing), and a word more."""

    verb: str
    subject: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    words: str
    press: Press | None = None
    url: str = ""
    style: Style = Style.PLAIN


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is HTML, at most 4,096 characters as shown. `protect` stops forwarding and saving."""

    text: str
    rows: Rows = ()
    protect: bool = False
    silent: bool = False
    force_reply: bool = False
    contact_button: str = ""  # words of a button that shares the phone number
    remove_keyboard: bool = False

    def marked(self, mark: str) -> "Screen":
        """Every line and every button begins with `mark`: a drill can not be taken for the real thing."""
        lines = [f"{mark} {line}" if line.strip() else line for line in self.text.split("\n")]
        rows = tuple(tuple(replace(b, words=f"{mark} {b.words}") for b in row) for row in self.rows)
        return replace(self, text="\n".join(lines), rows=rows)

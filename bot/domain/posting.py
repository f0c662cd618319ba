"""What did the operator type? `kind; place; details`, with `;`, `|` or new lines between them."""

import re
from dataclasses import dataclass

PASTED_LINES = 4
"""A text of so many lines is a report from elsewhere rather than kind, place and details."""
_SEPARATOR = re.compile(r"\s*[;|\n]\s*")


@dataclass(frozen=True, slots=True)
class Posting:
    """The three parts as typed. Words without any separator stand for the kind and the place alike."""

    kind: str = ""
    place: str = ""
    details: str = ""


def parse(text: str) -> Posting:
    """Split what stands after the command; a part left empty (`kind;; details`) is asked for later."""
    kind, *rest = _SEPARATOR.split(text.strip())
    if not rest:
        return Posting(kind, kind)
    place, *details = rest
    return Posting(kind, place, "; ".join(d for d in details if d))


def is_pasted(text: str) -> bool:
    """Is this a whole report, in which any line may say where?"""
    return len(_lines(text)) >= PASTED_LINES


def with_address(text: str, address: str) -> Posting:
    """A pasted report of which this line is the address; the first line is the kind, the rest details."""
    kind, *rest = _lines(text)
    return Posting(kind, address, "; ".join(line for line in rest if line != address))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

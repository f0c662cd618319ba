"""What did the operator type? `kind; place; details`, with `;`, `|` or new lines between them."""

import re
from dataclasses import dataclass

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

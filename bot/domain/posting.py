"""What did the operator type? `kind; place; details`, with `;`, `|` or new lines between them."""

import re
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\s*[;|\n]\s*")


@dataclass(frozen=True, slots=True)
class Posting:
    """The three parts as typed. With one part only, it stands for the kind and the place alike."""

    kind: str = ""
    place: str = ""
    details: str = ""


def parse(text: str) -> Posting:
    """Split what stands after the command; parts beyond the second are the details."""
    parts = [p for p in _SEPARATOR.split(text.strip()) if p]
    if not parts:
        return Posting()
    if len(parts) == 1:
        return Posting(parts[0], parts[0])
    return Posting(parts[0], parts[1], "; ".join(parts[2:]))

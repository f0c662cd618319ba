"""What did an examination find? A sentence that is good, or one that ends with what to do."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined; the text of a bad one ends with what to do."""

    good: bool
    text: str


def ok(text: str) -> Finding:
    return Finding(True, text)


def bad(text: str) -> Finding:
    return Finding(False, text)


def masked(text: str) -> str:
    """Without anything that may be a telephone number or a token."""
    return re.sub(r"\d{6,}(:\S+)?", "#", text)

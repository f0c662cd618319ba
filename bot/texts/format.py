"""How are times, distances and people's own words shown? As people say them, and never too long."""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

ADDRESS = 160
DETAILS = 600
NAME = 40

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut on a word, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    gap = cut.rfind(" ", limit // 2)
    if gap >= 0 and not text[limit - 1].isspace():
        cut = cut[:gap]
    return cut.rstrip(" ,;.") + "…"


def tame(text: str) -> str:
    """People's text without control and direction characters, spaces joined, empty lines left out."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    lines = ("".join(c for c in line if c.isprintable() or c == "\t") for line in text.splitlines())
    return "\n".join(tidy for line in lines if (tidy := " ".join(line.split())))


def one_line(text: str, limit: int) -> str:
    """People's text on one line, cut on a word."""
    return shorten(tame(text).replace("\n", ", "), limit)


def person(name: str) -> str:
    """A person's name for one line; letters that run from right to left are kept together."""
    text = shorten(tame(name).replace("\n", " "), NAME)
    turned = any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)
    return f"\u2068{text}\u2069" if turned else text


def within(lines: Sequence[str], limit: int) -> tuple[list[str], int]:
    """As many lines as fit into `limit` UTF-16 units (as Telegram counts), and how many are left out."""
    kept: list[str] = []
    used = 0
    for line in lines:
        used += len(line.encode("utf-16-le")) // 2 + 1
        if used > limit:
            break
        kept.append(line)
    return kept, len(lines) - len(kept)


def clock(at: datetime, zone: ZoneInfo) -> str:
    """14.05, in the city's time."""
    return at.astimezone(zone).strftime("%H.%M")


def day(at: datetime, zone: ZoneInfo) -> str:
    """21/11/2026, in the city's time."""
    return at.astimezone(zone).strftime("%d/%m/%Y")


def decimal(value: float, language: str) -> str:
    """1,2 in Indonesian, 1.2 in English."""
    text = f"{value:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


def distance(metres: float, language: str) -> str:
    """900 m, 1,2 km, 12 km: no more digits than people use."""
    if metres < 975:
        return f"{max(round(metres / 50) * 50, 50)} m"
    return f"{decimal(max(metres / 1000, 1) if metres < 9_950 else round(metres / 1000), language)} km"


def about(seconds: float) -> tuple[str, int]:
    """A short time as people say it: ("seconds", 6), ("seconds", 35), ("minutes", 2); never nought."""
    if seconds <= 10:
        return "seconds", max(math.ceil(seconds), 1)
    if seconds <= 57.5:
        return "seconds", 5 * round(seconds / 5)
    return "minutes", max(round(seconds / 60), 1)

"""How are times, distances and people's own words shown? As people say them, and never too long."""

import re
import unicodedata
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
    at_word = cut.rsplit(None, 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(" ,;.") + "…"


def tame(text: str) -> str:
    """People's text without control and direction characters, spaces joined, line breaks kept."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    lines = ("".join(c for c in line if c.isprintable() or c == "\t") for line in text.splitlines())
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def person(name: str) -> str:
    """A person's name for one line."""
    return shorten(tame(name).replace("\n", " "), NAME)


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
    if metres < 950:
        return f"{max(round(metres / 50) * 50, 50)} m"
    return f"{decimal(metres / 1000 if metres < 9_950 else round(metres / 1000), language)} km"

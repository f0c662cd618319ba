"""Does the text hold coordinates? Pairs of numbers, degrees with minutes, geo: and map links -> a point."""

import re
from urllib.parse import unquote

from bot.zones.model import Point

_NUMBER = r"([-+]?\d{1,3}(?:\.\d+)?)"
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"\bmlat={_NUMBER}&(?:amp;)?mlon={_NUMBER}",
        rf"[?&](?:q|query|ll|sll|daddr|destination|center|coordinate|to|cp)=(?:loc:|ll\.)?\+?{_NUMBER}[,~+]\+?\s*{_NUMBER}",
        rf"\bgeo:{_NUMBER},{_NUMBER}",
        rf"/dir/(?:[^/@\s]*/)+{_NUMBER},\+?\s*{_NUMBER}",
        rf"/(?:place|search|dir|l)/{_NUMBER},\+?\s*{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
        rf"#map=\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}",
    )
)
_LON_FIRST = re.compile(rf"!(?:1d{_NUMBER}!2d|2d{_NUMBER}!3d){_NUMBER}", re.IGNORECASE)
_SHORT_OSM = re.compile(r"(?:osm\.org|openstreetmap\.org)/go/([A-Za-z0-9_~@]{4,})")
_OSM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"
_DECIMAL, _COMMA = r"([-+]?\d{1,3}\.\d+)", r"([-+]?\d{1,3},\d+)"
_SIDE = r"\s*°?\s*(lintang selatan|lintang utara|bujur timur|ls|lu|bt|n|s|e)?\b"
_PAIR = re.compile(
    rf"(?<![\d.,]){_DECIMAL}{_SIDE}\s*[,;/ ]\s*{_DECIMAL}{_SIDE}(?![\d]|[.,]\d)", re.IGNORECASE
)
_COMMAS = re.compile(rf"(?<![\d.,]){_COMMA}{_SIDE}\s*[,;/ ]\s*{_COMMA}{_SIDE}(?![\d]|[.,]\d)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:lat(?:itude)?|lintang)\s*[:=]?\s*([-+]?\d{1,2}[.,]\d+)\W{1,9}"
    r"(?:lon(?:g|gitude)?|lng|bujur)\s*[:=]?\s*([-+]?\d{1,3}[.,]\d+)",
    re.IGNORECASE,
)
_SIDE_FIRST = re.compile(
    r"\b([SNU]|LS|LU)\s*(\d{1,2}[.,]\d+)°?\s*[,;/ ]\s*(?:E|T|BT)\s*(\d{1,3}[.,]\d+)", re.IGNORECASE
)
_WHOLE = re.compile(rf"\s*\(?\s*{_NUMBER}\s*[,; ]\s*{_NUMBER}\s*\)?\s*")
_DEGREES = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|'')\s*(LS|LU|S|N|U)\W*"
    r"(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|'')\s*(BT|E|T)\b",
    re.IGNORECASE,
)
_SOUTH = frozenset({"ls", "s", "lintang selatan"})


def read_coordinates(text: str) -> Point | None:
    """Return the point in degrees that the text gives, exactly as given (it may lie anywhere, or be swapped).

    A pin in a map link is preferred to the middle of the map. None when the text holds no coordinates.
    """
    plain = unquote(text).replace("−", "-")
    return _from_link(plain) or _from_degrees(plain) or _from_named(plain) or _from_pair(plain)


def _from_link(text: str) -> Point | None:
    for pattern in _LINKS:
        if match := pattern.search(text):
            return Point(float(match[1]), float(match[2]))
    if match := _LON_FIRST.search(text):
        return Point(float(match[3]), float(match[1] or match[2]))
    short = _SHORT_OSM.search(text)
    return _from_short_osm(short[1]) if short else None


def _from_short_osm(code: str) -> Point:
    """Return the point of OpenStreetMap's short link: each letter has three bits of longitude and latitude.

    Source: the project's page "Shortlink"; "@" was once written for "~".
    """
    x = y = bits = 0
    for letter in code.replace("@", "~"):
        value = _OSM_LETTERS.index(letter)
        for shift in (5, 3, 1):
            x, y = x << 1 | value >> shift & 1, y << 1 | value >> shift - 1 & 1
        bits += 3
    return Point((y + 0.5) / 2**bits * 180 - 90, (x + 0.5) / 2**bits * 360 - 180)


def _from_named(text: str) -> Point | None:
    if match := _NAMED.search(text):
        return Point(_signed(match[1], None), _signed(match[2], None))
    if match := _SIDE_FIRST.search(text):
        return Point(_signed(match[2], match[1]), _signed(match[3], None))
    return None


def _from_degrees(text: str) -> Point | None:
    match = _DEGREES.search(text)
    if match is None:
        return None
    lat, lon = _sexagesimal(*match.group(1, 2, 3)), _sexagesimal(*match.group(5, 6, 7))
    return Point(-lat if match[4].lower() in _SOUTH else lat, lon)


def _sexagesimal(degrees: str, minutes: str, seconds: str) -> float:
    return int(degrees) + int(minutes) / 60 + float(seconds.replace(",", ".")) / 3600


def _from_pair(text: str) -> Point | None:
    if (match := _WHOLE.fullmatch(text)) and "." in text:
        return Point(float(match[1]), float(match[2]))
    for pattern in (_PAIR, _COMMAS):
        match = pattern.search(text)
        if match and _plausible(match):
            return Point(_signed(match[1], match[2]), _signed(match[3], match[4]))
    return None


def _plausible(match: re.Match[str]) -> bool:
    """Two numbers in a sentence are coordinates only with a sign, a side, or three decimals and a longitude
    of the far east (so that "1,500,000,200" is a price)."""
    if "-" in match[1] + match[3] or match[2] or match[4]:
        return True
    numbers = [re.split("[.,]", match[group]) for group in (1, 3)]
    return (
        min(len(decimals) for _, decimals in numbers) >= 3 and max(int(whole) for whole, _ in numbers) >= 90
    )


def _signed(number: str, side: str | None) -> float:
    value = float(number.replace(",", "."))
    return -abs(value) if (side or "").lower() in _SOUTH else value

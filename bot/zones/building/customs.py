"""What does a new city need besides its borders? Its clock by the province, and letters for its incidents."""

from bot.zones.text import fold

_EAST = {"81", "82", "91", "92", "93", "94", "95", "96"}
_MIDDLE = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_PONTIANAK = {"61", "62"}
_TITLES = {"kota", "kabupaten", "administrasi"}


def clock(code: str) -> tuple[str, str]:
    """Return time zone and abbreviation of a Kemendagri code by its province (Keppres 41/1987)."""
    province = code[:2]
    if province in _EAST:
        return "Asia/Jayapura", "WIT"
    if province in _MIDDLE:
        return "Asia/Makassar", "WITA"
    return ("Asia/Pontianak" if province in _PONTIANAK else "Asia/Jakarta"), "WIB"


def letters(name: str) -> str:
    """Return three letters for a city: "Kota Semarang" -> SMG, "Penajam Paser Utara" -> PPU."""
    words = [word for word in fold(name).split() if word not in _TITLES]
    if len(words) >= 3:
        return "".join(word[0] for word in words[:3]).upper()
    first, rest = "".join(word[0] for word in words), words[-1][1:]
    consonants = [letter for letter in rest if letter not in "aiueo"]
    ends = consonants[:1] + consonants[-1:] if len(consonants) > 1 else list(rest)
    return (first + "".join(ends[len(first) - 1 :]) + rest)[:3].upper()

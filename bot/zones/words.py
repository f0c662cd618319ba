"""How is typed text cut into words? Lower case, abbreviations written out, breaks and dashes remembered."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

STREET_WORDS = frozenset({"jalan", "gang"})
"""A word after which a street's name follows."""

_PIECE = re.compile(r"[a-z]+|[0-9]+|[,;|\n()/]|[-–—]")
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_SHORT = {
    "jl": "jalan",
    "jln": "jalan",
    "jlan": "jalan",
    "jaln": "jalan",
    "gg": "gang",
    "kel": "kelurahan",
    "klurahan": "kelurahan",
    "ds": "kelurahan",
    "desa": "kelurahan",
    "kec": "kecamatan",
    "kecamtan": "kecamatan",
    "kab": "kabupaten",
    "smg": "semarang",
    "semrang": "semarang",
    "sman": "sma negeri",
    "smpn": "smp negeri",
    "smkn": "smk negeri",
    "sdn": "sd negeri",
    "pkm": "puskesmas",
    "psr": "pasar",
    "st": "stasiun",
    "profesor": "prof",
    "professor": "prof",
    "dokter": "dr",
    "jenderal": "jend",
    "jendral": "jend",
    "letjend": "letjen",
    "brigjend": "brigjen",
    "mayjend": "mayjen",
    "kolonel": "kol",
    **{roman: str(number) for number, roman in enumerate(_NUMERALS.split(), start=1)},
}
_PAIRS = {("rumah", "sakit"): "rs", ("letnan", "jend"): "letjen", ("brigadir", "jend"): "brigjen"}


class Word(NamedTuple):
    """One folded word; `breaks`: a comma, line or bracket stands before it; `dash`: a dash does."""

    text: str
    breaks: bool
    dash: bool


def words_of(text: str, spellings: Mapping[str, str] | None = None) -> list[Word]:
    """Return the words of `text`, abbreviations written out and `spellings` (word -> word) replaced."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    found: list[Word] = []
    breaks, dash = True, False
    for piece in _PIECE.findall(folded):
        if not piece.isalnum():
            breaks, dash = breaks or piece not in "-–—", dash or piece in "-–—"
            continue
        for part in _written_out(piece, spellings or {}):
            found.append(Word(part, breaks, dash))
            breaks, dash = False, False
    return _pairs_joined(found)


def key_of(words: Sequence[Word]) -> str:
    """Return the words run together: the key under which equal names meet, however they are spaced."""
    return "".join(word.text for word in words)


def _written_out(piece: str, spellings: Mapping[str, str]) -> list[str]:
    if piece.isdigit():
        return [piece.lstrip("0") or "0"]
    return spellings.get(piece, _SHORT.get(piece, piece)).split()


def _pairs_joined(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in words:
        short = _PAIRS.get((joined[-1].text, word.text)) if joined and not word.breaks else None
        if short:
            joined[-1] = joined[-1]._replace(text=short)
        else:
            joined.append(word)
    return joined

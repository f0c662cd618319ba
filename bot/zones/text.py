"""When are two spellings the same? Folding of typed text for comparison; nothing here knows any place."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return lower-case ASCII words joined by single spaces: " Jl. Kelud-Raya" -> "jl kelud raya"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    return _NOT_WORD.sub(" ", plain.encode("ascii", "ignore").decode()).strip()


def squeeze(text: str) -> str:
    """Return the folded text without its spaces, so that "Gajah Mungkur" equals "Gajahmungkur"."""
    return fold(text).replace(" ", "")

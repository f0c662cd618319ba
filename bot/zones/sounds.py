"""Which spellings sound alike? Old and new Indonesian spelling, doubled letters, y and i: one key for all."""

import re
from functools import lru_cache

_STEPS = (
    ("tj", "c"),
    ("dj", "j"),
    ("sj", "sy"),
    ("oe", "u"),
    ("ch", "h"),
    ("kh", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("y", "i"),
    ("ie", "i"),
    ("v", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
)
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiou]")


@lru_cache(maxsize=20_000)
def sound(letters: str) -> str:
    """Return how lower-case letters without spaces sound: "tjandisari" and "candisari" give the same."""
    for old, new in _STEPS:
        letters = letters.replace(old, new)
    return _DOUBLED.sub(r"\1", letters)


_OLD = re.compile("oe|tj|dj")
_OLD_STEPS = (
    ("dj", "\0"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("ch", "kh"),
    ("j", "y"),
    ("oe", "u"),
    ("\0", "j"),
)


def modern(word: str) -> str:
    """Return a word of the old spelling (before 1947 oe, before 1972 tj, dj, j) as it is written today.

    "poerwojoso" -> "purwoyoso". A j alone does not tell: only oe, tj or dj do.
    """
    if not _OLD.search(word):
        return word
    for old, new in _OLD_STEPS:
        word = word.replace(old, new)
    return word


def skeleton(letters: str) -> str:
    """Return the consonants: "pdrngn" is what is left of "pedurungan"."""
    return _VOWELS.sub("", letters)

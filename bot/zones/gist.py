"""Which words of an address are worth asking somebody else about? The name, without the report around it."""

from collections.abc import Sequence

from bot.zones.everyday import is_everyday
from bot.zones.generic import GENERIC, PLACED
from bot.zones.links import without_links
from bot.zones.roles import Role, kept, roles_of
from bot.zones.words import STREET_WORDS, Word, words_of

MOST_WORDS = 8


def gist(text: str) -> str:
    """Return the first name in the text in small letters, abbreviations written out, "" without a name.

    "laka motor di Jl. Supriyadi no 5 dkt warung" -> "jalan supriyadi no 5".
    """
    words = words_of(without_links(text)[0])
    roles = roles_of(words)
    for least in (Role.PLACE, Role.PLAIN):
        for part in _parts(kept(words, roles, least)):
            if any(_is_name(word) for word in part):
                return " ".join(word.text for word in part[:MOST_WORDS])
    return ""


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    """Cut the words at breaks and at words such as "dekat"; leave the report's own words off their ends."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.breaks or word.text in PLACED:
            parts.append([])
        parts[-1].append(word)
    return [_trimmed(part) for part in parts]


def _trimmed(part: list[Word]) -> list[Word]:
    while part and not (_is_name(part[0]) or part[0].text in STREET_WORDS):
        part = part[1:]
    while part and not (_is_name(part[-1]) or part[-1].text.isdigit()):
        part = part[:-1]
    return part


def _is_name(word: Word) -> bool:
    return not is_everyday(word.text) and word.text not in GENERIC

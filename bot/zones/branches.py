"""Which names are shared by several branches? "Transmart" is in two kecamatan: alone it proves neither."""

from collections.abc import Callable, Iterable, Sequence

from bot.zones.everyday import is_everyday
from bot.zones.generic import BRANCHED, GENERIC
from bot.zones.model import Place
from bot.zones.words import Word, key_of

Words = Callable[[str], Sequence[Word]]


def branches_of(places: Iterable[Place], words_of: Words) -> dict[str, list[Place]]:
    """Return the first words that names of several zones have in common -> all rows that begin with them."""
    begun: dict[str, list[tuple[str, Place]]] = {}
    for place in places:
        if place.kind in BRANCHED:
            for name in (place.name, *place.aliases):
                for start, following in _beginnings(words_of(name)):
                    begun.setdefault(start, []).append((following, place))
    return {start: rows for start, found in begun.items() if (rows := _branches(found))}


def _beginnings(words: Sequence[Word]) -> Iterable[tuple[str, str]]:
    for end in range(1, len(words)):
        start = [word.text for word in words[:end]]
        plain = all(text in GENERIC or is_everyday(text) for text in start)
        if not plain and not words[end].text.isdigit() and words[end].text != "semarang":
            yield key_of(words[:end]), words[end].text


def _branches(found: Sequence[tuple[str, Place]]) -> list[Place]:
    """Return the rows when more than one word may follow and they lie in more than one zone."""
    rows = list(dict.fromkeys(place for _, place in found))
    if len({following for following, _ in found}) < 2 or len({row.zone_code for row in rows}) < 2:
        return []
    return rows

"""Where does a street's name end, and is it one that somebody listed? What follows "jalan" is read here."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.zones.everyday import is_everyday
from bot.zones.evidence import Evidence
from bot.zones.generic import AFTER_STREET, DIRECTIONS, GENERIC, RECURRING
from bot.zones.index import Index
from bot.zones.words import Word, ends, key_of

_AFTER_JALAN = 0.75
"""Less sure: a place's name behind "jalan" is that of a street which leads there."""


class Road(NamedTuple):
    """A street's name up to the word `end`; `lost` is where the name begins that nobody listed."""

    end: int
    found: Evidence | None = None
    lost: int | None = None


class Roads:
    """Reads streets with one index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def marked(self, words: Sequence[Word], at: int) -> Road:
        """Return the street behind the word "jalan" or "gang" at `at`."""
        start = at + 1
        if start == len(words) or words[start].breaks:
            return Road(start)
        for end in ends(words, start):
            name = words[start:end]
            found = self._index.street_evidence(name)
            if found and self._ends_here(found, words, start, end):
                return Road(end, found)
            place = None if found else self._index.place_evidence(key_of(name), _AFTER_JALAN)
            if place and self._complete(words, end):
                return Road(end, place)
        return self._unlisted(words, start)

    def bare(self, words: Sequence[Word], at: int, end: int) -> Evidence | None:
        """Return a street named without "jalan", when its name is none of everyday's and complete."""
        name = words[at:end]
        found = self._index.street_evidence(name, weak=len(name) == 1 and name[0].text in RECURRING)
        if found is None or all(is_everyday(word.text) or word.text in GENERIC for word in name):
            return None
        return found if self._complete(words, end) else None

    def _ends_here(self, found: Evidence, words: Sequence[Word], start: int, end: int) -> bool:
        """Tell whether a street's name ends here: long names are not the beginning of another's."""
        long = len([word for word in words[start:end] if word.text not in DIRECTIONS]) > 1
        return self._complete(words, end) or (long and not found.weak)

    def _unlisted(self, words: Sequence[Word], start: int) -> Road:
        """Return where an unlisted street's name ends; an area's name in it proves nothing."""
        if words[start].text == "raya" and start + 1 < len(words) and not words[start + 1].breaks:
            start += 1
        named = (end for end in ends(words, start) if self._index.names_area(key_of(words[start:end])))
        end, lost = next(named, None), None
        if end is None:
            if _is_no_name(words[start]):
                return Road(start)
            end, lost = start + 1, start
        while end < len(words) and not self._complete(words, end):
            end += 1
        return Road(end, lost=lost)

    def _complete(self, words: Sequence[Word], end: int) -> bool:
        """Tell whether a street's name can end here, or whether it goes on into a name that nobody listed."""
        if end == len(words) or words[end].breaks or words[end].dash:
            return True
        text = words[end].text
        if text in AFTER_STREET | DIRECTIONS or is_everyday(text):
            return True
        keys = (key_of(words[end:stop]) for stop in ends(words, end))
        return any(self._index.known(key) or self._index.streets.known(key) for key in keys)


def _is_no_name(word: Word) -> bool:
    """Tell whether the word behind "jalan" goes on with the report: "jalan depan pasar"."""
    return (is_everyday(word.text) and len(word.text) > 2) or word.text in AFTER_STREET | GENERIC

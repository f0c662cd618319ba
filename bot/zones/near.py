"""Is it a slip of the finger? Near spellings of kecamatan, kelurahan and landmarks, whole names."""

from collections.abc import Sequence
from functools import partial

from rapidfuzz import fuzz, process

from bot.zones.evidence import Evidence, Reading, of_kelurahan, of_places, of_zone
from bot.zones.generic import GENERIC
from bot.zones.index import Index
from bot.zones.words import STREET_WORDS, Word, key_of

NEAR = 90.0
"""Least likeness (rapidfuzz ratio): one letter too many or too few in five, one wrong in ten."""
_SHORTEST, _LONGEST_NAME = 5, 4
_DISCOUNT = 0.85


class NearNames:
    """Finds names that are almost those of the index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        areas = [*index.zones, *index.kelurahan]
        landmarks = [key for key, rows in index.places.items() if any(row.kind == "landmark" for row in rows)]
        self._areas = [key for key in areas if len(key) >= _SHORTEST and key not in GENERIC]
        self._landmarks = [key for key in landmarks if len(key) >= _SHORTEST]

    def read(self, words: Sequence[Word], reading: Reading) -> None:
        """Add the best near names of words that `reading` does not explain; areas only when it has none."""
        if not reading.zones and not reading.kelurahan:
            self._add(words, reading, self._areas)
        if not reading.zones and not reading.kelurahan and not reading.places:
            self._add(words, reading, self._landmarks)

    def _add(self, words: Sequence[Word], reading: Reading, names: Sequence[str]) -> None:
        best: tuple[float, list[str]] = (0.0, [])
        for typed in _unexplained(words, reading.used):
            hits = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=3)
            for name, score, _ in hits:
                if score > best[0]:
                    best = (score, [name])
                elif score == best[0] and name not in best[1]:
                    best[1].append(name)
        for name in best[1]:
            reading.add(self._evidence(name))

    def _evidence(self, key: str) -> Evidence:
        index = self._index
        if key in index.zones:
            return of_zone(index.zones[key], marked=False, confidence=0.95 * _DISCOUNT)
        if key in index.kelurahan:
            items = index.kelurahan[key]
            return of_kelurahan(items, items[0].name, marked=False, confidence=0.92 * _DISCOUNT)
        return of_places(index.places[key], partial(index.matched, key), 0.9 * _DISCOUNT)


def _unexplained(words: Sequence[Word], used: set[int]) -> list[str]:
    """Return the runs of up to four unexplained words that could be a name (not one after "jalan")."""
    found: dict[str, None] = {}
    for at in range(len(words)):
        if at and words[at - 1].text in STREET_WORDS:
            continue
        for end in range(at + 1, min(len(words), at + _LONGEST_NAME) + 1):
            if end - 1 in used or (end - 1 > at and words[end - 1].breaks):
                break
            key = key_of(words[at:end])
            if len(key) >= _SHORTEST and not all(word.text in GENERIC for word in words[at:end]):
                found[key] = None
    return list(found)

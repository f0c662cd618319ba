"""Which names stand in the text? One walk over the words, the longest known name first."""

from collections.abc import Sequence
from functools import partial

from bot.zones.evidence import Evidence, OutsideHit, Reading, of_kelurahan, of_places, of_street, of_zone
from bot.zones.generic import AFTER_STREET, COMMON_NAMES, DIRECTIONS, TOWARDS
from bot.zones.index import LONGEST, Index
from bot.zones.words import STREET_WORDS, Word, key_of


class Reader:
    """Reads evidence from words with one index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def read(self, words: Sequence[Word]) -> Reading:
        """Return everything the words say about where."""
        reading = Reading()
        at = 0
        while at < len(words):
            step = self._step(words, at, reading)
            at += max(step, 1)
        return reading

    def _step(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        """Read what begins at word `at`; return how many words it takes (0: nothing known)."""
        marker = words[at].text
        found = 0
        if marker in STREET_WORDS:
            return self._street(words, at, reading)
        if marker in {"kecamatan", "kelurahan"}:
            found = self._marked(words, at, reading)
        return found or self._plain(words, at, reading)

    def _street(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        start = at + 1
        for begin in (start, start + 1):
            if begin > start and (start >= len(words) or words[start].text != "raya"):
                break
            for end in _ends(words, begin):
                key = key_of(words[begin:end])
                if not self._complete(words, end):
                    continue
                if key in self._index.streets:
                    reading.add(self._street_evidence(key))
                elif key in self._index.places:
                    reading.add(self._place_evidence(key, 0.75))
                else:
                    continue
                return _use(reading, at, end)
        return _use(reading, at, self._after_unknown_street(words, start))

    def _street_evidence(self, key: str) -> Evidence:
        named = partial(self._index.matched, key)
        return of_street(self._index.streets[key], named, key in self._index.weak)

    def _place_evidence(self, key: str, confidence: float) -> Evidence:
        return of_places(self._index.places[key], partial(self._index.matched, key), confidence)

    def _after_unknown_street(self, words: Sequence[Word], start: int) -> int:
        """Return where an unlisted street's name ends; an area's name in it proves nothing."""
        if start < len(words) and words[start].text == "raya":
            start += 1
        named = (end for end in _ends(words, start) if self._names_area(key_of(words[start:end])))
        end = next(named, start + 1)
        while end < len(words) and not self._complete(words, end):
            end += 1
        return min(end, len(words))

    def _marked(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        for end in _ends(words, at + 1):
            key = key_of(words[at + 1 : end])
            if words[at].text == "kecamatan" and key in self._index.zones:
                reading.add(of_zone(self._index.zones[key], marked=True, confidence=0.97))
            elif words[at].text == "kelurahan" and key in self._index.kelurahan:
                items = self._index.kelurahan[key]
                reading.add(of_kelurahan(items, items[0].name, marked=True, confidence=0.95))
            elif key in self._index.outside:
                reading.outside.append(OutsideHit(self._index.outside[key], 4))
            else:
                continue
            return _use(reading, at, end)
        return 0

    def _plain(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        for end in _ends(words, at, over_breaks=True):
            key = key_of(words[at:end])
            if key in self._index.outside and not _on_the_way(words, at, end):
                weight = 4 if words[at].text == "kabupaten" else 2
                reading.outside.append(OutsideHit(self._index.outside[key], weight))
                return _use(reading, at, end)
            broken = any(word.breaks for word in words[at + 1 : end])
            if not broken and self._named(words, at, end, reading):
                return _use(reading, at, end)
        return 0

    def _named(self, words: Sequence[Word], at: int, end: int, reading: Reading) -> bool:
        """Read the words from `at` to `end` as the name of something in the city, areas first."""
        index, key = self._index, key_of(words[at:end])
        if key in index.zones:
            reading.add(of_zone(index.zones[key], marked=False))
        elif key in index.kelurahan and (key not in COMMON_NAMES or _alone(words, at, end)):
            reading.add(of_kelurahan(index.kelurahan[key], index.kelurahan[key][0].name, marked=False))
        elif key in index.stems and len(key) > 3:
            reading.add(
                of_kelurahan(index.stems[key], words[at].text.capitalize(), marked=False, confidence=0.8)
            )
        elif key in index.places:
            reading.add(self._place_evidence(key, 0.9))
        elif key in index.streets and self._complete(words, end):
            reading.add(self._street_evidence(key))
        else:
            return False
        return True

    def _complete(self, words: Sequence[Word], end: int) -> bool:
        """Tell whether a street's name can end here, or whether it goes on into a name that nobody listed."""
        if end == len(words) or words[end].breaks or words[end].dash or words[end].text.isdigit():
            return True
        if words[end].text in AFTER_STREET | DIRECTIONS:
            return True
        return any(self._known(key_of(words[end:stop])) for stop in _ends(words, end))

    def _known(self, key: str) -> bool:
        return self._names_area(key) or key in self._index.places

    def _names_area(self, key: str) -> bool:
        index = self._index
        return key in index.zones or key in index.kelurahan or key in index.stems or key in index.outside


def _ends(words: Sequence[Word], at: int, over_breaks: bool = False) -> list[int]:
    """Return where a name that begins at `at` may end, the longest first."""
    last = min(len(words), at + LONGEST)
    if not over_breaks:
        last = next((stop for stop in range(at + 1, last) if words[stop].breaks), last)
    return list(range(last, at, -1))


def _use(reading: Reading, at: int, end: int) -> int:
    reading.used.update(range(at, end))
    return end - at


def _on_the_way(words: Sequence[Word], at: int, end: int) -> bool:
    """Tell "arah Demak", "Semarang - Kendal" and "Ungaran - Semarang" from being there."""
    if at and not words[at].breaks and (words[at].dash or words[at - 1].text in TOWARDS):
        return True
    return end < len(words) and words[end].dash


def _alone(words: Sequence[Word], at: int, end: int) -> bool:
    return words[at].breaks and (end == len(words) or words[end].breaks)

"""Which names stand in the text? One walk over the words, the longest known name first."""

from collections.abc import Sequence

from bot.zones.context import (
    counts_as_area,
    is_agency,
    is_doubtful,
    is_elsewhere,
    is_on_the_way,
    is_person,
    is_placed,
)
from bot.zones.crossings import Crossings
from bot.zones.evidence import Evidence, OutsideHit, Reading, of_kelurahan, of_zone
from bot.zones.generic import GENERIC
from bot.zones.index import Index
from bot.zones.passing import is_near_by
from bot.zones.roads import Roads
from bot.zones.stretches import Stretches
from bot.zones.tolls import GATE_WORDS
from bot.zones.words import JUNCTION_WORDS, STREET_WORDS, Word, ends, key_of

_PREPOSITIONS = frozenset({"di", "ke", "dari", "dan", "yang"})


class Reader:
    """Reads evidence from words with one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._roads = Roads(index)
        self._crossings = Crossings(index)

    def read(self, words: Sequence[Word]) -> Reading:
        """Return everything the words say about where."""
        reading = Reading(stretches=Stretches(words))
        at = 0
        while at < len(words):
            at += max(self._step(words, at, reading), 1)
        reading.close()
        return reading

    def _step(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        """Read what begins at word `at`; return how many words it takes (0: nothing known)."""
        marker = words[at].text
        if marker in GATE_WORDS and (taken := self._toll(words, at, reading)):
            return taken
        if marker in STREET_WORDS:
            return self._plain(words, at, reading) or self._street(words, at, reading)
        if marker == "pohon" and at + 1 < len(words) and not words[at + 1].breaks:
            return _use(reading, at, at + 2)  # a tree's name is no place's
        found = 0
        if marker in JUNCTION_WORDS:
            found = self._junction(words, at, reading)
        elif marker in {"kecamatan", "kelurahan"}:
            found = self._marked(words, at, reading)
        return found or self._plain(words, at, reading)

    def _street(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        road = self._roads.marked(words, at)
        if road.found:
            self._file(words, at, reading, road.found)
        if road.lost is not None:
            reading.lost.append(road.lost)
            _use(
                reading, at, road.lost + 1
            )  # what follows may be an area with a slip: "jl majapahit pedurungn"
            return road.end - at
        return _use(reading, at, road.end)

    def _toll(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        end, found = self._index.tolls.read(words, at, self._index.areas)
        if found is None:
            return 0
        self._file(words, at, reading, found)
        return _use(reading, at, end)

    def _junction(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        end, found = self._crossings.read(words, at)
        if found is None:
            return 0
        self._file(words, at, reading, found)
        return _use(reading, at, end)

    def _marked(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        """Read the area behind "kecamatan" or "kelurahan"."""
        for end in ends(words, at + 1):
            key = key_of(words[at + 1 : end])
            found = self._area(words[at].text, key, words[at + 1].text)
            if found:
                self._file(words, at, reading, found)
            elif key in self._index.outside:
                _beyond(reading, OutsideHit(self._index.outside[key], at))
            else:
                continue
            if words[at].text == "kecamatan" and found:
                reading.last_marked = at
            return _use(reading, at, end)
        return 0

    def _area(self, marker: str, key: str, first: str) -> Evidence | None:
        index = self._index
        if marker == "kecamatan":
            return of_zone(index.zones[key], marked=True, confidence=0.97) if key in index.zones else None
        if key in index.kelurahan:
            items = index.kelurahan[key]
            return of_kelurahan(items, items[0].name, marked=True, confidence=0.95)
        items = index.stems.get(key, [])
        return of_kelurahan(items, first.capitalize(), marked=True, confidence=0.95) if items else None

    def _plain(self, words: Sequence[Word], at: int, reading: Reading) -> int:
        for end in ends(words, at, over_breaks=True):
            if end > at + 1 and words[at].text in _PREPOSITIONS:
                continue
            key = key_of(words[at:end])
            if key == self._index.own and end > at + 1:
                return _use(reading, at, end)  # "Musi Banyuasin" is not the neighbour Banyuasin
            single = end == at + 1
            if key in self._index.outside and not (single and (key in GENERIC or is_person(words, at))):
                if reading.stretches.covers(at) or not is_on_the_way(
                    words, at, end, self._is_in_city, self._is_own
                ):
                    _beyond(reading, OutsideHit(self._index.outside[key], at))
                return _use(reading, at, end)
            if any(word.breaks for word in words[at + 1 : end]):
                continue
            found = self._named(words, at, end)
            if found:
                if not is_agency(words[at:end]) or is_placed(words, at):
                    self._file(words, at, reading, found)
                return _use(reading, at, end)
        return 0

    def _is_in_city(self, text: str) -> bool:
        key = key_of([Word(text, False, False)])
        return self._is_own(text) or (self._index.names_area(key) and key not in self._index.outside)

    def _is_own(self, text: str) -> bool:
        return key_of([Word(text, False, False)]) == self._index.own

    def _named(self, words: Sequence[Word], at: int, end: int) -> Evidence | None:
        """Return what the words from `at` to `end` name in the city, areas first."""
        index, key = self._index, key_of(words[at:end])
        if not counts_as_area(words, at, end):
            return None
        if key in index.zones:
            return of_zone(index.zones[key], marked=False)
        if key in index.kelurahan:
            items = index.kelurahan[key]
            return of_kelurahan(items, items[0].name, marked=False, namesakes=index.namesakes(words[at:end]))
        person = is_person(words, at)
        if (key in index.places or key in index.branches) and not (person and end == at + 1):
            return index.place_evidence(key)
        if key in index.stems and len(key) > 3:
            return of_kelurahan(index.stems[key], words[at].text.capitalize(), marked=False, confidence=0.8)
        return None if person else self._roads.bare(words, at, end)

    def _file(self, words: Sequence[Word], at: int, reading: Reading, found: Evidence) -> None:
        """Add the evidence, unless the words around make it a direction, somebody's origin or a neighbour."""
        if is_elsewhere(words, at) or reading.stretches.take(at, found):
            return
        if is_near_by(words, at, found):
            reading.hints.append(found)
        elif is_doubtful(words, at):
            reading.doubtful.append(found)
        else:
            reading.add(found)


def _beyond(reading: Reading, hit: OutsideHit) -> None:
    if not reading.stretches.take_outside(hit.at):
        reading.outside.append(hit)


def _use(reading: Reading, at: int, end: int) -> int:
    reading.used.update(range(at, end))
    return end - at

"""Which junction is meant? A listed one, or the place where two named streets meet."""

from collections.abc import Sequence

from bot.zones.evidence import JUNCTION, Evidence, Option
from bot.zones.generic import GENERIC
from bot.zones.geometry import distance_m
from bot.zones.index import Index
from bot.zones.model import Place, Point
from bot.zones.words import LONGEST, STREET_WORDS, Word, key_of

_MEET_M = 400.0
"""Listed points of streets are samples: two that cross have points about this near to each other."""
_JOINS = frozenset({"dan", "dengan", "x", "10", "jalan", "vs"})
_CONFIDENCE = 0.85


class Crossings:
    """Reads what follows a word such as "perempatan"."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def read(self, words: Sequence[Word], at: int) -> tuple[int, Evidence | None]:
        """Return where the junction's name ends and what it proves; (at, None) when it is no known one."""
        end, found = self._listed(words, at)
        if found:
            return end, found
        start = _skip(words, at + 1)
        end, first = self._street(words, start)
        if not first:
            return at, None
        second_end, second = self._street(words, _skip(words, end))
        if second:
            rows = self._index.junctions.get(
                key_of([*words[_skip(words, end) : second_end], *words[start:end]])
            )
            met = _of_rows(rows) if rows else self._meeting(words[start:second_end], first, second)
            return second_end, met
        found = self._index.street_evidence(words[start:end])
        return (end, found) if found and self._settled(words, end) else (at, None)

    def _listed(self, words: Sequence[Word], at: int) -> tuple[int, Evidence | None]:
        for end in range(min(len(words), at + LONGEST), at + 1, -1):
            key, bare = key_of(words[at:end]), _bare(words[at + 1 : end])
            if key in self._index.places:
                return end, self._index.place_evidence(key)
            rows = self._index.junctions.get(bare)
            if rows:
                return end, _of_rows(rows)
        return at, None

    def _street(self, words: Sequence[Word], start: int) -> tuple[int, list[Place]]:
        """Return where the longest street's name from `start` ends, and its rows."""
        for end in range(min(len(words), start + LONGEST), start, -1):
            name = words[start:end]
            if any(word.breaks for word in name[1:]) or all(word.text in GENERIC for word in name):
                continue
            rows = self._index.streets.rows(name)
            if rows:
                return end, rows
        return start, []

    def _settled(self, words: Sequence[Word], end: int) -> bool:
        """Tell whether nothing that might be the second street's name follows the first."""
        return end == len(words) or words[end].breaks or not words[end].dash

    def _meeting(self, words: Sequence[Word], first: list[Place], second: list[Place]) -> Evidence:
        """Return the zones where both run; of several that where their points come nearest."""
        zones = sorted({row.zone_code for row in first} & {row.zone_code for row in second})
        pairs = {zone: _nearest(first, second, zone) for zone in zones}
        near = {zone: pair for zone, pair in pairs.items() if pair[0] <= _MEET_M}
        if len(zones) > 1 and len(near) == 1:
            zones = list(near)
        name = " ".join(word.text.capitalize() for word in words)
        if zones:
            options = [Option(zone, None, pairs[zone][1], name) for zone in zones]
            return Evidence(JUNCTION, tuple(options), _CONFIDENCE)
        every = {row.zone_code: Option(row.zone_code, None, row.point, name) for row in [*first, *second]}
        return Evidence(JUNCTION, tuple(every[zone] for zone in sorted(every)), _CONFIDENCE - 0.2)


def _nearest(first: list[Place], second: list[Place], zone: str) -> tuple[float, Point]:
    """Return the least distance in metres between two streets' points in the zone, and such a point."""
    return min(
        (distance_m(one.point, other.point), one.point)
        for one in first
        for other in second
        if one.zone_code == other.zone_code == zone
    )


def _of_rows(rows: list[Place]) -> Evidence:
    options = {row.zone_code: Option(row.zone_code, row.kelurahan, row.point, row.name) for row in rows}
    return Evidence(JUNCTION, tuple(options[zone] for zone in sorted(options)), 0.9)


def _bare(words: Sequence[Word]) -> str:
    return key_of([word for word in words if word.text not in STREET_WORDS])


def _skip(words: Sequence[Word], at: int) -> int:
    while at < len(words) and (words[at].text in _JOINS or words[at].text in STREET_WORDS):
        at += 1
    return at

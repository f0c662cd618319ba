"""What does the text say about where? Words -> evidence, each piece naming zones; no verdict yet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.zones.generic import CROSSING_KINDS, THROUGH_STREETS, WELL_KNOWN
from bot.zones.geometry import distance_m
from bot.zones.model import Kelurahan, OutsidePlace, Place, Point, Zone
from bot.zones.stretches import Stretches

KECAMATAN, KELURAHAN, PLACE, JUNCTION = "kecamatan", "kelurahan", "place", "junction"
STREET, COORDINATES, OUTSIDE = "street", "coordinates", "outside"
"""How a place was found; words of the contract."""


_GROUNDS_M = 250.0
"""Grounds and entrances straddle borders."""
_SMALL_STREET_M, _MAIN_STREET_M = 400.0, 1_000.0
"""The listed points of a street are samples: it goes on beyond them."""

Named = Callable[[Place], str]
"""(row) -> which of its names the text used."""


class Option(NamedTuple):
    """One zone that evidence may mean: the name that matched, kelurahan and point (degrees) where known."""

    zone: str
    kelurahan: str | None
    point: Point | None
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A name found in the text. `marked`: "kec." or "kel." before it; `weak`: proves nothing alone.

    `near`: names one that is only near by. `reach_m`: a named zone at most so many metres from one of the
    points does not contradict it.
    """

    how: str
    options: tuple[Option, ...]
    confidence: float
    weak: bool = False
    marked: bool = False
    near: bool = False
    reach_m: float = 0.0

    @property
    def zones(self) -> frozenset[str]:
        """The codes of the zones it may mean."""
        return frozenset(option.zone for option in self.options)


class OutsideHit(NamedTuple):
    """A place in another regency that the text names, and at which word."""

    place: OutsidePlace
    at: int


@dataclass(slots=True)
class Reading:
    """All evidence in a text.

    `doubtful` is what counts only when nothing else does, `hints` what is even then only asked about. `used`
    are the positions of the words that some evidence explains, `lost` those where a street's name begins that
    nobody listed.
    """

    zones: list[Evidence] = field(default_factory=list)
    kelurahan: list[Evidence] = field(default_factory=list)
    places: list[Evidence] = field(default_factory=list)
    doubtful: list[Evidence] = field(default_factory=list)
    hints: list[Evidence] = field(default_factory=list)
    outside: list[OutsideHit] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)
    last_marked: int = -1
    stretches: Stretches[Evidence] = field(default_factory=lambda: Stretches(()))

    def add(self, evidence: Evidence) -> None:
        """File the evidence under its sort."""
        sorts = {KECAMATAN: self.zones, KELURAHAN: self.kelurahan}
        rows = sorts.get(evidence.how, self.places)
        if evidence not in rows:
            rows.append(evidence)

    def close(self) -> None:
        """Add what was found between two ends, as proof or as a hint."""
        for evidence, proof in self.stretches.found():
            if proof:
                self.add(evidence)
            else:
                self.hints.append(evidence)

    def hinted(self) -> "Reading":
        """Return a reading in which hints count as evidence."""
        reading = replace(self, zones=[*self.zones], kelurahan=[*self.kelurahan], places=[*self.places])
        for hint in self.hints:
            reading.add(hint)
        return reading


def of_zone(zone: Zone, marked: bool, confidence: float = 0.95) -> Evidence:
    """Return the evidence of a kecamatan's name."""
    return Evidence(KECAMATAN, (Option(zone.code, None, None, zone.name),), confidence, marked=marked)


def of_kelurahan(
    items: Sequence[Kelurahan],
    name: str,
    marked: bool,
    confidence: float = 0.92,
    namesakes: Sequence[Place] = (),
) -> Evidence:
    """Return the evidence of a kelurahan's name, or of the first word that several share.

    `namesakes` are places and streets of that name: where one is well known in another zone, it may be meant
    as well.
    """
    options: dict[str, Option] = {}
    for item in items:
        alone = sum(other.zone_code == item.zone_code for other in items) == 1
        kelurahan, point = (item.name, item.point) if alone else (None, None)
        options.setdefault(item.zone_code, Option(item.zone_code, kelurahan, point, name))
    for row in namesakes:
        if not marked and row.kind in CROSSING_KINDS | THROUGH_STREETS:
            options.setdefault(row.zone_code, Option(row.zone_code, row.kelurahan, row.point, row.name))
    return Evidence(KELURAHAN, tuple(options.values()), confidence, marked=marked)


def of_places(rows: Sequence[Place], named: Named, confidence: float = 0.9, weak: bool = False) -> Evidence:
    """Return the evidence of a place's name; its best-known rows count, one option a zone."""
    best = min(_rank(row) for row in rows)
    rows = [row for row in rows if _rank(row) == best]
    options = {
        row.zone_code: Option(row.zone_code, row.kelurahan, row.point, named(row)) for row in reversed(rows)
    }
    how = JUNCTION if rows[0].kind == "junction" else PLACE
    return Evidence(how, _sorted(options.values()), confidence - 0.1 * best, weak=weak, reach_m=_GROUNDS_M)


def of_branches(rows: Sequence[Place], confidence: float = 0.9) -> Evidence:
    """Return the evidence of a name that several branches share: any of them may be meant."""
    options = {row.zone_code: Option(row.zone_code, row.kelurahan, row.point, row.name) for row in rows}
    return Evidence(PLACE, _sorted(options.values()), confidence, reach_m=_GROUNDS_M)


def of_street(rows: Sequence[Place], named: Named, weak: bool, small: bool) -> Evidence:
    """Return the evidence of a street's name: one option a zone, at the street's middle point in it."""
    options = []
    for zone in sorted({row.zone_code for row in rows}):
        part = [row for row in rows if row.zone_code == zone]
        names = {row.kelurahan for row in part}
        kelurahan = names.pop() if len(names) == 1 else None
        options.append(Option(zone, kelurahan, _middle([row.point for row in part]), named(part[0])))
    reach_m = _SMALL_STREET_M if small else _MAIN_STREET_M
    return Evidence(STREET, tuple(options), 0.65 if small else 0.85, weak=weak, reach_m=reach_m)


def leading_to(street: Evidence, ends: Iterable[Iterable[Zone | Kelurahan]]) -> Evidence:
    """Return the evidence of a road named after its two ends: it may be meant anywhere between them."""
    options = {option.zone: option for option in street.options}
    for area in (area for end in ends for area in end):
        code = area.code if isinstance(area, Zone) else area.zone_code
        options.setdefault(code, Option(code, None, None, street.options[0].name))
    return replace(street, options=_sorted(options.values()), near=True)


def _rank(row: Place) -> int:
    return 0 if row.kind in WELL_KNOWN else 2 if row.kind == "bus_stop" else 1


def _sorted(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: option.zone))


def _middle(points: Sequence[Point]) -> Point:
    """Return the one of the points that is nearest to all."""
    return min(points, key=lambda point: sum(distance_m(point, other) for other in points))

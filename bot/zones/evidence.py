"""What does the text say about where? Words -> evidence, each piece naming zones; no verdict yet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.zones.generic import SMALL_STREETS, WELL_KNOWN
from bot.zones.geometry import distance_m
from bot.zones.model import Kelurahan, OutsidePlace, Place, Point, Zone

KECAMATAN, KELURAHAN, PLACE, JUNCTION = "kecamatan", "kelurahan", "place", "junction"
STREET, COORDINATES, OUTSIDE = "street", "coordinates", "outside"
"""How a place was found; words of the contract."""


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
    """A name found in the text. `marked`: "kec." or "kel." before it; `weak`: proves nothing alone."""

    how: str
    options: tuple[Option, ...]
    confidence: float
    weak: bool = False
    marked: bool = False

    @property
    def zones(self) -> frozenset[str]:
        """The codes of the zones it may mean."""
        return frozenset(option.zone for option in self.options)


class OutsideHit(NamedTuple):
    """A place in another regency that the text names; `weight` as in `Reading.city_weight`."""

    place: OutsidePlace
    weight: int


@dataclass(slots=True)
class Reading:
    """All evidence in a text; `used` are the positions of the words that some evidence explains."""

    zones: list[Evidence] = field(default_factory=list)
    kelurahan: list[Evidence] = field(default_factory=list)
    places: list[Evidence] = field(default_factory=list)
    outside: list[OutsideHit] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def add(self, evidence: Evidence) -> None:
        """File the evidence under its sort."""
        sorts = {KECAMATAN: self.zones, KELURAHAN: self.kelurahan}
        rows = sorts.get(evidence.how, self.places)
        if evidence not in rows:
            rows.append(evidence)

    @property
    def city_weight(self) -> int:
        """How strongly the text speaks of this city: kecamatan 3, kelurahan, place 2, else 1."""
        areas = 3 * len(self.zones) + sum(2 if len(item.options) == 1 else 1 for item in self.kelurahan)
        return areas + sum(0 if item.weak else 1 if item.how == STREET else 2 for item in self.places)


def of_zone(zone: Zone, marked: bool, confidence: float = 0.95) -> Evidence:
    """Return the evidence of a kecamatan's name."""
    return Evidence(KECAMATAN, (Option(zone.code, None, None, zone.name),), confidence, marked=marked)


def of_kelurahan(items: Sequence[Kelurahan], name: str, marked: bool, confidence: float = 0.92) -> Evidence:
    """Return the evidence of a kelurahan's name, or of the first word that several share."""
    options: dict[str, Option] = {}
    for item in items:
        alone = sum(other.zone_code == item.zone_code for other in items) == 1
        kelurahan, point = (item.name, item.point) if alone else (None, None)
        options.setdefault(item.zone_code, Option(item.zone_code, kelurahan, point, name))
    return Evidence(KELURAHAN, tuple(options.values()), confidence, marked=marked)


def of_places(rows: Sequence[Place], named: Named, confidence: float = 0.9) -> Evidence:
    """Return the evidence of a place's name; its best-known rows count, one option a zone."""
    best = min(_rank(row) for row in rows)
    rows = [row for row in rows if _rank(row) == best]
    options = {
        row.zone_code: Option(row.zone_code, row.kelurahan, row.point, named(row)) for row in reversed(rows)
    }
    how = JUNCTION if rows[0].kind == "junction" else PLACE
    return Evidence(how, _sorted(options.values()), confidence - 0.1 * best)


def of_street(rows: Sequence[Place], named: Named, weak: bool) -> Evidence:
    """Return the evidence of a street's name: one option a zone, at the street's middle point in it."""
    options = []
    for zone in sorted({row.zone_code for row in rows}):
        part = [row for row in rows if row.zone_code == zone]
        names = {row.kelurahan for row in part}
        kelurahan = names.pop() if len(names) == 1 else None
        options.append(Option(zone, kelurahan, _middle([row.point for row in part]), named(part[0])))
    small = all(row.kind in SMALL_STREETS for row in rows)
    return Evidence(STREET, tuple(options), 0.65 if small else 0.8, weak=weak)


def _rank(row: Place) -> int:
    return 0 if row.kind in WELL_KNOWN else 2 if row.kind == "bus_stop" else 1


def _sorted(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: option.zone))


def _middle(points: Sequence[Point]) -> Point:
    """Return the one of the points that is nearest to all."""
    return min(points, key=lambda point: sum(distance_m(point, other) for other in points))

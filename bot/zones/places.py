"""Where is it? Typed text -> one zone, several to choose from, another regency, or an honest "unknown"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.zones.coordinates import read_coordinates
from bot.zones.evidence import COORDINATES
from bot.zones.index import Index
from bot.zones.locate import Located, Locator
from bot.zones.model import OutsidePlace, Point, Zone
from bot.zones.near import NearNames
from bot.zones.reader import Reader
from bot.zones.verdict import Choice, decide

_MOST_WORDS = 80


class PlaceStatus(StrEnum):
    """What came of a text."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One zone that the text may mean.

    `zone` is its code. `point` (degrees) is as exact as `how` allows: coordinates, a place, the middle of a
    street in this zone, a kelurahan's centroid; None for a kecamatan. `name` is the name that matched.
    `confidence` is a rank from 0 to 1, not a probability.
    """

    zone: str
    zone_name: str
    kelurahan: str | None
    point: Point | None
    how: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """The answer: candidates best first (one when resolved), or the place outside.

    `outside` is None for coordinates beyond the city. `swapped`: latitude and longitude the other way round
    would be in the city; the one candidate is that reading, to be asked about.
    """

    status: PlaceStatus
    candidates: tuple[Candidate, ...] = ()
    outside: OutsidePlace | None = None
    swapped: bool = False


class Finder:
    """Finds places in one city."""

    def __init__(self, index: Index, locator: Locator, zones: Sequence[Zone]) -> None:
        self._index = index
        self._locator = locator
        self._zone_names = {zone.code: zone.name for zone in zones}
        self._reader = Reader(index)
        self._near = NearNames(index)

    def find(self, text: str) -> PlaceResult:
        """Return where the typed text is. Never raises for any text; the same text gives the same answer."""
        point = read_coordinates(text)
        if point is not None:
            return self._from_point(point)
        words = self._index.words(text)[:_MOST_WORDS]
        reading = self._reader.read(words)
        if not reading.outside:
            self._near.read(words, reading)
        weight = sum(hit.weight for hit in reading.outside)
        if weight > reading.city_weight:
            return PlaceResult(
                PlaceStatus.OUTSIDE, outside=max(reading.outside, key=lambda hit: hit.weight).place
            )
        return self._result(decide(reading, self._locator.distance_to_zone))

    def _result(self, choices: Sequence[Choice]) -> PlaceResult:
        if not choices:
            return PlaceResult(PlaceStatus.UNKNOWN)
        status = PlaceStatus.RESOLVED if len(choices) == 1 else PlaceStatus.AMBIGUOUS
        return PlaceResult(status, tuple(self._candidate(choice) for choice in choices))

    def _candidate(self, choice: Choice) -> Candidate:
        option = choice.option
        confidence = round(choice.confidence, 2)
        name = self._zone_names[option.zone]
        return Candidate(
            option.zone, name, option.kelurahan, option.point, choice.how, option.name, confidence
        )

    def _from_point(self, point: Point) -> PlaceResult:
        try:
            located = self._locator.locate(point)
        except ValueError:
            return PlaceResult(PlaceStatus.UNKNOWN)
        if isinstance(located, Located):
            confidence = 0.7 if located.approximate else 0.9 if located.snapped_m else 0.99
            return PlaceResult(PlaceStatus.RESOLVED, (self._at(point, located, confidence),))
        if not located.swapped:
            return PlaceResult(PlaceStatus.OUTSIDE)
        right = Point(point.lon, point.lat)
        found = self._locator.locate(right)
        assert isinstance(found, Located), "a swapped point was found in the city a moment ago"
        return PlaceResult(PlaceStatus.OUTSIDE, (self._at(right, found, 0.5),), swapped=True)

    def _at(self, point: Point, located: Located, confidence: float) -> Candidate:
        name = f"{point.lat}, {point.lon}"
        zone_name = self._zone_names[located.zone]
        return Candidate(located.zone, zone_name, located.kelurahan, point, COORDINATES, name, confidence)

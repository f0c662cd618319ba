"""Where is it? Typed text -> one zone, several to choose from, another regency, or an honest "unknown"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.zones.coordinates import read_coordinates
from bot.zones.evidence import COORDINATES, Reading
from bot.zones.index import Index
from bot.zones.links import without_links
from bot.zones.locate import Located, Locator
from bot.zones.model import OutsidePlace, Point, Zone
from bot.zones.near import NearNames
from bot.zones.outskirts import outside_of
from bot.zones.reader import Reader
from bot.zones.roles import Role, kept, roles_of
from bot.zones.sounds import modern
from bot.zones.verdict import Choice, decide
from bot.zones.words import Word

_MOST_WORDS = 800
_MOST_SLIPS = 3
_MENDED = 0.85
_ASKED = 0.5


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
    `confidence` (0 to 1) says what kind of evidence there is: a marked kecamatan 0.97, a kelurahan 0.92, a
    place 0.9, a main street 0.85, a small one 0.65, + 0.04 for each that agrees, x 0.85 after mending a slip.
    It is cautious: of 4,200 made-up reports about listed names, most with a slip, 99 % were right at every
    level. The levels are lower where the lists are samples, so that a name may lie where nobody listed it.
    Of several to choose from each gets its part: 0.5 at the most.
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

    Ambiguous with one candidate: only near by, or a double guess, so it is to be confirmed.

    `outside` is None for coordinates beyond the city. `swapped`: latitude and longitude the other way round
    would be in the city; the one candidate is that reading, to be asked about. `link`: nothing was read, but
    the text holds a link to a map that carries no coordinates.
    """

    status: PlaceStatus
    candidates: tuple[Candidate, ...] = ()
    outside: OutsidePlace | None = None
    swapped: bool = False
    link: bool = False


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
        plain, link = without_links(text)
        result = self._from_words(self._index.words(plain)[:_MOST_WORDS])
        return replace(result, link=link) if result.status is PlaceStatus.UNKNOWN else result

    def _from_words(self, words: Sequence[Word]) -> PlaceResult:
        """Read what is labelled as the place first, then everything that may speak of it."""
        roles = roles_of(words)
        asked: PlaceResult | None = None
        for least in (Role.PLACE, Role.PLAIN):
            result = self._of(kept(words, roles, least))
            if result.status in (PlaceStatus.RESOLVED, PlaceStatus.OUTSIDE):
                return result if asked is None or _narrows(result, asked) else asked
            if result.status is PlaceStatus.AMBIGUOUS:
                asked = asked or result
        return asked or PlaceResult(PlaceStatus.UNKNOWN)

    def _of(self, words: Sequence[Word]) -> PlaceResult:
        """Read the words as they stand, then with slips of the finger mended, then what is doubtful."""
        reading = self._reader.read(words)
        result = self._judge(reading)
        if result.status is PlaceStatus.OUTSIDE:
            return result
        longer = self._agreed(self._near.completed(words, reading))
        if result.status is PlaceStatus.RESOLVED:
            return longer or result
        for _ in range(_MOST_SLIPS):
            mended = self._near.mended(words, reading)
            found = self._agreed(mended)
            if found is None:
                break
            if _was_respelt(words, mended[0]):
                found = _to_confirm(found)
            if result.status is PlaceStatus.UNKNOWN or _narrows(found, result):
                result = found
            if found.status is not PlaceStatus.AMBIGUOUS or len(mended) > 1:
                break
            words = mended[0]
            reading = self._reader.read(words)
        if result.status is PlaceStatus.UNKNOWN and reading.doubtful:
            for item in reading.doubtful:
                reading.add(item)
            return self._judge(reading)
        return longer or result

    def _agreed(self, readings: Sequence[Sequence[Word]]) -> PlaceResult | None:
        """Return what the mended words say, all their zones when they do not agree; None when nothing."""
        results = [self._judge(self._reader.read(words)) for words in readings]
        found = [result for result in results if result.status is not PlaceStatus.UNKNOWN]
        if len(found) == 1 or len({result.outside or result.candidates[0].zone for result in found}) == 1:
            return _less_sure(found[0])
        inside = {item.zone: item for result in found for item in reversed(result.candidates)}
        if not inside or any(result.outside for result in found):
            return None
        shared = [
            replace(item, confidence=round(item.confidence / len(inside), 2)) for item in inside.values()
        ]
        return PlaceResult(PlaceStatus.AMBIGUOUS, tuple(sorted(shared, key=_rank)))

    def _judge(self, reading: Reading) -> PlaceResult:
        town = outside_of(reading)
        if town is not None:
            return PlaceResult(PlaceStatus.OUTSIDE, outside=town)
        distance = self._locator.distance_to_zone
        choices = decide(reading, distance)
        if choices:
            status = PlaceStatus.RESOLVED if len(choices) == 1 else PlaceStatus.AMBIGUOUS
            return PlaceResult(status, tuple(self._candidate(choice) for choice in choices))
        hinted = decide(reading.hinted(), distance) if reading.hints else []
        return _to_confirm(PlaceResult(PlaceStatus.UNKNOWN, tuple(self._candidate(one) for one in hinted)))

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


def _narrows(result: PlaceResult, asked: PlaceResult) -> bool:
    """Tell whether a result settles an open question with one of its candidates."""
    zones = {candidate.zone for candidate in asked.candidates}
    return result.status is PlaceStatus.RESOLVED and result.candidates[0].zone in zones


def _was_respelt(words: Sequence[Word], mended: Sequence[Word]) -> bool:
    """Tell whether a word in the old spelling was mended, too: that is a double guess."""
    left = {word.text for word in mended}
    return any(modern(word.text) != word.text and word.text not in left for word in words)


def _to_confirm(result: PlaceResult) -> PlaceResult:
    """Return the result as a question, also when it has a single candidate."""
    items = (replace(item, confidence=min(item.confidence, _ASKED)) for item in result.candidates)
    return PlaceResult(PlaceStatus.AMBIGUOUS, tuple(items)) if result.candidates else result


def _less_sure(result: PlaceResult) -> PlaceResult:
    """Return the result of words that had to be mended."""
    items = (replace(item, confidence=round(item.confidence * _MENDED, 2)) for item in result.candidates)
    return replace(result, candidates=tuple(items))


def _rank(candidate: Candidate) -> tuple[float, str]:
    return -candidate.confidence, candidate.zone

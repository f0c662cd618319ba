"""What does the bot know of its city? One frozen value with all of a pack, and the questions asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from bot.zones.index import Index
from bot.zones.kinds import KindFinder
from bot.zones.labels import Label
from bot.zones.locate import Located, Locator, Outside
from bot.zones.model import (
    Agency,
    Coming,
    Community,
    FirstAidCard,
    Kelurahan,
    Kind,
    OutsidePlace,
    Patience,
    Place,
    Point,
    Severity,
    Zone,
)
from bot.zones.places import Finder, PlaceResult
from bot.zones.text import fold, squeeze


@dataclass(frozen=True, eq=False)
class CityPack:
    """A city. Mappings go by code (zones, kelurahan, neighbours) or key (agencies, first_aid).

    `shapes` are the zones' polygons, `villages` those of the kelurahan; both may be empty. `approximate` is
    True where there are no polygons: zones are then guessed from kelurahan points, and so are the neighbours
    (`neighbours_guessed`) where city.toml does not list them.
    """

    name: str
    service: str
    code: str
    letters: str
    timezone: str
    timezone_abbreviation: str
    operator_phone: str
    communities: tuple[Community, ...]
    agencies: Mapping[str, Agency]
    kinds: tuple[Kind, ...]
    patience: Mapping[Severity, Patience]
    coming: Coming
    first_aid: Mapping[str, FirstAidCard]
    zones: Mapping[str, Zone]
    kelurahan: Mapping[str, Kelurahan]
    neighbours: Mapping[str, frozenset[str]]
    shapes: Mapping[str, BaseGeometry]
    places: tuple[Place, ...]
    outside: tuple[OutsidePlace, ...]
    spellings: Mapping[str, str]
    villages: Mapping[str, BaseGeometry] = field(default_factory=dict)
    neighbours_guessed: bool = False

    @property
    def approximate(self) -> bool:
        """True when the pack has no polygons."""
        return not self.shapes

    def kind(self, key: str) -> Kind:
        """Return the kind with this key. Raises KeyError."""
        return self._kinds_by_key[key]

    def find_kind(self, text: str) -> Kind | None:
        """Return the kind that typed words mean, None when unsure."""
        return self._kind_finder.find(text)

    def nearest_kinds(self, text: str, n: int) -> list[Kind]:
        """Return the `n` kinds most like the typed words, best first."""
        return self._kind_finder.nearest(text, n)

    def zone_by_name(self, text: str) -> Zone | None:
        """Return the zone by code (dots optional) or name, any case and spacing, with or without "kec"."""
        wanted = squeeze(fold(text).removeprefix("kecamatan ").removeprefix("kec "))
        return self._zones_by_word.get(wanted)

    def community(self, text: str) -> Community | None:
        """Return the community by key, name or short name, in any case and spacing."""
        return self._communities_by_word.get(squeeze(text))

    def locate(self, point: Point) -> Located | Outside:
        """Return the zone of a point in degrees WGS 84; see `Locator.locate`."""
        return self.locator.locate(point)

    def located(self, spot: tuple[float, float] | None) -> Located | None:
        """Return the zone of a latitude and longitude, None without one in the city; nothing is raised."""
        try:
            found = self.locate(Point(*spot)) if spot is not None else None
        except ValueError:
            return None
        return found if isinstance(found, Located) else None

    @cached_property
    def locator(self) -> Locator:
        """The index over polygons and labelled points, built when first asked."""
        centres = [Label(k.point, k.zone_code, k.name, True) for k in self.kelurahan.values() if k.point]
        rest = [Label(p.point, p.zone_code, p.kelurahan, False) for p in self.places if p.kelurahan]
        drawn = {code: (self.kelurahan[code], shape) for code, shape in self.villages.items()}
        return Locator(self.shapes, centres + rest, drawn)

    def find(self, text: str) -> PlaceResult:
        """Return where typed text is; see `Finder.find`."""
        return self.finder.find(text)

    @cached_property
    def finder(self) -> Finder:
        """The index over names, built when first asked."""
        zones = tuple(self.zones.values())
        kelurahan = tuple(self.kelurahan.values())
        index = Index(zones, kelurahan, self.places, self.outside, self.spellings, self.name)
        return Finder(index, self.locator, zones)

    @cached_property
    def _kind_finder(self) -> KindFinder:
        return KindFinder(self.kinds)

    @cached_property
    def _kinds_by_key(self) -> dict[str, Kind]:
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def _zones_by_word(self) -> dict[str, Zone]:
        return {squeeze(word): zone for zone in self.zones.values() for word in (zone.code, zone.name)}

    @cached_property
    def _communities_by_word(self) -> dict[str, Community]:
        return {
            squeeze(word): item for item in self.communities for word in (item.short, item.name, item.key)
        }

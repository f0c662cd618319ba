"""In which zone is this point? Exact inside the city, generous by 300 m at its border, honest beyond."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from bot.zones.centres import Centres
from bot.zones.labels import Label, Labels
from bot.zones.model import Kelurahan, Point
from bot.zones.polygons import Polygons, least

SNAP_M = 300.0
"""A point this far outside the city still counts as its nearest zone: GPS, coasts and rivers err."""
BORDER_M = 100.0
"""Nearer than this to another zone, that zone is named too."""


@dataclass(frozen=True, slots=True)
class Located:
    """A point's zone.

    `zone` is the code. `kelurahan` is a name: exact where the pack has its polygon, else
    (`kelurahan_approximate`) the nearest known point's inside the zone.
    `snapped_m` is 0 inside, else the metres by which the point lies outside the city. `border_zone` is the
    nearest other zone's code when that is at most 100 m away, `border_m` the distance in metres; else None.
    `approximate` is True where the city has no polygons, so that the zone itself is a guess.
    """

    zone: str
    kelurahan: str | None
    snapped_m: float = 0.0
    border_m: float | None = None
    border_zone: str | None = None
    approximate: bool = False
    kelurahan_approximate: bool = True


@dataclass(frozen=True, slots=True)
class Outside:
    """A point in no zone: `distance_m` metres from `nearest` (a zone code).

    `swapped` is True when latitude and longitude the other way round would be in the city; `distance_m` and
    `nearest` are then None if the point as given is not on Earth.
    """

    distance_m: float | None
    nearest: str | None
    swapped: bool = False


class Locator:
    """Finds zones for points.

    Built once from the zones' polygons by code (may be empty), labelled points, and the kelurahan's polygons
    (by kelurahan code, where the pack has them).
    """

    def __init__(
        self,
        shapes: Mapping[str, BaseGeometry],
        labels: Iterable[Label],
        villages: Mapping[str, tuple[Kelurahan, BaseGeometry]] | None = None,
    ) -> None:
        known = list(labels)
        self._labels = Labels(known)
        self._zones = Polygons(shapes) if shapes else None
        self._centres = Centres(known) if known and not shapes else None
        self._villages = _by_zone(villages or {})
        self._names = {code: kelurahan.name for code, (kelurahan, _) in (villages or {}).items()}

    def locate(self, point: Point) -> Located | Outside:
        """Return the zone of `point` (degrees WGS 84), or how far outside it is.

        On a common border the lowest code wins. Raises ValueError for coordinates that are not numbers or not
        on Earth (unless swapping them gives a hit).
        """
        if not (isfinite(point.lat) and isfinite(point.lon)):
            raise ValueError("Coordinates must be finite numbers: give latitude, longitude in degrees.")
        found = self._find(point) if _on_earth(point) else Outside(None, None)
        if isinstance(found, Located):
            return found
        swapped = Point(point.lon, point.lat)
        if _on_earth(swapped) and isinstance(self._find(swapped), Located):
            return Outside(found.distance_m, found.nearest, swapped=True)
        if not _on_earth(point):
            raise ValueError(
                f"{point.lat}, {point.lon} is not on Earth: latitude is -90 to 90, longitude -180 to 180."
            )
        return found

    def zones_of(self, points: ArrayLike) -> NDArray[np.str_]:
        """Return the zone codes of many points at once, as `locate` gives them; "" outside.

        `points` are rows lat, lon in degrees, shape (n, 2) -> (n,). Nothing is raised for odd numbers.
        """
        lonlat = np.asarray(points, dtype=np.float64).reshape(-1, 2)[:, ::-1]
        if self._zones is not None:
            codes, found = self._zones.codes, self._zones.indices(lonlat, SNAP_M)
        elif self._centres is not None:
            codes = [label.zone_code for label in self._centres.labels]
            found = self._centres.indices(lonlat)
        else:
            return np.full(len(lonlat), "")
        return np.array([*codes, ""])[found]

    def distance_to_zone(self, point: Point, code: str) -> float:
        """Return the metres from `point` to the zone, 0 inside; infinite where there are no polygons."""
        return inf if self._zones is None else self._zones.distance(point, code)

    def _find(self, point: Point) -> Located | Outside:
        if self._zones is None:
            return self._guess(point)
        zone, snapped = self._zones.at(point), 0.0
        near = self._zones.within(point, SNAP_M if zone is None else BORDER_M)
        if zone is None:
            if not near:
                code, away = self._zones.nearest(point)
                return Outside(away, code)
            zone, snapped = least(near)
        others = [hit for hit in near if hit[0] != zone and hit[1] <= BORDER_M]
        border_zone, border_m = least(others) if others else (None, None)
        kelurahan, guessed = self._kelurahan(point, zone)
        return Located(zone, kelurahan, snapped, border_m, border_zone, kelurahan_approximate=guessed)

    def _kelurahan(self, point: Point, zone: str) -> tuple[str | None, bool]:
        """Return the kelurahan's name, and whether it is a guess."""
        code = self._villages[zone].at(point) if zone in self._villages else None
        if code is not None:
            return self._names[code], False
        return self._labels.kelurahan(point, zone), True

    def _guess(self, point: Point) -> Located | Outside:
        if self._centres is None:
            return Outside(None, None)
        label, away, near = self._centres.nearest(point)
        if near:
            return Located(label.zone_code, label.kelurahan, approximate=True)
        return Outside(away, label.zone_code)


def _by_zone(villages: Mapping[str, tuple[Kelurahan, BaseGeometry]]) -> dict[str, Polygons]:
    found: dict[str, dict[str, BaseGeometry]] = {}
    for code, (kelurahan, shape) in villages.items():
        found.setdefault(kelurahan.zone_code, {})[code] = shape
    return {zone: Polygons(shapes) for zone, shapes in found.items()}


def _on_earth(point: Point) -> bool:
    return abs(point.lat) <= 90 and abs(point.lon) <= 180

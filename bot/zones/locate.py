"""In which zone is this point? Exact inside the city, generous by 300 m at its border, honest beyond."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from geopy.distance import geodesic
from shapely import Point as ShapelyPoint
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from bot.zones.borders import borders_of
from bot.zones.geometry import to_segments_m
from bot.zones.labels import Label, Labels
from bot.zones.model import Point

SNAP_M = 300.0
"""A point this far outside the city still counts as its nearest zone: GPS, borders and coasts err."""
BORDER_M = 100.0
"""Nearer than this to another zone, that zone is named too."""
_FLAT_M = 50_000.0
_SAME_M = 1e-6


@dataclass(frozen=True, slots=True)
class Located:
    """A point's zone.

    `zone` is the code. `kelurahan` (a name) is a guess from the nearest known point inside the zone.
    `snapped_m` is 0 inside, else the metres by which the point lies outside the city. `border_m` is the
    distance in metres to the nearest other zone (None where there are no polygons), `border_zone` that zone's
    code when at most 100 m.
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
    """Finds zones for points. Built once from polygons by zone code (may be empty) and labelled points."""

    def __init__(self, shapes: Mapping[str, BaseGeometry], labels: Iterable[Label]) -> None:
        self._labels = Labels(labels)
        self._codes = sorted(shapes)
        self._tree = STRtree([shapes[code] for code in self._codes]) if shapes else None
        self._borders = borders_of(shapes) if shapes else None

    def locate(self, point: Point) -> Located | Outside:
        """Return the zone of `point` (degrees WGS 84), or how far outside it is.

        On a common border the lowest code wins. Raises ValueError for coordinates that are not numbers or not
        on Earth (unless swapping them gives a hit).
        """
        if not (isfinite(point.lat) and isfinite(point.lon)):
            raise ValueError("Coordinates must be finite numbers: give latitude, longitude in degrees.")
        swapped = Point(point.lon, point.lat)
        if not _on_earth(point):
            if _on_earth(swapped) and isinstance(self._find(swapped), Located):
                return Outside(None, None, swapped=True)
            raise ValueError(
                f"{point.lat}, {point.lon} is not on Earth: latitude is -90 to 90, longitude -180 to 180."
            )
        found = self._find(point)
        if isinstance(found, Outside) and _on_earth(swapped) and isinstance(self._find(swapped), Located):
            return Outside(found.distance_m, found.nearest, swapped=True)
        return found

    def distance_to_zone(self, point: Point, code: str) -> float:
        """Return the metres from `point` to the zone, 0 inside; infinite where there are no polygons."""
        if self._tree is None:
            return inf
        inside = self._tree.query(ShapelyPoint(point.lon, point.lat), predicate="intersects")
        return 0.0 if code in {self._codes[at] for at in inside} else self._to_zones(point)[code]

    def _find(self, point: Point) -> Located | Outside:
        if self._tree is None or self._borders is None:
            return self._by_labels(point)
        inside = self._tree.query(ShapelyPoint(point.lon, point.lat), predicate="intersects")
        distances = self._to_zones(point)
        if len(inside):
            return self._located(point, self._codes[min(inside)], 0.0, distances)
        code, away = _nearest(distances)
        if away <= SNAP_M:
            return self._located(point, code, away, distances)
        return Outside(self._far(point, away), code)

    def _to_zones(self, point: Point) -> dict[str, float]:
        """Return the distance in metres to each zone's border, whether the point is inside it or not."""
        assert self._borders is not None
        nearest = np.full(len(self._borders.codes), np.inf)
        np.minimum.at(nearest, self._borders.owner, to_segments_m(point, self._borders.segments))
        return dict(zip(self._borders.codes, nearest.tolist(), strict=True))

    def _located(self, point: Point, code: str, snapped: float, distances: dict[str, float]) -> Located:
        others = {other: away for other, away in distances.items() if other != code}
        border_zone, border_m = _nearest(others) if others else (None, None)
        if border_m is not None and border_m > BORDER_M:
            border_zone = None
        return Located(code, self._labels.kelurahan(point, code), snapped, border_m, border_zone)

    def _far(self, point: Point, flat_m: float) -> float:
        """Return `flat_m`, or beyond the reach of a flat earth the geodesic metres to the nearest corner."""
        if flat_m < _FLAT_M:
            return flat_m
        assert self._borders is not None
        corners = np.unique(self._borders.segments[:, :2], axis=0)[::10]
        return float(min(geodesic((point.lat, point.lon), (lat, lon)).meters for lon, lat in corners))

    def _by_labels(self, point: Point) -> Located | Outside:
        nearest = self._labels.nearest(point)
        if nearest is None:
            return Outside(None, None)
        label, away = nearest
        if away <= self._labels.reach_m:
            return Located(label.zone_code, label.kelurahan, approximate=True)
        far = away if away < _FLAT_M else float(geodesic(tuple(point), tuple(label.point)).meters)
        return Outside(far, label.zone_code)


def _on_earth(point: Point) -> bool:
    return abs(point.lat) <= 90 and abs(point.lon) <= 180


def _nearest(distances: Mapping[str, float]) -> tuple[str, float]:
    """Return code and distance of the nearest; of equally near ones the lowest code."""
    least = min(distances.values())
    return min(code for code, away in distances.items() if away <= least + _SAME_M), least

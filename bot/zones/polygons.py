"""Which area is a point in, and which are near? Exact in degrees; distances in metres on a flat earth."""

from collections.abc import Mapping

import numpy as np
import shapely
from geopy.distance import geodesic
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bot.zones.geometry import Flat, Floats
from bot.zones.model import Point

Indices = NDArray[np.intp]

NOWHERE = -1
_FLAT_M = 50_000.0
_SAME_M = 1e-6


class Polygons:
    """Areas by code, polygons in degrees (lon lat), asked one point at a time or many at once.

    `codes` is sorted; where areas touch or overlap, the lowest code has the point.
    """

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self.codes = sorted(shapes)
        self._areas = np.array([shapes[code] for code in self.codes], dtype=object)
        _, south, _, north = shapely.total_bounds(self._areas)
        self._flat = Flat.at((south + north) / 2)
        self._plan = shapely.transform(self._areas, self._flat.metres)
        shapely.prepare(self._areas)
        shapely.prepare(self._plan)

    def at(self, point: Point) -> str | None:
        """Return the area that the point lies in or on."""
        hits = shapely.intersects_xy(self._areas, point.lon, point.lat)
        return self.codes[int(hits.argmax())] if hits.any() else None

    def within(self, point: Point, metres: float) -> list[tuple[str, float]]:
        """Return the areas at most so far away with their distance in metres, in the order of their codes."""
        spot = shapely.Point(self._flat.xy(point))
        near = np.flatnonzero(shapely.dwithin(self._plan, spot, metres))
        away = shapely.distance(self._plan[near], spot)
        return [(self.codes[at], float(metres)) for at, metres in zip(near, away, strict=True)]

    def distance(self, point: Point, code: str) -> float:
        """Return the metres from the point to the area, 0 inside."""
        area = self._plan[self.codes.index(code)]
        return float(shapely.distance(area, shapely.Point(self._flat.xy(point))))

    def nearest(self, point: Point) -> tuple[str, float]:
        """Return the nearest area and its distance in metres (far away: measured on the ellipsoid)."""
        spot = shapely.Point(self._flat.xy(point))
        away = shapely.distance(self._plan, spot)
        code, metres = least(list(zip(self.codes, away.tolist(), strict=True)))
        if metres < _FLAT_M:
            return code, metres
        edge = shapely.shortest_line(self._plan[self.codes.index(code)], spot).coords[0]
        return code, float(geodesic(self._flat.point(*edge), point).meters)

    def indices(self, lonlat: Floats, snap_m: float) -> Indices:
        """Return for rows lon, lat the place of the area in `codes`, up to `snap_m` outside it the nearest's.

        NOWHERE beyond. Shape (n, 2) -> (n,).
        """
        found = np.full(len(lonlat), NOWHERE, dtype=np.intp)
        lon, lat = np.ascontiguousarray(lonlat[:, 0]), np.ascontiguousarray(lonlat[:, 1])
        for number, (area, box) in enumerate(zip(self._areas, shapely.bounds(self._areas), strict=True)):
            maybe = np.flatnonzero((found == NOWHERE) & _in_box(lon, lat, box))
            found[maybe[shapely.intersects_xy(area, lon[maybe], lat[maybe])]] = number
        left = np.flatnonzero(found == NOWHERE)
        found[left] = self._snapped(self._flat.metres(lonlat[left]), snap_m)
        return found

    def _snapped(self, spots: Floats, snap_m: float) -> Indices:
        found = np.full(len(spots), NOWHERE, dtype=np.intp)
        least = np.full(len(spots), np.inf)
        margin = np.array([-snap_m, -snap_m, snap_m, snap_m])
        for number, (area, box) in enumerate(zip(self._plan, shapely.bounds(self._plan), strict=True)):
            maybe = np.flatnonzero(_in_box(spots[:, 0], spots[:, 1], box + margin))
            points = shapely.points(spots[maybe])
            near = shapely.dwithin(area, points, snap_m)
            maybe, away = maybe[near], shapely.distance(area, points[near])
            better = away < least[maybe] - _SAME_M
            found[maybe[better]], least[maybe[better]] = number, away[better]
        return found


def least(hits: list[tuple[str, float]]) -> tuple[str, float]:
    """Return the nearest of (code, metres); of equally near ones (to a micrometre) the first."""
    nearest = min(metres for _, metres in hits)
    return next(hit for hit in hits if hit[1] <= nearest + _SAME_M)


def _in_box(x: Floats, y: Floats, box: Floats) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])
    return inside

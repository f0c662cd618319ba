"""Where is the middle of a kelurahan? A point inside it and inside its kecamatan, as they are written."""

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from bot.zones.building.covering import DECIMALS
from bot.zones.model import Point


def points_inside(
    kelurahan: Mapping[str, BaseGeometry], zones: Mapping[str, BaseGeometry]
) -> dict[str, Point]:
    """Return a point for each kelurahan that has an area within its zone, rounded as it is written."""
    found = {}
    for code, shape in sorted(kelurahan.items()):
        zone = zones[code.rpartition(".")[0]]
        point = _middle(shape.intersection(zone))
        if point is not None:
            found[code] = point
    return found


def _middle(shape: BaseGeometry) -> Point | None:
    """Return the centroid of the largest part, else the middle of the largest circle in it, else None."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not parts:
        return None
    largest = max(parts, key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=1e-5)
    for candidate in (largest.centroid, shapely.Point(circle.coords[0])):
        point = shapely.Point(round(candidate.x, DECIMALS), round(candidate.y, DECIMALS))
        if largest.contains(point):
            return Point(point.y, point.x)
    return None

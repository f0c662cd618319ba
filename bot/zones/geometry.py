"""How far is it, in true metres? A local flat earth around the point in question, on the WGS 84 ellipsoid."""

from math import cos, hypot, radians

import numpy as np
from numpy.typing import NDArray

from bot.zones.model import Point

Floats = NDArray[np.float64]


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return metres per degree of latitude and of longitude at `lat` degrees.

    Series of the WGS 84 ellipsoid (error below 0.01 %; a sphere would be wrong by 0.5 % in Semarang).
    """
    phi = radians(lat)
    north = 111132.954 - 559.822 * cos(2 * phi) + 1.175 * cos(4 * phi)
    east = 111412.84 * cos(phi) - 93.5 * cos(3 * phi) + 0.118 * cos(5 * phi)
    return north, east


def distance_m(a: Point, b: Point) -> float:
    """Return the distance of two points in metres; error below 0.1 % up to about 100 km."""
    north, east = metres_per_degree((a.lat + b.lat) / 2)
    return hypot((b.lat - a.lat) * north, (b.lon - a.lon) * east)


def to_points_m(point: Point, lonlat: Floats) -> Floats:
    """Return the metres from `point` to each row (lon, lat) of `lonlat`, shape (n, 2) -> (n,)."""
    north, east = metres_per_degree(point.lat)
    return np.hypot((lonlat[:, 0] - point.lon) * east, (lonlat[:, 1] - point.lat) * north)


def to_segments_m(point: Point, segments: Floats) -> Floats:
    """Return the metres from `point` to each segment (lon, lat, lon, lat), shape (n, 4) -> (n,)."""
    north, east = metres_per_degree(point.lat)
    x1, x2 = (segments[:, 0] - point.lon) * east, (segments[:, 2] - point.lon) * east
    y1, y2 = (segments[:, 1] - point.lat) * north, (segments[:, 3] - point.lat) * north
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy
    along = -(x1 * dx + y1 * dy) / np.where(square == 0.0, 1.0, square)
    along = np.clip(along, 0.0, 1.0)
    return np.hypot(x1 + along * dx, y1 + along * dy)

"""Which geocoder do the settings mean, and within which rectangle may it look?"""

import time
from collections.abc import Callable
from importlib.metadata import version

import shapely

from bot.geocoding.online import Bounds, Online
from bot.geocoding.port import Geocoder, Nobody
from bot.zones.pack import CityPack

MARGIN = 0.05
"""Degrees, some 5 km, around points that stand for areas."""


def choose(
    kind: str, url: str, contact: str, city: CityPack, monotonic: Callable[[], float] = time.monotonic
) -> Geocoder:
    """Return the geocoder of this kind ("" = one that knows nothing), at its public server without `url`.

    It introduces itself by the bot's version and `contact`, or the city's service, as the servers' terms ask.
    """
    if not kind:
        return Nobody()
    agent = f"kentongan/{version('kentongan')} ({contact or city.service})"
    return Online(kind, url, agent, bounds_of(city), monotonic)


def bounds_of(city: CityPack) -> Bounds:
    """Return the city's south, west, north, east in degrees, from its borders or its kelurahan's points."""
    if city.shapes:
        west, south, east, north = shapely.total_bounds(list(city.shapes.values()))
        return float(south), float(west), float(north), float(east)
    points = [item.point for item in city.kelurahan.values() if item.point]
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return min(lats) - MARGIN, min(lons) - MARGIN, max(lats) + MARGIN, max(lons) + MARGIN

"""Which kelurahan is this point in, probably? The nearest point with a known kelurahan: a guess.

A pack has no kelurahan polygons. Measured against BPS's drawing of Semarang, the nearest centroid alone is
right for 78 % of random points; with the gazetteer's points it is 81 %, and better where people live.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from bot.zones.geometry import Floats, to_points_m
from bot.zones.model import Point


class Label(NamedTuple):
    """A point known to lie in a kelurahan; `centre` is True for the kelurahan's own point."""

    point: Point
    zone_code: str
    kelurahan: str
    centre: bool


class Labels:
    """Nearest-point look-ups over labels."""

    def __init__(self, labels: Iterable[Label]) -> None:
        ordered = sorted(
            labels, key=lambda label: (label.zone_code, not label.centre, label.kelurahan, label.point)
        )
        self._by_zone: dict[str, list[Label]] = {}
        for label in ordered:
            self._by_zone.setdefault(label.zone_code, []).append(label)
        self._zone_lonlat = {code: _array(part) for code, part in self._by_zone.items()}

    def kelurahan(self, point: Point, zone_code: str) -> str | None:
        """Return the kelurahan name of the nearest label inside the zone, None when the zone has none."""
        if zone_code not in self._by_zone:
            return None
        return self._by_zone[zone_code][
            int(np.argmin(to_points_m(point, self._zone_lonlat[zone_code])))
        ].kelurahan


def _array(labels: list[Label]) -> Floats:
    return np.array([(label.point.lon, label.point.lat) for label in labels], dtype=np.float64).reshape(-1, 2)

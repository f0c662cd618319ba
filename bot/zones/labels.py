"""Which kelurahan is this point in, probably? The nearest point with a known kelurahan: a guess.

A pack has no kelurahan polygons. Measured against BPS's drawing of Semarang, the nearest centroid alone is
right for 78 % of random points; with the gazetteer's points it is 81 %, and better where people live.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from bot.zones.geometry import Floats, to_points_m
from bot.zones.model import Point

_LEAST_REACH_M = 1_000.0


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
        self._all = ordered
        self._by_zone: dict[str, list[Label]] = {}
        for label in ordered:
            self._by_zone.setdefault(label.zone_code, []).append(label)
        self._lonlat = _array(ordered)
        self._zone_lonlat = {code: _array(part) for code, part in self._by_zone.items()}
        self.reach_m = _reach(ordered)

    def kelurahan(self, point: Point, zone_code: str) -> str | None:
        """Return the kelurahan name of the nearest label inside the zone, None when the zone has none."""
        if zone_code not in self._by_zone:
            return None
        return self._by_zone[zone_code][
            int(np.argmin(to_points_m(point, self._zone_lonlat[zone_code])))
        ].kelurahan

    def nearest(self, point: Point) -> tuple[Label, float] | None:
        """Return the nearest label of all and its distance in metres, None when there are none."""
        if not self._all:
            return None
        distances = to_points_m(point, self._lonlat)
        index = int(np.argmin(distances))
        return self._all[index], float(distances[index])


def _array(labels: list[Label]) -> Floats:
    return np.array([(label.point.lon, label.point.lat) for label in labels], dtype=np.float64).reshape(-1, 2)


def _reach(labels: list[Label]) -> float:
    """Return how far from a centre is still the city: the widest gap between neighbouring centres, metres."""
    centres = [label for label in labels if label.centre]
    lonlat = _array(centres)
    gaps = [
        float(np.partition(to_points_m(label.point, lonlat), 1)[1]) for label in centres if len(centres) > 1
    ]
    return max([_LEAST_REACH_M, *gaps])

"""Who borders on whom? By the drawn borders, or guessed from the kelurahan's points where nobody drew any."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from bot.zones.geometry import Flat, Floats
from bot.zones.model import Point

Owners = NDArray[np.str_]
Neighbours = dict[str, frozenset[str]]

_FIFTH = 5
_LEAST_REACH_M = 1_000.0
_LONGEST = 1.5


def shared_borders(shapes: Mapping[str, BaseGeometry]) -> Neighbours:
    """Return for each zone those that share a border of some length with it; a common point is none."""
    codes = sorted(shapes)
    geometries = [shapes[code] for code in codes]
    pairs = []
    left, right = STRtree(geometries).query(geometries, predicate="intersects")
    for a, b in zip(left, right, strict=True):
        if a < b and geometries[a].boundary.intersection(geometries[b].boundary).length > 0:
            pairs.append((codes[a], codes[b]))
    return _both_ways(codes, pairs)


def guessed_borders(centres: Sequence[tuple[str, Point]]) -> Neighbours:
    """Return the neighbours of each zone, guessed from (zone code, kelurahan's point): a Gabriel graph.

    Two zones are neighbours when somewhere a point of one and a point of the other stand with no third point
    in the circle over them, and not much farther apart than villages there are. Measured against the true
    borders of the five shipped cities: 95 to 100 % of the guesses are right, 90 to 100 % of the borders are
    found. A zone that would be left alone gets the nearest other zone.
    """
    codes = sorted({code for code, _ in centres})
    owner = np.array([code for code, _ in centres])
    square = _distances(centres) ** 2
    reach = reaches_m(np.sqrt(square))
    pairs = [
        (str(owner[a]), str(owner[b]))
        for a in range(len(owner))
        for b in _partners(a, owner, square, _LONGEST * np.maximum(reach, reach[a]))
    ]
    alone = set(codes) - {code for pair in pairs for code in pair}
    return _both_ways(
        codes, pairs + [pair for code in sorted(alone) for pair in _nearest(code, owner, square)]
    )


def reaches_m(distances: Floats) -> Floats:
    """Return how far each row's point stands for its surroundings: the metres to the fifth nearest column
    (0 is the point itself), at least 1 km. Shape (n, m) -> (n,)."""
    kth = min(_FIFTH, distances.shape[1] - 1)
    fifth: Floats = np.partition(distances, kth, axis=1)[:, kth]
    return np.maximum(fifth, _LEAST_REACH_M)


def _distances(centres: Sequence[tuple[str, Point]]) -> Floats:
    lonlat = np.array([(point.lon, point.lat) for _, point in centres])
    spots = Flat.at(float(lonlat[:, 1].mean())).metres(lonlat)
    return np.hypot(spots[:, 0, None] - spots[None, :, 0], spots[:, 1, None] - spots[None, :, 1])


def _partners(a: int, owner: Owners, square: Floats, longest: Floats) -> NDArray[np.intp]:
    """Return the later points of other zones that `a` sees: none stands in the circle over the two."""
    near = np.flatnonzero((owner != owner[a]) & (square[a] <= longest**2))
    near = near[near > a]
    between = square[a][None] + square[near] < square[a][near][:, None] * (1 - 1e-12)
    seen: NDArray[np.intp] = near[~between.any(axis=1)]
    return seen


def _nearest(code: str, owner: Owners, square: Floats) -> list[tuple[str, str]]:
    others = np.flatnonzero(owner != code)
    if not len(others):
        return []
    away = square[owner == code][:, others].min(axis=0)
    return [(code, str(owner[others[away.argmin()]]))]


def _both_ways(codes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Neighbours:
    found: dict[str, set[str]] = {code: set() for code in codes}
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return {code: frozenset(others) for code, others in found.items()}

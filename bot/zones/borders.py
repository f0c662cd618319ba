"""Where do the zones end? The rings of all zones as plain segments, and who shares a border with whom."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from bot.zones.geometry import Floats

Neighbours = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Borders:
    """All border segments: `segments` (n, 4) as lon, lat, lon, lat; `owner` (n,) indexes into `codes`."""

    codes: tuple[str, ...]
    segments: Floats
    owner: NDArray[np.intp]


def borders_of(shapes: Mapping[str, BaseGeometry]) -> Borders:
    """Return the segments of every ring (holes too) of polygons in degrees, by zone code."""
    codes = tuple(sorted(shapes))
    pieces = [_segments(shapes[code]) for code in codes]
    owner = np.repeat(np.arange(len(codes)), [len(piece) for piece in pieces])
    return Borders(codes, np.concatenate(pieces), owner)


def shared_borders(shapes: Mapping[str, BaseGeometry]) -> Neighbours:
    """Return for each zone those that share a border of some length with it; a common point is none."""
    codes = sorted(shapes)
    geometries = [shapes[code] for code in codes]
    found: dict[str, set[str]] = {code: set() for code in codes}
    left, right = STRtree(geometries).query(geometries, predicate="intersects")
    for a, b in zip(left, right, strict=True):
        if a < b and geometries[a].boundary.intersection(geometries[b].boundary).length > 0:
            found[codes[a]].add(codes[b])
            found[codes[b]].add(codes[a])
    return {code: frozenset(others) for code, others in found.items()}


def _segments(shape: BaseGeometry) -> Floats:
    rings = shapely.get_rings(shapely.get_parts(shape))
    coordinates = [shapely.get_coordinates(ring) for ring in rings]
    return np.concatenate([np.hstack((ring[:-1], ring[1:])) for ring in coordinates])

"""How are neighbours joined that nearly touch? Slits between them are shared out, each side up to the middle.

A slit is a narrow gap that is open at an end, to the sea or to other cities, so that cleaning leaves it; it
could part two zones all along their border. The mouth of a bay, or of a neighbour's ground, is none: closing
it would leave a hole.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from bot.zones.building.covering import GAP_DEGREES, clean
from bot.zones.files import Shapes

_TOUCH, _LEAST, _STEP, _GRID = 1e-6, 1e-9, 5e-5, 1e-7


def close_slits(shapes: Shapes) -> tuple[Shapes, list[BaseGeometry]]:
    """Return clean polygons with the slits up to 110 m between them closed, and the slits."""
    codes = sorted(shapes)
    drawn = [shapes[code] for code in codes]
    tree, slits = STRtree(drawn), []
    for slit in _slits(drawn, tree):
        for owner, part in _shared(slit, tree):
            drawn[owner] = shapely.union(drawn[owner], part)
        slits.append(slit)
    return (clean(dict(zip(codes, drawn, strict=True))) if slits else shapes), slits


def _slits(drawn: list[BaseGeometry], tree: STRtree) -> Iterator[BaseGeometry]:
    """Give the narrow gaps between two polygons or more whose closing leaves no hole."""
    whole, half = shapely.union_all(drawn), GAP_DEGREES / 2
    grown = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    gaps = shapely.set_precision(
        grown.difference(whole), _GRID
    )  # without spikes that nothing can be cut from
    for gap in shapely.get_parts(gaps):
        if gap.area > _LEAST and len(tree.query(gap, predicate="dwithin", distance=_TOUCH)) > 1:
            filled = shapely.union(whole, gap.buffer(_TOUCH))
            if _holes(filled) <= _holes(whole):
                whole = filled
                yield gap


def _shared(slit: BaseGeometry, tree: STRtree) -> Iterator[tuple[int, BaseGeometry]]:
    """Give each polygon's index and its part of the slit: the triangles nearer to it than to others."""
    dense = shapely.segmentize(slit, min(_STEP, slit.length / 60))
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(dense))
    owners = tree.nearest(shapely.centroid(triangles))
    for index in np.unique(owners):
        yield int(index), shapely.union_all(triangles[owners == index])


def _holes(shape: BaseGeometry) -> int:
    return sum(len(part.interiors) for part in shapely.get_parts(shape) if part.geom_type == "Polygon")

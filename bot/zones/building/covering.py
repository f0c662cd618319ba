"""How do drawn polygons become zones that fit together? Cleaned, united, thinned, rounded, and then proven.

Neighbours share their borders exactly, nothing overlaps, and narrow gaps are closed. Thinning and rounding
are done to all polygons at once, so that shared borders stay shared; what is written is what was proven.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bot.zones.files import Shapes
from bot.zones.model import PackError

DECIMALS = 5
"""Written coordinates: 1e-5 degrees are 1.1 m."""
SNAP_DEGREES = 1e-5
"""Corners nearer than this become one. GEOS's own default left crossings in Semarang after thinning."""
_OTHER_SNAPS = (5e-6, 2e-6)
_LOST = 0.2
"""Where one loses more of its area than this, other distances are tried: now and then GEOS gives the whole of
one polygon to its neighbour, which depends on the distance."""
GAP_DEGREES = 1e-3
"""Gaps up to this width (110 m: slivers, ditches, small rivers) go to the neighbour along most of them."""
THINNING = (2e-4, 1e-4, 0.0)
"""Root of the area that thinning may cut off at a corner, in degrees (22 m); less if that breaks it."""


def clean(shapes: Mapping[str, BaseGeometry]) -> Shapes:
    """Return the polygons without overlaps and narrow gaps; one that lay under others can be empty."""
    codes = sorted(shapes)
    drawn = [shapes[code] for code in codes]
    cleaned = _cleaned(drawn, GAP_DEGREES)
    if _loss(drawn, cleaned) > _LOST:
        others = (_cleaned(drawn, GAP_DEGREES, snap) for snap in _OTHER_SNAPS)
        cleaned = min([cleaned, *others], key=lambda after: _loss(drawn, after))
    return dict(zip(codes, cleaned, strict=True))


def settle(shapes: Mapping[str, BaseGeometry]) -> tuple[Shapes, Shapes]:
    """Return clean polygons thinned and rounded as they are written, and the kecamatan that they make up.

    Raises PackError if they do not fit together however little is thinned.
    """
    codes = sorted(shapes)
    before = np.array([shapes[code] for code in codes])
    for tolerance in THINNING:
        rounded = _rounded(shapely.coverage_simplify(before, tolerance) if tolerance else before)
        for after in (rounded, _rounded(_cleaned(rounded))):
            if fits(after):
                settled = dict(zip(codes, map(_oriented, after), strict=True))
                zones = unite(settled)
                if fits(list(zones.values())):
                    return settled, zones
    raise PackError(
        f"The borders do not fit together after rounding to {DECIMALS} decimals: "
        "clean the file first (QGIS: Fix geometries, then Snap geometries to layer), and build again."
    )


def unite(shapes: Mapping[str, BaseGeometry]) -> Shapes:
    """Return the kecamatan that fitting polygons make up: kelurahan by their kecamatan's code."""
    parts: dict[str, list[BaseGeometry]] = {}
    for code, shape in sorted(shapes.items()):
        parts.setdefault(code[: len("33.74.01")], []).append(shape)
    return {code: _oriented(shapely.coverage_union_all(group)) for code, group in parts.items()}


def fits(shapes: Sequence[BaseGeometry]) -> bool:
    """Return whether all are proper polygons that share their borders exactly and do not overlap."""
    sound = all(shape.is_valid and not shape.is_empty and _areal(shape) for shape in shapes)
    return sound and bool(shapely.coverage_is_valid(list(shapes)))


def _cleaned(
    shapes: Sequence[BaseGeometry], gap: float = 0.0, snap: float = SNAP_DEGREES
) -> Sequence[BaseGeometry]:
    areas = [_area_of(shape) for shape in shapes]
    cleaned: Sequence[BaseGeometry] = shapely.coverage_clean(areas, gap_width=gap, snapping_distance=snap)
    return cleaned


def _area_of(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape without the stray lines and points that uniting and rounding may leave beside it."""
    if _areal(shape):
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if _areal(part)])


def _loss(before: Sequence[BaseGeometry], after: Sequence[BaseGeometry]) -> float:
    """Return the greatest share of its area that a polygon has lost."""
    return max(
        (1 - new.area / old.area for old, new in zip(before, after, strict=True) if old.area), default=0.0
    )


def _rounded(shapes: Iterable[BaseGeometry]) -> Sequence[BaseGeometry]:
    rounded = shapely.transform(list(shapes), lambda corners: np.round(corners, DECIMALS))
    kept: Sequence[BaseGeometry] = shapely.remove_repeated_points(rounded)
    return kept


def _oriented(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape in the one order that GeoJSON wants: the same bytes for the same borders."""
    return shapely.orient_polygons(shapely.normalize(shape))


def _areal(shape: BaseGeometry) -> bool:
    return shape.geom_type in {"Polygon", "MultiPolygon"}

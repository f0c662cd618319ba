"""Is this geometry a polygon on our earth? Checked against wrong systems, and repaired where it is safe."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from bot.zones.model import PackError

INDONESIA = (94.0, -12.0, 142.0, 7.5)
"""West, south, east, north in degrees: everything that has a Kemendagri code lies within."""
TANGLED = 0.01
"""A ring that crosses itself is repaired when this share of its area is in doubt, at most."""
_BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
_TO_DEGREES = "save it in WGS 84 (QGIS: Export, CRS EPSG:4326; or ogr2ogr -t_srs EPSG:4326)"


def read_polygon(geometry: Mapping[str, Any], who: str) -> tuple[BaseGeometry | None, bool]:
    """Return the polygon in degrees (None for points and lines) and whether it had to be repaired.

    `who` names the feature in a complaint. Raises PackError.
    """
    try:
        drawn = shapely.force_2d(shape(geometry))
    except (*_BROKEN, shapely.errors.ShapelyError):
        raise PackError(
            f"The geometry of {who} cannot be read: every ring needs four positions or more, each [lon, lat]."
        ) from None
    if drawn.is_empty or drawn.geom_type not in {"Polygon", "MultiPolygon", "GeometryCollection"}:
        return None, False
    _check_place(shapely.get_coordinates(drawn), who)
    if drawn.is_valid and drawn.geom_type != "GeometryCollection":
        return drawn, False
    mended = _polygons(shapely.make_valid(_polygons(drawn), method="structure"))
    if abs(_area(drawn) - mended.area) > TANGLED * mended.area:
        raise PackError(
            f"{_tangle(drawn, who)}: redraw it there, or use QGIS: Fix geometries, and look at it."
        )
    return (mended, not drawn.is_valid) if mended.area else (None, False)


def _check_place(corners: Any, who: str) -> None:
    if not np.isfinite(corners).all():
        raise PackError(f"The geometry of {who} has coordinates that are no numbers: export the file again.")
    west, south, east, north = INDONESIA
    lon, lat = corners[:, 0], corners[:, 1]
    if ((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).all():
        return
    example = f"{corners[0, 0]:.6g}, {corners[0, 1]:.6g}"
    if ((lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)).all():
        raise PackError(
            f"{who} has its latitude first ({example}): GeoJSON wants [lon, lat]; swap the coordinates."
        )
    if (abs(lon) <= 180).all() and (abs(lat) <= 90).all():
        raise PackError(
            f"{who} lies at {example} (lon, lat), not in Indonesia: give the city's own boundaries."
        )
    raise PackError(
        f"{who} has coordinates such as {example}, which are no longitude and latitude: {_TO_DEGREES}."
    )


def check_system(document: Mapping[str, Any], filename: str) -> None:
    """Refuse a GeoJSON that names another system of coordinates than WGS 84. Raises PackError."""
    crs = document.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.rpartition(":")[2].upper() not in {"CRS84", "4326", "4755", "9470"}:
        raise PackError(f"{filename} is in the system {name[:60]!r}, not in degrees: {_TO_DEGREES}.")


def _polygons(drawn: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a collection, points and lines left out."""
    if drawn.geom_type in {"Polygon", "MultiPolygon"}:
        return drawn
    parts = shapely.get_parts(shapely.get_parts(drawn))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])


def _area(drawn: BaseGeometry) -> float:
    """Return the area as the rings go round it: lobes that turn the other way count against it."""
    return float(_polygons(drawn).area)


def _tangle(drawn: BaseGeometry, who: str) -> str:
    reason, _, where = shapely.is_valid_reason(_polygons(drawn)).partition("[")
    lon, _, lat = where.rstrip("]").partition(" ")
    place = f" near {float(lat):.5f}, {float(lon):.5f}" if lat else ""
    return f"The border of {who} crosses itself{place} ({reason.strip().lower()})"

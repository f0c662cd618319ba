"""What was wrong with the borders, and what did cleaning change? Overlaps, gaps and areas, as flaws."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from bot.zones.building.covering import GAP_DEGREES
from bot.zones.building.model import Flaw
from bot.zones.geometry import metres_per_degree

LARGE_HA = 1.0
"""Overlaps and holes from this size on are named one by one, the others together."""
CHANGED = 0.02
"""A unit whose area changed by more than this share is named."""
SUSPECT_DEGREES = 3e-3
"""Zones so near to each other (330 m) along a stretch four times as long ought to share a border."""
_MOST = 8


class Spot(NamedTuple):
    """A flawed area: hectares, the units it lies between, and a point inside it in degrees."""

    hectares: float
    names: str
    lat: float
    lon: float

    @property
    def where(self) -> str:
        """The point as people write it."""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def hectares(shape: BaseGeometry) -> float:
    """Return the area of a shape in degrees, on the ellipsoid at its latitude."""
    if shape.is_empty:
        return 0.0
    north, east = metres_per_degree(shape.centroid.y)
    return float(shape.area) * north * east / 10_000


def overlap_flaws(shapes: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[Flaw]:
    """Give what is to be said of polygons, as drawn, that lie over each other; `names` goes by code."""
    spots = []
    codes = sorted(shapes)
    drawn = [shapes[code] for code in codes]
    for a, b in zip(*STRtree(drawn).query(drawn, predicate="intersects"), strict=True):
        if a < b and (size := hectares(common := drawn[a].intersection(drawn[b]))) > 0:
            spots.append(_spot(common, size, f"{names[codes[a]]} and {names[codes[b]]}"))
    if spots:
        yield _together("Overlaps", spots, "given to the neighbour with the longest common border")
    for spot in _large(spots):
        yield Flaw(
            f"{spot.hectares:.1f} ha at {spot.where} belonged to {spot.names} at once",
            "see on the map who has it now; if that is wrong, mend the border in the file",
        )


def gap_flaws(
    before: Mapping[str, BaseGeometry], after: Mapping[str, BaseGeometry], names: Mapping[str, str]
) -> Iterator[Flaw]:
    """Give what is to be said of the gaps between polygons as drawn, and of the holes that are left."""
    left = holes(after, names)
    whole = shapely.union_all([after[code] for code in sorted(after)])
    closed = [spot for spot in holes(before, names) if whole.contains(shapely.Point(spot.lon, spot.lat))]
    if closed:
        yield _together(f"Gaps up to {_metres(GAP_DEGREES)} m wide", closed, "closed")
    for spot in sorted(left, reverse=True)[:_MOST]:
        yield Flaw(
            f"A hole of {spot.hectares:.1f} ha at {spot.where} ({spot.names}) belongs to nobody",
            "draw it into a kelurahan, unless it is another regency, and build again",
        )


def holes(shapes: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> list[Spot]:
    """Return the areas that polygons enclose without covering them."""
    codes = sorted(shapes)
    tree = STRtree([shapes[code] for code in codes])
    whole = shapely.get_parts(shapely.union_all([shapes[code] for code in codes]))
    found = []
    for ring in (ring for part in whole for ring in part.interiors):
        hole = shapely.Polygon(ring)
        around = [names[codes[at]] for at in sorted(tree.query(hole, predicate="intersects"))]
        found.append(_spot(hole, hectares(hole), ", ".join(around[:3])))
    return found


def change_flaws(
    before: Mapping[str, BaseGeometry], after: Mapping[str, BaseGeometry], names: Mapping[str, str]
) -> Iterator[Flaw]:
    """Give what is to be said of units whose area is another one after cleaning."""
    for code in sorted(before):
        old, new = hectares(before[code]), hectares(after[code])
        if abs(new - old) > max(CHANGED * old, LARGE_HA):
            yield Flaw(
                f"{names[code]} ({code}) had {old:.1f} ha in the file and has {new:.1f} ha now",
                "look for a border drawn twice there, and build again",
            )


def slit_flaws(slits: Sequence[BaseGeometry]) -> Iterator[Flaw]:
    """Give what is to be said of slits between two units that were closed."""
    if slits:
        yield _together(
            "Slits between neighbours", [_spot(slit, hectares(slit), "") for slit in slits], "closed"
        )


def parted_flaws(shapes: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[Flaw]:
    """Give the pairs of zones that nearly touch: without a common border they are no neighbours."""
    codes = sorted(shapes)
    drawn = [shapes[code] for code in codes]
    for a, b in zip(*STRtree(drawn).query(drawn, predicate="dwithin", distance=SUSPECT_DEGREES), strict=True):
        along = drawn[a].boundary.intersection(drawn[b].buffer(SUSPECT_DEGREES)).length
        if a < b and along > 4 * SUSPECT_DEGREES and not drawn[a].intersects(drawn[b]):
            away = drawn[a].distance(drawn[b])
            yield Flaw(
                f"{names[codes[a]]} and {names[codes[b]]} lie {_metres(away)} m apart and share no border",
                "if they are neighbours, close the gap between them in the file and build again",
            )


def _together(kind: str, spots: list[Spot], fate: str) -> Flaw:
    largest = max(spots)
    return Flaw(
        f"{kind}: {len(spots)}, {sum(spot.hectares for spot in spots):.1f} ha in all, {fate}; the largest, "
        f"{largest.hectares:.2f} ha, at {largest.where}" + (f" ({largest.names})" if largest.names else ""),
        "nothing is to be done if the map looks right",
    )


def _large(spots: list[Spot]) -> list[Spot]:
    return [spot for spot in sorted(spots, reverse=True) if spot.hectares >= LARGE_HA][:_MOST]


def _spot(shape: BaseGeometry, size: float, names: str) -> Spot:
    point = shape.representative_point()
    return Spot(size, names, point.y, point.x)


def _metres(degrees: float) -> int:
    return round(degrees * 110_000)

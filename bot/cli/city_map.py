"""How does a pack look? One PNG with zones, names, kelurahan, a scale, and whose borders they are."""

from collections.abc import Mapping
from functools import partial
from math import cos, floor, log10, radians
from pathlib import Path

import numpy as np
import shapely
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from shapely.geometry.base import BaseGeometry

from bot.texts.wording import Html, load_wording
from bot.zones.geometry import metres_per_degree
from bot.zones.pack import CityPack

COLOURS = ("#cfe3c8", "#f6dfb4", "#c9dcee", "#f3cfc6", "#ddd0ea", "#f4f0b9", "#c5e6e3", "#e6d5c1")
"""Pale, so that names can be read on them; neighbours get different ones."""
INK, BORDER, PAPER = "#222222", "#5f5f5f", "#f7fafc"
_INCHES, _DPI, _LEAST_INCHES = 11.0, 150, 5.0


def draw(pack: CityPack, attribution: str, target: Path) -> None:
    """Write the map of a pack. Raises OSError when the file cannot be written."""
    west, south, east, north = _bounds(pack)
    squeeze = cos(radians((south + north) / 2))
    height = max(_INCHES * (north - south) / ((east - west) * squeeze), _LEAST_INCHES)
    figure = Figure(figsize=(_INCHES, min(height, 1.4 * _INCHES) + 1.2), dpi=_DPI, facecolor=PAPER)
    axes = figure.add_axes((0.01, 0.05, 0.98, 0.89))
    axes.set(xlim=(west, east), ylim=(south, north), aspect=1 / squeeze)
    axes.set_axis_off()
    colours = _colours(pack.neighbours)
    _zones(axes, pack, colours)
    _kelurahan(axes, pack)
    _names(axes, pack)
    _scale(axes, south, west, east)
    _words(figure, pack, attribution)
    figure.savefig(target, format="png")


def _bounds(pack: CityPack) -> tuple[float, float, float, float]:
    """Return west, south, east, north of all there is, with some room around."""
    points = [item.point for item in pack.kelurahan.values() if item.point]
    points += [zone.centroid for zone in pack.zones.values()]
    corners = [shapely.Point(point.lon, point.lat) for point in points]
    west, south, east, north = shapely.total_bounds([*corners, *pack.shapes.values()])
    room = max(east - west, north - south, 0.01) * 0.04
    return west - room, south - room, east + room, north + room


def _colours(neighbours: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return a colour for each zone that none of its neighbours has, as far as the colours go."""
    given: dict[str, str] = {}
    for code in sorted(neighbours, key=lambda code: (-len(neighbours[code]), code)):
        around = {given.get(other) for other in neighbours[code]}
        free = [colour for colour in COLOURS if colour not in around]
        given[code] = min(free or COLOURS, key=lambda colour: list(given.values()).count(colour))
    return given


def _zones(axes: Axes, pack: CityPack, colours: Mapping[str, str]) -> None:
    """Draw the polygons; without them lines between the neighbours, and a spot for each zone."""
    for code, shape in pack.shapes.items():
        axes.add_patch(PathPatch(_outline(shape), facecolor=colours[code], edgecolor=BORDER, linewidth=1.0))
    for shape in pack.villages.values():
        axes.add_patch(
            PathPatch(_outline(shape), facecolor="none", edgecolor=BORDER, linewidth=0.25, alpha=0.6)
        )
    if pack.shapes:
        return
    links = [
        [(a.lon, a.lat), (b.lon, b.lat)]
        for code, others in sorted(pack.neighbours.items())
        for other in sorted(others)
        if code < other and (a := pack.zones[code].centroid) and (b := pack.zones[other].centroid)
    ]
    axes.add_collection(LineCollection(links, colors="#9aa5ad", linewidths=1.2, zorder=1))
    for zone in pack.zones.values():
        dots = [item.point for item in pack.kelurahan.values() if item.point and item.zone_code == zone.code]
        spokes = [[(zone.centroid.lon, zone.centroid.lat), (dot.lon, dot.lat)] for dot in dots]
        axes.add_collection(LineCollection(spokes, colors=colours[zone.code], linewidths=5, zorder=0))


def _outline(shape: BaseGeometry) -> Outline:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return Outline.make_compound_path(*(Outline(np.asarray(ring.coords), closed=True) for ring in rings))


def _kelurahan(axes: Axes, pack: CityPack) -> None:
    points = [item.point for item in pack.kelurahan.values() if item.point]
    axes.scatter(
        [p.lon for p in points], [p.lat for p in points], s=5, color="#7a4b2a", linewidths=0, zorder=3
    )


def _names(axes: Axes, pack: CityPack) -> None:
    """Write each zone's name at its middle, larger where there is more room."""
    halo = [patheffects.withStroke(linewidth=2.5, foreground="white", alpha=0.85)]
    width = abs(axes.get_xlim()[1] - axes.get_xlim()[0])
    for code, zone in pack.zones.items():
        shape = pack.shapes.get(code)
        at = shapely.Point(zone.centroid.lon, zone.centroid.lat)
        if shape is not None:
            at = shapely.Point(shapely.maximum_inscribed_circle(shape, tolerance=1e-4).coords[0])
        room = np.sqrt(shape.area) / width if shape is not None else 0.1
        axes.text(
            at.x,
            at.y,
            zone.name.replace(" ", "\n") if room < 0.2 else zone.name,
            fontsize=float(np.clip(60 * room, 6, 11)),
            color=INK,
            ha="center",
            va="center",
            path_effects=halo,
            zorder=4,
            parse_math=False,
        )


def _scale(axes: Axes, south: float, west: float, east: float) -> None:
    """Draw a bar of a round length, about a fifth of the map's width."""
    metres = metres_per_degree(south)[1]
    fifth = (east - west) * metres / 5
    unit = 10 ** floor(log10(fifth))
    length = max(step * unit for step in (1, 2, 5) if step * unit <= fifth)
    start, level = west + (east - west) * 0.02, south + (east - west) * 0.012
    axes.plot([start, start + length / metres], [level, level], color=INK, linewidth=3, solid_capstyle="butt")
    words = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    middle = (start + length / metres / 2, level)
    axes.annotate(words, middle, (0, 5), textcoords="offset points", ha="center", fontsize=8, color=INK)


def _words(figure: Figure, pack: CityPack, attribution: str) -> None:
    """Write the city's name, what is in it, and whose borders they are, in the city's language."""
    say = partial(load_wording().say, "id")
    name = say("map-title", name=Html(pack.name), code=Html(pack.code))
    size = {"zones": len(pack.zones), "kelurahan": len(pack.kelurahan)}
    counts = say("map-approximate", **size) if pack.approximate else say("map-counts", **size)
    owner = say("map-borders", owner=Html(attribution or say("map-no-owner")))
    foot = say("map-links") if pack.approximate else owner
    figure.text(0.02, 0.965, name, fontsize=15, color=INK, va="center", parse_math=False)
    figure.text(0.98, 0.965, counts, fontsize=9, color=INK, ha="right", va="center", parse_math=False)
    figure.text(0.02, 0.02, foot, fontsize=7.5, color=BORDER, va="center", parse_math=False)

"""Many points at once, and what a second drawing of the same city says."""

import json
import random
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from bot.zones.city import load_city
from bot.zones.locate import Located
from bot.zones.model import Point
from bot.zones.pack import CityPack

REFERENCE = Path(__file__).parents[4] / "shared/zones/reference/semarang-kecamatan-cod.geojson"
SEMARANG, SAMARINDA = load_city("semarang"), load_city("samarinda")


def one_by_one(pack: CityPack, points: list[Point]) -> list[str]:
    found = [pack.locate(point) for point in points]
    return [place.zone if isinstance(place, Located) else "" for place in found]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-7.2, -6.9), st.floats(110.2, 110.6)), max_size=30))
def test_all_at_once_as_one_by_one(pairs: list[tuple[float, float]]) -> None:
    """Whoever asks for many points at once hears what each alone would hear, snapping included."""
    points = [Point(*pair) for pair in pairs]
    assert list(SEMARANG.locator.zones_of(points)) == one_by_one(SEMARANG, points)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-1.2, 0.2), st.floats(116.5, 117.8)), max_size=30))
def test_all_at_once_where_nobody_drew_borders(pairs: list[tuple[float, float]]) -> None:
    """The same holds where zones are guessed from points."""
    points = [Point(*pair) for pair in pairs]
    assert list(SAMARINDA.locator.zones_of(points)) == one_by_one(SAMARINDA, points)


@settings(max_examples=100, deadline=None)
@given(
    corner=st.sampled_from(sorted({xy for area in SEMARANG.shapes.values() for xy in area.exterior.coords}))
)
def test_a_corner_has_one_zone(corner: tuple[float, float]) -> None:
    """A corner where zones meet belongs to one of them, and both ways of asking name the same."""
    point = Point(corner[1], corner[0])
    assert list(SEMARANG.locator.zones_of([point])) == one_by_one(SEMARANG, [point])


@pytest.mark.parametrize("pack", [SEMARANG, SAMARINDA], ids=["drawn", "guessed"])
def test_odd_numbers_are_nowhere(pack: CityPack) -> None:
    """Among many points, what is no coordinate is outside, and nobody else is disturbed."""
    home = next(iter(pack.zones.values()))
    points = [(nan, 110.4), (-7.0, inf), tuple(home.centroid), (95.0, -200.0)]
    assert list(pack.locator.zones_of(points)) == ["", "", home.code, ""]
    assert pack.locator.zones_of(np.empty((0, 2))).shape == (0,)


@pytest.mark.skipif(not REFERENCE.exists(), reason="../shared with the reference drawing is not here")
def test_another_drawing_agrees() -> None:
    """Of random points inside both drawings, 98.5 % have the same kecamatan in BPS's."""
    rng = random.Random(2020)
    points = [Point(rng.uniform(-7.13, -6.93), rng.uniform(110.25, 110.52)) for _ in range(40_000)]
    features = json.loads(REFERENCE.read_text(encoding="utf-8"))["features"]
    areas = [shape(feature["geometry"]) for feature in features]
    codes = [feature["properties"]["code"] for feature in features]
    spots = shapely.points([(point.lon, point.lat) for point in points])
    theirs = {int(at): codes[area] for at, area in shapely.STRtree(areas).query(spots, "intersects").T}
    both = same = 0
    for at, point in enumerate(points):
        ours = SEMARANG.locate(point)
        if at in theirs and isinstance(ours, Located) and ours.snapped_m == 0:
            both += 1
            same += theirs[at] == ours.zone
    assert both > 10_000
    assert same / both >= 0.985

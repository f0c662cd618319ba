"""From a point to its zone."""

import json
import random
from math import inf, nan

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point as ShapelyPoint

from bot.zones.city import PACKS, load_city
from bot.zones.files import read_shapes
from bot.zones.geometry import distance_m
from bot.zones.locate import Located, Locator, Outside
from bot.zones.model import Point
from bot.zones.pack import CityPack

SEMARANG = load_city("semarang")
LAT, LON = st.floats(-7.15, -6.92), st.floats(110.24, 110.53)


def located(pack: CityPack, lat: float, lon: float) -> Located:
    found = pack.locate(Point(lat, lon))
    assert isinstance(found, Located)
    return found


KNOWN = [
    (-6.9839, 110.4104, "Semarang Tengah", "Sekayu"),
    (-7.0505, 110.4404, "Tembalang", "Tembalang"),
    (-6.9714, 110.3741, "Semarang Barat", "Tambakharjo"),
    (-6.9904, 110.42294, "Semarang Selatan", "Pleburan"),
]


@pytest.mark.parametrize(("lat", "lon", "zone", "kelurahan"), KNOWN)
def test_known_places(semarang: CityPack, lat: float, lon: float, zone: str, kelurahan: str) -> None:
    """Lawang Sewu, Undip, the airport and Simpang Lima lie where everybody knows they do."""
    found = located(semarang, lat, lon)
    assert (semarang.zones[found.zone].name, found.kelurahan) == (zone, kelurahan)
    assert found.snapped_m == 0
    assert found.kelurahan_approximate


def test_every_kelurahan_lies_in_its_kecamatan(semarang: CityPack) -> None:
    """All 177 points of the kelurahan list fall in the zone the list gives them, under their own name."""
    for item in semarang.kelurahan.values():
        assert item.point
        found = located(semarang, *item.point)
        assert (found.zone, found.kelurahan) == (item.zone_code, item.name)


def test_a_border_is_announced(semarang: CityPack) -> None:
    """Simpang Lima, 87 m from Semarang Tengah, names it; Undip, far from any border, names none."""
    near = located(semarang, -6.9904, 110.42294)
    assert near.border_zone == "33.74.01"
    assert near.border_m == pytest.approx(87, abs=3)
    far = located(semarang, -7.0505, 110.4404)
    assert (far.border_zone, far.border_m) == (None, None)


def test_snapping_ends_at_300_metres(semarang: CityPack) -> None:
    """A point 250 m beyond the southern border counts and says so; one 350 m beyond does not."""
    lowest = min((lat, lon) for shape in semarang.shapes.values() for lon, lat in shape.exterior.coords)
    near = semarang.locate(Point(lowest[0] - 250 / 110_590, lowest[1]))
    far = semarang.locate(Point(lowest[0] - 350 / 110_590, lowest[1]))
    assert isinstance(near, Located)
    assert near.snapped_m == pytest.approx(250, rel=0.005)
    assert isinstance(far, Outside)
    assert far.distance_m == pytest.approx(350, rel=0.005)
    assert far.nearest == near.zone
    assert not far.swapped


def test_far_away_is_measured_truly(semarang: CityPack) -> None:
    """Jakarta is some 390 km away, not a flat-earth guess."""
    found = semarang.locate(Point(-6.1754, 106.8272))
    assert isinstance(found, Outside)
    assert found.distance_m == pytest.approx(389_000, rel=0.02)


def test_swapped_coordinates_are_noticed(semarang: CityPack) -> None:
    """Longitude before latitude is not accepted in silence, nor taken for a place on no map."""
    found = semarang.locate(Point(110.4104, -6.9839))
    assert found == Outside(None, None, swapped=True)


BAD = [(nan, 110.4), (-7.0, inf), (-inf, nan), (95.0, 110.4), (-7.0, 181.0)]


@pytest.mark.parametrize(("lat", "lon"), BAD)
def test_no_coordinates(semarang: CityPack, lat: float, lon: float) -> None:
    """Numbers that are no coordinates are refused with a sentence."""
    with pytest.raises(ValueError, match=r"\.$"):
        semarang.locate(Point(lat, lon))


def test_as_brute_force_says(semarang: CityPack) -> None:
    """For 20,000 random points both ways of asking say what asking each polygon in turn says."""
    rng = random.Random(112)
    points = [Point(rng.uniform(-7.13, -6.93), rng.uniform(110.25, 110.52)) for _ in range(20_000)]
    at_once = semarang.locator.zones_of(points)
    for point, zone in zip(points, at_once, strict=True):
        spot = ShapelyPoint(point.lon, point.lat)
        slow = sorted(code for code, shape in semarang.shapes.items() if shape.covers(spot))
        fast = semarang.locate(point)
        inside = isinstance(fast, Located) and fast.snapped_m == 0
        assert ([fast.zone] if isinstance(fast, Located) and inside else []) == slow[:1]
        assert zone == (fast.zone if isinstance(fast, Located) else "")


def test_a_corner_belongs_to_the_lowest_code(semarang: CityPack) -> None:
    """A point on a common border belongs to one zone: the one with the lowest code, with the other named."""
    for code, shape in semarang.shapes.items():
        for lon, lat in list(shape.exterior.coords)[:10]:
            touching = [
                other for other, area in semarang.shapes.items() if area.covers(ShapelyPoint(lon, lat))
            ]
            found = located(semarang, lat, lon)
            assert found.zone == min(touching)
            assert code in touching
            if len(touching) > 1:
                assert found.border_m == pytest.approx(0, abs=1e-6)


def _turned(feature: dict[str, object], rng: random.Random) -> None:
    geometry = feature["geometry"]
    assert isinstance(geometry, dict)
    for at, ring in enumerate(geometry["coordinates"]):
        start = rng.randrange(len(ring) - 1)
        turned = ring[start:-1] + ring[: start + 1]
        geometry["coordinates"][at] = turned[::-1] if rng.random() < 0.5 else turned


def _variant(seed: int) -> Locator:
    rng = random.Random(seed)
    text = (PACKS / "semarang" / "kecamatan.geojson").read_text()
    collection = json.loads(text)
    for feature in collection["features"]:
        _turned(feature, rng)
    rng.shuffle(collection["features"])
    return Locator(read_shapes(json.dumps(collection), "turned.geojson")[1], [])


VARIANTS = [_variant(seed) for seed in range(6)]
CORNERS = sorted({corner for shape in SEMARANG.shapes.values() for corner in shape.exterior.coords})


def _same(point: Point) -> None:
    first = SEMARANG.locate(point)
    for variant in VARIANTS:
        again = variant.locate(point)
        if isinstance(first, Located):
            assert isinstance(again, Located)
            assert (again.zone, again.border_zone) == (first.zone, first.border_zone)
            assert again.snapped_m == pytest.approx(first.snapped_m, abs=1e-6)
        else:
            assert isinstance(again, Outside)
            assert again.nearest == first.nearest


@settings(max_examples=200, deadline=None)
@given(lat=LAT, lon=LON)
def test_rings_may_start_and_run_anyhow(lat: float, lon: float) -> None:
    """A point has one zone, the same one wherever the rings start and whichever way they run."""
    _same(Point(lat, lon))


@settings(max_examples=100, deadline=None)
@given(corner=st.sampled_from(CORNERS))
def test_corners_do_not_depend_on_the_drawing(corner: tuple[float, float]) -> None:
    """The same holds on the very corners of the borders."""
    _same(Point(corner[1], corner[0]))


@settings(max_examples=200, deadline=None)
@given(a=st.tuples(LAT, LON), b=st.tuples(LAT, LON))
def test_distances_are_true(a: tuple[float, float], b: tuple[float, float]) -> None:
    """Distances in the city are the geodesic's within a tenth of a percent."""
    truth = geodesic(a, b).meters
    assert distance_m(Point(*a), Point(*b)) == pytest.approx(truth, rel=1e-3, abs=0.01)


def test_distance_to_a_zone(semarang: CityPack) -> None:
    """A point is 0 m from its own zone and some metres from the next."""
    point = Point(-6.9904, 110.42294)
    assert semarang.locator.distance_to_zone(point, "33.74.07") == 0
    assert semarang.locator.distance_to_zone(point, "33.74.01") == pytest.approx(87, abs=3)

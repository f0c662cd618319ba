"""Boundaries that no pack can be made of, and what is said of them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones.building.build import build
from bot.zones.building.covering import fits
from bot.zones.files import read_shapes
from bot.zones.model import PackError
from tests.unit.zones.building import town as t

TOWN = t.town()
ALL = t.villages(TOWN)
UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32749"}}
METRES = [[[437e3, 923e4], [438e3, 923e4], [438e3, 924e4], [437e3, 923e4]]]
AMSTERDAM = [[[4.8, 52.3], [4.9, 52.3], [4.9, 52.4], [4.8, 52.3]]]
BOW = [[[110.3, -7.1], [110.31, -7.09], [110.31, -7.1], [110.3, -7.09], [110.3, -7.1]]]
SWAPPED = [[[lat, lon] for lon, lat in BOW[0]]]
INFINITE = [[[110, -7], [float("inf"), -7], [111, -7], [110, -7]]]


def spoilt(number: int, **properties: Any) -> list[t.Row]:
    rows = t.villages(TOWN)
    rows[number]["properties"] |= properties
    return rows


def redrawn(number: int, rings: Any) -> list[t.Row]:
    rows = t.villages(TOWN)
    rows[number]["geometry"]["coordinates"] = rings
    return rows


def nameless(properties: dict[str, Any] | None) -> list[t.Row]:
    return [{**row, "properties": properties} for row in ALL]


def two_names() -> list[t.Row]:
    """Two features without code and kecamatan; the second has a name that stands in two kecamatan."""
    return [t.feature(t.square(at, at), {"NAMA": name}) for at, name in ((0, "Miroto"), (5, "Purwosari"))]


TEXTS = {
    "empty": ("", "is empty"),
    "blank": (" \n\t", "is empty"),
    "emoji": ("🔥🚑🌊", "line 1 is not JSON"),
    "Arabic": ("مدينة سمارانج", "line 1 is not JSON"),
    "Javanese": ("ꦱꦼꦩꦫꦁ", "line 1 is not JSON"),
    "deep": ("[" * 100_000, "JSON of a strange kind"),
    "long number": ('{"a": ' + "9" * 5000 + "}", "JSON of a strange kind"),
    "list": ("[1, 2]", "not a GeoJSON FeatureCollection"),
    "TopoJSON": ('{"type": "Topology", "objects": {}}', "not a GeoJSON FeatureCollection"),
    "no features": ('{"type": "FeatureCollection"}', "has no features"),
    "number as feature": ('{"type": "FeatureCollection", "features": [7]}', "Feature 1"),
    "other system": (t.geojson(ALL, crs=UTM), "system 'urn:ogc:def:crs:EPSG::32749'"),
    "linked system": (t.geojson(ALL, crs={"type": "link"}), "system ''"),
}
ROWS: dict[str, tuple[list[t.Row], str]] = {
    "no feature": ([], "has no features"),
    "points": ([t.feature([110.3, -7.1], {}, "Point")], "holds no polygon"),
    "metres": (redrawn(0, METRES), "no longitude and latitude"),
    "swapped": (redrawn(0, SWAPPED), "latitude first"),
    "Amsterdam": (redrawn(0, AMSTERDAM), "not in Indonesia"),
    "infinite": (redrawn(0, INFINITE), "no numbers"),
    "two corners": (redrawn(0, [[[110, -7], [111, -7]]]), "cannot be read"),
    "words as corners": (redrawn(0, "seratus"), "cannot be read"),
    "bow tie": (redrawn(0, BOW), "crosses itself near -7.09500, 110.30500"),
    "no properties": (nameless(None), "it has no properties"),
    "no names": (nameless({"OBJECTID": 1, "luas": 2.5}), "'OBJECTID', 'luas'"),
    "other script": (nameless({"NAMA": "ꦩꦶꦫꦺꦴꦠꦺꦴ"}), "No property of batas.geojson"),
    "emoji as names": (nameless({"NAMA": "🏘️"}), "No property of batas.geojson"),
    "twice": (ALL + ALL[:1], "Miroto (33.99.01.1001) stands twice"),
    "code twice": (spoilt(0, KODE="33.99.01.1003"), "Sekayu (33.99.01.1003) stands twice"),
    "two kecamatan": (two_names(), "'Purwosari' (feature 2 of batas.geojson) is in Utara and Selatan"),
    "kecamatan missing": (ALL[:3], "no border for kecamatan Tengah (33.99.02) and 1 more"),
    "buried": (redrawn(1, t.square(0.2, 0.2, 0.5, 0.5)), "lies wholly under its neighbours"),
}
TABLE = TEXTS | {name: (t.geojson(rows), words) for name, (rows, words) in ROWS.items()}


@pytest.mark.parametrize("name", TABLE)
def test_what_can_not_be_built_says_why(name: str) -> None:
    """Bad boundaries are refused in one sentence that names the place and the mend."""
    text, words = TABLE[name]
    with pytest.raises(PackError) as refused:
        build(text, "batas.geojson", TOWN)
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ":" in sentence


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-200, 200) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)
kinds = st.sampled_from(["Polygon", "MultiPolygon", "GeometryCollection", "x"])


@settings(max_examples=150, deadline=None)
@given(geometry=anything, kind=kinds, more=anything)
def test_nonsense_is_no_crash(geometry: Any, kind: str, more: Any) -> None:
    """Whatever stands in geometry and properties: a pack that fits, or a refusal."""
    rows = t.villages(TOWN)
    rows[0]["geometry"] = {"type": kind, "coordinates": geometry, "geometries": geometry}
    rows[1]["properties"]["tags"] = more
    rows[2]["properties"] = more
    text = t.geojson(rows, crs=None, attribution=more)
    try:
        built = build(text, "batas.geojson", TOWN)
    except PackError as refused:
        refusal = str(refused)
    else:
        refusal = "none."
        shapes = read_shapes(built.files["kecamatan.geojson"], "kecamatan.geojson")[1]
        assert fits(list(shapes.values()))
    assert refusal.endswith(".")

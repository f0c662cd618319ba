"""From somebody's boundaries to the text of a pack."""

import csv
import random
from typing import Any

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.zones.borders import shared_borders
from bot.zones.building.build import build
from bot.zones.building.covering import clean, fits
from bot.zones.building.model import Built
from bot.zones.files import Shapes, read_shapes
from tests.unit.zones.building import town as t

TOWN = t.town()
ROWS = {"33.99.01": {"33.99.02"}, "33.99.02": {"33.99.01", "33.99.03"}, "33.99.03": {"33.99.02"}}


def made(rows: list[t.Row], **members: Any) -> Built:
    return build(t.geojson(rows, **members), "batas.geojson", TOWN)


def zones(built: Built) -> Shapes:
    return read_shapes(built.files["kecamatan.geojson"], "kecamatan.geojson")[1]


def said(built: Built) -> str:
    return "\n".join(map(str, built.flaws))


def without_owner(built: Built) -> list[str]:
    return [str(flaw) for flaw in built.flaws if "whose boundaries" not in flaw.what]


@pytest.mark.parametrize("naming", [t.big, t.rbi, t.hdx, t.osm])
def test_every_maker_of_maps_is_understood(naming: t.Naming) -> None:
    """BIG, RBI, BPS/HDX and OSM name their properties otherwise and give the same pack."""
    built = made(t.villages(TOWN, naming))
    assert without_owner(built) == []
    assert (built.kecamatan, built.kelurahan, built.points) == (3, 9, 9)
    assert zones(built) == zones(made(t.villages(TOWN)))
    assert shared_borders(zones(built)) == ROWS


def test_the_files_say_what_kemendagri_says() -> None:
    """Names, codes and postal codes are the list's, and points lie inside."""
    built = made(t.villages(TOWN, t.hdx))
    rows = list(csv.DictReader(built.files["kelurahan.csv"].splitlines()))
    shapes = read_shapes(built.files["kelurahan.geojson"], "kelurahan.geojson")[1]
    assert [row["code"] for row in rows] == sorted(TOWN.kelurahan)
    assert rows[1] == {
        "code": "33.99.01.1002",
        "kelurahan": "Purwosari",
        "kecamatan": "Utara",
        "lat": "-7.09500",
        "lon": "110.31500",
        "postal_code": "50112",
    }
    for row in rows:
        assert shapes[row["code"]].contains(shapely.Point(float(row["lon"]), float(row["lat"])))
    assert 'letters = "CNH"' in built.files["city.toml"]


def test_the_same_file_gives_the_same_bytes() -> None:
    """A pack can be made again, also from features in another order."""
    rows = t.villages(TOWN)
    shuffled = random.Random(112).sample(rows, len(rows))
    assert made(rows).files == made(rows).files == made(shuffled).files


def test_openstreetmap_brings_both_levels_and_its_name() -> None:
    """The city's own border is left out, kelurahan make up the kecamatan, and the attribution is known."""
    rows = t.districts(TOWN, lambda unit: {"name": unit.name, "admin_level": "6", "@id": f"way/{unit.code}"})
    rows += [t.feature(t.square(0, 0, 3, 3), {"name": "Contoh", "admin_level": "5", "@id": "relation/1"})]
    rows += [t.feature([110.3, -7.1], {"name": "Balai Kota"}, "Point")]
    built = made(rows + t.villages(TOWN, t.osm))
    assert built.points == 9
    assert "OpenStreetMap" in built.files["kecamatan.geojson"].splitlines()[0]
    assert "other regencies or levels: 1;" in said(built)
    assert "points, lines or empty: 1;" in said(built)


def test_kecamatan_alone_are_enough() -> None:
    """Borders of kecamatan make a pack; it lists all kelurahan and says that they have no points."""
    built = made(t.districts(TOWN, lambda unit: {"ADM3_EN": unit.name, "ADM3_PCODE": "ID3399010"}))
    assert (built.kecamatan, built.kelurahan, built.points) == (3, 9, 0)
    assert "none of the 9 kelurahan has a point" in said(built)
    assert "kelurahan.geojson" not in built.files
    assert shared_borders(zones(built)) == ROWS


def test_a_province_is_cut_down_to_the_city() -> None:
    """Features of other regencies are left out, although one of their kelurahan has a name of ours."""
    other = [
        {**t.hdx(TOWN, unit), "ADM3_EN": "Sayung", "ADM2_EN": "Demak", "ADM2_PCODE": "ID3321"}
        for unit in list(TOWN.kelurahan.values())[:3]
    ]
    rows = [t.feature(t.square(n, 8), properties) for n, properties in enumerate(other)]
    built = made(rows + t.villages(TOWN, t.hdx))
    assert built.points == 9
    assert "other regencies or levels: 3;" in said(built)


def test_codes_of_the_statisticians_are_not_believed() -> None:
    """BPS counts otherwise, and where its numbers look like Kemendagri's the names decide."""
    rows = t.villages(TOWN, t.hdx)
    for row, code in zip(rows, ("3399021001", "3399010002", "3399010003"), strict=False):
        row["properties"]["KODE_DESA"] = code
    assert zones(made(rows)) == zones(made(t.villages(TOWN)))


def test_spelling_is_forgiven_and_told() -> None:
    """A name that differs a little is read, with a word about it; one that is unknown is left out."""
    rows = t.villages(TOWN, t.hdx)
    rows[4]["properties"]["ADM4_EN"] = "Bangun Hardjo"
    rows[2]["properties"]["ADM4_EN"] = "Kel. SEKAYU"
    rows[8]["properties"]["ADM4_EN"] = "Xyz"
    built = made(rows)
    assert "Feature 5, 'Bangun Hardjo', was read as Bangunharjo (33.99.02.1002)" in said(built)
    assert "Feature 9, 'Xyz', is not in Kemendagri's list of Kota Contoh and was left out" in said(built)
    assert "Tambangan (33.99.03.1003, Selatan) has no polygon in the file" in said(built)
    assert built.points == 8


def test_a_code_goes_before_a_name() -> None:
    """Where code and name are of two kelurahan, the code is believed and the quarrel is told."""
    rows = t.villages(TOWN)
    rows[0]["properties"]["NAMA"] = "Wonolopo"
    assert "Feature 1 has the code of Miroto (33.99.01.1001) but the name 'Wonolopo'" in said(made(rows))


def test_flaws_of_the_borders_are_mended_and_told() -> None:
    """Overlaps go to one of the two, narrow gaps are closed, wide holes stay and are named."""
    rows = t.villages(TOWN)
    rows[0]["geometry"]["coordinates"] = t.square(0, 0, 1.004, 1)
    rows[3]["geometry"]["coordinates"] = t.square(0, 1.004, 1, 0.996)
    rows[4]["geometry"]["coordinates"][0].insert(1, [110.315, -7.088])
    built = made(rows)
    assert "Overlaps: 1" in said(built)
    assert "Miroto and Purwosari" in said(built)
    assert "A hole of 1" in said(built)
    shapes = zones(built)
    assert fits(list(shapes.values()))
    assert shared_borders(shapes) == ROWS


@pytest.mark.parametrize(
    ("degrees", "words"), [(0.0002, "Slits between neighbours: 1"), (0.0015, "share no border")]
)
def test_zones_that_nearly_touch(degrees: float, words: str) -> None:
    """A narrow ditch between two zones is closed; a wider one makes them no neighbours, and that is said."""
    rows = t.villages(TOWN)
    for row in rows[6:]:
        row["geometry"]["coordinates"] = [
            [[lon, round(lat + degrees, 6)] for lon, lat in row["geometry"]["coordinates"][0]]
        ]
    built = made(rows)
    assert words in said(built)
    assert ("33.99.03" in shared_borders(zones(built))["33.99.02"]) == (degrees < 0.001)


def test_a_small_loop_is_repaired() -> None:
    """A ring that crosses itself by a few metres is no reason to refuse a city."""
    rows = t.villages(TOWN)
    loop = [[110.325, -7.0701], [110.325, -7.0699], [110.3252, -7.07]]
    rows[8]["geometry"]["coordinates"][0][3:3] = loop
    assert not shapely.Polygon(rows[8]["geometry"]["coordinates"][0]).is_valid
    built = made(rows)
    assert "crossed itself a little" in said(built)
    assert fits(list(zones(built).values()))


def test_stray_lines_beside_a_polygon_are_left_out() -> None:
    """Uniting may leave a line beside a polygon; only the polygon is cleaned."""
    square = shapely.box(110.3, -7.1, 110.31, -7.09)
    with_line = shapely.GeometryCollection([square, shapely.LineString([(110.3, -7.1), (110.29, -7.1)])])
    cleaned = clean({"33.99.01.1001": with_line, "33.99.01.1002": shapely.box(110.31, -7.1, 110.32, -7.09)})
    assert cleaned["33.99.01.1001"].area == pytest.approx(square.area)
    assert fits(list(cleaned.values()))


shift = st.floats(-0.015, 0.015)
SWALLOWED = {
    14: (-0.0036271373130106928, 0.0),
    15: (0.008432213911729807, -0.014999999999999998),
    19: (0.0, 0.0078125),
    24: (0.0, -0.012893639445337059),
    25: (0.007243109229334962, 0.0),
}
"""With these, cleaning gave all of Jagalan to Purwosari, and what was left fitted together."""


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(shift, shift), min_size=36, max_size=36))
@example([SWALLOWED.get(corner, (0.0, 0.0)) for corner in range(36)])
def test_careless_corners_do_no_harm(shifts: list[tuple[float, float]]) -> None:
    """Each corner of each kelurahan up to 17 m off: still one valid coverage with the same neighbours."""
    rows = t.villages(TOWN)
    moves = iter(shifts)
    for row in rows:
        ring = [
            [lon + dx * t.SIDE, lat + dy * t.SIDE]
            for (lon, lat), (dx, dy) in zip(row["geometry"]["coordinates"][0][:4], moves, strict=False)
        ]
        row["geometry"]["coordinates"] = [[*ring, ring[0]]]
    built = made(rows)
    shapes = zones(built)
    assert fits(list(shapes.values()))
    assert all(shape.area == pytest.approx(3e-4, rel=0.06) for shape in shapes.values())
    assert all(ROWS[code] <= others for code, others in shared_borders(shapes).items())
    assert built.points == 9

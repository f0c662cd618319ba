"""Boundaries as they go round in Indonesia, BIG's and the statisticians', become packs."""

import json
from pathlib import Path
from random import Random

import pytest
import shapely

from bot.zones.city import load_city
from bot.zones.locate import Located
from bot.zones.model import Point
from bot.zones.pack import CityPack
from tests.integration.cli.conftest import Ended, Kentongan

REFERENCE = Path(__file__).parents[4] / "shared" / "zones" / "reference"
RAW = {
    "semarang": ("33.74", 16, 177, 177),
    "surabaya": ("35.78", 31, 153, 153),
    "samarinda": ("64.72", 10, 59, 59),
    "penajam-paser-utara": ("64.09", 4, 54, 54),
    "musi-banyuasin": ("16.06", 15, 242, 240),
}
COD = {
    "semarang-kelurahan-cod": ("33.74", 16, 177),
    "semarang-kecamatan-cod": ("33.74", 16, 0),
    "surabaya-kecamatan-cod": ("35.78", 31, 0),
}
FACTS = [
    (Point(-6.9839, 110.4104), "Semarang Tengah", "Sekayu"),
    (Point(-7.0505, 110.4404), "Tembalang", "Tembalang"),
    (Point(-6.9714, 110.3741), "Semarang Barat", "Tambakharjo"),
]

reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference boundaries (../shared) are not part of the project"
)


def build(kentongan: Kentongan, file: Path, code: str, out: Path) -> Ended:
    return kentongan("city", "build", "--boundaries", str(file), "--code", code, "--out", str(out))


def fitting(pack: CityPack) -> bool:
    shapes = [*pack.shapes.values()]
    return bool(shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes))


@reference
@pytest.mark.parametrize("name", RAW)
def test_boundaries_as_found_make_a_pack(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """BIG's raw drawing of a city becomes a pack that loads and fits; made again, it has the same bytes."""
    code, kecamatan, kelurahan, points = RAW[name]
    file = REFERENCE / f"{name}-kelurahan-big-raw.geojson"
    ended = build(kentongan, file, code, tmp_path / "kota")
    assert (ended.code, ended.err) == (0, "")
    pack = load_city(str(tmp_path / "kota"))
    assert (pack.code, len(pack.zones), len(pack.kelurahan)) == (code, kecamatan, kelurahan)
    assert len([item for item in pack.kelurahan.values() if item.point]) == points
    assert fitting(pack)
    assert shapely.coverage_is_valid([*pack.villages.values()])
    assert all(pack.neighbours.values())
    assert build(kentongan, file, code, tmp_path / "lagi").code == 0
    for path in sorted((tmp_path / "kota").iterdir()):
        assert path.read_bytes() == (tmp_path / "lagi" / path.name).read_bytes()


@reference
@pytest.mark.parametrize("name", RAW)
def test_areas_stay_as_drawn(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """Cleaning and thinning take from no kecamatan, and give to none, more than 1.2 percent."""
    file = REFERENCE / f"{name}-kelurahan-big-raw.geojson"
    build(kentongan, file, RAW[name][0], tmp_path / "kota")
    before: dict[str, float] = {}
    for row in json.loads(file.read_text())["features"]:
        code = row["properties"]["KODE"].rpartition(".")[0]
        before[code] = before.get(code, 0.0) + shapely.geometry.shape(row["geometry"]).area
    after = {code: shape.area for code, shape in load_city(str(tmp_path / "kota")).shapes.items()}
    assert after == pytest.approx(before, rel=0.012)


@reference
@pytest.mark.parametrize("name", COD)
def test_the_statisticians_borders_make_a_pack(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """BPS's borders of kelurahan, and those of kecamatan alone, become a pack."""
    code, kecamatan, points = COD[name]
    ended = build(kentongan, REFERENCE / f"{name}.geojson", code, tmp_path / "kota")
    assert ended.code == 0
    pack = load_city(str(tmp_path / "kota"))
    assert len(pack.zones) == kecamatan
    assert len([item for item in pack.kelurahan.values() if item.point]) == points
    assert fitting(pack)


@reference
def test_the_built_city_agrees_with_the_shipped_one(kentongan: Kentongan, tmp_path: Path) -> None:
    """BIG's Semarang and OpenStreetMap's place 98.5 of 100 points alike, where both have a place for them.

    BIG's coast is eroded: 2 % of OpenStreetMap's city (half of Tugu) lie in the sea for it.
    """
    build(kentongan, REFERENCE / "semarang-kelurahan-big-raw.geojson", "33.74", tmp_path / "kota")
    ours, theirs = load_city("semarang"), load_city(str(tmp_path / "kota"))
    random, whole = Random(112), shapely.union_all([*ours.shapes.values()])
    west, south, east, north = whole.bounds
    alike = both = inside = 0
    while inside < 3000:
        point = Point(random.uniform(south, north), random.uniform(west, east))
        if whole.contains(shapely.Point(point.lon, point.lat)):
            inside += 1
            found, wanted = theirs.locate(point), ours.locate(point)
            both += isinstance(found, Located)
            alike += isinstance(found, Located) and isinstance(wanted, Located) and found.zone == wanted.zone
    assert alike / both > 0.985
    assert both / inside > 0.97
    for place, zone, kelurahan in FACTS:
        there = theirs.locate(place)
        assert isinstance(there, Located)
        assert (theirs.zones[there.zone].name, there.kelurahan) == (zone, kelurahan)
        assert not there.kelurahan_approximate


@reference
def test_what_was_odd_is_listed_with_its_mend(kentongan: Kentongan, tmp_path: Path) -> None:
    """Slivers, overlaps, a repaired ring and the two missing villages of Musi Banyuasin are all told."""
    file = REFERENCE / "musi-banyuasin-kelurahan-big-raw.geojson"
    said = build(kentongan, file, "16.06", tmp_path / "kota").out
    for words in (
        "Overlaps:",
        "Gaps up to 110 m wide:",
        "Epil Barat",
        "Toman Baru",
        "crossed itself",
        "--attribution",
    ):
        assert words in said
    assert all(line.endswith(".") for line in said.splitlines() if line.startswith("note"))

"""`kentongan city build` and `kentongan city check`: a pack from boundaries, and what is said of a pack."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.city_list import read_register
from bot.zones.city import PACKS, load_city
from bot.zones.model import PackError
from bot.zones.pack import CityPack
from tests.integration.cli.conftest import Ended, Kentongan
from tests.unit.zones.building import town as t

PENAJAM = "64.09"


def build(kentongan: Kentongan, file: Path, code: str, out: Path, *more: str) -> Ended:
    return kentongan("city", "build", "--boundaries", str(file), "--code", code, "--out", str(out), *more)


def drawn(folder: Path, rows: list[t.Row] | None = None) -> Path:
    """A file with all 54 kelurahan of Penajam Paser Utara as squares."""
    path = folder / "batas.geojson"
    path.write_text(t.geojson(t.villages(read_register(PENAJAM)) if rows is None else rows), encoding="utf-8")
    return path


def test_a_city_of_squares(kentongan: Kentongan, tmp_path: Path) -> None:
    """A pack is built, judged and drawn; it knows its name, its letters and its clock."""
    ended = build(kentongan, drawn(tmp_path), PENAJAM, tmp_path / "kota", "--attribution", "BIG, CC BY")
    assert (ended.code, ended.err) == (0, "")
    assert f"CITY={tmp_path / 'kota'}" in ended.out
    pack = load_city(str(tmp_path / "kota"))
    assert (pack.name, pack.letters) == ("Kabupaten Penajam Paser Utara", "PPU")
    assert (pack.timezone, pack.timezone_abbreviation) == ("Asia/Makassar", "WITA")
    assert "BIG, CC BY" in (tmp_path / "kota/kecamatan.geojson").read_text()
    judged = kentongan("city", "check", "kota")
    assert judged.code == 0
    assert "4 kecamatan, 54 kelurahan, 3 pairs of neighbours" in judged.out
    assert "All volunteers belong to one community" in judged.out
    assert (tmp_path / "kota/map.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["batas.geojson", "kota"]


@pytest.mark.parametrize("name", ["semarang", "surabaya"])
def test_a_shipped_pack_is_judged_by_its_name(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """With polygons or without, a shipped pack is usable; its map lands where we are."""
    ended = kentongan("city", "check", name)
    assert (ended.code, ended.err) == (0, "")
    assert "BAD" not in ended.out
    assert (tmp_path / f"{name}.png").stat().st_size > 50_000
    assert not (PACKS / name / "map.png").exists()


def test_a_spoilt_pack_is_judged_unusable(kentongan: Kentongan, tmp_path: Path) -> None:
    """A pack with a kelurahan in the wrong corner of the city ends in 2, with the mend."""
    folder = Path(shutil.copytree(PACKS / "semarang", tmp_path / "kota"))
    table = folder / "kelurahan.csv"
    table.write_text(table.read_text().replace("Miroto,Semarang Tengah", "Miroto,Tugu"))
    ended = kentongan("city", "check", str(folder), "--map", str(tmp_path / "peta.png"))
    assert ended.code == 2
    assert "BAD  1 kelurahan have their point outside their kecamatan: Miroto" in ended.out
    assert (tmp_path / "peta.png").exists()
    table.unlink()
    gone = kentongan("city", "check", str(folder))
    assert (gone.code, gone.out, gone.err.count("\n")) == (2, "", 1)


def test_a_map_that_can_not_be_written(kentongan: Kentongan, tmp_path: Path) -> None:
    """Where the map has no place, one sentence says so."""
    ended = kentongan("city", "check", "semarang", "--map", str(tmp_path / "tidak/ada.png"))
    assert ended.code == 2
    assert "choose another place with --map" in ended.err


def test_renewing_keeps_what_the_city_wrote(kentongan: Kentongan, tmp_path: Path) -> None:
    """--force renews borders and kelurahan of the same city; city.toml and the gazetteer stay."""
    file, out = drawn(tmp_path), tmp_path / "kota"
    build(kentongan, file, PENAJAM, out)
    toml = out / "city.toml"
    toml.write_text(toml.read_text().replace('"PPU"', '"PNJ"'))
    (out / "outside.csv").write_text("name,regency\nPaser,Kabupaten Paser\n")
    again = build(kentongan, file, PENAJAM, out)
    assert (again.code, "is not empty" in again.err) == (2, True)
    (out / "kelurahan.csv").write_text("rusak")
    assert build(kentongan, file, PENAJAM, out, "--force").code == 0
    pack = load_city(str(out))
    assert (pack.letters, len(pack.outside), len(pack.kelurahan)) == ("PNJ", 1, 54)
    other = build(kentongan, drawn(tmp_path, t.villages(read_register("64.72"))), "64.72", out, "--force")
    assert (other.code, "is not the pack of 64.72" in other.err) == (2, True)
    assert load_city(str(out)).name == "Kabupaten Penajam Paser Utara"


def test_a_pack_that_does_not_load_is_not_put_there(
    kentongan: Kentongan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written aside is proven by loading it; if that fails the folder stays as it was."""

    def refused(_: str) -> CityPack:
        raise PackError("The pack is broken: mend it.")

    monkeypatch.setattr("bot.cli.city_files.load_city", refused)
    ended = build(kentongan, drawn(tmp_path), PENAJAM, tmp_path / "kota")
    assert (ended.code, ended.err) == (2, "The pack is broken: mend it.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["batas.geojson"]


def bow_tie() -> str:
    rows = t.villages(read_register(PENAJAM))
    ring = rows[0]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    return t.geojson(rows)


def named(**properties: Any) -> str:
    rows = t.villages(read_register(PENAJAM))
    return t.geojson([{**row, "properties": properties} for row in rows])


UTM = {"type": "name", "properties": {"name": "EPSG:32750"}}
BAD_FILES: dict[str, tuple[Callable[[], str], str]] = {
    "empty": (lambda: "", "is empty"),
    "emoji": (lambda: "🔥🚑", "is not JSON"),
    "Arabic": (lambda: "حدود المدينة", "is not JSON"),
    "Javanese": (lambda: "ꦮꦠꦼꦱ꧀ꦏꦸꦛ", "is not JSON"),
    "Arabic names": (lambda: named(NAMA="بيناجام"), "No property of"),
    "emoji names": (lambda: named(NAMA="🏘️🌴"), "No property of"),
    "no properties": (named, "it has no properties"),
    "other system": (lambda: t.geojson(t.villages(read_register(PENAJAM)), crs=UTM), "EPSG:32750"),
    "crossing": (bow_tie, "crosses itself near"),
    "all the same": (lambda: named(NAMA="Penajam"), "stands twice"),
    "one kecamatan": (lambda: t.geojson(t.villages(read_register(PENAJAM))[:5]), "no border for kecamatan"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_boundaries_leave_nothing_behind(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """One sentence with the mend on the error stream, exit 2, and not a trace of a folder."""
    text, words = BAD_FILES[name]
    file = tmp_path / "batas.geojson"
    file.write_text(text(), encoding="utf-8")
    ended = build(kentongan, file, PENAJAM, tmp_path / "kota")
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert (ended.err.count("\n"), ended.err[-2:]) == (1, ".\n")
    assert [path.name for path in tmp_path.iterdir()] == ["batas.geojson"]


@pytest.mark.parametrize("code", ["", "33", "33.74.01", "99.99", "semarang", "🔥", "٣٣.٧٤"])
def test_an_unknown_code(kentongan: Kentongan, tmp_path: Path, code: str) -> None:
    """A code that is no city's or regency's is refused before anything is read."""
    ended = build(kentongan, tmp_path / "tidak-ada", code, tmp_path / "kota")
    assert (ended.code, ended.out) == (2, "")
    assert "such as 33.74 for Kota Semarang" in ended.err


def test_files_that_can_not_be_boundaries(kentongan: Kentongan, tmp_path: Path) -> None:
    """No file, a folder, 200 MB, and a zip are each answered at once, by their size before they are read."""
    large, packed = tmp_path / "besar.geojson", tmp_path / "batas.zip"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    packed.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    cases = {tmp_path / "hilang": "is no file", tmp_path: "is no file", large: "has 200 MB", packed: "UTF-8"}
    for path, words in cases.items():
        ended = build(kentongan, path, PENAJAM, tmp_path / "kota")
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert words in ended.err
    assert not (tmp_path / "kota").exists()


def test_places_where_no_pack_can_be(kentongan: Kentongan, tmp_path: Path) -> None:
    """A file, a folder with something in it, a name that is too long: each is refused and left alone."""
    file = drawn(tmp_path)
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh/surat.txt").write_text("rahasia")
    cases = {
        tmp_path / "batas.geojson": "is a file",
        tmp_path / "penuh": "is not empty",
        tmp_path / ("x" * 300): "cannot be written",
        tmp_path / "batas.geojson" / "kota": "cannot be written",
    }
    for out, words in cases.items():
        ended = build(kentongan, file, PENAJAM, out)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert words in ended.err
    forced = build(kentongan, file, PENAJAM, tmp_path / "penuh", "--force")
    assert (forced.code, "is not the pack of 64.09" in forced.err) == (2, True)
    assert [path.name for path in (tmp_path / "penuh").iterdir()] == ["surat.txt"]


def test_the_bot_loads_no_charts_and_no_lists(tmp_path: Path) -> None:
    """Neither the charts' library nor Kemendagri's list is loaded by those who need none."""
    probe = "import sys, bot.__main__; print(sorted({'matplotlib', 'lokal'} & sys.modules.keys()))"
    root = Path(__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n"


def test_the_csv_is_kemendagris(kentongan: Kentongan, tmp_path: Path) -> None:
    """Codes, names and postal codes in kelurahan.csv are those of the list, whatever the file said."""
    rows = t.villages(read_register(PENAJAM), t.hdx)
    build(kentongan, drawn(tmp_path, rows), PENAJAM, tmp_path / "kota")
    listed = read_register(PENAJAM)
    with (tmp_path / "kota/kelurahan.csv").open(encoding="utf-8", newline="") as file:
        written = [(row["code"], row["kelurahan"], row["postal_code"]) for row in csv.DictReader(file)]
    assert written == [(unit.code, unit.name, unit.postal_code) for unit in listed.kelurahan.values()]

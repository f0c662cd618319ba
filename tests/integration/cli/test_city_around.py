"""`kentongan city build --around`: outside.csv from Kemendagri's list."""

import shutil
from pathlib import Path

import pytest

from bot.cli.city_list import read_around, read_register
from bot.zones.building.around import outside_csv
from bot.zones.city import PACKS, load_city
from bot.zones.files import read_outside
from tests.integration.cli.conftest import Kentongan
from tests.integration.cli.test_city import PENAJAM, build, drawn

NEAR = {
    "surabaya": "35.15,35.25,35.26",
    "samarinda": "64.02,64.71,64.74",
    "penajam-paser-utara": "64.01,64.02,64.07,64.71",
    "musi-banyuasin": "16.07,16.05,16.13,16.12,16.03,16.71,15.04,15.05",
}
"""The regencies that border on each city, as its shipped outside.csv was made."""


@pytest.mark.parametrize("name", NEAR)
def test_the_shipped_lists_are_what_the_command_makes(name: str) -> None:
    """Each shipped outside.csv is, byte for byte, what the list gives with the rows added by hand."""
    listed = read_register(load_city(name).code)
    shipped = (PACKS / name / "outside.csv").read_text(encoding="utf-8")
    written = read_outside(shipped, "outside.csv")
    assert outside_csv(listed, read_around(listed, NEAR[name]), written) == shipped


def test_a_new_pack_knows_its_neighbours(kentongan: Kentongan, tmp_path: Path) -> None:
    """Boundaries and --around in one: the pack says of a neighbour's kecamatan that it is outside."""
    out = tmp_path / "kota"
    ended = build(kentongan, drawn(tmp_path), PENAJAM, out, "--around", "64.01, 64.71")
    assert (ended.code, ended.err) == (0, "")
    assert "places around Kabupaten Penajam Paser Utara" in ended.out
    found = load_city(str(out)).find("kebakaran di Long Ikis")
    assert found.outside is not None
    assert found.outside.regency == "Kabupaten Paser"


def test_an_old_pack_without_boundaries(kentongan: Kentongan, tmp_path: Path) -> None:
    """A pack that exists gets its list alone; its own rows and its other files stay as they are."""
    out = Path(shutil.copytree(PACKS / "surabaya", tmp_path / "kota"))
    (out / "outside.csv").write_text("name,regency\nPasar Larangan,Kabupaten Sidoarjo\n")
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.name != "outside.csv"}
    command = ("city", "build", "--code", "35.78", "--out", str(out), "--around", "35.15")
    assert "is not empty" in kentongan(*command).err
    ended = kentongan(*command, "--force")
    assert (ended.code, ended.err) == (0, "")
    rows = (out / "outside.csv").read_text().splitlines()
    assert {"Krian,Kabupaten Sidoarjo", "Pasar Larangan,Kabupaten Sidoarjo"} <= set(rows)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != "outside.csv"} == before


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--around", "99.99"), "no city or regency with the code '99.99'"),
        (("--around", "35.78"), "35.78 is Kota Surabaya itself"),
        ((), "Give --boundaries"),
    ],
)
def test_what_can_not_be_around(
    kentongan: Kentongan, tmp_path: Path, more: tuple[str, ...], words: str
) -> None:
    """A wrong code, the city itself, or nothing at all: one sentence, and the pack is as it was."""
    out = Path(shutil.copytree(PACKS / "surabaya", tmp_path / "kota"))
    before = (out / "outside.csv").read_bytes()
    ended = kentongan("city", "build", "--code", "35.78", "--out", str(out), "--force", *more)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert words in ended.err
    assert (out / "outside.csv").read_bytes() == before


def test_no_pack_and_no_boundaries(kentongan: Kentongan, tmp_path: Path) -> None:
    """Without boundaries nothing is made where no pack is."""
    ended = kentongan(
        "city", "build", "--code", "35.78", "--out", str(tmp_path / "kota"), "--around", "35.15"
    )
    assert (ended.code, "Give --boundaries" in ended.err) == (2, True)
    assert not (tmp_path / "kota").exists()


def test_a_list_in_another_script(kentongan: Kentongan, tmp_path: Path) -> None:
    """An outside.csv that is no UTF-8 is named, and left alone."""
    out = Path(shutil.copytree(PACKS / "surabaya", tmp_path / "kota"))
    (out / "outside.csv").write_bytes(b"name,regency\n\xff\xfe,x\n")
    ended = kentongan("city", "build", "--code", "35.78", "--out", str(out), "--around", "35.15", "--force")
    assert (ended.code, "is not UTF-8" in ended.err) == (2, True)

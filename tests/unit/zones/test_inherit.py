"""What a pack takes from the tables that all cities share."""

from pathlib import Path

import pytest

from bot.zones.city import load_city
from bot.zones.inherit import inherit
from bot.zones.model import PackError, Severity

SHORT = """
name = "Kota Uji"
service = "112 Uji"
code = "33.74"
letters = "UJI"
timezone = "Asia/Jayapura"
timezone_abbreviation = "WIT"
operator_phone = "112"
"""


def test_tables_are_completed_line_by_line() -> None:
    """What a city writes goes before what is shared, however deep it stands."""
    shared = {"patience": {"darurat": {"remind": 2, "city": 8}}, "name": "x"}
    assert inherit({"patience": {"darurat": {"remind": 3}}}, shared) == {
        "patience": {"darurat": {"remind": 3, "city": 8}},
        "name": "x",
    }


def test_rows_go_by_key() -> None:
    """A row with a shared key takes its place, a new one comes last, two alike are left to be refused."""
    shared = {"kinds": [{"key": "a", "n": 1}, {"key": "b", "n": 1}]}
    rows = inherit({"kinds": [{"key": "c"}, {"key": "a", "n": 2}]}, shared)["kinds"]
    assert rows == [{"key": "a", "n": 2}, {"key": "b", "n": 1}, {"key": "c"}]
    twice = inherit({"kinds": [{"key": "c"}, {"key": "c"}]}, shared)["kinds"]
    assert [row["key"] for row in twice] == ["a", "b", "c", "c"]


def test_communities_are_the_citys_own() -> None:
    """The shared community gives way to those of the city; an empty list is no answer."""
    shared = {"communities": [{"key": "relawan"}]}
    assert inherit({"communities": [{"key": "fkpm"}]}, shared)["communities"] == [{"key": "fkpm"}]
    assert inherit({"communities": []}, shared) == shared


def short(folder: Path, more: str = "") -> Path:
    """A pack of the least files."""
    (folder / "city.toml").write_text(SHORT + more, encoding="utf-8")
    for spare in ("first_aid.json", "gazetteer.csv", "outside.csv", "kecamatan.geojson"):
        (folder / spare).unlink()
    return folder


def test_ten_lines_are_a_pack(folder: Path) -> None:
    """A city.toml of seven lines and a list of kelurahan are enough for a bot."""
    pack = load_city(str(short(folder)))
    assert [item.key for item in pack.communities] == ["relawan"]
    assert pack.find_kind("kebakaran") is not None
    assert pack.first_aid


def test_a_city_adds_and_changes(folder: Path) -> None:
    """A city changes an agency's name, a step's time, a kind's severity, without copying the rest."""
    kind = """
[[kinds]]
key = "rob"
names = { id = "Rob", en = "Tide" }
emoji = "🌊"
severity = "darurat"
sensitive = false
aliases = []
agencies = ["polisi"]
first_aid = "banjir"
"""
    changes = '[agencies]\npolisi = "Polres Uji"\n[patience.darurat]\nremind = 1\n'
    pack = load_city(str(short(folder, changes + kind)))
    assert pack.agencies["polisi"].name == "Polres Uji"
    assert pack.agencies["pln"].name == "PLN"
    assert (pack.patience[Severity.DARURAT].remind, pack.patience[Severity.DARURAT].city) == (1, 8)
    assert pack.kind("rob").severity is Severity.DARURAT
    assert pack.kind("banjir").name_id == "Banjir"


def test_odd_rows_are_refused_in_a_sentence(folder: Path) -> None:
    """A row without a usable key is refused as always."""
    with pytest.raises(PackError, match="names"):
        load_city(str(short(folder, '[[kinds]]\nkey = ["rob"]\n')))

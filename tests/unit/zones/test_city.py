"""Loading a pack: what is in it, and what is said when it cannot be used."""

from collections.abc import Callable
from math import cos, radians
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from bot.zones.city import load_city, shipped_packs
from bot.zones.geometry import metres_per_degree
from bot.zones.model import PackError, Patience, Severity
from bot.zones.pack import CityPack

AREAS_KM2 = {
    "Semarang Tengah": 5.36,
    "Semarang Utara": 11.95,
    "Semarang Timur": 5.58,
    "Gayamsari": 6.46,
    "Genuk": 27.65,
    "Pedurungan": 21.92,
    "Semarang Selatan": 6.13,
    "Candisari": 6.58,
    "Gajahmungkur": 9.65,
    "Tembalang": 40.67,
    "Banyumanik": 31.24,
    "Gunungpati": 59.50,
    "Semarang Barat": 24.10,
    "Mijen": 57.36,
    "Ngaliyan": 44.58,
    "Tugu": 27.91,
}
KINDS = """
    kebakaran kecelakaan kesehatan bencana_alam banjir longsor angin_kencang gempa rob kekerasan kerusuhan
    gangguan_kamtibmas pohon_tumbang orang_hilang ular tenggelam listrik lainnya
"""


def test_semarang_is_complete(semarang: CityPack) -> None:
    """The shipped pack has all zones, kelurahan, places, communities, kinds and cards."""
    assert (len(semarang.zones), len(semarang.kelurahan), len(semarang.places)) == (16, 177, 2981)
    assert [item.short for item in semarang.communities] == ["FKPM", "MIK", "Bankom"]
    assert [kind.key for kind in semarang.kinds] == KINDS.split()
    assert (semarang.code, semarang.letters, semarang.operator_phone) == ("33.74", "SMG", "112")
    assert ZoneInfo(semarang.timezone).key == "Asia/Jakarta"
    assert not semarang.approximate


def test_areas_are_those_of_the_source(semarang: CityPack) -> None:
    """Each zone is as large as in the OpenStreetMap drawing, within half a percent."""
    for zone in semarang.zones.values():
        north, east = metres_per_degree(zone.centroid.lat)
        area = semarang.shapes[zone.code].area * north * east / 1e6
        assert area == pytest.approx(AREAS_KM2[zone.name], rel=0.005), zone.name


def test_patience_is_the_plan(semarang: CityPack) -> None:
    """Unclaimed incidents knock at 2, 4, 8, 10 minutes when urgent and at 5, 10, 20, 25 when not."""
    assert semarang.patience[Severity.DARURAT] == Patience(2, 4, 8, 10)
    assert semarang.patience[Severity.BIASA] == Patience(5, 10, 20, 25)
    coming = semarang.coming
    assert (coming.ask, coming.ask_after_eta, coming.release, coming.verdict) == (15, 10, 5, 5)
    assert coming.stale_hours == 2


def test_agencies_of_fire_and_accident(semarang: CityPack) -> None:
    """A fire and an accident name the agencies of Semarang's own table."""
    fire = [semarang.agencies[key].name for key in semarang.kind("kebakaran").agencies]
    assert fire == [
        "Damkar",
        "Dishub",
        "Dinkes (Ambulans Hebat)",
        "RSUD",
        "Satpol PP",
        "PMI",
        "Polrestabes",
    ]
    assert semarang.kind("kecelakaan").agencies == ("polisi", "dinkes", "pmi")


def test_only_violence_is_sensitive(semarang: CityPack) -> None:
    """Violence against women and children, and nothing else, discloses in stages."""
    assert [kind.key for kind in semarang.kinds if kind.sensitive] == ["kekerasan"]


def test_no_card_claims_to_be_reviewed(semarang: CityPack) -> None:
    """Every first-aid card says that no professional has read it yet, and every kind has one."""
    assert not any(card.reviewed for card in semarang.first_aid.values())
    assert all(kind.first_aid in semarang.first_aid for kind in semarang.kinds)


def test_neighbours_are_symmetric_and_known(semarang: CityPack) -> None:
    """Who borders whom is mutual, follows the map, and a zone is not its own neighbour."""
    names = {zone.name: zone.code for zone in semarang.zones.values()}
    for code, others in semarang.neighbours.items():
        assert others
        assert code not in others
        assert all(code in semarang.neighbours[other] for other in others)
    tugu = {semarang.zones[code].name for code in semarang.neighbours[names["Tugu"]]}
    assert tugu == {"Ngaliyan", "Semarang Barat"}
    assert names["Genuk"] not in semarang.neighbours[names["Mijen"]]
    mijen = {semarang.zones[code].name for code in semarang.neighbours[names["Mijen"]]}
    assert mijen == {"Gunungpati", "Ngaliyan"}


@pytest.mark.parametrize("text", ["Semarang Tengah", "semarang  tengah", "KEC. SEMARANG TENGAH", "33.74.01"])
def test_zone_by_name(semarang: CityPack, text: str) -> None:
    """A zone is found by name or code, however it is spaced or capitalised."""
    zone = semarang.zone_by_name(text)
    assert zone is not None
    assert zone.name == "Semarang Tengah"


def test_zone_by_unknown_name(semarang: CityPack) -> None:
    """A name that is no zone finds none, the city's included."""
    assert semarang.zone_by_name("Semarang") is None
    assert semarang.zone_by_name("") is None


@pytest.mark.parametrize("text", ["mik", "MIK", "mik semar sigap", "MIK Semar-Sigap"])
def test_community(semarang: CityPack, text: str) -> None:
    """A community is found by key, short or full name."""
    community = semarang.community(text)
    assert community is not None
    assert community.key == "mik"


def test_loading_is_quick() -> None:
    """A pack loads within 300 ms (three times that on a busy machine)."""
    began = perf_counter()
    load_city("semarang")
    assert perf_counter() - began < 0.9


def test_a_path_is_a_pack(folder: Path) -> None:
    """A folder's path serves as well as a shipped name."""
    assert load_city(str(folder)).name == "Kota Semarang"


def test_centroids_serve_without_polygons(folder: Path, semarang: CityPack) -> None:
    """A pack without polygons locates by the nearest kelurahan and says that it is approximate."""
    (folder / "kecamatan.geojson").unlink()
    toml = folder / "city.toml"
    toml.write_text(toml.read_text() + '\n[neighbours]\n"33.74.16" = ["33.74.15", "33.74.13"]\n')
    pack = load_city(str(folder))
    assert pack.approximate
    assert pack.zones.keys() == semarang.zones.keys()
    assert pack.neighbours["33.74.15"] == frozenset({"33.74.16"})
    located = pack.locate(semarang.kelurahan["33.74.10.1006"].point or pytest.fail("no point"))
    assert (located.zone, located.approximate) == ("33.74.10", True)  # type: ignore[union-attr] # it is Located
    assert pack.find("kelurahan Sekayu").candidates[0].zone_name == "Semarang Tengah"


def test_unknown_pack_lists_the_shipped_ones() -> None:
    """An unknown name is answered with the names that ship."""
    with pytest.raises(PackError, match=r"atlantis.*semarang"):
        load_city("atlantis")
    assert "semarang" in shipped_packs()


Spoil = Callable[[str], str]
ERRORS: list[tuple[str, Spoil, str]] = [
    ("city.toml", lambda text: text.replace('letters = "SMG"', "letters = SMG"), r"line 7"),
    ("city.toml", lambda text: text.replace('letters = "SMG"', ""), r"'letters' is missing"),
    (
        "city.toml",
        lambda text: text.replace('"Asia/Jakarta"', '"Asia/Semarang"'),
        r"timezone 'Asia/Semarang'",
    ),
    (
        "city.toml",
        lambda text: text.replace('"darurat"', '"gawat"', 1),
        r"severity 'gawat' in kind 'kebakaran'",
    ),
    (
        "city.toml",
        lambda text: text.replace('key = "ular"', 'key = "banjir"'),
        r"'banjir' stands twice in kinds",
    ),
    ("city.toml", lambda text: text.replace('key = "mik"', 'key = "fkpm"'), r"'fkpm' stands twice"),
    ("city.toml", lambda text: text.replace('"pln", "damkar"', '"plm", "damkar"'), r"unknown agency 'plm'"),
    (
        "city.toml",
        lambda text: text.replace('"gigitan_ular"', '"bisa"'),
        r"first-aid card 'bisa'.*gigitan_ular",
    ),
    (
        "city.toml",
        lambda text: text.replace('parent = "lainnya"', 'parent = "lain"', 1),
        r"unknown parent 'lain'",
    ),
    ("city.toml", lambda text: text.replace("remind = 2", "remind = 9"), r"must grow"),
    (
        "city.toml",
        lambda text: text.replace("remind = 2", "remind = true"),
        r"'remind' is missing or not int",
    ),
    ("city.toml", lambda text: text.replace("release = 5", "release = 0"), r"'release' must be a positive"),
    ("city.toml", lambda text: text.replace('"tawuran"', '"laka"', 1), r"'laka' belongs to both"),
    (
        "kelurahan.csv",
        lambda text: text.replace("Miroto,Semarang Tengah", "Miroto,Atlantis"),
        r"line 2.*Atlantis",
    ),
    ("kelurahan.csv", lambda text: text.replace("-6.98369", "selatan"), r"line 2.*no number"),
    ("kelurahan.csv", lambda text: text.replace("code,", "kode,", 1), r"lacks the column 'code'"),
    ("kelurahan.csv", lambda text: text.replace("33.74.01.1002", "33.74.01.1001"), r"line 3 repeats"),
    ("gazetteer.csv", lambda text: text.replace(",Tugu,", ",Tuku,", 1), r"line 2.*Tuku"),
    ("kecamatan.geojson", lambda text: text[:500], r"kecamatan.geojson line \d+ is not JSON"),
    ("kecamatan.geojson", lambda text: text.replace("33.74.02", "33.74.01"), r"33.74.01 stands twice"),
    ("kecamatan.geojson", lambda text: text.replace('"code":"33.74.02",', ""), r"lacks `code`"),
    ("kecamatan.geojson", lambda text: text.replace('"Polygon"', '"Point"', 1), r"Semarang Tengah"),
    ("first_aid.json", lambda text: text.replace('"segera"', '"cepat"', 1), r"lacks 'segera'"),
]


@pytest.mark.parametrize(("filename", "spoil", "complaint"), ERRORS)
def test_errors_name_the_place(folder: Path, filename: str, spoil: Spoil, complaint: str) -> None:
    """A spoilt pack is refused in one sentence that names what is wrong and where."""
    path = folder / filename
    spoilt = spoil(path.read_text())
    assert spoilt != path.read_text()
    path.write_text(spoilt)
    with pytest.raises(PackError, match=complaint) as caught:
        load_city(str(folder))
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("filename", ["city.toml", "kelurahan.csv"])
def test_missing_files_are_named(folder: Path, filename: str) -> None:
    """A file that every pack needs is named when it is missing."""
    (folder / filename).unlink()
    with pytest.raises(PackError, match=filename):
        load_city(str(folder))


def test_neighbours_are_guessed_where_nobody_says(folder: Path, semarang: CityPack) -> None:
    """Without polygons and [neighbours] the kelurahan's points tell nearly all true neighbours."""
    (folder / "kecamatan.geojson").unlink()
    pack = load_city(str(folder))
    assert pack.neighbours_guessed
    assert not semarang.neighbours_guessed
    true, guessed = (
        {(a, b) for a, others in city.neighbours.items() for b in others} for city in (semarang, pack)
    )
    assert len(guessed & true) >= 0.94 * len(guessed)
    assert len(guessed & true) >= 0.90 * len(true)


def test_a_degree_is_as_long_as_on_the_ellipsoid() -> None:
    """Metres per degree agree with the meridian and the parallel of WGS 84 at Semarang."""
    north, east = metres_per_degree(-7.0)
    assert north == pytest.approx(110_589, rel=1e-3)
    assert east == pytest.approx(111_320 * cos(radians(7.0)), rel=1e-3)

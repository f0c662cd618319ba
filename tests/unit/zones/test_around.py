"""The places around each shipped city: a neighbour is named as outside, never taken for the city itself."""

import pytest

from bot.zones.city import load_city
from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

OUTSIDE = {
    "semarang": [
        ("Ungaran", "Kabupaten Semarang"),
        ("hutan penggaron", "Kabupaten Semarang"),
        ("candi borobudur", "Kabupaten Magelang"),
    ],
    "surabaya": [
        ("Sidoarjo", "Kabupaten Sidoarjo"),
        ("kebakaran pabrik di krian", "Kabupaten Sidoarjo"),
        ("Kec. Taman, Sidoarjo", "Kabupaten Sidoarjo"),
        ("waru sidoarjo", "Kabupaten Sidoarjo"),
        ("Terminal Bungurasih", "Kabupaten Sidoarjo"),
        ("bandara juanda", "Kabupaten Sidoarjo"),
        ("GRESIK", "Kabupaten Gresik"),
        ("menganti", "Kabupaten Gresik"),
        ("kab. Bangkalan", "Kabupaten Bangkalan"),
        ("mojokerto", "Kota Mojokerto"),
    ],
    "samarinda": [
        ("Tenggarong", "Kabupaten Kutai Kartanegara"),
        ("Tenggarong Seberang", "Kabupaten Kutai Kartanegara"),
        ("loa kulu", "Kabupaten Kutai Kartanegara"),
        ("kukar", "Kabupaten Kutai Kartanegara"),
        ("Balikpapan", "Kota Balikpapan"),
        ("bontang", "Kota Bontang"),
    ],
    "penajam-paser-utara": [
        ("Paser", "Kabupaten Paser"),
        ("long ikis", "Kabupaten Paser"),
        ("tanah grogot", "Kabupaten Paser"),
        ("Balikpapan Barat", "Kota Balikpapan"),
        ("samboja", "Kabupaten Kutai Kartanegara"),
        ("Samarinda", "Kota Samarinda"),
    ],
    "musi-banyuasin": [
        ("Banyuasin", "Kabupaten Banyuasin"),
        ("betung", "Kabupaten Banyuasin"),
        ("tungkal ilir", "Kabupaten Banyuasin"),
        ("musi rawas", "Kabupaten Musi Rawas"),
        ("Palembang", "Kota Palembang"),
        ("kec rambutan banyuasin", "Kabupaten Banyuasin"),
    ],
}

NOT_OUTSIDE = [
    ("surabaya", "surabaya - sidoarjo"),  # a way
    ("surabaya", "mobil plat sidoarjo di gubeng"),
    ("surabaya", "warung madura di gubeng"),
    ("surabaya", "rumah pak Gedangan"),  # somebody's name
    ("surabaya", "manyar"),  # also the short name of the city's Manyar Sabrangan
    ("surabaya", "perbatasan rungkut sidoarjo"),
    ("samarinda", "Loa Janan Ilir"),  # the city's own; Loa Janan is the neighbour
    ("samarinda", "samarinda seberang"),
    ("penajam-paser-utara", "kab. Penajam Paser Utara"),
    ("musi-banyuasin", "Kabupaten Musi Banyuasin"),
]


@pytest.fixture(scope="module")
def packs() -> dict[str, CityPack]:
    return {name: load_city(name) for name in OUTSIDE}


@pytest.mark.parametrize(
    ("city", "text", "regency"), [(city, *row) for city, rows in OUTSIDE.items() for row in rows]
)
def test_a_neighbour_is_named(packs: dict[str, CityPack], city: str, text: str, regency: str) -> None:
    """A place in a neighbouring regency or a town of the province is outside, with its regency."""
    result = packs[city].find(text)
    assert result.status is PlaceStatus.OUTSIDE
    assert result.outside is not None
    assert result.outside.regency == regency


@pytest.mark.parametrize(("city", "text"), NOT_OUTSIDE)
def test_what_only_mentions_a_neighbour_is_not_outside(
    packs: dict[str, CityPack], city: str, text: str
) -> None:
    """A way, a dish, somebody's name, a border or the city's own longer name leaves it in the city."""
    assert packs[city].find(text).status is not PlaceStatus.OUTSIDE


@pytest.mark.parametrize("city", sorted(OUTSIDE))
def test_no_area_of_the_city_is_taken_for_a_neighbour(packs: dict[str, CityPack], city: str) -> None:
    """No kecamatan or kelurahan, typed alone, is said to be outside."""
    pack = packs[city]
    names = [zone.name for zone in pack.zones.values()] + [item.name for item in pack.kelurahan.values()]
    assert [name for name in names if pack.find(name).status is PlaceStatus.OUTSIDE] == []


@pytest.mark.parametrize("city", sorted(OUTSIDE))
def test_every_listed_neighbour_is_outside(packs: dict[str, CityPack], city: str) -> None:
    """Each row of outside.csv is found by its own name."""
    pack = packs[city]
    assert [row.name for row in pack.outside if pack.find(row.name).status is not PlaceStatus.OUTSIDE] == []

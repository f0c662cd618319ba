"""The five cities that ship: complete, right names and clocks, and honest about what they guess."""

from zoneinfo import ZoneInfo

import pytest

from bot.zones.answer import answer
from bot.zones.city import load_city, shipped_packs
from bot.zones.locate import Located, Outside
from bot.zones.model import Point
from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

CITIES = {
    "musi-banyuasin": ("16.06", "MBA", 15, 242, "Asia/Jakarta", "WIB"),
    "penajam-paser-utara": ("64.09", "PPU", 4, 54, "Asia/Makassar", "WITA"),
    "samarinda": ("64.72", "SMR", 10, 59, "Asia/Makassar", "WITA"),
    "semarang": ("33.74", "SMG", 16, 177, "Asia/Jakarta", "WIB"),
    "surabaya": ("35.78", "SBY", 31, 153, "Asia/Jakarta", "WIB"),
}
GUESSED = sorted(set(CITIES) - {"semarang"})
POINTLESS = {("musi-banyuasin", "Epil Barat"), ("musi-banyuasin", "Toman Baru")}


@pytest.fixture(scope="module", params=sorted(CITIES))
def named(request: pytest.FixtureRequest) -> tuple[str, CityPack]:
    return request.param, load_city(request.param)


@pytest.fixture(scope="module", params=GUESSED)
def guessed(request: pytest.FixtureRequest) -> CityPack:
    """A city without polygons."""
    return load_city(request.param)


def test_five_ship() -> None:
    """These five, and not what they share."""
    assert shipped_packs() == sorted(CITIES)


def test_each_is_whole(named: tuple[str, CityPack]) -> None:
    """Code, letters, clock and numbers of kecamatan and kelurahan are those of the city."""
    name, pack = named
    code, letters, zones, kelurahan, timezone, hours = CITIES[name]
    assert (pack.code, pack.letters) == (code, letters)
    assert (len(pack.zones), len(pack.kelurahan)) == (zones, kelurahan)
    assert (pack.timezone, pack.timezone_abbreviation) == (timezone, hours)
    assert ZoneInfo(timezone)
    assert all(zone.startswith(code + ".") for zone in pack.zones)
    assert all(item.zone_code in pack.zones for item in pack.kelurahan.values())


def test_each_has_what_all_share(named: tuple[str, CityPack]) -> None:
    """Kinds, agencies, patience, first-aid cards and at least one community are there in every city."""
    pack, model = named[1], load_city("semarang")
    assert [kind.key for kind in pack.kinds] == [kind.key for kind in model.kinds]
    assert pack.agencies.keys() == model.agencies.keys()
    assert (pack.patience, pack.coming, pack.first_aid) == (model.patience, model.coming, model.first_aid)
    assert pack.communities


def test_no_zone_is_alone(named: tuple[str, CityPack]) -> None:
    """From every zone an alarm can widen, and being neighbours is mutual."""
    pack = named[1]
    for code, others in pack.neighbours.items():
        assert others
        assert code not in others
        assert all(code in pack.neighbours[other] for other in others)


def test_every_kelurahan_is_found(named: tuple[str, CityPack]) -> None:
    """Each kelurahan's point leads to its kecamatan and its name; two of Musi Banyuasin have none."""
    name, pack = named
    for item in pack.kelurahan.values():
        if item.point is None:
            assert (name, item.name) in POINTLESS
            continue
        found = pack.locate(item.point)
        assert isinstance(found, Located)
        assert (found.zone, found.kelurahan, found.approximate) == (
            item.zone_code,
            item.name,
            pack.approximate,
        )


def test_typed_names_are_found(named: tuple[str, CityPack]) -> None:
    """Every kecamatan is found by its name, and every kelurahan named with it is found in it."""
    pack = named[1]
    for item in pack.kelurahan.values():
        zone = pack.zones[item.zone_code]
        found = pack.find(f"Kelurahan {item.name}, Kecamatan {zone.name}")
        assert item.zone_code in {candidate.zone for candidate in found.candidates}, item.name
        assert pack.find(f"Kecamatan {zone.name}").status is PlaceStatus.RESOLVED


def test_guesses_say_so(guessed: CityPack) -> None:
    """Without polygons the zone, the kelurahan and the neighbours are marked as guesses."""
    assert guessed.approximate
    assert guessed.neighbours_guessed
    home = next(iter(guessed.zones.values())).centroid
    found = guessed.locate(home)
    assert isinstance(found, Located)
    assert (found.approximate, found.kelurahan_approximate, found.border_zone) == (True, True, None)
    assert "perkiraan" in str(answer(guessed, f"{home.lat}, {home.lon}")["how"])


def test_guesses_reach_only_so_far(guessed: CityPack) -> None:
    """A place in another province is outside, and its distance is true."""
    found = guessed.locate(Point(-6.1754, 106.8272))
    assert isinstance(found, Outside)
    assert found.distance_m is not None
    assert found.distance_m > 300_000
    assert not found.swapped


def test_swapped_is_noticed_everywhere(named: tuple[str, CityPack]) -> None:
    """Longitude before latitude is noticed in every city."""
    home = next(iter(named[1].zones.values())).centroid
    found = named[1].locate(Point(home.lon, home.lat))
    assert isinstance(found, Outside)
    assert found.swapped

"""What is said of a pack that exists."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from bot.cli.city_list import find_register
from bot.zones.building.judging import judge
from bot.zones.building.model import Flaw, Register
from bot.zones.model import Point
from bot.zones.pack import CityPack

TENGAH, UTARA, MIJEN = "33.74.01", "33.74.02", "33.74.14"


@pytest.fixture(scope="session")
def register() -> Register:
    found = find_register("33.74")
    assert found is not None
    return found


def only(flaws: list[Flaw]) -> Flaw:
    (flaw,) = flaws
    return flaw


def test_the_shipped_city_is_without_flaw(semarang: CityPack, register: Register) -> None:
    """Semarang's pack agrees with Kemendagri's list, its borders fit and its points lie where they should."""
    assert judge(semarang, register) == []


def test_a_city_that_nobody_knows(semarang: CityPack) -> None:
    """A code that the list does not have is said, and the rest is judged all the same."""
    flaw = only(judge(replace(semarang, code="33.99"), None))
    assert "no city or regency '33.99'" in flaw.what
    assert not flaw.grave


def test_what_the_list_has_and_the_pack_not(semarang: CityPack, register: Register) -> None:
    """A missing kecamatan is grave, since nobody would be alarmed there; a missing kelurahan is not."""
    zones = {code: zone for code, zone in semarang.zones.items() if code != MIJEN}
    shapes = {code: shape for code, shape in semarang.shapes.items() if code != MIJEN}
    villages = {c: item for c, item in semarang.kelurahan.items() if item.zone_code != MIJEN}
    around = {c: others - {MIJEN} for c, others in semarang.neighbours.items() if c != MIJEN}
    places = tuple(place for place in semarang.places if place.zone_code != MIJEN)
    rest = replace(semarang, zones=zones, shapes=shapes, kelurahan=villages, neighbours=around, places=places)
    district, village = judge(rest, register)
    assert "1 of Kemendagri's 16 kecamatan are not in the pack: Mijen (33.74.14)" in district.what
    assert district.grave
    assert "14 of Kemendagri's 177 kelurahan" in village.what
    assert not village.grave


def test_names_of_its_own(semarang: CityPack, register: Register) -> None:
    """A pack may call a kecamatan as people do: it is only mentioned."""
    zones = dict(semarang.zones) | {MIJEN: replace(semarang.zones[MIJEN], name="Midjen Raya")}
    flaw = only(judge(replace(semarang, zones=zones), register))
    assert "Midjen Raya (listed as Mijen)" in flaw.what


@pytest.mark.parametrize(("lat", "grave"), [(-6.9713, False), (-7.2, True)])
def test_a_kelurahan_astray(semarang: CityPack, register: Register, lat: float, grave: bool) -> None:
    """A point outside its kecamatan is told; far outside, distances would be wrong."""
    code = "33.74.01.1001"
    moved = replace(semarang.kelurahan[code], point=Point(lat, 110.4187))
    flaw = only(judge(replace(semarang, kelurahan=dict(semarang.kelurahan) | {code: moved}), register))
    assert "1 kelurahan have their point outside their kecamatan: Miroto (" in flaw.what
    assert flaw.grave is grave


def test_a_kelurahan_without_a_point(semarang: CityPack, register: Register) -> None:
    """Kelurahan that nobody can measure a distance to are counted and named."""
    code = "33.74.01.1001"
    bare = dict(semarang.kelurahan) | {code: replace(semarang.kelurahan[code], point=None)}
    flaw = only(judge(replace(semarang, kelurahan=bare), register))
    assert "1 of 177 kelurahan have no point: Miroto" in flaw.what


def test_one_sided_neighbours_are_grave(semarang: CityPack, register: Register) -> None:
    """Who is a neighbour one way round only would be alarmed by chance."""
    around = dict(semarang.neighbours) | {MIJEN: frozenset[str]()}
    first, *_, last = judge(replace(semarang, neighbours=around), register)
    assert "has the neighbour Mijen, but not the other way round" in first.what
    assert first.grave
    assert "1 kecamatan have no neighbour: Mijen" in last.what


def overlapping(shapes: Mapping[str, BaseGeometry], by: float) -> dict[str, BaseGeometry]:
    return dict(shapes) | {UTARA: shapely.union(shapes[UTARA], shapes[TENGAH].buffer(-0.001).buffer(by))}


@pytest.mark.parametrize("pad", [0.0, 0.0005])
def test_borders_that_overlap_are_grave(semarang: CityPack, register: Register, pad: float) -> None:
    """Ground that belongs to two kecamatan makes the alarm a matter of luck."""
    flaws = judge(replace(semarang, shapes=overlapping(semarang.shapes, pad)), register)
    assert any("kecamatan.geojson do not fit together" in flaw.what and flaw.grave for flaw in flaws)


def test_a_hole_is_named(semarang: CityPack, register: Register) -> None:
    """Ground inside the city that belongs to nobody is told with its place."""
    middle = shapely.Point(110.33, -7.05).buffer(0.01)
    shapes = {code: shape.difference(middle) for code, shape in semarang.shapes.items()}
    text = "\n".join(map(str, judge(replace(semarang, shapes=shapes), register)))
    assert "A hole of 38" in text


def test_places_astray(semarang: CityPack, register: Register) -> None:
    """Rows of the gazetteer that lie far outside the kecamatan that they name are counted and named."""
    hall, *rest = semarang.places
    flaw = only(judge(replace(semarang, places=(replace(hall, zone_code=UTARA), *rest)), register))
    assert f"1 rows of gazetteer.csv lie outside their kecamatan: {hall.name} (" in flaw.what


def test_what_is_still_to_be_written(semarang: CityPack, register: Register) -> None:
    """A pack without polygons, communities and places works; what is missing is said."""
    bare = replace(
        semarang, shapes={}, communities=semarang.communities[:1], places=(), neighbours_guessed=True
    )
    flaws = judge(bare, register)
    assert len(flaws) == 4
    assert not any(flaw.grave for flaw in flaws)

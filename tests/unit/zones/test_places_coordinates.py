"""Coordinates typed among words: believed first, asked about when swapped."""

from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus


def test_coordinates(semarang: CityPack) -> None:
    """Coordinates in the text are believed before its words."""
    candidate = semarang.find("-6.9839, 110.4104 Pedurungan").candidates[0]
    assert (candidate.zone_name, candidate.kelurahan, candidate.how) == (
        "Semarang Tengah",
        "Sekayu",
        "coordinates",
    )


def test_swapped_coordinates_are_asked_about(semarang: CityPack) -> None:
    """Longitude before latitude is outside, with the likely meaning beside it."""
    result = semarang.find("110.4104,-6.9839")
    assert (result.status, result.swapped, result.outside) == (PlaceStatus.OUTSIDE, True, None)
    assert result.candidates[0].zone_name == "Semarang Tengah"


def test_coordinates_elsewhere(semarang: CityPack) -> None:
    """Coordinates far away are outside, and those not on Earth are unknown."""
    assert semarang.find("-6.1754, 106.8272").status is PlaceStatus.OUTSIDE
    assert semarang.find("99.1234, 200.1234").status is PlaceStatus.UNKNOWN

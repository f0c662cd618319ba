"""Links in typed text."""

import pytest

from bot.zones.links import without_links
from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

SHORT = [
    "https://maps.app.goo.gl/AbCdEf",
    "lokasi di sini ya https://goo.gl/maps/xyz123 cepat",
    "maps.app.goo.gl/AbCdEf?g_st=aw",
    "https://waze.com/ul/hqguw5",
]


@pytest.mark.parametrize("text", SHORT)
def test_short_links_are_recognised(semarang: CityPack, text: str) -> None:
    """A link to a map that carries no coordinates is unknown, and said to be a link."""
    result = semarang.find(text)
    assert (result.status, result.link) == (PlaceStatus.UNKNOWN, True)


def test_words_beside_a_link_count(semarang: CityPack) -> None:
    """What stands beside the link is read as if it were not there."""
    result = semarang.find("Kel. Kandri https://maps.app.goo.gl/AbCdEf")
    assert (result.status, result.candidates[0].zone_name) == (PlaceStatus.RESOLVED, "Gunungpati")


def test_a_name_in_a_link_is_read(semarang: CityPack) -> None:
    """A link that carries a place's name instead of coordinates is as good as the name."""
    result = semarang.find("https://maps.google.com/?q=Lawang+Sewu")
    assert result.candidates[0].zone_name == "Semarang Tengah"


def test_other_links_mean_nothing() -> None:
    """The address of a news page names no place."""
    assert without_links("banjir https://example.com/genuk-banjir") == ("banjir \n", False)
    assert without_links("banjir") == ("banjir", False)

"""Coordinates as people paste them."""

import pytest

from bot.zones.coordinates import read_coordinates
from bot.zones.model import Point

READ = [
    ("-6.98, 110.41", -6.98, 110.41),
    ("-6.98,110.41", -6.98, 110.41),
    ("(-6.98 110.41)", -6.98, 110.41),
    ("lokasi -6.98393, 110.41037 depan gerbang", -6.98393, 110.41037),
    ("-6,98; 110,41", -6.98, 110.41),
    ("-6,98393, 110,41037", -6.98393, 110.41037),
    ("6.98 S, 110.41 E", -6.98, 110.41),
    ("6,98° LS; 110,41° BT", -6.98, 110.41),
    ("−6.98, 110.41", -6.98, 110.41),
    ("110.41,-6.98", 110.41, -6.98),
    ("geo:-6.98,110.41?z=17", -6.98, 110.41),
    ("https://www.google.com/maps/@-6.9839,110.4104,17z", -6.9839, 110.4104),
    ("https://maps.google.com/?q=-6.9839,110.4104", -6.9839, 110.4104),
    ("https://maps.google.com/maps?q=-6.9839%2C110.4104&z=17", -6.9839, 110.4104),
    ("https://www.google.com/maps/search/?api=1&query=-6.9839,110.4104", -6.9839, 110.4104),
    (
        "https://www.google.com/maps/place/X/@-7.2,110.1,17z/data=!3m1!8m2!3d-6.98393!4d110.41037",
        -6.98393,
        110.41037,
    ),
    ("https://www.google.com/maps/dir/?api=1&destination=-6.9839,110.4104", -6.9839, 110.4104),
    ("https://www.openstreetmap.org/?mlat=-7.05&mlon=110.44#map=17/-7.1/110.5", -7.05, 110.44),
    ("https://www.openstreetmap.org/#map=17/-7.0505/110.4404", -7.0505, 110.4404),
    ("6°58'48\"S 110°24'36\"E", -6.98, 110.41),
    ("lat: -6.98393 long: 110.41037", -6.98393, 110.41037),
    ("Latitude -6,98393, Longitude 110,41037", -6.98393, 110.41037),
    ("S 6.98393, E 110.41037", -6.98393, 110.41037),
    ("-6,98393,110,41037", -6.98393, 110.41037),
    ("Lokasi langsung: https://maps.google.com/?q=loc:-6.98+110.41", -6.98, 110.41),
    ("https://waze.com/ul?ll=-6.98%2C110.41&navigate=yes", -6.98, 110.41),
    ("geo:0,0?q=-6.98,110.41(Rumah)", -6.98, 110.41),
    ("https://www.google.com/maps/dir//-6.98,110.41/@-7.1,110.3,15z", -6.98, 110.41),
    ("https://www.google.com/maps/dir/-7.1,110.3/-6.98,110.41", -6.98, 110.41),
    ("https://www.google.com/maps/dir/?x/data=!1d110.41!2d-6.98", -6.98, 110.41),
]


@pytest.mark.parametrize(("text", "lat", "lon"), READ)
def test_read(text: str, lat: float, lon: float) -> None:
    """Pairs, degrees and map links are read as the point they give, the pin before the map's middle."""
    found = read_coordinates(text)
    assert found is not None
    assert found == pytest.approx(Point(lat, lon))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jl. Kelud Raya 12",
        "pukul 12.30, 13.45",
        "rt 03/05",
        "SPBU 44.501.05",
        "0812,3456",
        "-6,98",
        "2, 3 orang",
        "Rp 1,500,000,200",
    ],
)
def test_not_coordinates(text: str) -> None:
    """House numbers, hours and telephone numbers are not coordinates."""
    assert read_coordinates(text) is None


def test_a_short_link_of_openstreetmap() -> None:
    """The short link of the project's own documentation gives its point, to a few metres."""
    found = read_coordinates("https://osm.org/go/0EEQjE--")
    assert found == pytest.approx(Point(51.5111, 0.0556), abs=1e-3)

"""From typed text to an honest "unknown", or to a place outside the city."""

import pytest

from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

UNKNOWN = [
    "",
    "jalan",
    "Jl.",
    "jl raya",
    "rumah",
    "pasar",
    "puskesmas",
    "Semarang",
    "kota Semarang",
    "perempatan",
    "asdfgh qwerty",
    "Jl. Anggrek Ungu",
    "Jl Mulawarman",
    "Sigar Bencah",
    "Jl Ungaran Raya",
    "jalan raya Semarang - Kendal",
    "Jl. Semarang Demak km 7",
    "Jl Kresna",
    "gang melon 4",
    "https://maps.app.goo.gl/AbCdEf",
    "jl melati no 5 kebakaran",
    "jl abimanyu 3",
    "jl kutilang",
    "gang mawar rt 5",
    "super indo",
    "korban dibawa ke RSUP Kariadi",
    "jalan depan pasar",
    "Pak Tugu minta tolong",
    "kebakaran di candi",
    "laka arah Banyumanik",
    "rumah milik Hasanuddin terbakar",
    "يوجد حريق كبير",
    "ꦏꦧꦏꦫꦤ꧀",
    "🔥🔥🚒🚑",
]

OUTSIDE = [
    ("Ungaran", "Kabupaten Semarang"),
    ("Alun-alun Ungaran", "Kabupaten Semarang"),
    ("Jl Diponegoro Ungaran", "Kabupaten Semarang"),
    ("Mranggen", "Kabupaten Demak"),
    ("kec. Mranggen, kab. Demak", "Kabupaten Demak"),
    ("Purwosari, Sayung, Demak", "Kabupaten Demak"),
    ("Mijen, Demak", "Kabupaten Demak"),
    ("Kaliwungu Kendal", "Kabupaten Kendal"),
    ("pasar Boja", "Kabupaten Kendal"),
    ("Bawen", "Kabupaten Semarang"),
    ("Ambarawa", "Kabupaten Semarang"),
    ("Salatiga", "Kota Salatiga"),
    ("SMA 1 Ungaran", "Kabupaten Semarang"),
    ("Masjid Agung Demak", "Kabupaten Demak"),
    ("Genuk, Ungaran Barat", "Kabupaten Semarang"),
    ("laka Ungaran - Bawen", "Kabupaten Semarang"),
    ("INFO LAKA - MRANGGEN", "Kabupaten Demak"),
    ("banjir di mrangen", "Kabupaten Demak"),
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown(semarang: CityPack, text: str) -> None:
    """What the lists do not know is admitted."""
    result = semarang.find(text)
    assert (result.status, result.candidates) == (PlaceStatus.UNKNOWN, ())


@pytest.mark.parametrize(("text", "regency"), OUTSIDE)
def test_outside(semarang: CityPack, text: str, regency: str) -> None:
    """A place in another regency is named as such."""
    result = semarang.find(text)
    assert result.status is PlaceStatus.OUTSIDE
    assert result.outside is not None
    assert result.outside.regency == regency


@pytest.mark.parametrize(
    "outsider", ["warung soto Kudus", "truk Demak", "warga Ungaran", "bus jurusan Kendal"]
)
def test_strangers_do_not_make_it_outside(semarang: CityPack, outsider: str) -> None:
    """A dish, a lorry or a person from elsewhere leaves the place in the city."""
    result = semarang.find(f"{outsider} terbakar di Krapyak")
    assert [item.zone_name for item in result.candidates] == ["Semarang Barat"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("di Genuk banjir gak", "Genuk"),
        ("di Tembalang banjir, hoax bukan", "Tembalang"),
        ("di Jl. Pandanaran ramai tidak", "Semarang Selatan"),
    ],
)
def test_a_question_at_the_end_denies_nothing(semarang: CityPack, text: str, zone: str) -> None:
    """A text that begins with "di" and ends in "bukan" or "tidak" speaks of the place all the same."""
    assert zone in [candidate.zone_name for candidate in semarang.find(text).candidates]

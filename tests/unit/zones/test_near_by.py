"""What only says that it is near by is asked about: tolls, borders, bridges, rivers, ways from A to B."""

import pytest

from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

ASKED = [
    # Gates called after an area, and the road through it.
    ("tol jatingaleh", {"Candisari", "Gajahmungkur"}),
    ("dekat pintu tol jatingaleh", {"Candisari", "Gajahmungkur"}),
    ("bus terguling di tol tembalang", {"Banyumanik", "Tembalang"}),
    ("tol krapyak macet", {"Ngaliyan", "Semarang Barat"}),
    ("tol ngaliyan", {"Ngaliyan"}),
    ("jalan tol srondol", {"Banyumanik"}),
    # A border belongs to both sides, and one of them may be outside.
    ("laka di perbatasan sayung genuk", {"Genuk"}),
    ("perbatasan antara tembalang dan mranggen", {"Tembalang"}),
    ("perbatasan kec. genuk dan kec. sayung", {"Genuk"}),
    ("batas kota mangkang", {"Tugu"}),
    ("perbatasan ngaliyan mijen", {"Mijen", "Ngaliyan"}),
    # Between two ends.
    ("jl raya antara mangkang - kaliwungu", {"Tugu"}),
    ("antara tembalang dan kedungbatang", {"Tembalang"}),
    ("antara krapyak dan jrakah", {"Semarang Barat", "Tugu"}),
    ("dari banyumanik arah jatingaleh", {"Banyumanik"}),
    ("dari sampangan sampai jatingaleh macet", {"Candisari", "Gajahmungkur"}),
    ("dari genuk ke pedurungan banjir", {"Genuk", "Pedurungan"}),
    ("rob dari kaligawe sampai sayung", {"Gayamsari", "Genuk", "Semarang Timur"}),
    ("jl raya manyaran gunungpati", {"Gunungpati", "Semarang Barat"}),
    ("jl raya semarang boja km 12", {"Mijen"}),
    # Bridges and rivers.
    ("flyover jatingaleh", {"Candisari"}),
    ("orang lompat di jembatan besi sampangan", {"Gajahmungkur"}),
    ("kali garang meluap", {"Semarang Selatan"}),
    # Before or behind an area.
    ("arah ungaran setelah pudakpayung", {"Banyumanik"}),
    ("habis sampangan", {"Gajahmungkur"}),
    # Something else that bears the name of a street.
    ("hotel borobudur", {"Semarang Barat"}),
    ("sd hasanuddin", {"Semarang Utara"}),
    ("masjid al aqsa borobudur", {"Semarang Barat"}),
    # A housing complex that is called after an area.
    ("perumahan bukit manyaran permai", {"Semarang Barat"}),
    ("tembalang pesona asri", {"Tembalang"}),
    # A kelurahan and a long road of the same name.
    ("kaligawe depan rs islam", {"Gayamsari", "Genuk", "Semarang Timur"}),
    # A stop is no more than a point of the street that it is called after.
    ("jl mataram", {"Semarang Tengah", "Semarang Timur", "Semarang Selatan"}),
    # Old spelling, and still a slip away from a name.
    ("Soemoerbroto", {"Banyumanik"}),
]

ANSWERED = [
    ("exit tol gayamsari", "Gayamsari"),
    ("exit tol krapyak", "Ngaliyan"),
    ("gerbang tol muktiharjo", "Pedurungan"),
    ("tol jatingaleh 1", "Candisari"),
    ("tol banyumanik", "Banyumanik"),
    ("laka di tol jatingaleh, kec. Gajahmungkur", "Gajahmungkur"),
    ("halte perbatasan semarang demak", "Pedurungan"),
    ("plamongansari dekat perbatasan mranggen, laka", "Pedurungan"),
    ("antara undip dan polines", "Tembalang"),
    ("tabrakan antara truk dan motor di Genuk", "Genuk"),
    ("flyover kalibanteng", "Semarang Barat"),
    ("kel. kaligawe banjir", "Gayamsari"),
    ("perum jatisari mijen", "Mijen"),
    ("griya utama, ngaliyan", "Ngaliyan"),
    ("bukan di Tembalang tapi Banyumanik", "Banyumanik"),
    ("jemput pasien di rs telogorejo antar ke tembalang", "Semarang Tengah"),
    ("truk terguling tanjakan gombel", "Banyumanik"),
    ("Poerwojoso", "Ngaliyan"),
    ("BANJOEMANIK kebakaran", "Banyumanik"),
    ("Djl. Pemoeda", "Semarang Tengah"),
]

UNKNOWN = [
    "perbatasan semarang demak",
    "batas kendal",
    "tol semarang solo km 425",
    "tol semarang demak banjir",
    "mau masuk tol",
    "kali banjir kanal barat ada mayat",
    "minta jemput di rumah mau ke rs kariadi",
    "tidak di genuk",
    "Kali Semarang",
    "rt 05 rw 02",
]


@pytest.mark.parametrize(("text", "zones"), ASKED)
def test_asked(semarang: CityPack, text: str, zones: set[str]) -> None:
    """A name that is only near by is a candidate to confirm, also when it is the only one."""
    result = semarang.find(text)
    assert {item.zone_name for item in result.candidates} == zones
    assert result.status is PlaceStatus.AMBIGUOUS
    assert all(item.confidence <= 0.5 for item in result.candidates)


@pytest.mark.parametrize(("text", "zone"), ANSWERED)
def test_answered(semarang: CityPack, text: str, zone: str) -> None:
    """What else the text says, or a name of its own, settles it."""
    result = semarang.find(text)
    assert [item.zone_name for item in result.candidates] == [zone]
    assert result.status is PlaceStatus.RESOLVED


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown(semarang: CityPack, text: str) -> None:
    """A border of the whole city, a long road or a river names no kecamatan."""
    assert semarang.find(text).status is PlaceStatus.UNKNOWN

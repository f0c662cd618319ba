"""From typed text to a zone, or to a question."""

import pytest

from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus

RESOLVED = [
    ("Jl. Kelud Raya 12, Gajahmungkur", "Gajahmungkur", "kecamatan"),
    ("Jl Majapahit Pedurungan", "Pedurungan", "kecamatan"),
    ("jln. majapahit no. 45 kec. gayamsari", "Gayamsari", "kecamatan"),
    ("kec. Tembalang", "Tembalang", "kecamatan"),
    ("KECAMATAN SEMARANG TENGAH", "Semarang Tengah", "kecamatan"),
    ("semarang   barat", "Semarang Barat", "kecamatan"),
    ("smg timur", "Semarang Timur", "kecamatan"),
    ("gajah mungkur", "Gajahmungkur", "kecamatan"),
    ("tugu", "Tugu", "kecamatan"),
    ("banyumnik", "Banyumanik", "kecamatan"),
    ("pedurngan", "Pedurungan", "kecamatan"),
    ("Jl Soekarno-Hatta, Pedurungan", "Pedurungan", "kecamatan"),
    ("Jl Mawar Banyumanik", "Banyumanik", "kecamatan"),
    ("gunungpati arah Ungaran", "Gunungpati", "kecamatan"),
    ("Jl Raya Gunungpati - Ungaran, Gunungpati", "Gunungpati", "kecamatan"),
    ("Undip Tembalang", "Tembalang", "kecamatan"),
    ("Purwosari Mijen", "Mijen", "kelurahan"),
    ("Purwosari, Semarang Utara", "Semarang Utara", "kelurahan"),
    ("mangunharjo tugu", "Tugu", "kelurahan"),
    ("kelurahan Sekayu", "Semarang Tengah", "kelurahan"),
    ("kel. tambak aji rt 03/05", "Ngaliyan", "kelurahan"),
    ("sampangan RT 2 RW 4", "Gajahmungkur", "kelurahan"),
    ("Pindrikan Lor", "Semarang Tengah", "kelurahan"),
    ("pendrikan kidul", "Semarang Tengah", "kelurahan"),
    ("Pendrikan", "Semarang Tengah", "kelurahan"),
    ("jrakah", "Tugu", "kelurahan"),
    ("Tlogosari", "Pedurungan", "kelurahan"),
    ("srondol", "Banyumanik", "kelurahan"),
    ("Jl Anggrek Ungu, Sambiroto", "Tembalang", "kelurahan"),
    ("kel pesantren", "Mijen", "kelurahan"),
    ("kedung mundu", "Tembalang", "kelurahan"),
    ("Tandang, gang buntu", "Tembalang", "kelurahan"),
    ("Lawang Sewu", "Semarang Tengah", "place"),
    ("lawangsewu", "Semarang Tengah", "place"),
    ("depan lawang sewu", "Semarang Tengah", "place"),
    ("Simpang Lima", "Semarang Selatan", "place"),
    ("tugu muda", "Semarang Tengah", "place"),
    ("kota lama", "Semarang Utara", "place"),
    ("pasar johar", "Semarang Tengah", "place"),
    ("bandara ahmad yani", "Semarang Barat", "place"),
    ("RSUP dr Kariadi", "Semarang Selatan", "place"),
    ("Rumah Sakit Elisabeth", "Candisari", "place"),
    ("RSUD Ketileng", "Tembalang", "place"),
    ("puskesmas ngaliyan", "Ngaliyan", "place"),
    ("stasiun poncol", "Semarang Utara", "place"),
    ("SMA 3 Semarang", "Semarang Tengah", "place"),
    ("SMAN 1", "Semarang Selatan", "place"),
    ("Jl Pemuda dekat Lawang Sewu", "Semarang Tengah", "place"),
    ("Jl. Raya Semarang-Kendal, Terminal Mangkang", "Tugu", "place"),
    ("Patung Kuda Undip", "Banyumanik", "junction"),
    ("bundaran kalibanteng", "Semarang Barat", "junction"),
    ("Jl Pemuda 150", "Semarang Tengah", "street"),
    ("jl setiabudi", "Banyumanik", "street"),
    ("Jl Dr Cipto", "Semarang Timur", "street"),
    ("Jalan Profesor Hamka", "Ngaliyan", "street"),
    ("Jl. Sambiroto 7", "Tembalang", "street"),
    ("Jalan Tlogosari Raya", "Pedurungan", "street"),
    ("jl kelud raya no 12 dkt spbu, gajahmungkr", "Gajahmungkur", "street"),
    ("laka dua motor kec tmblng", "Tembalang", "kecamatan"),
    ("jlmajapahit ditembalang", "Tembalang", "kecamatan"),
    ("pandan lamper kebakaran", "Gayamsari", "kelurahan"),
    ("Perempatan Majapahit Fatmawati", "Pedurungan", "junction"),
    ("simpang Imam Bonjol - Pemuda", "Semarang Utara", "junction"),
    ("jl majapahit pedurungn", "Pedurungan", "kecamatan"),
    ("truk dari arah Demak terguling di Pasar Genuk", "Genuk", "place"),
    ("Bu Fatmawati pingsan di Kandri", "Gunungpati", "kelurahan"),
    ("pohon beringin tumbang di Jl Pahlawan", "Semarang Selatan", "street"),
    ("asap di RSU Tugurejo", "Ngaliyan", "place"),
    ("halte Imam Bonjol", "Semarang Tengah", "place"),
    ("minta damkar bpbd pmi satpol pp ke Kaliwiru", "Candisari", "kelurahan"),
]

AMBIGUOUS = [
    ("Purwosari", {"Semarang Utara", "Mijen"}),
    ("kel. Mangunharjo", {"Tembalang", "Tugu"}),
    ("muktiharjo", {"Genuk", "Pedurungan"}),
    ("Jl Majapahit", {"Gayamsari", "Pedurungan"}),
    ("Jl Imam Bonjol", {"Semarang Tengah", "Semarang Utara"}),
    ("Kantor Kelurahan Purwosari", {"Semarang Utara", "Mijen"}),
    ("Jl Pahlawan, Genuk", {"Semarang Selatan", "Genuk"}),
    ("Lawang Sewu, Tembalang", {"Semarang Tengah", "Tembalang"}),
    ("perbatasan Tembalang Banyumanik", {"Tembalang", "Banyumanik"}),
    ("Sekayu, kec. Genuk", {"Semarang Tengah", "Genuk"}),
    ("Transmart", {"Banyumanik", "Pedurungan"}),
    ("RS Hermina", {"Banyumanik", "Semarang Tengah"}),
    ("bubakan", {"Mijen", "Semarang Tengah"}),
    ("kel. Muktiharjo", {"Genuk", "Pedurungan"}),
    ("jl kaligawe raya", {"Gayamsari", "Genuk", "Semarang Timur"}),
]


@pytest.mark.parametrize(("text", "zone", "how"), RESOLVED)
def test_resolved(semarang: CityPack, text: str, zone: str, how: str) -> None:
    """What points to one zone is resolved to it, and says by what."""
    result = semarang.find(text)
    assert [(item.zone_name, item.how) for item in result.candidates] == [(zone, how)]
    assert result.status is PlaceStatus.RESOLVED
    assert 0.5 < result.candidates[0].confidence < 1


@pytest.mark.parametrize(("text", "zones"), AMBIGUOUS)
def test_ambiguous(semarang: CityPack, text: str, zones: set[str]) -> None:
    """What may lie in several zones, or contradicts itself, is asked about and not guessed."""
    result = semarang.find(text)
    assert result.status is PlaceStatus.AMBIGUOUS
    assert {item.zone_name for item in result.candidates} == zones
    assert all(item.confidence <= 0.5 for item in result.candidates)


def test_every_area_finds_itself(semarang: CityPack) -> None:
    """Each kecamatan and each kelurahan with its kecamatan is resolved by name."""
    for zone in semarang.zones.values():
        assert [item.zone for item in semarang.find(f"kec. {zone.name}").candidates] == [zone.code]
    for item in semarang.kelurahan.values():
        result = semarang.find(f"Kel. {item.name}, Kec. {semarang.zones[item.zone_code].name}")
        assert [(found.zone, found.kelurahan) for found in result.candidates] == [(item.zone_code, item.name)]


def test_every_place_with_its_kecamatan_is_never_elsewhere(semarang: CityPack) -> None:
    """The gazetteer's own rows, written with their kecamatan, always keep that zone among the answers."""
    for place in semarang.places:
        result = semarang.find(f"{place.name}, kec. {semarang.zones[place.zone_code].name}")
        assert place.zone_code in {item.zone for item in result.candidates}, place.name


def test_a_street_gives_its_point(semarang: CityPack) -> None:
    """A street narrowed by an area puts its point inside that area."""
    candidate = semarang.find("Jl Majapahit Pedurungan").candidates[0]
    assert candidate.point is not None
    assert semarang.locate(candidate.point).zone == candidate.zone  # type: ignore[union-attr] # it is Located


def test_doubtful_words_count_when_nothing_else_does(semarang: CityPack) -> None:
    """ "Warga Genuk" is a place only where no other is named."""
    assert semarang.find("warga Genuk minta tolong").candidates[0].zone_name == "Genuk"
    assert semarang.find("warga Genuk jatuh di Kandri").candidates[0].zone_name == "Gunungpati"


def test_what_was_mended_is_less_sure(semarang: CityPack) -> None:
    """A name typed with a slip has less confidence than the name."""
    slipped, exact = (semarang.find(text).candidates[0] for text in ("manyraan", "Manyaran"))
    assert slipped.zone == exact.zone
    assert slipped.confidence < exact.confidence

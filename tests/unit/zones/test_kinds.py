"""Which kind of incident typed words mean."""

import pytest

from bot.zones.pack import CityPack

TYPED = [
    ("kebakaran", "kebakaran"),
    ("KEBAKARAN!", "kebakaran"),
    ("kebakran", "kebakaran"),
    ("Kebakaran rumah 2 lantai", "kebakaran"),
    ("rumah terbakar", "kebakaran"),
    ("api", "kebakaran"),
    ("laka", "kecelakaan"),
    ("tabrakan motor dan truk", "kecelakaan"),
    ("kecelakaan kereta api", "kecelakaan"),
    ("banjir", "banjir"),
    ("banjr", "banjir"),
    ("banjir rob", "rob"),
    ("rob", "rob"),
    ("longsor", "longsor"),
    ("pohon tumbang", "pohon_tumbang"),
    ("pohn tumbang", "pohon_tumbang"),
    ("pohon_tumbang", "pohon_tumbang"),
    ("orang hilang", "orang_hilang"),
    ("ular masuk rumah", "ular"),
    ("pingsan", "kesehatan"),
    ("KDRT", "kekerasan"),
    ("tawuran", "kerusuhan"),
    ("angin ribut", "angin_kencang"),
    ("fire", "kebakaran"),
    ("Keadaan darurat lainnya", "lainnya"),
]


@pytest.mark.parametrize(("text", "key"), TYPED)
def test_typed_kinds(semarang: CityPack, text: str, key: str) -> None:
    """What operators type, slips included, is the kind they mean."""
    kind = semarang.find_kind(text)
    assert kind is not None
    assert kind.key == key


@pytest.mark.parametrize("text", ["", "xyz", "Jl. Kelud Raya 12", "???"])
def test_unknown_kinds(semarang: CityPack, text: str) -> None:
    """Words that are no kind are not forced into one."""
    assert semarang.find_kind(text) is None


def test_nearest_kinds(semarang: CityPack) -> None:
    """An unknown kind is answered with as many near ones as asked for, the likeliest first."""
    near = semarang.nearest_kinds("kebaran", 3)
    assert len(near) == 3
    assert near[0].key == "kebakaran"
    assert len(semarang.nearest_kinds("", 5)) == 5


def test_every_word_of_the_pack_finds_its_kind(semarang: CityPack) -> None:
    """Each key, name and alias leads back to its own kind."""
    for kind in semarang.kinds:
        for word in (kind.key, kind.name_id, kind.name_en, *kind.aliases):
            assert semarang.find_kind(word) is kind, word
    assert semarang.kind("banjir").name("en") == "Flood"
    assert semarang.kind("banjir").name("id") == "Banjir"

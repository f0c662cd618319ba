"""Addresses as people write them, from the operator's side."""

from tests.stories.town import Town

REPORT = """/insiden 🔥 *LAPORAN KEBAKARAN* 🔥
Hari/tgl : Selasa, 3 Nov 2026
Pukul : 14.05 WIB
Lokasi : Jl. Puspanjolo Selatan No. 21 RT 04 Kel. Bojongsalaman Kec. Semarang Barat
Objek : rumah Bpk. Sutrisno
Pelapor : Bu Tini warga Genuk"""


async def test_a_report_pasted_from_elsewhere(town: Town) -> None:
    """The labelled line is the address, whoever reported it; nothing else has to be typed."""
    await town.sari.says(REPORT)
    town.sari.hears("Kebakaran", "Puspanjolo Selatan", "Zona: Semarang Barat (dari")
    assert town.sari.buttons() == ["siarkan", "ubah", "batal"]


async def test_slips_and_abbreviations(town: Town) -> None:
    """The preview says what was understood."""
    await town.sari.says("/insiden kebakaran; dkt psr jhohar; kios")
    town.sari.hears("Zona: Semarang Tengah (dari tempat: Pasar Johar)")


async def test_several_are_asked_about(town: Town) -> None:
    """A street in two kecamatan is chosen by button."""
    await town.sari.says("/insiden kebakaran; jl majapahit; toko")
    town.sari.hears("ada di beberapa kecamatan")
    await town.sari.presses("Pedurungan")
    town.sari.sees("Zona: Pedurungan (dipilih operator)")


async def test_a_town_around_the_city(town: Town) -> None:
    """A place outside is named with its regency, and the kecamatan are offered all the same."""
    await town.sari.says("/insiden kebakaran; pasar mranggen; kios")
    town.sari.hears("ada di luar kota (Kabupaten Demak)")
    assert "genuk" in town.sari.buttons()


async def test_a_short_link_asks_for_a_location(town: Town) -> None:
    """A link that carries no coordinates is answered with what to do instead."""
    await town.sari.says("/insiden kebakaran; https://maps.app.goo.gl/AbCd; kios")
    town.sari.hears("Tautan peta itu tidak memuat koordinat", "Kirim lokasi")


async def test_nothing_that_can_be_read(town: Town) -> None:
    """Signs, another script or thousands of letters end in a sentence with the mend."""
    for place in ("🔥🔥🔥", "يوجد حريق كبير", "ꦏꦧꦏꦫꦤ꧀", "x" * 3_900):
        await town.sari.says(f"/insiden kebakaran; {place}; kios")
        town.sari.hears("Saya belum menemukan", "Kirim lokasi")

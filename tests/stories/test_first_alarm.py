"""An operator posts, the kecamatan is alarmed nearest first, people answer, the operator sees it."""

from tests.stories.town import Town

FIRE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak"


async def test_from_the_report_to_the_first_answer(town: Town) -> None:
    """What Sari posts reaches the volunteers of Gajahmungkur, and their answers reach her card."""
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu", "Kebakaran", "Jl. Kelud Raya 12, Gajahmungkur", "Akan dipanggil: 3")
    assert town.sari.buttons() == ["siarkan", "ubah", "batal"]

    answer = await town.sari.presses("Siarkan")
    assert "3" in answer.text
    town.budi.hears("KEBAKARAN", "darurat", "#SMG0001", "Jl. Kelud Raya 12", "dari rumah Anda", "2 terjebak")
    town.agus.hears("KEBAKARAN", "#SMG0001")
    town.sari.sees("Dipanggil 3", "diterima Telegram 2", "gagal 1", "Belum ada yang menuju")

    await town.budi.presses("Menuju lokasi")
    town.budi.sees("Anda menuju lokasi", "Sebelum petugas tiba", "belum ditinjau PMI")
    await town.agus.presses("Tidak bisa")
    town.agus.sees("Terima kasih sudah menjawab")
    assert not town.wati.from_bot()

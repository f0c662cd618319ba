"""An operator posts, the kecamatan is alarmed nearest first, people answer, the operator sees it."""

from tests.stories.conftest import AGUS, BUDI, FIRE, JOKO, WATI
from tests.stories.town import Town


async def test_from_the_report_to_the_first_answer(town: Town) -> None:
    """What Sari posts reaches the volunteers of Gajahmungkur, and their answers reach her card."""
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu", "Kebakaran", "Jl. Kelud Raya 12, Gajahmungkur", "Akan dipanggil: 3")
    assert town.sari.buttons() == ["siarkan", "ubah", "batal"]

    answer = await town.sari.presses("Siarkan")
    assert answer.text == "Disiarkan kepada 3 relawan."
    town.budi.hears("KEBAKARAN", "darurat", "#SMG0001", "Jl. Kelud Raya 12", "dari rumah Anda", "2 terjebak")
    town.agus.hears("KEBAKARAN", "#SMG0001")
    town.sari.sees("Dipanggil 3", "diterima Telegram 2", "gagal 1", "Belum ada yang menuju")

    await town.budi.presses("Menuju lokasi")
    town.budi.sees("Anda menuju lokasi", "Sebelum petugas tiba", "belum ditinjau PMI")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.agus.presses("Tidak bisa")
    town.agus.sees("Terima kasih sudah menjawab")
    assert not town.wati.from_bot()
    town.nothing_else_was_sent()


async def test_nearest_first_and_each_person_once(town: Town) -> None:
    """Budi lives nearer than Agus, Joko's place is unknown: they are called in this order, each once."""
    await town.sari.says(FIRE)
    await town.sari.presses("Siarkan")
    assert town.sent_to() == [BUDI, AGUS, JOKO]
    assert WATI not in town.sent_to()

    await town.sari.presses("Perluas")
    assert town.sent_to() == [BUDI, AGUS, JOKO, WATI]
    town.wati.hears("KEBAKARAN", "#SMG0001")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    town.sari.hears("Dipanggil 4 · diterima Telegram 3 · gagal 1")
    town.sari.hears("diperluas", "1 orang lagi dipanggil")
    town.nothing_else_was_sent()


async def test_the_card_counts_the_answers(town: Town) -> None:
    """One message keeps the state: who is coming, who can not, who is silent, and the journal agrees."""
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.sari.now_reads(card, "Tidak bisa: 0, belum menjawab: 3", "Damkar")
    await town.agus.presses("Tidak bisa")
    town.sari.now_reads(card, "Tidak bisa: 1, belum menjawab: 2")
    await town.agus.presses("Menuju lokasi")
    town.sari.hears("Agus (Bankom) menuju lokasi")
    await town.wait(1)
    await town.budi.presses("Menuju lokasi")
    town.sari.now_reads(card, "Menuju (2): Agus (Bankom) · Budi (FKPM)")

    town.budi.hears("Anda menuju lokasi")
    town.agus.hears("Anda menuju lokasi")
    actions = [(e.action, e.actor) for e in await town.journal()]
    assert actions == [
        ("draft", "Sari"),
        ("broadcast", "Sari"),
        ("decline", "Agus"),
        ("coming", "Agus"),
        ("coming", "Budi"),
    ]
    town.nothing_else_was_sent()

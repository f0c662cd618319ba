"""The same event reported twice: the operators are asked, one tap joins them, and the replies move along."""

from tests.stories.calling import broadcast
from tests.stories.conftest import FIRE, MIJEN
from tests.stories.town import Phone, Town

AGAIN = "/insiden kebakaran; Jl. Kelud Raya, Gajahmungkur; asap tebal dari rumah"


def rudi(town: Town) -> Phone:
    return town.at_desk(town.phone("Rudi", 7002))


async def test_from_a_draft(town: Town) -> None:
    """The second report within minutes is asked about, and Gabung takes its words into the first."""
    await broadcast(town)
    second = rudi(town)
    await second.says(AGAIN)
    preview = second.hears("Periksa dulu", "Kejadian yang sama?", "#SMG0001")
    assert "Digabung" in (await second.presses("Gabung")).text
    town.sari.now_reads(preview, "Digabung dengan #SMG0001", "Rudi")
    town.sari.hears("Laporan lain digabung ke #SMG0001", "asap tebal dari rumah")
    answer = await town.sari.forges("broadcast:2:", preview["message_id"])
    assert answer.show_alert
    town.nothing_else_was_sent()


async def test_two_drafts_at_once(town: Town) -> None:
    """Both reports lie there unsent; when one is broadcast the other asks at once whether it is the same."""
    second = rudi(town)
    await town.sari.says(FIRE)
    first_preview = town.sari.hears("Periksa dulu")
    await second.says(AGAIN)
    second_preview = town.sari.hears("Periksa dulu")
    await second.presses("Siarkan", second_preview["message_id"])
    for phone in (town.budi, town.agus):
        phone.hears("KEBAKARAN")
    town.sari.now_reads(first_preview, "Kejadian yang sama?", "#SMG0001")
    await town.sari.presses("Tutup", second_preview["message_id"])
    assert "yang sama" not in town.sari.now_reads(first_preview, "Periksa dulu")
    town.nothing_else_was_sent()


async def test_two_running_incidents(town: Town) -> None:
    """Who answered the one report stands in the other with answer, arrival and vote, and expires there."""
    dewi = await town.volunteer("Dewi", 7110, community="mik", home_zone=MIJEN)
    await broadcast(town)
    second = rudi(town)
    await second.says(AGAIN)
    card = second.hears("Kejadian yang sama?")
    await second.presses("Siarkan", card["message_id"])
    for phone in (town.budi, town.agus):
        phone.hears("#SMG0002")
    for _ in range(2):
        await second.presses("Perluas", card["message_id"])
        second.hears("#SMG0002 diperluas")
    town.wati.hears("#SMG0002")
    dewi.hears("#SMG0002")
    await town.budi.forges("coming:2:")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.budi.forges("on_scene:2:")
    town.sari.hears("Budi (FKPM) tiba")
    await town.budi.forges("vote:2:genuine")
    town.sari.hears("Benar terjadi", "menunggu satu lagi", "#SMG0002")
    await town.agus.forges("decline:2:")
    await town.wait(1)
    await town.wati.presses("Menuju lokasi")
    first_card = town.sari.from_bot()[0]
    assert "Digabung" in (await second.presses("Gabung", card["message_id"])).text
    town.sari.hears("Laporan lain digabung ke #SMG0001", "#SMG0002")
    town.sari.now_reads(card, "DIGABUNG", "#SMG0001", "Rudi")
    town.sari.now_reads(
        first_card, *("Menuju (1): Wati (MIK)", "Di lokasi (1): Budi (FKPM)", "Benar terjadi — 1 laporan")
    )
    town.budi.now_reads(town.budi.from_bot()[0], "Anda di lokasi", "#SMG0001", "Benar terjadi")
    town.budi.now_reads(town.budi.from_bot()[1], "Digabung", "#SMG0001")
    town.agus.now_reads(town.agus.from_bot()[0], "Anda tidak bisa datang")
    town.wati.hears("Anda menuju lokasi", "#SMG0001")
    dewi.now_reads(dewi.from_bot()[0], "Digabung")

    late = await dewi.forges("coming:2:")
    assert "sudah ditutup Rudi" in late.text
    assert (await second.forges("merge:2:1")).show_alert
    assert (await second.forges("merge:1:1")).show_alert
    assert (await second.forges("merge:1:2")).show_alert
    await town.wait(15)
    town.wati.hears("Masih menuju lokasi?", "#SMG0001")
    await town.sari.says("/roll 1")
    town.sari.hears("Dipanggil 4", "Budi", "tiba 14.05", "Wati", "Tidak bisa (1): Agus")
    await town.sari.presses("Batalkan siaga", first_card["message_id"])
    for phone in (town.wati, town.budi, town.agus):
        phone.hears("BATAL SIAGA", "#SMG0001")
    town.nothing_else_was_sent()

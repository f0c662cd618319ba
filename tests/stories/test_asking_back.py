"""What happens when a report is incomplete or unclear? It is asked for, never refused and never guessed."""

from datetime import timedelta

import pytest

from tests.stories.conftest import FIRE, GAJAHMUNGKUR
from tests.stories.town import Town

# What is asked back does not depend on the engine; one is enough here.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

KELUD = (-7.0023, 110.4013)
UNGARAN = (-7.13, 110.40)


async def test_step_by_step_with_replies(town: Town) -> None:
    """`/insiden` alone asks for the kind, then the place; replies fill them in."""
    await town.sari.says("/insiden")
    card = town.sari.hears("Jenis kejadian apa?")
    await town.sari.says("kebakran", reply_to=card["message_id"])
    town.sari.now_reads(card, "Di mana?", "Kebakaran")
    await town.sari.says("Jl. Kelud Raya 12", reply_to=card["message_id"])
    town.sari.now_reads(card, "Periksa dulu", "Zona: Gajahmungkur", "Akan dipanggil: 3")

    await town.sari.presses("Ubah")
    town.sari.now_reads(card, "Apa yang diubah?")
    await town.sari.presses("Keterangan")
    await town.sari.says("2 terjebak di lantai atas", reply_to=card["message_id"])
    town.sari.now_reads(card, "Periksa dulu", "2 terjebak di lantai atas")
    await town.sari.presses("Ubah")
    await town.sari.presses("Jenis")
    await town.sari.presses("Kecelakaan")
    town.sari.now_reads(card, "Periksa dulu", "Kecelakaan", "2 terjebak")
    await town.sari.presses("Ubah")
    await town.sari.presses("Kembali")
    town.sari.now_reads(card, "Periksa dulu")
    assert town.sari.buttons() == ["siarkan", "ubah", "batal"]
    town.nothing_else_was_sent()


async def test_step_by_step_with_buttons_in_a_channel(channel_town: Town) -> None:
    """In a channel buttons alone lead from `/insiden` to the alarm."""
    town = channel_town
    await town.sari.says("/insiden")
    card = town.sari.hears("Jenis kejadian apa?")
    await town.sari.presses("Kebakaran")
    town.sari.now_reads(card, "Di mana?")
    await town.sari.presses("Gajahmungkur")
    town.sari.now_reads(card, "Periksa dulu", "Zona: Gajahmungkur (dipilih operator)", "Akan dipanggil: 3")
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN", "Gajahmungkur", "(perkiraan)")
    town.agus.hears("KEBAKARAN")
    town.nothing_else_was_sent()


async def test_words_in_private_need_no_reply(town: Town) -> None:
    """Alone with the bot, an operator just types what is asked."""
    await town.lurah.says("/insiden")
    card = town.lurah.hears("Jenis kejadian apa?")
    await town.lurah.says("kebakaran")
    await town.lurah.says("Bendungan")
    town.lurah.now_reads(card, "Periksa dulu", "kelurahan Bendungan")
    await town.lurah.says("terima kasih")
    town.lurah.hears("Saya belum paham", "/bantuan")
    town.nothing_else_was_sent()


async def test_a_location_beside_the_text(town: Town) -> None:
    """Sent before, within two minutes after, or as a reply, it places the report; it serves one only."""
    await town.sari.shares_location(*KELUD)
    await town.wait(1.9)
    await town.sari.says("/insiden kebakaran; rumah Pak RT")
    town.sari.hears("Periksa dulu", "dari lokasi yang dikirim")

    await town.wait(3)
    await town.sari.says("/insiden kebakaran; rumah Bu RT")
    second = town.sari.hears("Saya belum menemukan")
    await town.wait(1.9)
    await town.sari.shares_location(*KELUD)
    town.sari.now_reads(second, "Periksa dulu", "Gajahmungkur (dari lokasi yang dikirim)")

    await town.wait(3)
    await town.sari.says("/insiden kebakaran; rumah Mbak RT")
    third = town.sari.hears("Saya belum menemukan")
    await town.wait(30)
    await town.sari.shares_location(*KELUD, reply_to=third["message_id"])
    town.sari.now_reads(third, "Periksa dulu", "dari lokasi yang dikirim")
    town.nothing_else_was_sent()


async def test_a_late_or_foreign_location_is_not_taken(town: Town) -> None:
    """Later than two minutes, or from another sender, a location changes nothing."""
    dewi = town.at_desk(town.phone("Dewi", 7002))
    await town.sari.shares_location(*KELUD)
    await town.wait(2.1)
    await town.sari.says("/insiden kebakaran; rumah Pak RT")
    first = town.sari.hears("Saya belum menemukan")
    await dewi.shares_location(*KELUD)
    town.sari.now_reads(first, "Saya belum menemukan")
    await town.wait(2.1)
    await town.sari.shares_location(*KELUD)
    town.sari.now_reads(first, "Saya belum menemukan")
    town.nothing_else_was_sent()


async def test_a_command_in_reply_to_a_location(town: Town) -> None:
    """`/insiden …` as a reply to somebody's location uses it, however old."""
    dewi = town.at_desk(town.phone("Dewi", 7002))
    place = await dewi.shares_location(*KELUD)
    await town.wait(60)
    await town.sari.says("/insiden kebakaran; rumah Pak RT", reply_to=place)
    town.sari.hears("Periksa dulu", "dari lokasi yang dikirim")
    assert (await town.incident()).zone == GAJAHMUNGKUR
    town.nothing_else_was_sent()


async def test_an_ambiguous_place(town: Town) -> None:
    """Purwosari lies in two kecamatan: the operator chooses by button, or says that it is neither."""
    await town.sari.says("/insiden kebakaran; Purwosari")
    card = town.sari.hears("ada di beberapa kecamatan")
    assert {"mijen", "semarang utara", "tidak ada di sini"} <= set(town.sari.buttons())
    await town.sari.presses("Tidak ada di sini")
    assert len(set(town.sari.buttons()) - {"batal"}) == 16
    await town.sari.presses("Mijen")
    town.sari.now_reads(card, "Periksa dulu", "Zona: Mijen (dipilih operator)", "Akan dipanggil: 1")
    town.nothing_else_was_sent()


async def test_a_place_that_is_only_near_by(town: Town) -> None:
    """A flyover named after Jatingaleh may lie elsewhere: the one candidate is asked about."""
    await town.sari.says("/insiden kebakaran; flyover jatingaleh")
    card = town.sari.hears("mungkin di kecamatan ini", "Benar?")
    assert set(town.sari.buttons()) == {"candisari", "bukan di situ", "batal"}
    await town.sari.presses("Bukan di situ")
    assert len(set(town.sari.buttons()) - {"batal"}) == 16
    await town.sari.presses("Candisari")
    town.sari.now_reads(card, "Periksa dulu", "Zona: Candisari (dipilih operator)")
    town.nothing_else_was_sent()


async def test_an_unknown_place_and_one_outside(town: Town) -> None:
    """What is not found offers the 16 kecamatan; a place or point outside the city says so."""
    await town.sari.says("/insiden kebakaran; Jl. Entah Berantah 9")
    card = town.sari.hears('Saya belum menemukan "Jl. Entah Berantah 9"')
    assert len(set(town.sari.buttons()) - {"batal"}) == 16
    await town.sari.says("Ungaran", reply_to=card["message_id"])
    town.sari.now_reads(card, '"Ungaran" ada di luar kota (Kabupaten Semarang)')
    await town.sari.shares_location(*UNGARAN, reply_to=card["message_id"])
    assert "luar kota" in town.sari.now_reads(card)
    assert "(?)" not in town.sari.now_reads(card)
    assert "siarkan" not in town.sari.buttons()
    await town.sari.presses("Gajahmungkur")
    town.sari.now_reads(card, "Periksa dulu", "Zona: Gajahmungkur (dipilih operator)")
    town.nothing_else_was_sent()


async def test_an_unknown_kind(town: Town) -> None:
    """Unknown words are shown with the nearest kinds; "none of these" offers them all."""
    await town.sari.says("/insiden sapi lepas; Bendungan")
    card = town.sari.hears('"sapi lepas" belum dikenal')
    nearest = town.sari.buttons()
    assert "tidak ada di sini" in nearest
    await town.sari.presses("Tidak ada di sini")
    assert len(town.sari.buttons()) > len(nearest)
    await town.sari.presses("Lainnya")
    town.sari.now_reads(card, "Periksa dulu", "Bendungan")
    town.nothing_else_was_sent()


async def test_discarded(town: Town) -> None:
    """`Batal` ends a draft: nobody is called, and a later press says who discarded it and when."""
    await town.sari.says(FIRE)
    draft = town.sari.hears("Periksa dulu")
    await town.sari.presses("Batal")
    town.sari.now_reads(draft, "Batal disiarkan", "Sari", "14.05")
    assert town.sari.buttons() == []
    await town.wait(3)
    late = await town.sari.forges("broadcast:1:", draft["message_id"])
    assert "Sudah dibatalkan Sari pukul 14.05" in late.text
    assert town.sent_to() == []
    town.nothing_else_was_sent()


async def test_a_correction_by_reply(town: Town) -> None:
    """A reply to a complete preview corrects the place; after the alarm it changes nothing."""
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu", "Gajahmungkur")
    town.clock.time += timedelta(minutes=5)
    await town.sari.says("Jl. Pahlawan 5", reply_to=card["message_id"])
    town.sari.now_reads(card, "Jl. Pahlawan 5", "Semarang Selatan")
    await town.sari.says("Bendungan", reply_to=card["message_id"])
    await town.sari.presses("Siarkan")
    town.budi.hears("Bendungan")
    town.agus.hears("Bendungan")
    await town.sari.says("Kota Lama", reply_to=card["message_id"])
    assert "Kota Lama" not in town.sari.now_reads(card)
    town.nothing_else_was_sent()

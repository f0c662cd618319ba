"""The operators' group becomes a supergroup in the middle of it; and the whole story in a channel."""

from tests.stories.calling import both_are_reminded, broadcast
from tests.stories.town import Phone, Town


async def test_the_group_becomes_a_supergroup(group_town: Town) -> None:
    """Card, lines, buttons and drafts go on in the supergroup; nothing is sent to the old group."""
    town = group_town
    await broadcast(town)
    await town.sari.says("/insiden kecelakaan; Jatingaleh")
    town.sari.hears("Periksa dulu")
    await town.wait(1)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")

    new = town.sandbox.people.migrate(town.desk.id)
    await town.settle()
    town.desk = new
    sari = town.phones["sari"] = Phone(town, town.sari.user_id, "Sari", new.id)
    for _ in range(2):
        sari.hears()
    draft, card = sorted(sari.from_bot(), key=lambda m: "KEBAKARAN" in m["text"])
    sari.now_reads(card, "KEBAKARAN", "Menuju (1): Budi")
    sari.now_reads(draft, "Periksa dulu", "Jatingaleh")
    before = town.sandbox.calls.total
    await town.budi.presses("Sudah di lokasi")
    sari.hears("Budi (FKPM) tiba di lokasi")
    await town.budi.presses("Benar terjadi")
    sari.hears("Benar terjadi")
    sari.now_reads(card, "Di lokasi (1)", "Benar terjadi")
    await sari.presses("Siarkan", draft["message_id"])
    town.wati.hears("KECELAKAAN")
    await sari.presses("Tutup", card["message_id"])
    town.budi.hears("SELESAI")
    sari.now_reads(card, "DITUTUP")
    refused = [e for e in town.sandbox.calls.entries if e.n > before and e.outcome not in ("ok", "pending")]
    assert not refused, refused
    town.nothing_else_was_sent()


async def test_the_whole_answering_in_a_channel(channel_town: Town) -> None:
    """From the post without sender to the signed end: card, lines, notes and roll live in the channel."""
    town = channel_town
    card = await broadcast(town)
    assert "diingatkan" in (await town.sari.presses("Ingatkan")).text
    town.sari.hears("diingatkan")
    both_are_reminded(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi")
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi")
    await town.budi.sends_photo("dari depan")
    assert town.sari.hears("dari depan")["kind"] == "photo"
    town.budi.hears("Dicatat")
    await town.budi.presses("Petugas tiba")
    town.sari.hears("Petugas tiba")
    await town.budi.presses("Selesai")
    await town.sari.presses("Palsu", card["message_id"])
    town.sari.hears("Palsu — terkonfirmasi")
    offer = town.sari.hears("Palsu, terkonfirmasi")
    await town.sari.says("/roll")
    town.sari.hears("Daftar respon #SMG0001")
    await town.sari.says("/aktif")
    town.sari.hears("Kejadian berjalan (1)")
    refused = await town.rina.within(town.desk).forges("stand_down:1:", offer["message_id"])
    assert "Hanya operator 112" in refused.text
    await town.sari.presses("Batalkan siaga", offer["message_id"])
    for phone in (town.budi, town.agus):
        phone.hears("BATAL SIAGA", "Sari, operator 112")
    town.sari.now_reads(card, "BATAL SIAGA", "Sari, operator 112")
    town.nothing_else_was_sent()

"""Is it real? What the people on the scene say adds up by rule, and the operator has the last word."""

from tests.stories.calling import broadcast
from tests.stories.conftest import BUDI, CANDISARI
from tests.stories.town import Phone, Town


async def goes_there(town: Town, *phones: Phone) -> None:
    """Each is on the scene; the first one of all posts two lines."""
    for n, phone in enumerate(phones):
        await phone.presses("Menuju lokasi")
        await phone.presses("Sudah di lokasi")
        if n == 0:
            town.sari.hears("menuju lokasi")
            town.sari.hears("tiba di lokasi")


async def test_two_agree(town: Town) -> None:
    """One vote is provisional, one from afar is only noted, two agreeing confirm; a change disputes."""
    await broadcast(town)
    card = town.sari.from_bot()[0]
    await goes_there(town, town.budi)
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi — 1 laporan, menunggu satu lagi", "Budi")
    text = town.sari.now_reads(card, "Benar terjadi — 1 laporan, menunggu satu lagi")
    assert "terkonfirmasi" not in text
    await town.agus.presses("Menuju lokasi")
    afar = await town.agus.forges("vote:1:genuine", town.agus.last["message_id"])
    assert "dari jauh, tidak dihitung" in afar.text
    town.sari.now_reads(card, "menunggu satu lagi")
    await town.agus.presses("Sudah di lokasi")
    await town.agus.presses("Benar terjadi")
    town.sari.hears("Benar terjadi — terkonfirmasi", "Agus")
    town.sari.now_reads(card, "Benar terjadi — terkonfirmasi")
    await town.agus.presses("Benar terjadi")
    town.sari.hears_nothing()
    await town.agus.presses("Sudah ditangani")
    town.sari.hears("laporan berbeda, operator yang memutuskan", "Agus")
    await town.budi.presses("Sudah ditangani")
    town.sari.hears("Sudah ditangani — terkonfirmasi", "Budi")
    town.nothing_else_was_sent()


async def test_disputed_until_the_operator_decides(town: Town) -> None:
    """A contradiction is disputed; the operator's tap decides, tells the others, and stays whatever comes."""
    await broadcast(town)
    card = town.sari.from_bot()[0]
    await goes_there(town, town.budi, town.agus)
    await town.budi.presses("Benar terjadi")
    town.sari.hears("menunggu satu lagi")
    await town.agus.presses("Palsu")
    town.sari.hears("laporan berbeda, operator yang memutuskan")
    await town.sari.presses("Benar terjadi", card["message_id"])
    town.sari.hears("Benar terjadi — terkonfirmasi", "Sari")
    assert "Sudah dicatat" in (await town.sari.presses("Benar terjadi", card["message_id"])).text
    await town.budi.presses("Palsu")
    town.sari.now_reads(card, "Benar terjadi — terkonfirmasi")
    await town.sari.presses("Palsu", card["message_id"])
    town.sari.hears("Palsu — terkonfirmasi", "Sari")
    town.sari.hears("Palsu, terkonfirmasi")
    town.nothing_else_was_sent()


async def test_a_confirmed_hoax_stands_everybody_down_in_one_tap(town: Town) -> None:
    """Two on the scene say "Palsu": the line carries the button, and one tap on it tells everybody."""
    await broadcast(town)
    await goes_there(town, town.budi, town.agus)
    await town.budi.presses("Palsu")
    town.sari.hears("Palsu — 1 laporan")
    await town.agus.presses("Palsu")
    town.sari.hears("Palsu — terkonfirmasi")
    offer = town.sari.hears("Palsu, terkonfirmasi", "Batalkan siaga")
    assert town.sari.buttons() == ["batalkan siaga"]
    assert "Batal siaga dikirim" in (await town.sari.presses("Batalkan siaga", offer["message_id"])).text
    for phone in (town.budi, town.agus):
        phone.hears("BATAL SIAGA", "Tidak perlu datang", "(Sari, operator 112, 21/11/2026 14.05 WIB)")
    assert (await town.incident()).state == "cancelled"
    town.nothing_else_was_sent()


async def test_a_coordinator_on_the_scene_confirms(town: Town) -> None:
    """One coordinator there is enough, of whatever community; from afar a coordinator confirms nothing."""
    await town.coordinator(town.budi, "mik")
    await broadcast(town)
    card = town.sari.from_bot()[0]
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    assert "dari jauh" in (await town.budi.forges("vote:1:genuine")).text
    assert "Benar terjadi" not in town.sari.now_reads(card)
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("tiba di lokasi")
    await town.budi.presses("Belum jelas")
    town.sari.hears("Belum jelas — terkonfirmasi", "Budi")
    assert (await town.budi.forges("vote:1:maybe")).show_alert
    town.nothing_else_was_sent()


async def test_the_answering_step_by_step(town: Town) -> None:
    """Home or work makes one alarm; each step shows the next buttons, first aid and the phone."""
    await town.change(BUDI, work_zone=CANDISARI, work_point=(-7.0158, 110.4276))
    await town.sari.says("/insiden kecelakaan; Jatingaleh; motor dan truk")
    town.sari.hears("Akan dipanggil: 2", "Zona: Candisari")
    await town.sari.presses("Siarkan")
    town.wati.hears("KECELAKAAN", "dari rumah Anda")
    town.budi.hears("KECELAKAAN", "dari tempat kerja Anda")
    assert town.budi.buttons() == ["menuju lokasi", "tidak bisa", "buka peta", "hubungi operator"]
    assert "112" in (await town.budi.presses("Hubungi operator")).text

    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    assert town.budi.buttons() == [
        *("5 menit", "10 menit", "20 menit", "sudah di lokasi", "batal menuju"),
        *("buka peta", "hubungi operator", "pertolongan pertama"),
    ]
    town.budi.sees("Sebelum petugas tiba", "belum ditinjau PMI", "Operator: 112")
    await town.budi.presses("Pertolongan pertama")
    town.budi.hears("belum ditinjau PMI", "Sumber")
    await town.wati.presses("Menuju lokasi")
    card = town.sari.from_bot()[0]
    town.sari.now_reads(card, "Menuju (2)", "Budi (FKPM)", "Wati (MIK)")
    assert "Sudah dicatat" in (await town.wati.forges("coming:1:")).text

    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi")
    await town.wati.presses("Sudah di lokasi")
    town.sari.now_reads(card, "Di lokasi (2)")
    shown = next(m for m in town.budi.from_bot() if "Anda di lokasi" in m["text"])
    words = [b["text"] for row in shown["buttons"] for b in row]
    assert [w.split(" ", 1)[1] for w in words] == [
        *("Benar terjadi", "Palsu", "Belum jelas", "Sudah ditangani", "Pertolongan pertama diberikan"),
        *("Ramai kerumunan", "Petugas tiba", "SOS relawan", "Selesai"),
    ]
    await town.budi.presses("Ramai kerumunan")
    town.sari.now_reads(card, "Ramai kerumunan di lokasi")
    await town.budi.presses("SOS relawan")
    town.sari.hears("SOS dari Budi", "Hubungi segera")
    town.wati.hears("RELAWAN BUTUH BANTUAN", "Budi (FKPM)")
    await town.budi.presses("Petugas tiba")
    town.sari.hears("Petugas tiba di lokasi")
    assert "Sudah dicatat" in (await town.wati.presses("Petugas tiba")).text
    await town.budi.presses("Selesai")
    town.budi.now_reads(shown, "Anda sudah selesai")
    await town.wati.presses("Selesai")
    text = town.sari.now_reads(card, "Selesai (2)")
    assert "Belum ada yang menuju" not in text
    await town.wait(60)
    town.nothing_else_was_sent()

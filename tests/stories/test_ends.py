"""How does an incident end, who is told in which order, and what becomes of the unsent and the late?"""

from bot.sandbox.faults import Rule
from tests.stories.calling import broadcast
from tests.stories.conftest import AGUS, BUDI, FIRE, MIJEN, WATI
from tests.stories.town import Town

SIGNED = "(Sari, operator 112, 21/11/2026 14.05 WIB)"


def told_since(town: Town, n: int) -> list[int]:
    """The private chats that were written to after call number `n`, in order."""
    return [e.chat_id for e in town.calls("sendMessage", n) if isinstance(e.chat_id, int) and e.chat_id > 0]


async def test_stand_down_tells_the_coming_first(town: Town) -> None:
    """Batalkan siaga tells everybody alarmed, those on the road first, dated and signed."""
    await broadcast(town)
    await town.sari.presses("Perluas")
    town.sari.hears("diperluas")
    town.wati.hears("KEBAKARAN")
    await town.wati.presses("Menuju lokasi")
    town.sari.hears("Wati (MIK) menuju")
    await town.agus.presses("Tidak bisa")
    before = town.sandbox.calls.total
    await town.sari.presses("Batalkan siaga")
    assert told_since(town, before)[0] == WATI
    assert sorted(told_since(town, before)) == sorted([WATI, BUDI, AGUS])
    for phone in (town.wati, town.budi, town.agus):
        phone.hears("BATAL SIAGA", "Tidak perlu datang", SIGNED)
        phone.now_reads(phone.from_bot()[0], "BATAL SIAGA", "Sari")
        assert not phone.from_bot()[0]["buttons"]

    assert "sudah ditutup Sari pukul 14.05" in (await town.wati.forges("on_scene:1:")).text
    assert [e.action for e in await town.journal() if e.late] == ["on_scene"]
    for data in ("close:1:", "judge:1:hoax", "remind:1:", "widen:1:", "stand_down:1:"):
        assert "sudah ditutup Sari" in (await town.sari.forges(data)).text, data
    late = [e.action for e in await town.journal() if e.late]
    assert late == ["on_scene", "close", "judge", "remind", "widen", "stand_down"]
    assert "sudah ditutup" in (await town.sari.forges("discard:1:")).text
    assert "sudah ditutup" in (await town.sari.forges("broadcast:1:")).text
    await town.wait(200)
    town.nothing_else_was_sent()


async def test_close_thanks_those_who_moved(town: Town) -> None:
    """Tutup thanks who was coming (first), who is there and who was; the others' cards change silently."""
    await town.volunteer("Dewi", 7110, community="mik", home_zone=MIJEN)
    await broadcast(town)
    for reach in ("tetangga", "seluruh kota"):
        await town.sari.presses("Perluas")
        town.sari.hears(reach)
    town.wati.hears("KEBAKARAN")
    town.dewi.hears("KEBAKARAN")
    await town.agus.presses("Menuju lokasi")
    town.sari.hears("menuju")
    await town.agus.presses("Sudah di lokasi")
    town.sari.hears("tiba")
    await town.agus.presses("Benar terjadi")
    town.sari.hears("Benar terjadi")
    await town.wati.presses("Menuju lokasi")
    before = town.sandbox.calls.total
    await town.sari.presses("Tutup")
    assert told_since(town, before) == [WATI, AGUS]
    for phone in (town.wati, town.agus):
        phone.hears("SELESAI", "Terima kasih atas bantuan Anda", SIGNED)
    for phone in (town.budi, town.dewi):
        phone.now_reads(phone.from_bot()[0], "Sudah ditutup", "Sari, operator 112")
    town.sari.now_reads(town.sari.from_bot()[0], "DITUTUP", "Sari", "datang 1", "menjawab 2")
    town.nothing_else_was_sent()


async def test_an_alarm_that_perhaps_arrived(town: Town) -> None:
    """An alarm that perhaps arrived is not repeated after the end, but its receiver hears the stand-down."""
    town.sandbox.faults.add(Rule(what="cut_before", method="sendMessage", chat=AGUS, count=1))
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    query = town.sari.push("Siarkan")
    await town.settle()
    assert town.sandbox.people.answer(query) is not None
    town.budi.hears("KEBAKARAN")
    town.agus.hears_nothing()
    await town.sari.presses("Batalkan siaga")
    town.budi.hears("BATAL SIAGA")
    town.agus.hears("BATAL SIAGA")
    await town.wait(5)
    town.nothing_else_was_sent()


async def test_an_alarm_held_back_is_dropped(town: Town) -> None:
    """A 429 for one chat holds its alarm back; the end drops it for good."""
    town.sandbox.faults.add(
        Rule(
            what="refuse",
            method="sendMessage",
            chat=AGUS,
            count=1,
            code=429,
            description="Too Many Requests: retry after 40",
        )
    )
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    await town.sari.presses("Tutup")
    await town.wait(5)
    assert AGUS not in [e.chat_id for e in town.calls("sendMessage") if e.outcome == "ok"]
    await town.sari.says("/roll")
    town.sari.hears("Tidak terjangkau (2)", "Agus (tidak jadi dikirim)")
    town.nothing_else_was_sent()

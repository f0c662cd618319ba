"""Does every press count once, for the right person and the right incident, and get an answer in any case?"""

import pytest

from bot.sandbox.faults import Rule
from tests.stories.conftest import FIRE
from tests.stories.town import Phone, Town, until

GONE_TEXT = "Tombol ini tidak dikenal"


async def fire(town: Town, text: str = FIRE) -> None:
    await town.sari.says(text)
    await town.sari.presses("Siarkan")


async def together(town: Town, words: str, *phones: Phone) -> list[str]:
    """All press at the same moment; what each was answered."""
    queries = [phone.push(words) for phone in phones]
    await town.settle()
    answers = [town.sandbox.people.answer(query) for query in queries]
    return [answer.text if answer else "" for answer in answers]


async def test_two_operators_at_once(town: Town) -> None:
    """Sari and Dewi press Siarkan together: one alarm goes out, the other reads that it is done, and when."""
    dewi = town.at_desk(town.phone("Dewi", 7002))
    await town.sari.says(FIRE)
    answers = await together(town, "Siarkan", town.sari, dewi)
    assert sum("Disiarkan kepada 3 relawan" in a for a in answers) == 1
    assert sum("Sudah disiarkan" in a and "pukul 14.05" in a for a in answers) == 1
    for phone in (town.budi, town.agus):
        phone.hears("KEBAKARAN")
    town.sari.hears("Dipanggil 3")
    town.nothing_else_was_sent()


async def test_who_was_first_is_named(town: Town) -> None:
    """Dewi broadcast what Sari had posted; Sari's press a minute later is told that it was Dewi."""
    dewi = town.at_desk(town.phone("Dewi", 7002))
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    await dewi.presses("Siarkan")
    await town.wait(1)
    late = await town.sari.forges("broadcast:1:", card["message_id"])
    assert "Sudah disiarkan Dewi pukul 14.05" in late.text
    for phone in (town.budi, town.agus):
        phone.hears("KEBAKARAN")
    town.nothing_else_was_sent()


async def test_the_same_button_twice(town: Town) -> None:
    """A second press of the same button changes nothing, says so, and no line is posted again."""
    await fire(town)
    town.sari.hears("Dipanggil 3")
    town.agus.hears("KEBAKARAN")
    alarm = town.budi.hears("KEBAKARAN")
    answers = await together(town, "Menuju lokasi", town.budi, town.budi)
    assert sorted(answers) == ["Anda menuju lokasi. Hati-hati di jalan.", "Sudah dicatat."]
    assert (await town.budi.forges("coming:1:", alarm["message_id"])).text == "Sudah dicatat."
    town.sari.hears("Budi (FKPM) menuju lokasi")
    assert [e.action for e in await town.journal()] == ["draft", "broadcast", "coming"]
    town.nothing_else_was_sent()


async def test_two_volunteers_at_once(town: Town) -> None:
    """Both count as coming; one of them is told to the operators as the first, never both."""
    await fire(town)
    card = town.sari.hears("Dipanggil 3")
    await together(town, "Menuju lokasi", town.budi, town.agus)
    town.sari.now_reads(card, "Menuju (2)")
    town.sari.hears("menuju lokasi", "0 menit setelah siaran")
    town.budi.hears("Anda menuju lokasi")
    town.agus.hears("Anda menuju lokasi")
    town.nothing_else_was_sent()


async def test_two_incidents_never_mix(town: Town) -> None:
    """A press on one incident's message does not touch the other, on either side."""
    await fire(town)
    await fire(town, "/insiden banjir; Bendungan; air naik")
    first, second = town.sari.hears("#SMG0001"), town.sari.hears("#SMG0002")
    fire_alarm, flood_alarm = town.budi.hears("#SMG0001"), town.budi.hears("#SMG0002")
    town.agus.hears("#SMG0001")
    town.agus.hears("#SMG0002")

    await town.budi.presses("Menuju lokasi", fire_alarm["message_id"])
    town.budi.now_reads(flood_alarm, "BANJIR", "Bisa ke sana?")
    town.sari.now_reads(first, "Menuju (1): Budi")
    town.sari.now_reads(second, "Belum ada yang menuju")
    town.sari.hears("#SMG0001", "Budi")

    await town.sari.presses("Batalkan siaga", second["message_id"])
    town.budi.hears("BATAL SIAGA", "#SMG0002")
    town.agus.hears("BATAL SIAGA", "#SMG0002")
    town.budi.now_reads(fire_alarm, "Anda menuju lokasi")
    town.sari.now_reads(first, "Menuju (1): Budi")
    assert [(await town.incident(n)).state.value for n in (1, 2)] == ["open", "cancelled"]
    town.nothing_else_was_sent()


async def test_somebody_not_alarmed(town: Town) -> None:
    """Wati of another kecamatan and Rina who is no volunteer are refused with what to do; nothing changes."""
    await fire(town)
    card = town.sari.hears("Dipanggil 3")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    assert "Panggilan ini bukan untuk Anda" in (await town.wati.forges("coming:1:")).text
    assert "belum terdaftar" in (await town.rina.forges("coming:1:")).text
    assert "Hanya operator 112" in (await town.budi.forges("stand_down:1:")).text
    assert "Hanya operator 112" in (await town.rina.forges("broadcast:1:")).text
    town.sari.now_reads(card, "belum menjawab: 3")
    assert (await town.incident()).state == "open"
    town.nothing_else_was_sent()


async def test_forged_data(town: Town) -> None:
    """Garbage, foreign ids and 64 bytes of junk are answered with a sentence; nothing changes."""
    await fire(town)
    town.sari.hears("Dipanggil 3")
    alarm = town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    before = await town.journal()
    unknown = [
        "",
        "x",
        "::",
        "coming",
        "coming:1",
        "coming:-1:",
        "coming:1:2:3",
        "coming:١:",
        "x" * 64,
        "🔥" * 16,
        "coming:9999999999999999:",
        "drop table:1:",
        "eta:1:x",
        "eta:1:0",
        "'; --:1:",
    ]
    for data in unknown:
        assert GONE_TEXT in (await town.budi.forges(data, alarm["message_id"])).text, data
    for data in ("coming:2:", "coming:999999999999999:", "on_scene:2147483647:", "coming:2147483648:"):
        answer = await town.budi.forges(data, alarm["message_id"])
        assert "Kejadian ini tidak ada" in answer.text or GONE_TEXT in answer.text, data
    for data in (
        "zone:1:99.99",
        "kind:1:xyzzy",
        "part:1:xyzzy",
        "judge:1:xyzzy",
        "merge:1:x",
        f"merge:1:{'9' * 15}",
    ):
        assert GONE_TEXT in (await town.sari.forges(data)).text, data
    for data in ("merge:1:x", "merge:1:1", f"merge:1:{'9' * 15}", f"merge:1:{2**31}"):
        answer = await town.sari.forges(data)
        assert "Kejadian ini tidak ada" in answer.text or GONE_TEXT in answer.text, data
    town.budi.now_reads(alarm, "Bisa ke sana?")
    assert await town.journal() == before
    town.nothing_else_was_sent()


@pytest.mark.parametrize("end", ["Batalkan siaga", "Tutup"])
async def test_a_late_press(town: Town, end: str) -> None:
    """After the end a press is answered with who ended it and when, and written down as late."""
    await fire(town)
    card = town.sari.hears("#SMG0001")
    alarm = town.budi.hears("#SMG0001")
    town.agus.hears("#SMG0001")
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.wait(1)
    await town.sari.presses(end, card["message_id"])
    told = "BATAL SIAGA" if end == "Batalkan siaga" else "SELESAI"
    town.budi.hears(told, "Sari, operator 112", "21/11/2026 14.06 WIB")
    if end == "Batalkan siaga":
        town.agus.hears(told)
    await town.wait(1)

    answer = await town.budi.forges("on_scene:1:", alarm["message_id"])
    assert answer.show_alert
    assert "Sari pukul 14.06" in answer.text
    assert "tetap dicatat" in answer.text
    late = [(e.actor, e.action) for e in await town.journal() if e.late]
    assert late == [("Budi", "on_scene")]
    assert "14.06" in (await town.sari.forges("remind:1:", card["message_id"])).text
    assert town.budi.now_reads(alarm).count("Sari, operator 112") == 1
    town.nothing_else_was_sent()


async def test_a_stand_down_reaches_who_is_just_being_called(town: Town) -> None:
    """Whose alarm is on its way at the moment of the stand-down is told as well."""
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    town.sandbox.faults.add(
        Rule(what="delay", method="sendMessage", chat=town.agus.user_id, seconds=(0.4, 0.4), count=1)
    )
    town.sari.push("Siarkan")
    await until(lambda: town.joko.user_id in town.sent_to())
    town.sari.push("Batalkan siaga", card["message_id"])
    await town.settle()
    town.agus.hears("BATAL SIAGA")
    town.agus.hears("BATAL SIAGA", "Sari, operator 112")
    town.budi.hears("BATAL SIAGA")
    town.budi.hears("BATAL SIAGA", "Sari, operator 112")
    town.nothing_else_was_sent()

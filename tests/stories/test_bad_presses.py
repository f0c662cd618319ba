"""Late, forged, replayed, doubled, without the right: every press is answered and changes nothing twice."""

from bot.domain.people import VolunteerStatus
from bot.sandbox.faults import Rule
from tests.stories.calling import both_are_reminded, broadcast
from tests.stories.conftest import AGUS, BUDI, FIRE
from tests.stories.town import Town


async def test_siarkan_by_two_at_once(town: Town) -> None:
    """Two operators press Siarkan in the same moment: one alarm each, and the second reads who was first."""
    rudi = town.at_desk(town.phone("Rudi", 7002))
    await town.sari.says(FIRE)
    preview = town.sari.hears("Periksa dulu")
    both = [phone.push("Siarkan", preview["message_id"]) for phone in (rudi, town.sari)]
    await town.settle()
    texts = sorted(str(a.text) for q in both if (a := town.sandbox.people.answer(q)))
    assert texts[0] == "Disiarkan kepada 3 relawan."
    winner = next(
        e.actor for e in await town.journal() if e.action == "broadcast" and not e.details.get("refused")
    )
    assert texts[1] == f"Sudah disiarkan {winner} pukul 14.05."
    for phone in (town.budi, town.agus):
        phone.hears("KEBAKARAN")
    assert [e.chat_id for e in town.calls("sendMessage")].count(BUDI) == 1
    again = await rudi.forges("broadcast:1:", preview["message_id"])
    assert again.text == texts[1]
    town.nothing_else_was_sent()


async def test_forged_and_replayed(town: Town) -> None:
    """Ids that do not exist, words never offered, presses of others and doubled deliveries change nothing."""
    await broadcast(town)
    for data, words in (
        ("coming:999:", "tidak ada"),
        ("coming:999999999999999:", "tidak dikenal"),
        ("eta:1:0", "tidak dikenal"),
        ("eta:1:99999", "tidak dikenal"),
        ("eta:1:10", "tidak berlaku lagi"),
        ("vote:1:love", "tidak dikenal"),
        ("on_scene:1:", "tidak berlaku lagi"),
        ("finish:1:", "tidak berlaku lagi"),
        ("aid_count:1:5", "tidak berlaku lagi"),
        ("sos:1:", "tidak berlaku lagi"),
        ("close:1:", "Hanya operator 112"),
        ("merge:1:x", "Hanya operator 112"),
        ("approve:1:", "bukan dari komunitas"),
        ("nonsense", "tidak dikenal"),
        ("coming:1", "tidak dikenal"),
        ("coming:-1:", "tidak dikenal"),
        ("", "tidak dikenal"),
    ):
        answer = await town.budi.forges(data)
        assert words in answer.text, (data, answer.text)
        assert answer.show_alert
    for data in (
        "merge:1:x",
        "merge:1:7",
        "judge:1:love",
        "kind:1:api",
        "zone:1:99",
        "part:1:all",
        "widen:7:",
    ):
        answer = await town.sari.forges(data)
        assert answer.show_alert, data
    assert "bukan untuk Anda" in (await town.wati.forges("coming:1:")).text
    assert "belum terdaftar" in (await town.phone("Tono", 7903).forges("coming:1:")).text

    town.sandbox.faults.add(Rule(what="duplicate", method="callback_query", count=1))
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.budi.presses("Batal menuju")
    town.sari.hears("Belum ada lagi")
    actions = [e.action for e in await town.journal() if not e.details.get("refused")]
    assert actions == ["draft", "broadcast", "coming", "withdraw"]
    town.nothing_else_was_sent()


async def test_presses_of_the_suspended(town: Town) -> None:
    """Who is suspended in the middle answers nothing any more and is told to whom to turn."""
    await broadcast(town)
    await town.change(BUDI, status=VolunteerStatus.SUSPENDED)
    for words in ("Menuju lokasi", "Tidak bisa"):
        answer = await town.budi.presses(words)
        assert "ditangguhkan" in answer.text
        assert answer.show_alert
    await town.budi.says("/siaga")
    town.budi.hears("ditangguhkan")
    town.sari.now_reads(town.sari.from_bot()[0], "Belum ada yang menuju")
    await town.change(AGUS, status=VolunteerStatus.SUSPENDED)
    await town.wait(3)
    town.nothing_else_was_sent()


async def test_after_the_end(town: Town) -> None:
    """After Tutup every button of everybody answers who closed it and when, and is kept as late."""
    await broadcast(town)
    await town.agus.presses("Menuju lokasi")
    town.sari.hears("menuju")
    await town.sari.presses("Tutup")
    town.agus.hears("SELESAI")
    for data in ("coming", "decline", "on_scene", "withdraw", "finish", "crowd", "officers", "sos", "aid"):
        answer = await town.agus.forges(f"{data}:1:")
        assert "sudah ditutup Sari pukul 14.05" in answer.text, data
    for data in ("eta:1:5", "vote:1:genuine"):
        assert "sudah ditutup Sari" in (await town.agus.forges(data)).text
    assert len([e for e in await town.journal() if e.late]) == 11
    assert (await town.incident()).state == "closed"
    town.nothing_else_was_sent()


async def test_an_operator_who_left_the_group(town: Town) -> None:
    """Who has left the operators' group closes nothing, and reads why."""
    rudi = town.at_desk(town.phone("Rudi", 7002))
    await broadcast(town)
    assert "diingatkan" in (await rudi.presses("Ingatkan")).text
    town.sari.hears("diingatkan")
    both_are_reminded(town)
    town.sandbox.people.leave(rudi.user_id, town.desk.id)
    await town.settle()
    answer = await rudi.forges("close:1:", town.sari.from_bot()[0]["message_id"])
    assert "Hanya operator 112" in answer.text
    town.rudi.hears_nothing()
    await town.rudi.says(FIRE)
    town.rudi.hears("Hanya operator 112")
    assert (await town.incident()).state == "open"
    town.nothing_else_was_sent()

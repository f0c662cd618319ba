"""Who is written to first, and who not at all any more? Order, turns, and what became untrue or too old."""

from datetime import timedelta

from bot.sandbox.faults import Rule
from tests.stories.calling import broadcast
from tests.stories.conftest import AGUS, BUDI, FIRE, JOKO, MIJEN
from tests.stories.crowd import accepted, after, crowd, number, private
from tests.stories.town import Town, until

AHEAD = 12  # alarms that stand drawn and ready already; a newcomer's second alarm comes after these
FLOOD = "/insiden banjir; Mijen; air naik"


async def test_a_stand_down_overtakes_the_unsent_alarms(town: Town) -> None:
    """With alarms of sixty still waiting a stand-down goes first to those who were called and drops the
    rest: the nearest heard both, the others nothing at all."""
    people = [town.budi, town.agus, *await crowd(town, 60)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Akan dipanggil: 63")
    town.sari.push("Siarkan")
    await until(lambda: len(accepted(town, "KEBAKARAN")) >= 12)
    town.sari.push("Batalkan siaga", card["message_id"])
    await town.settle()

    called = accepted(town, "Bisa ke sana?")
    assert 12 <= len(called) < 60
    nearest = [p.user_id for p in people[: len(called)]]
    assert sorted(called) == sorted(nearest)
    order = [e.n for e in private(town, "Tidak perlu datang")]
    assert max(e.n for e in private(town, "Bisa ke sana?")) < min(order)
    for phone in people[: len(called)]:
        phone.hears("BATAL SIAGA", "#SMG0001")
        phone.hears("BATAL SIAGA", "Tidak perlu datang", "Sari, operator 112")
    for phone in (*people[len(called) :], town.joko):
        assert phone.screens() == []
    town.sari.now_reads(card, "BATAL SIAGA")
    await town.sari.says("/roll")
    roll = town.sari.hears("Daftar respon", "(tidak jadi dikirim)")["text"]
    assert number(r"Tidak terjangkau \((\d+)\)", roll) == 63 - len(called)
    await town.wait(30)
    town.nothing_else_was_sent()


async def test_two_incidents_take_turns(town: Town) -> None:
    """While the alarms of one incident are leaving another is broadcast: its first alarm overtakes the
    backlog, after it the two take turns, and nobody of either is forgotten."""
    fire = [town.budi, town.agus, *await crowd(town, 100)]
    flood = await crowd(town, 25, zone=MIJEN, first_id=8501)
    await town.sari.says(FIRE)
    first = town.sari.hears("Akan dipanggil: 103")
    await town.sari.says(FLOOD)
    second = town.sari.hears("Akan dipanggil: 26")
    town.sari.push("Siarkan", first["message_id"])
    await until(lambda: len(accepted(town, "KEBAKARAN")) >= 12)
    query = town.sari.push("Siarkan", second["message_id"])
    await until(lambda: town.sandbox.people.answer(query) is not None)
    before = town.sandbox.calls.total  # how long the press itself takes is the machine's affair
    await town.settle()

    late = [e for e in town.calls("sendMessage", before) if isinstance(e.chat_id, int) and e.chat_id > 0]
    kinds = "".join("b" if "BANJIR" in str(e.params["text"]) else "k" for e in late)
    assert 0 <= kinds.index("b") <= 16, f"the first alarm of the new incident waited: {kinds}"
    together = kinds[kinds.index("b") : kinds.rindex("b")]
    assert "bbb" not in together, kinds
    assert "k" * (AHEAD + 3) not in together, kinds
    assert "bkbkbkbkbkbkbkbk" in together, kinds
    for phone in fire:
        phone.hears("KEBAKARAN", "#SMG0001")
    for phone in flood:
        phone.hears("BANJIR", "#SMG0002")
    town.sari.now_reads(first, "Dipanggil 103 · diterima Telegram 102 · gagal 1")
    town.sari.now_reads(second, "Dipanggil 26 · diterima Telegram 25 · gagal 1")
    town.nothing_else_was_sent()


async def test_what_is_too_old_is_recorded_instead_of_sent(town: Town) -> None:
    """An alarm that Telegram did not take for two hours is not fired late: the card counts it as failed and
    the roll says that it was too late."""
    town.sandbox.faults.add(Rule(what="html", method="sendMessage", chat=AGUS))
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    for words in ("Menuju lokasi", "Sudah di lokasi", "Benar terjadi"):
        await town.budi.presses(words)
        town.sari.hears("Budi")
    town.sandbox.faults.clear()
    await after(town, timedelta(hours=2, minutes=5).total_seconds())
    town.sari.now_reads(card, "Dipanggil 3 · diterima Telegram 1 · gagal 2")
    await town.sari.says("/roll")
    town.sari.hears("sudah berjalan 2 jam", "tekan Tutup")
    town.sari.hears("Daftar respon", "Agus (terlambat)", "Joko (memblokir bot)")
    town.agus.hears_nothing()
    town.nothing_else_was_sent()


async def test_an_alarm_that_is_answered_before_its_second_try(town: Town) -> None:
    """Agus' alarm arrived, its answer was lost, and he pressed: it is not sent again, and
    the message that he pressed goes on as his card."""
    town.sandbox.faults.add(Rule(what="cut_after", method="sendMessage", chat=AGUS, count=1))
    card = await broadcast(town)
    await town.agus.presses("Menuju lokasi")
    town.sari.hears("Agus (Bankom) menuju lokasi")
    await after(town, 10)
    town.agus.sees("Anda menuju lokasi")
    assert "sudah di lokasi" in town.agus.buttons()
    assert len(private(town, "KEBAKARAN")) == len({BUDI, AGUS, JOKO})
    town.sari.now_reads(card, "Menuju (1): Agus", "gagal 1")
    await town.sari.says("/roll")
    town.sari.hears("Agus · Bankom", "Tidak terjangkau (1): Joko")
    town.nothing_else_was_sent()


async def test_a_reminder_that_is_untrue_when_its_turn_comes(town: Town) -> None:
    """A reminder held up for Agus is dropped when he has answered meanwhile; Budi gets his."""
    await broadcast(town)
    town.sandbox.faults.add(Rule(what="html", method="sendMessage", chat=AGUS, count=1))
    await town.sari.presses("Ingatkan")
    town.budi.hears("#SMG0001")
    town.sari.hears("diingatkan")
    await town.agus.presses("Tidak bisa")
    await after(town, 10)
    assert [e.chat_id for e in private(town, "#SMG0001") if e.chat_id == AGUS and e.outcome == "ok"] == [AGUS]
    town.agus.sees("Terima kasih sudah menjawab")
    town.nothing_else_was_sent()

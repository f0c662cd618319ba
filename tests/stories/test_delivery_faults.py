"""What does each fault do to those who are called? Nobody is lost, and what is out of reach is shown."""

from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.sandbox.faults import Rule, What
from bot.usecases.checking import Records
from tests.stories.conftest import AGUS, BUDI, FIRE, GAJAHMUNGKUR
from tests.stories.crowd import accepted, after, crowd, number, perhaps_twice, private, really, waiting
from tests.stories.town import Town, until

TONO = 7999


async def nobody_waits(town: Town) -> None:
    """Retries come at their pauses, all before the ladder's first step."""
    for _ in range(9):
        if not await waiting(town):
            return
        await after(town, 12)
    raise AssertionError("notices still wait")


async def test_the_unreachable_are_shown_and_called_once_they_can_be(town: Town) -> None:
    """Blocked, deleted and never started: learnt from the refused calls, shown in the next preview's
    coverage; who presses Start or unblocks while the incident is open is called after all."""
    async with town.app.db.work(town.clock.now()) as work:
        await town.enrol(work, TONO, name="Tono", community="mik", home_zone=GAJAHMUNGKUR)
    town.sandbox.people.block(BUDI)
    town.bot.updates.clear()  # the bot hears nothing of it
    town.sandbox.people.deactivate(AGUS)
    await town.sari.says(FIRE)
    card = town.sari.hears("Akan dipanggil: 4")
    await town.sari.presses("Siarkan")
    town.sari.now_reads(card, "Dipanggil 4 · diterima Telegram 0 · gagal 4")
    await town.sari.says("/insiden banjir; Bendungan")
    town.sari.hears("Tidak terjangkau: 4")
    await town.sari.says("/roll")
    roll = town.sari.hears("Tidak terjangkau (4)")["text"]
    for who in ("Budi (memblokir bot)", "Agus (akun dihapus)", "Tono (belum memulai bot)"):
        assert who in roll, roll

    tono = town.phone("Tono", TONO, started=False)
    await tono.starts()
    alarms = [m for m in tono.screens() if "KEBAKARAN" in m]
    assert len(alarms) == 1, tono.transcript()
    town.sandbox.people.unblock(BUDI)
    await town.settle()
    town.budi.hears("KEBAKARAN")
    await tono.presses("Menuju lokasi")
    town.sari.now_reads(card, "Menuju (1): Tono", "diterima Telegram 2 · gagal 2")
    town.sari.hears("Tono (MIK) menuju lokasi")

    await town.sari.presses("Batalkan siaga", card["message_id"])
    town.sandbox.people.unblock(town.joko.user_id)
    await town.settle()
    town.joko.hears_nothing()
    for words in ("Selamat datang kembali, Tono", "BATAL SIAGA", "Tidak perlu datang"):
        tono.hears(words)
    town.budi.hears("BATAL SIAGA")
    town.nothing_else_was_sent()


async def test_the_group_moves_in_the_middle_of_a_broadcast(group_town: Town) -> None:
    """The group becomes a supergroup while alarms are leaving: everybody is called once and the one card in
    the new chat counts them."""
    town = group_town
    people = [town.budi, town.agus, *await crowd(town, 60)]
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    town.sari.push("Siarkan")
    await until(lambda: len(accepted(town, "KEBAKARAN")) >= 12)
    sari = town.sari.within(town.sandbox.people.migrate(town.desk.id))
    await town.settle()
    sari.hears("#SMG0001", "Dipanggil 63 · diterima Telegram 62 · gagal 1")
    for phone in people:
        phone.hears("KEBAKARAN")
    town.nothing_else_was_sent()


async def test_told_to_wait_in_the_middle_of_a_broadcast(town: Town) -> None:
    """A 429 for everything and one for a single chat are both obeyed to the second, and nobody is lost."""
    people = [town.budi, town.agus, *await crowd(town, 60)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    town.sandbox.faults.add(
        Rule(
            what="too_many",
            method="sendMessage",
            chat=people[20].user_id,
            count=1,
            retry_after=1,
            scope="all",
        )
    )
    town.sandbox.faults.add(
        Rule(what="too_many", method="sendMessage", chat=people[60].user_id, count=1, retry_after=2)
    )
    town.sari.push("Siarkan")
    await really(town, lambda: len(accepted(town, "KEBAKARAN")) == 62)
    assert town.sandbox.faults.into_wait() == 0
    assert town.sandbox.calls.outcomes["429"] >= 2
    await town.settle()
    town.sari.now_reads(card, "Dipanggil 63 · diterima Telegram 62 · gagal 1")
    for phone in people:
        phone.hears("KEBAKARAN")
    town.nothing_else_was_sent()


async def test_bad_gateways_and_cut_answers(town: Town) -> None:
    """Every third call is answered 502, cut on the way there or cut on the way back: everybody is called;
    twice are at most those whose answer was cut, and each of these is recorded."""
    people = [town.budi, town.agus, *await crowd(town, 40)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    faults = town.sandbox.faults
    whats: tuple[What, ...] = ("html", "cut_before", "cut_after")
    html, before, cut = (
        faults.add(Rule(what=what, method="sendMessage", share=0.12, count=12)) for what in whats
    )
    town.sari.push("Siarkan")
    await town.settle()
    await nobody_waits(town)
    assert min(html.hits, before.hits, cut.hits) > 0
    assert await perhaps_twice(town) == before.hits + cut.hits
    extra = 0
    for phone in people:
        alarms = [phone.hears("KEBAKARAN") for _ in phone.from_bot()]
        assert alarms, f"{phone.name} was never called"
        extra += len(alarms) - 1
    assert extra == cut.hits
    town.sari.now_reads(card, "Dipanggil 43 · diterima Telegram 42 · gagal 1")
    town.nothing_else_was_sent()


async def test_our_own_mistake_is_never_repeated(town: Town) -> None:
    """A 400 that is our own fault: one call, a line in the log, a failure on the card and for `check`."""
    words = "Bad Request: can't parse entities: unsupported start tag"
    rule = town.sandbox.faults.add(
        Rule(what="refuse", method="sendMessage", chat=AGUS, code=400, description=words)
    )
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    with capture_logs() as logs:
        await town.sari.presses("Siarkan")
        await after(town, 90)
    assert rule.hits == 1
    ours = [line for line in logs if "can't parse entities" in str(line.get("reason", ""))]
    assert [(line["event"], line["move"]) for line in ours] == [("outbox.fault", "give_up")]
    town.sari.now_reads(card, "Dipanggil 3 · diterima Telegram 1 · gagal 2")
    found = await Records(town.app.db).own_mistakes(town.clock.now(), ZoneInfo("Asia/Jakarta"))
    assert not found.good
    assert "1 failed by a mistake of the bot" in found.text
    assert "can't parse entities" in found.text
    town.budi.hears("KEBAKARAN")
    assert number(r"gagal (\d+)", town.sari.now_reads(card)) == 2
    assert len(private(town, "KEBAKARAN")) == 3
    town.nothing_else_was_sent()

"""What is lost when the bot ends, Telegram goes away, updates come twice, or a group moves? Nothing."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot import app as root
from bot import greeting
from bot.sandbox.faults import Rule
from tests.stories.calling import broadcast
from tests.stories.conftest import BUDI, FIRE, move_in, populate
from tests.stories.town import Town, found_town, until


async def test_updates_that_come_twice(town: Town) -> None:
    """Every update is delivered twice, and once more after a restart: everything is done once."""

    def twice() -> None:
        town.sandbox.faults.add(Rule(what="duplicate", count=1))

    twice()
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    twice()
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    seen = town.notes_updates()
    twice()
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    assert town.sandbox.calls.repeated_updates == 3

    await town.stop()
    town.bot.updates.extend(seen)  # the very update that was done before
    await town.start()
    await town.settle()
    town.sari.now_reads(card, "Menuju (1): Budi")
    assert [e.action for e in await town.journal()] == ["draft", "broadcast", "coming"]
    town.nothing_else_was_sent()


async def test_the_bot_ends_in_the_middle(town: Town) -> None:
    """Drafts, alarms and presses made while the bot was away are there and done after its start."""
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    await town.restart()
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")

    await town.stop()
    query = town.budi.push("Menuju lokasi")
    town.clock.time += timedelta(minutes=1)
    await town.start()
    await town.settle()
    answer = town.sandbox.people.answer(query)
    assert answer is not None
    assert "Anda menuju lokasi" in answer.text
    town.budi.sees("Anda menuju lokasi")
    town.sari.now_reads(card, "Menuju (1): Budi")
    town.sari.hears("Budi (FKPM) menuju lokasi 14.06")
    town.nothing_else_was_sent()


async def test_alarms_not_yet_sent_survive_the_end(town: Town) -> None:
    """Telegram is gone at Siarkan and the bot ends: after its start everybody is called once."""
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    rule = town.sandbox.faults.add(Rule(what="cut_before", method="sendMessage"))
    town.sari.push("Siarkan")
    async with asyncio.timeout(5):
        await until(lambda: rule.hits)
    await town.stop()
    town.sandbox.faults.clear()
    await town.start()
    await town.wait(1)
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    town.sari.now_reads(card, "Dipanggil 3 · diterima Telegram 2 · gagal 1")
    town.nothing_else_was_sent()


async def test_blocked_and_unblocked(town: Town) -> None:
    """Who blocks the bot is counted as out of reach, who comes back is called again."""
    people = town.sandbox.people
    people.block(BUDI)
    await town.settle()
    await town.sari.says(FIRE)
    first = town.sari.hears("Akan dipanggil: 2", "Tidak terjangkau: 1")
    await town.sari.presses("Siarkan")
    town.sari.now_reads(first, "diterima Telegram 1 · gagal 2")
    town.agus.hears("KEBAKARAN")

    people.unblock(BUDI)
    await town.settle()
    town.budi.hears("KEBAKARAN")  # the alarm he could not get; it is still true
    town.sari.now_reads(first, "diterima Telegram 2 · gagal 1")
    await town.sari.says("/insiden banjir; Bendungan")
    second = town.sari.hears("Tidak terjangkau: 1")
    await town.sari.presses("Siarkan", second["message_id"])
    town.budi.hears("BANJIR")
    town.agus.hears("BANJIR")
    town.nothing_else_was_sent()


async def test_telegram_is_away_at_the_start(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot says so once in its log, asks at growing pauses, and comes up when Telegram is back."""
    monkeypatch.setattr(greeting, "START_PAUSES", (0.05, 0.1, 0.2))
    await populate(database_url)
    town = await found_town(database_url)
    move_in(town)
    town.sandbox.halt()
    with capture_logs() as logs:
        starting = asyncio.create_task(town.start())
        await until(lambda: town.sandbox.calls.refused_connections >= 4)
        town.sandbox.resume()
        await starting
    said = [line["event"] for line in logs if line["event"] in ("telegram.unreachable", "telegram.reachable")]
    assert said == ["telegram.unreachable", "telegram.reachable"]
    assert not any("112112:" in str(line) for line in logs)
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    town.nothing_else_was_sent()
    await town.stop()
    await town.sandbox.stop()


async def test_stopped_while_telegram_is_away(database_url: str) -> None:
    """Ctrl-C ends a bot that has never reached Telegram, at once."""
    town = await found_town(database_url)
    town.sandbox.halt()
    app = await root.build(town.settings, now=town.clock.now)
    running = asyncio.create_task(app.run())
    await until(lambda: town.sandbox.calls.refused_connections)
    app.stop()
    async with asyncio.timeout(3):
        assert await running == 0
    await town.sandbox.stop()


async def test_a_wrong_token(database_url: str) -> None:
    """A token that Telegram refuses ends the start with one sentence that says where to get the right one."""
    town = await found_town(database_url)
    for token in ("112112:wrong-token-entirely-for-stories", "x", ""):
        settings = root.settings(**(town.settings.model_dump() | {"bot_token": token}))
        with pytest.raises(root.StartError, match="@BotFather") as caught:
            await (await root.build(settings)).run()
        assert "wrong-token" not in str(caught.value)
    await town.sandbox.stop()


async def test_the_group_becomes_a_supergroup(group_town: Town) -> None:
    """In the middle of an incident: card and lines go on in the new chat, members stay operators there."""
    town = group_town
    old = await broadcast(town)

    new = town.sandbox.people.migrate(town.desk.id)
    await town.settle()
    sari = town.sari.within(new)
    card = sari.hears("#SMG0001", "Dipanggil 3")
    await town.budi.presses("Menuju lokasi")
    sari.now_reads(card, "Menuju (1): Budi")
    sari.hears("Budi (FKPM) menuju lokasi")
    assert "Menuju" not in town.sari.now_reads(old)
    await sari.presses("Batalkan siaga", card["message_id"])
    sari.now_reads(card, "BATAL SIAGA")
    town.budi.hears("BATAL SIAGA")
    town.agus.hears("BATAL SIAGA")
    await sari.says("/insiden banjir; Bendungan")
    sari.hears("Periksa dulu")
    town.nothing_else_was_sent()


async def test_the_bot_was_away_when_the_group_moved(group_town: Town) -> None:
    """The news of the move is learnt from a refused send, and the line arrives in the new chat."""
    town = group_town
    await broadcast(town)
    new = town.sandbox.people.migrate(town.desk.id)
    town.bot.updates.clear()
    await town.budi.presses("Menuju lokasi")
    await town.wait(1)
    sari = town.sari.within(new)
    texts = [sari.hears("#SMG0001")["text"], sari.hears("#SMG0001")["text"]]
    assert any("Menuju (1): Budi" in t for t in texts)
    assert any("Budi (FKPM) menuju lokasi" in t for t in texts)
    town.nothing_else_was_sent()

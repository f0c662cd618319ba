"""Telegram calls the bot instead of being asked: the same order, nothing twice, nothing lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot import app as root
from bot.handlers import receiving
from bot.handlers.receiving import CONNECTIONS
from bot.sandbox.faults import Rule
from tests.stories import test_whole_story as whole
from tests.stories.calling import broadcast
from tests.stories.conftest import BUDI, FIRE, open_town_with_people
from tests.stories.town import Town, found_town, open_town, until, webhook

POLLING = {"webhook_url": "", "webhook_secret": None, "http_port": 0}


@pytest.fixture
async def hooked(database_url: str) -> AsyncIterator[Town]:
    """The town, its bot called by webhook."""
    async with open_town_with_people(database_url, **webhook()) as opened:
        opened.sandbox.webhooks.first_pause = 0.05
        yield opened


async def knock(town: Town, body: Any, secret: str | None, method: str = "POST") -> int:
    """Somebody calls the bot's address; the status."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    async with (
        ClientSession() as http,
        http.request(method, town.settings.webhook_url, json=body, headers=headers) as answer,
    ):
        assert await answer.text() in ("", '{"detail":"Method Not Allowed"}')
        return answer.status


async def actions(town: Town) -> list[str]:
    return [entry.action for entry in await town.journal()]


async def test_a_newcomer_by_webhook(hooked: Town) -> None:
    """Joining, approval and the test alarm go by webhook as by long polling."""
    await whole.test_a_newcomer_joins_and_answers_a_test_alarm(hooked)
    assert hooked.calls("getUpdates") == []


async def test_an_alarm_by_webhook(hooked: Town) -> None:
    """From the report to the end of an incident, the bot never asks: Telegram calls it."""
    await whole.test_an_answered_alarm_to_its_end(hooked)
    assert hooked.calls("getUpdates") == []


async def test_what_telegram_is_told(hooked: Town) -> None:
    """The webhook is set with the secret, the kinds of update and how many at once; nothing is dropped."""
    hook = hooked.bot.webhook
    assert hook is not None
    assert (hook.url, hook.secret) == (hooked.settings.webhook_url, "kata-rahasia_112")
    assert hook.max_connections == CONNECTIONS
    assert hooked.bot.allowed == frozenset(root.UPDATES)


async def test_pushed_twice_done_once(hooked: Town) -> None:
    """Each update comes twice, and once more after a restart: everything is done once."""
    town = hooked
    town.sandbox.faults.add(Rule(what="duplicate"))
    seen = town.notes_updates()
    card = await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    assert town.sandbox.calls.repeated_updates >= len(seen) == 3

    await town.stop()
    town.bot.updates.extend(seen)
    await town.start()
    await town.settle()
    town.sari.now_reads(card, "Menuju (1): Budi")
    assert await actions(town) == ["draft", "broadcast", "coming"]
    town.nothing_else_was_sent()


async def test_nobody_else_is_heard(hooked: Town) -> None:
    """A forged update without the secret, or with another, does nothing; with it, it would have."""
    town = hooked
    budi = {"id": BUDI, "is_bot": False, "first_name": "Budi"}
    message = {"message_id": 1, "date": 1, "chat": {"id": BUDI, "type": "private"}, "from": budi}
    forged = {"update_id": 999, "message": message | {"text": "/bantuan"}}
    for secret in (None, "", "kata-rahasia", "Kata-Rahasia_112"):
        assert await knock(town, forged, secret) == 401
    assert await knock(town, forged, None, "GET") == 405
    await town.settle()
    town.nothing_else_was_sent()
    assert await knock(town, forged, "kata-rahasia_112") == 200
    await town.settle()
    town.budi.hears("Bot relawan 112", "/bantuan")


async def test_a_slow_update_does_not_hold_up_telegram(hooked: Town) -> None:
    """Budi's first press is slow: Telegram is answered all the same, and his second comes after it."""
    town = hooked
    await broadcast(town)
    assert town.app.doors._pushed is not None
    town.app.doors._pushed._patience = 0.1
    town.app.dispatcher.update.outer_middleware(held_up := HeldUp())
    first = town.budi.push("Menuju lokasi")
    async with asyncio.timeout(5):
        await until(lambda: not town.bot.updates)  # Telegram has its answer
    assert held_up.waiting
    second = town.budi.push("Tidak bisa")
    await asyncio.sleep(0.3)
    assert await actions(town) == ["draft", "broadcast"]
    held_up.go.set()
    async with asyncio.timeout(5):
        await until(lambda: town.sandbox.people.answer(first) and town.sandbox.people.answer(second))
    await town.settle()
    assert (await actions(town))[2] == "coming"
    async with town.app.db.read() as work:
        assert await work.inbox.parked() == []


class HeldUp:
    """Holds the next update until it may go on."""

    def __init__(self) -> None:
        self.waiting = False
        self.go = asyncio.Event()

    async def __call__(self, handler: Any, event: Any, data: dict[str, Any]) -> Any:
        self.waiting = True
        await self.go.wait()
        return await handler(event, data)


@pytest.mark.parametrize("way", ["to webhook", "to polling"])
async def test_changing_the_way_with_updates_waiting(database_url: str, way: str) -> None:
    """What people did between the end in one mode and the start in the other is done, once, in order; what
    was done before is not done again although it is still there."""
    before, after = (POLLING, webhook()) if way == "to webhook" else (webhook(), POLLING)
    async with open_town_with_people(database_url, **before) as town:
        town.sandbox.webhooks.first_pause = 0.05
        seen = town.notes_updates()
        card = await broadcast(town)

        await town.stop()
        town.bot.updates.extend(seen)  # as if the last confirmation had not arrived
        queries = [town.budi.push("Menuju lokasi"), town.agus.push("Tidak bisa")]
        town.settings = root.settings(**(town.settings.model_dump() | after))
        await town.start()
        await town.settle()
        assert (town.bot.webhook is not None) == (way == "to webhook")
        assert all(town.sandbox.people.answer(query) for query in queries)
        town.sari.now_reads(card, "Menuju (1): Budi")
        town.sari.hears("Budi (FKPM) menuju lokasi")
        assert sorted(await actions(town)) == ["broadcast", "coming", "decline", "draft"]
        town.nothing_else_was_sent()

        await town.restart(**before)
        await town.sari.says("/aktif")
        town.sari.hears("#SMG0001")


async def test_an_old_poller_gives_way_to_a_webhook(hooked: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A polling process that is still running waits, says so, leaves the webhook alone, and can be ended."""
    town = hooked
    settings = root.settings(**(town.settings.model_dump() | POLLING))
    other = await root.build(settings, now=town.clock.now)
    monkeypatch.setattr(
        other.doors.receiving, "introduce", nothing
    )  # it was introduced before the webhook came
    with capture_logs() as logs:
        running = asyncio.create_task(other.run())
        async with asyncio.timeout(10):
            await until(lambda: any(line["event"] == "telegram.conflict" for line in logs))
        await town.sari.says(FIRE)
        town.sari.hears("Periksa dulu")
        other.stop()
        await running
    [said] = [line for line in logs if line["event"] == "telegram.conflict"]
    assert "a webhook is set" in said["doing"]
    assert town.bot.webhook is not None


async def nothing() -> None:
    """No call."""


async def test_a_removed_webhook_is_told(hooked: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes the updates away: the process says so once, with the mend, and does not fight."""
    town = hooked
    monkeypatch.setattr(receiving, "LOOK_EVERY", 0.02)
    await town.restart()
    town.bot.webhook = None
    asked = town.sandbox.calls.methods["getWebhookInfo"]
    with capture_logs() as logs:
        async with asyncio.timeout(5):
            await until(lambda: town.sandbox.calls.methods["getWebhookInfo"] > asked + 3)
    [said] = [line["reason"] for line in logs if line["event"] == "telegram.webhook"]
    assert "start this one anew" in said
    assert town.bot.webhook is None


async def test_without_a_secret_there_is_no_start(database_url: str) -> None:
    """WEBHOOK_URL alone is refused in one sentence that names what is missing."""
    town = await found_town(database_url, webhook_url="https://bot.example/telegram")
    with pytest.raises(root.StartError, match="WEBHOOK_SECRET is missing"):
        await root.build(town.settings)
    await town.sandbox.stop()


async def test_an_address_that_telegram_refuses(database_url: str) -> None:
    """What Telegram says of a wrong address ends the start with its words and the mend."""
    wrong = webhook() | {"webhook_url": "https://bot.example:9999/telegram"}
    town = await found_town(database_url, **wrong)
    app = await root.build(town.settings)
    with pytest.raises(root.StartError, match=r"WEBHOOK_URL \(.*ports 80, 88, 443 or 8443\)"):
        await app.run()
    await town.sandbox.stop()


async def test_a_taken_port_ends_the_start(database_url: str) -> None:
    """By webhook the port is needed: a taken one is told before Telegram hears of the new address."""
    taken = webhook()
    async with open_town(database_url, **taken) as town:
        second = await root.build(root.settings(**(town.settings.model_dump() | taken)))
        with pytest.raises(root.StartError, match="set HTTP_HOST and HTTP_PORT"):
            await second.run()
        assert town.sandbox.calls.methods["setWebhook"] == 1


async def test_health_and_metrics(town: Town) -> None:
    """A polling bot opens the door too, a second later: it is well, and can be measured."""
    async with asyncio.timeout(10):
        await until(lambda: town.app.doors.port)
    root_address = f"http://127.0.0.1:{town.app.doors.port}"
    async with ClientSession() as http:
        async with http.get(f"{root_address}/health") as answer:
            assert (answer.status, json.loads(await answer.text())) == (
                200,
                {"database": True, "sender": True},
            )
        async with http.get(f"{root_address}/metrics") as answer:
            assert "process_resident_memory_bytes" in await answer.text()
        async with http.post(f"{root_address}/telegram", data=b"{}") as answer:
            assert answer.status == 404
        [sender] = [task for task in asyncio.all_tasks() if task.get_name() == "outbox"]
        sender.cancel()
        await asyncio.wait({sender})
        async with http.get(f"{root_address}/health") as answer:
            assert (answer.status, json.loads(await answer.text())["sender"]) == (503, False)

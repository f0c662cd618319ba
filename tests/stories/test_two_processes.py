"""Two processes on one database: one polls and the other waits, or both are called; people see one bot."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, web
from structlog.testing import capture_logs

from bot import app as root
from bot.storage import alone
from tests.conftest import Postgres
from tests.stories.calling import broadcast
from tests.stories.conftest import FIRE, move_in, populate
from tests.stories.town import Town, found_town, until, webhook


class Crossing:
    """A load balancer: each request to the next process, to another one when that does not answer."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.taken: Counter[int] = Counter()
        self._turn = itertools.count()
        self.url = ""

    async def __aenter__(self) -> "Crossing":
        self._http = ClientSession()
        self._runner = web.ServerRunner(web.Server(self._pass), shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/telegram"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._http.close()

    async def _pass(self, request: web.BaseRequest) -> web.Response:
        body, first = await request.read(), next(self._turn)
        for n in range(len(self.ports)):
            port = self.ports[(first + n) % len(self.ports)]
            try:
                address = f"http://127.0.0.1:{port}{request.path}"
                async with self._http.post(address, data=body, headers=request.headers) as answer:
                    self.taken[port] += answer.status == 200
                    return web.Response(status=answer.status)
            except ClientError:
                continue
        return web.Response(status=502)


@pytest.fixture
async def crossing() -> AsyncIterator[Crossing]:
    async with Crossing() as made:
        yield made


async def second_process(town: Town, **settings: Any) -> tuple[root.App, "asyncio.Task[int]"]:
    """One more process on the same database, serving its own port."""
    other = await root.build(
        root.settings(**(town.settings.model_dump() | settings)),
        now=town.clock.now,
        monotonic=town.clock.monotonic,
    )
    hooks = town.sandbox.calls.methods["setWebhook"]
    running = asyncio.create_task(other.run())
    async with asyncio.timeout(20):
        await until(lambda: running.done() or town.sandbox.calls.methods["setWebhook"] > hooks)
    return other, running


async def test_two_processes_take_turns(postgres: Postgres, crossing: Crossing) -> None:
    """Each takes every other update, one of them sends; one ends, and the other does all."""
    database_url = await asyncio.to_thread(postgres.fresh)  # it has a loop of its own
    await populate(database_url)
    ports = [int(webhook()["http_port"]) for _ in range(2)]
    town = await found_town(database_url, **(webhook(ports[0]) | {"webhook_url": crossing.url}))
    town.sandbox.webhooks.first_pause = 0.05
    move_in(town)
    crossing.ports = ports
    await town.start()
    other, running = await second_process(town, http_port=ports[1])

    card = await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.agus.presses("Tidak bisa")
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi")
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi")
    assert sorted(crossing.taken.values()) == [3, 3]
    town.nothing_else_was_sent()

    await town.stop()
    town.app, town.running = other, running
    await town.sari.presses("Tutup", card["message_id"])
    town.budi.hears("SELESAI")
    town.agus.sees("Sudah ditutup")
    assert [entry.action for entry in await town.journal()][-1] == "close"
    await town.stop()
    await town.sandbox.stop()


async def test_two_pollers_of_one_database(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process does not even poll; it says that it waits, and goes on when the first has ended."""
    monkeypatch.setattr(alone, "LOOK_EVERY", 0.05)
    second = await root.build(town.settings, now=town.clock.now, monotonic=town.clock.monotonic)
    with capture_logs() as logs:
        running = asyncio.create_task(second.run())
        async with asyncio.timeout(10):
            await until(lambda: any(line["event"] == "telegram.waiting" for line in logs))
        await asyncio.sleep(0.2)
        polls = town.sandbox.calls.methods["getUpdates"]
        await asyncio.sleep(0.3)
        assert town.sandbox.calls.methods["getUpdates"] == polls
        await town.sari.says(FIRE)
        town.sari.hears("Periksa dulu")
        await town.stop()
        town.app, town.running = second, running
        await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")
    events = [line["event"] for line in logs]
    assert (events.count("telegram.waiting"), events.count("telegram.conflict")) == (1, 0)
    town.nothing_else_was_sent()


async def test_a_waiting_poller_can_be_ended(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the second process while it waits, and the first does not notice."""
    monkeypatch.setattr(alone, "LOOK_EVERY", 0.05)
    second = await root.build(town.settings, now=town.clock.now)
    with capture_logs() as logs:
        running = asyncio.create_task(second.run())
        async with asyncio.timeout(10):
            await until(lambda: any(line["event"] == "telegram.waiting" for line in logs))
        second.stop()
        async with asyncio.timeout(5):
            assert await running == 0
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")

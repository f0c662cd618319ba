"""Does the sandbox push updates as Telegram does?"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.sandbox.faults import Rule
from bot.sandbox.server import Sandbox

TOKEN = "112000222:AAkentongan-sandbox-token-000000000"  # a token of the sandbox's own


class Receiver:
    """A bot's webhook that notes what it gets and answers with the statuses in `answers`, then 200."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []
        self.url = ""
        self.arrived = asyncio.Event()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.got.append(json.loads(await request.read()))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.arrived.set()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A listening webhook."""
    made = Receiver()
    runner = web.ServerRunner(web.Server(made.handle), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox with one bot, quick to repeat."""
    made = Sandbox()
    await made.start()
    made.webhooks.first_pause = 0.02
    made.people.add_bot(TOKEN, "kbot", "Kentongan")
    yield made
    await made.stop()


async def call(sandbox: Sandbox, method: str, **params: Any) -> Any:
    async with (
        ClientSession() as session,
        session.post(f"{sandbox.url}/bot{TOKEN}/{method}", json=params) as answer,
    ):
        return (await answer.json())["result"]


async def until(receiver: Receiver, count: int) -> None:
    """Wait until so many updates were pushed."""
    async with asyncio.timeout(5):
        while len(receiver.got) < count:
            receiver.arrived.clear()
            await receiver.arrived.wait()


async def test_pushed_with_secret(sandbox: Sandbox, receiver: Receiver) -> None:
    """Waiting and new updates are pushed, each with the secret."""
    budi = sandbox.people.add_user("Budi", started=True)
    sandbox.people.text(budi.id, 0, "sebelum")
    await call(sandbox, "setWebhook", url=receiver.url, secret_token="rahasia")
    sandbox.people.text(budi.id, 0, "sesudah")
    await until(receiver, 2)
    assert receiver.texts == ["sebelum", "sesudah"]
    assert receiver.secrets == ["rahasia", "rahasia"]


async def test_repeated_until_taken(sandbox: Sandbox, receiver: Receiver) -> None:
    """Anything but 2xx is repeated, in order within the chat, and noted in getWebhookInfo."""
    budi = sandbox.people.add_user("Budi", started=True)
    receiver.answers = [500, 302]
    await call(sandbox, "setWebhook", url=receiver.url)
    sandbox.people.text(budi.id, 0, "a")
    sandbox.people.text(budi.id, 0, "b")
    await until(receiver, 4)
    assert receiver.texts == ["a", "a", "a", "b"]
    info = await call(sandbox, "getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 302")


async def test_another_chat_is_not_held_up(sandbox: Sandbox, receiver: Receiver) -> None:
    """A chat whose update is refused again and again does not stop the others."""
    budi = sandbox.people.add_user("Budi", started=True)
    wati = sandbox.people.add_user("Wati", started=True)
    sandbox.webhooks.first_pause = 5.0
    receiver.answers = [500]
    await call(sandbox, "setWebhook", url=receiver.url)
    sandbox.people.text(budi.id, 0, "a")
    await until(receiver, 1)
    sandbox.people.text(wati.id, 0, "b")
    await until(receiver, 2)
    assert receiver.texts == ["a", "b"]


async def test_duplicates_are_pushed_twice(sandbox: Sandbox, receiver: Receiver) -> None:
    """A duplicated update is pushed a second time with the same id."""
    budi = sandbox.people.add_user("Budi", started=True)
    sandbox.faults.add(Rule(what="duplicate", count=1))
    await call(sandbox, "setWebhook", url=receiver.url)
    sandbox.people.text(budi.id, 0, "a")
    await until(receiver, 2)
    assert receiver.got[0] == receiver.got[1]


async def test_foreign_addresses_are_not_called(sandbox: Sandbox) -> None:
    """Nothing leaves this machine; getWebhookInfo says why."""
    budi = sandbox.people.add_user("Budi", started=True)
    await call(sandbox, "setWebhook", url="https://bot.example/hook")
    sandbox.people.text(budi.id, 0, "a")
    info = await call(sandbox, "getWebhookInfo")
    assert (info["pending_update_count"], "127.0.0.1" in info["last_error_message"]) == (1, True)

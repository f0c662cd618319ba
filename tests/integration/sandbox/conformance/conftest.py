"""A sandbox with a small cast, and the two libraries to speak to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.sandbox.model import Bot, Chat, User
from bot.sandbox.server import Sandbox

from .driver import Driver
from .with_aiogram import AiogramDriver
from .with_ptb import PtbDriver

TOKEN = "112000111:AAkentongan-sandbox-token-000000000"  # a token of the sandbox's own
DRIVERS: dict[str, type[AiogramDriver] | type[PtbDriver]] = {"aiogram": AiogramDriver, "ptb": PtbDriver}
NewDriver = Callable[..., Awaitable[Driver]]


@dataclass
class Cast:
    """Sari operates, Budi volunteers, Joko never pressed Start."""

    sandbox: Sandbox
    bot: Bot
    sari: User
    budi: User
    joko: User
    posko: Chat
    group: Chat
    channel: Chat


@pytest.fixture
async def cast() -> AsyncIterator[Cast]:
    """A running sandbox: a supergroup and a basic group of Sari's with the bot in them, and a channel."""
    sandbox = Sandbox()
    await sandbox.start()
    people = sandbox.people
    bot = people.add_bot(TOKEN, "kentongan_bot", "Kentongan")
    sari = people.add_user("Sari", phone="+62811", started=True)
    budi = people.add_user("Budi", last_name="Santoso", phone="+62812", started=True)
    joko = people.add_user("Joko")
    posko = people.add_supergroup("Posko 112", owner=sari.id)
    group = people.add_group("Grup lama", owner=sari.id)
    channel = people.add_channel("Siaran 112", owner=sari.id)
    for chat in (posko, group):
        people.set_member(chat.id, bot.id, "member")
        people.set_member(chat.id, budi.id, "member")
    people.set_member(channel.id, bot.id, "administrator")
    bot.updates.clear()
    yield Cast(sandbox, bot, sari, budi, joko, posko, group, channel)
    await sandbox.stop()


@pytest.fixture(params=list(DRIVERS))
async def connect(
    request: pytest.FixtureRequest, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[NewDriver]:
    """Makes further drivers of the library under test, for rivals and wrong tokens."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    made: list[Driver] = []

    async def new(token: str = TOKEN) -> Driver:
        driver = DRIVERS[request.param](cast.sandbox.url, token)
        made.append(driver)
        return driver

    yield new
    for driver in made:
        await driver.close()


@pytest.fixture
async def api(connect: NewDriver) -> Driver:
    """The library under test with the right token."""
    return await connect()

"""The people of the stories and their town: the sandbox, and the real bot started on it unchanged.

People act on the sandbox as a finger does; the bot hears and answers over HTTP only.
"""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import app as root
from bot.domain.model import Incident
from bot.domain.people import Grant, Role, Volunteer
from bot.sandbox.calls import Entry
from bot.sandbox.model import Bot, Chat, Status, Update
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from bot.storage import journal
from bot.storage.unit_of_work import Work
from tests.stories.phone import Phone as Phone

TOKEN = "112112:sandbox-token-for-the-stories-only"
SARI = 7001
WEBHOOK_SECRET = "kata-rahasia_112"
START = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)  # 14.05 WIB


async def until(true: Callable[[], object]) -> None:
    """Wait until it is so; the small Telegram has no event for everything."""
    while not true():  # noqa: ASYNC110 - state of another machine, so to speak
        await asyncio.sleep(0.002)


def webhook(port: int | None = None) -> dict[str, Any]:
    """Settings for a bot that is called by Telegram, on a port that was free a moment ago."""
    if port is None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/telegram"
    return {"webhook_url": address, "webhook_secret": WEBHOOK_SECRET, "http_port": port}


class Clock:
    """The town's clock; it stands still until somebody moves it."""

    def __init__(self) -> None:
        self.time = START
        self.skipped = 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        """For the pace: a story does not wait a real minute for a group's next twenty messages."""
        return time.monotonic() + self.skipped


@dataclass
class Town:
    """Everything a story needs."""

    sandbox: Sandbox
    clock: Clock
    desk: Chat
    settings: root.Settings
    app: root.App = field(init=False)
    running: asyncio.Task[int] = field(init=False)
    phones: dict[str, Phone] = field(default_factory=dict)
    heard: set[tuple[int, int]] = field(default_factory=set)

    def __getattr__(self, name: str) -> Phone:
        try:
            return self.__dict__["phones"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def bot(self) -> Bot:
        """The bot's account at Telegram."""
        return next(iter(self.sandbox.world.bots.values()))

    def calls(self, method: str, since: int = 0) -> list[Entry]:
        """What the bot asked of Telegram, in order."""
        return [e for e in self.sandbox.calls.entries if e.method == method and e.n > since]

    def notes_updates(self) -> list[Update]:
        """Every update that is made from now on, though it be confirmed and gone from Telegram's queue."""
        seen: list[Update] = []
        self.sandbox.world.on_update.append(lambda bot: seen.append(bot.updates[-1]))
        return seen

    def sent_to(self) -> list[int]:
        """The private chats that were written to, in order of the calls."""
        chats = [e.chat_id for e in self.calls("sendMessage")]
        return [c for c in chats if isinstance(c, int) and c > 0]

    def phone(self, name: str, user_id: int, *, started: bool = True) -> Phone:
        """One more person with a phone."""
        self.sandbox.people.add_user(name, user_id=user_id, started=started)
        self.phones[name.split()[-1].lower()] = Phone(self, user_id, name)
        return self.phones[name.split()[-1].lower()]

    async def volunteer(self, name: str, user_id: int, **fields: Any) -> Phone:
        """One more approved volunteer with a phone."""
        async with self.app.db.work(self.clock.now()) as work:
            await self.enrol(work, user_id, name=name, **fields)
        return self.phone(name, user_id)

    async def enrol(self, work: Work, user_id: int | None, **fields: Any) -> Volunteer:
        """Write a volunteer as an import does; None = without an account."""
        return await work.volunteers.add(Volunteer(id=0, telegram_id=user_id, **fields))

    async def person(self, user_id: int) -> Volunteer:
        """What the bot keeps of this account."""
        async with self.app.db.read() as work:
            found = await work.volunteers.by_telegram(user_id)
        assert found is not None, f"nothing is kept of {user_id}"
        return found

    async def knows(self, user_id: int) -> bool:
        """Does the bot keep anything of this account?"""
        async with self.app.db.read() as work:
            return await work.volunteers.by_telegram(user_id) is not None

    async def change(self, user_id: int, **fields: Any) -> None:
        """What an office does in the database: suspend somebody, correct a name."""
        async with self.app.db.work(self.clock.now()) as work:
            found = await work.volunteers.by_telegram(user_id, lock=True)
            assert found is not None
            await work.volunteers.save(replace(found, **fields))

    async def coordinator(self, phone: Phone, community: str) -> None:
        """Give somebody the role; granting it is not a story of its own."""
        async with self.app.db.work(self.clock.now()) as work:
            await work.roles.grant(phone.user_id, phone.name, Grant(Role.COORDINATOR, community))

    def at_desk(self, phone: Phone, *, anonymous: bool = False, admin: bool = False) -> Phone:
        """That person as a member of the operators' chat; joining is not a story of its own."""
        status: Status = "administrator" if anonymous or admin else "member"
        self.sandbox.people.set_member(self.desk.id, phone.user_id, status, anonymous=anonymous)
        return phone.within(self.desk)

    async def incident(self, incident_id: int = 1) -> Incident:
        async with self.app.db.read() as work:
            found = await work.incidents.get(incident_id)
        assert found is not None
        return found

    async def journal(self, incident_id: int = 1) -> Sequence[journal.Entry]:
        async with self.app.db.read() as work:
            return await work.journal.of(incident_id)

    async def settle(self) -> None:
        """Until every update is done and confirmed, and everything that may be sent now has been."""
        bot = self.bot
        async with asyncio.timeout(30):
            while True:
                await until(lambda: not bot.updates and not bot.again)
                await self._drained()
                if not bot.updates:
                    return

    async def _drained(self) -> None:
        """The outbox is empty; a group's next minute comes at once, again and again if need be."""
        draining = asyncio.create_task(self.app.outbox.drain())
        while not draining.done():
            self.clock.skipped += 61
            await asyncio.wait({draining}, timeout=0.5)
        await draining

    async def wait(self, minutes: float) -> None:
        """Time passes; every due time on the way is walked through, as the demo's clock does."""
        end = self.clock.time + timedelta(minutes=minutes)
        while True:
            due = await self.app.clockwork.next_due()
            if due is None or due > end:
                break
            self.clock.time = max(due, self.clock.time)
            await self.app.tick()
            await self.settle()
        self.clock.time = end
        await self.app.tick()
        await self.settle()

    def nothing_else_was_sent(self) -> None:
        """Every message of the bot, in every chat, has been accounted for."""
        world = self.sandbox.world
        left = [
            f"to {chat.title or world.users[chat.id].first_name}: {message.content.get('text')}"
            for chat in (*world.chats.values(), *world.private.values())
            for message in chat.messages.values()
            if message.author in world.bots and message.kind != "service"
            if (chat.id, message.id) not in self.heard
        ]
        assert not left, "also sent:\n" + "\n---\n".join(left)

    async def start(self) -> None:
        """Start the bot on this town and wait until it listens."""
        listening = self._listening()
        self.app = await root.build(self.settings, now=self.clock.now, monotonic=self.clock.monotonic)
        self.running = asyncio.create_task(self.app.run())
        async with asyncio.timeout(20):
            await until(lambda: self.running.done() or self._listening() > listening)
        assert not self.running.done(), self.running.exception()

    def _listening(self) -> int:
        """How often a bot asked for updates, or asked to be called."""
        asked = self.sandbox.calls.methods
        return asked["getUpdates"] + asked["setWebhook"]

    async def stop(self) -> None:
        """End the bot cleanly; the town and its database stay."""
        self.app.stop()
        await self.running

    async def restart(self, **settings: Any) -> None:
        """The bot ends and starts again on the same database, with these settings changed."""
        await self.stop()
        self.settings = root.settings(**(self.settings.model_dump() | settings))
        await self.start()


@asynccontextmanager
async def open_town(database_url: str, *, desk: str = "supergroup", **settings: Any) -> AsyncIterator[Town]:
    """A town whose bot is up and whose people have pressed Start, except where a story says otherwise."""
    town = await found_town(database_url, desk=desk, **settings)
    try:
        await town.start()
        try:
            yield town
        finally:
            await town.stop()
    finally:
        await town.sandbox.stop()


async def found_town(database_url: str, *, desk: str = "supergroup", **settings: Any) -> Town:
    """The same town with the bot not started yet."""
    clock = Clock()
    sandbox = Sandbox(now=lambda: clock.time.timestamp())
    await sandbox.start()
    chat = open_desk(sandbox.people, desk)
    values = {
        "bot_token": TOKEN,
        "telegram_api_url": sandbox.url,
        "database_url": database_url,
        "operator_chat_id": chat.id,
        "admin_ids": "7009",
        "http_port": 0,
    } | settings
    town = Town(sandbox, clock, chat, root.settings(**values))
    town.phones["sari"] = Phone(town, SARI, "Sari").within(chat)
    return town


def open_desk(people: People, kind: str = "supergroup") -> Chat:
    """The bot's account, Sari's, and the operators' chat, which she made and where the bot administers."""
    bot = people.add_bot(TOKEN, "kentongan_bot", "Kentongan", privacy=True)
    sari = people.add_user("Sari", user_id=SARI, started=True)
    make = {"group": people.add_group, "supergroup": people.add_supergroup, "channel": people.add_channel}
    chat = make[kind]("Operator 112", owner=sari.id)
    people.set_member(chat.id, bot.id, "administrator")
    return chat

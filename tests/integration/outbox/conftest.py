"""The real sender on a real database, against the small Telegram over HTTP."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.domain.model import Incident, IncidentState, Response, Wave
from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, NoticeState, Urgency, reply
from bot.domain.people import Reach, Volunteer
from bot.outbox.drawing import Drawing
from bot.outbox.pace import Pace
from bot.outbox.worker import Outbox
from bot.sandbox.faults import Rule
from bot.sandbox.model import Chat
from bot.sandbox.server import Sandbox
from bot.storage.notices import notices
from bot.storage.unit_of_work import Database
from bot.telegram.sending import Sender
from bot.texts.wording import load_wording
from bot.zones.city import load_city

TOKEN = "112112:sandbox-token-for-the-outbox-only"
NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
CITY = load_city("semarang")


async def until(true: Callable[[], object]) -> None:
    """Wait until it is so; the small Telegram has no event for everything."""
    while not true():  # noqa: ASYNC110 - state of another machine, so to speak
        await asyncio.sleep(0.005)


@dataclass
class Post:
    """The post office: people with numbers from 1, an operators' group, and the sender."""

    url: str
    sandbox: Sandbox
    desk: Chat
    db: Database
    time: datetime = NOW
    skipped: float = 0.0
    outbox: Outbox = field(init=False)
    running: asyncio.Task[None] = field(init=False)
    bot: Bot = field(init=False)

    def start(self) -> None:
        """A sender, as a fresh process would make it."""
        api = TelegramAPIServer.from_base(self.sandbox.url)
        self.bot = Bot(TOKEN, session=AiohttpSession(api=api, timeout=10))
        drawing = Drawing(load_wording(), CITY, "id")
        self.outbox = Outbox(
            self.db, Sender(self.bot), drawing, Pace(30), lambda: self.time, monotonic=self.monotonic
        )
        self.db.on_owed = self.outbox.wake
        self.running = asyncio.create_task(self.outbox.run())

    def monotonic(self) -> float:
        return time.monotonic() + self.skipped

    async def kill(self) -> None:
        """The process is gone: what was in flight is forgotten."""
        calls = [t for t in asyncio.all_tasks() if "_deliver" in str(t.get_coro())]
        for task in (self.running, *calls):
            task.cancel()
        await asyncio.gather(self.running, *calls, return_exceptions=True)
        await self.bot.session.close()

    async def stop(self) -> int:
        left = await self.outbox.stop()
        self.running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.running
        await self.bot.session.close()
        return left

    def fault(self, rule: Rule) -> Rule:
        return self.sandbox.faults.add(rule)

    async def people(self, n: int) -> list[Volunteer]:
        """The next `n` volunteers, each with a phone; their Telegram ids are their database ids."""
        found = []
        async with self.db.work(self.time) as work:
            for _ in range(n):
                made = await work.volunteers.add(Volunteer(id=0, telegram_id=None, name="Relawan"))
                kept = replace(made, telegram_id=made.id, name=f"Relawan {made.id}")
                await work.volunteers.save(kept)
                found.append(kept)
        for person in found:
            self.sandbox.people.add_user(person.name, user_id=person.id, started=True)
        return found

    async def incident(self, people: list[Volunteer]) -> Incident:
        """An open fire in Gajahmungkur, its alarms owed to these people in this order."""
        async with self.db.work(self.time) as work:
            number = await work.incidents.next_number("SMG-2026")
            incident = await work.incidents.add(
                Incident(
                    id=0,
                    state=IncidentState.OPEN,
                    number=f"SMG-2026-{number:04d}",
                    kind="kebakaran",
                    zone="33.74.09",
                    address="Jl. Kelud Raya 12",
                    home_chat=self.desk.id,
                    created_at=self.time,
                    opened_at=self.time,
                    unclaimed_since=self.time,
                    wave=Wave.ZONE,
                )
            )
            await work.responses.add_many(
                Response(incident_id=incident.id, volunteer_id=p.id, rank=rank, alarmed_at=self.time)
                for rank, p in enumerate(people)
            )
            await work.cards.prepare((volunteer_card(incident, p) for p in people), self.time)
            await work.notices.add((_alarm(incident, p, rank) for rank, p in enumerate(people)), self.time)
        return incident

    async def owe(self, *notices: Notice) -> None:
        async with self.db.work(self.time) as work:
            await work.notices.add(notices, self.time)

    async def touch(self, incident: Incident) -> None:
        ref = CardRef(kind=CardKind.OPERATOR, chat_id=self.desk.id, subject_id=incident.id)
        async with self.db.work(self.time) as work:
            await work.cards.touch(ref, Urgency.CARD, self.time)

    async def drain(self) -> None:
        self.skipped += 61
        async with asyncio.timeout(15):
            await self.outbox.drain()

    async def pass_by(self, seconds: float) -> None:
        """Time passes, and what has become due is sent."""
        self.time += timedelta(seconds=seconds)
        await self.drain()

    async def states(self, incident: Incident) -> dict[int, tuple[NoticeState, str]]:
        async with self.db.read() as work:
            return await work.notices.alarm_states(incident.id)

    async def tally(self) -> dict[NoticeState, int]:
        async with self.db.read() as work:
            return await work.notices.tally()

    async def perhaps_twice(self) -> int:
        """How often a message was sent again without knowing whether it had arrived."""
        async with self.db.engine.connect() as connection:
            query = sa.select(sa.func.sum(notices.c.perhaps_twice))
            return int((await connection.execute(query)).scalar_one())

    async def reach(self, person: Volunteer) -> Reach:
        async with self.db.read() as work:
            found = await work.volunteers.get(person.id)
        assert found is not None
        return found.reach

    def texts(self, chat_id: int) -> list[str]:
        """What the bot wrote to a chat."""
        world = self.sandbox.world
        chat = world.chats.get(chat_id) or world.private_chat(next(iter(world.bots.values())), chat_id)
        return [str(m.content["text"]) for m in chat.messages.values() if m.author in world.bots]

    def calls(self, method: str = "sendMessage") -> list[int]:
        """The chats of all calls of a method, in order."""
        return [int(e.chat_id or 0) for e in self.sandbox.calls.entries if e.method == method]


def volunteer_card(incident: Incident, person: Volunteer) -> CardRef:
    return CardRef(kind=CardKind.VOLUNTEER, chat_id=person.id, subject_id=incident.id, volunteer_id=person.id)


def _alarm(incident: Incident, person: Volunteer, rank: int) -> Notice:
    return Notice(
        key=f"alarm:{incident.id}:{person.id}",
        kind=NoticeKind.ALARM,
        chat_id=person.id,
        urgency=Urgency.FIRST_ALARM if rank == 0 else Urgency.ALARM,
        rank=rank,
        volunteer_id=person.id,
        incident_id=incident.id,
    )


def answer(chat_id: int, key: str = "1") -> Notice:
    return reply(key, chat_id, "not-understood")


async def open_post(url: str) -> Post:
    """The operators' group with Sari in it, and nobody who sends yet."""
    sandbox = Sandbox(now=NOW.timestamp)
    await sandbox.start()
    bot = sandbox.people.add_bot(TOKEN, "kentongan_bot", "Kentongan")
    sari = sandbox.people.add_user("Sari", user_id=700_001, started=True)
    desk = sandbox.people.add_group("Operator 112", owner=sari.id)
    sandbox.people.set_member(desk.id, bot.id, "administrator")
    return Post(url, sandbox, desk, Database(url))


@pytest.fixture
async def post(database_url: str) -> AsyncIterator[Post]:
    made = await open_post(database_url)
    made.start()
    yield made
    if not made.running.done():
        await made.stop()
    await made.db.close()
    await made.sandbox.stop()


@pytest.fixture(autouse=True)
def quick_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that failed is repeated soon: a test does not wait a real second."""
    monkeypatch.setattr("bot.outbox.worker.NET_SECONDS", 0.05)

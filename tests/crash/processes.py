"""Real processes of the bot, and a crowd that a broadcast goes to: what was sent, what is kept of it?"""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.people import Grant, Role, Volunteer
from bot.sandbox.calls import Entry
from bot.sandbox.faults import Rule
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.storage.engine import make_engine
from bot.storage.unit_of_work import Database
from bot.zones.city import load_city
from bot.zones.model import Point
from tests.bench.delivery.seeding import STEP, zones

TOKEN = "112116:sandbox-token-for-killed-broadcasts"
FIRST_OPERATOR, OPERATORS = 8000, 40
FIRST_VOLUNTEER = 100_000
FIRST_NEIGHBOUR, PER_ZONE = 50_000, 3
WAY_THERE = (0.04, 0.12)  # s; so that several sends are under way at any moment
LAST_WORDS = 0.3  # s after a kill until what was on its way has arrived
EXECUTED = ("ok", "cut_after")


def neighbours(zone: int) -> range:
    """The three volunteers of a zone other than the first."""
    return range(FIRST_NEIGHBOUR + 10 * zone, FIRST_NEIGHBOUR + 10 * zone + PER_ZONE)


def _volunteer(user_id: int, zone: str, home: Point) -> Volunteer:
    name = f"Relawan {user_id}"
    return Volunteer(id=0, telegram_id=user_id, name=name, home_zone=zone, home_point=home, home_exact=True)


async def populate(database_url: str, crowd: Collection[int]) -> None:
    """Operators with the role, the crowd in the first zone (nearest first), three people in each other."""
    first, *others = load_city("semarang").zones.values()
    home = first.centroid
    people = [
        _volunteer(user_id, first.code, Point(home.lat + 0.001 + rank * STEP, home.lon))
        for rank, user_id in enumerate(crowd)
    ]
    for at, zone in enumerate(others, start=1):
        people += [_volunteer(user_id, zone.code, zone.centroid) for user_id in neighbours(at)]
    db = Database(database_url)
    async with db.work(datetime.now(UTC)) as work:
        for at in range(OPERATORS):
            await work.roles.grant(FIRST_OPERATOR + at, f"Operator {at}", Grant(Role.OPERATOR))
        await work.volunteers.add_many(people)
    await db.close()


@dataclass
class Field:
    """A small Telegram with its accounts, a populated database, and processes that are started at will."""

    sandbox: Sandbox
    database_url: str
    folder: Path
    crowd: range
    engine: AsyncEngine
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, **env: str) -> asyncio.subprocess.Process:
        """A process of its own in a folder without `.env`; returns at once."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.sandbox.url,
            "DATABASE_URL": self.database_url,
            "HTTP_PORT": "0",
            "OPENBLAS_NUM_THREADS": "1",
        }
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env=os.environ | settings | env,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        return process

    async def polled(self, process: asyncio.subprocess.Process, before: int, seconds: float = 30) -> None:
        """Wait until it asks for updates; `before` is how many had asked when it was started."""
        end = time.monotonic() + seconds
        while self.sandbox.calls.methods["getUpdates"] <= before:
            assert process.returncode is None, self.log()
            assert time.monotonic() < end, self.log()
            await asyncio.sleep(0.005)

    async def start_polling(self) -> asyncio.subprocess.Process:
        """Start one and wait for its first poll."""
        before = self.sandbox.calls.methods["getUpdates"]
        process = await self.start()
        await self.polled(process, before)
        return process

    async def kill(self, process: asyncio.subprocess.Process) -> set[int]:
        """SIGKILL; who has the alarm (or had it on its way) while the database did not know it."""
        process.kill()
        await process.wait()
        settled, dead = await self.settled(), time.monotonic()  # before another process takes over
        await asyncio.sleep(LAST_WORDS)
        return {int(e.chat_id or 0) for e in self.alarms() if e.time <= dead} - settled

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text()[-4000:] if path.exists() else ""

    async def broadcast(self, operator: int = FIRST_OPERATOR, zone: int = 0) -> None:
        """An operator posts an incident in a zone and taps Siarkan."""
        preview = await self.post(operator, zone)
        self.sandbox.people.press(operator, 0, preview, "Siarkan")

    async def post(self, operator: int, zone: int) -> int:
        """An operator posts an incident; the id of its preview."""
        words = f"/insiden kebakaran; kecamatan {zones()[zone][1]}; rumah, 2 terjebak"
        self.sandbox.people.text(operator, 0, words)
        return await self.button(operator, "Siarkan")

    async def button(self, user_id: int, words: str, seconds: float = 30) -> int:
        """The newest message that shows this person a button of these words; waits for it."""

        def find() -> int:
            for message in reversed(self.sandbox.people.messages(user_id)):
                if any(words in button["text"] for line in message["buttons"] for button in line):
                    return int(message["message_id"])
            return 0

        found = await self.sandbox.changed.until(lambda: find() > 0, seconds)
        assert found, f"{user_id} never saw {words}:\n{self.log()}"
        return find()

    def alarms(self) -> list[Entry]:
        """The messages that reached the crowd, in the order of arrival."""
        calls = [
            e
            for e in self.sandbox.calls.entries
            if e.method == "sendMessage" and e.outcome in EXECUTED and e.chat_id in self.crowd
        ]
        return sorted(calls, key=lambda e: e.done)

    def delivered(self) -> Counter[int]:
        """user id → how many messages reached them."""
        return Counter(int(e.chat_id or 0) for e in self.alarms())

    async def reached(self, count: int, seconds: float) -> None:
        """Wait until so many of the crowd have heard."""
        done = await self.sandbox.changed.until(lambda: len(self.delivered()) >= count, seconds)
        assert done, f"{len(self.delivered())} of {count} heard:\n{self.log()}"

    async def settled(self) -> set[int]:
        """Of whom does the database know that they have their alarm?"""
        query = sa.text("SELECT chat_id FROM notices WHERE kind = 'alarm' AND state = 'sent'")
        async with self.engine.connect() as connection:
            return {int(row[0]) for row in await connection.execute(query)}

    async def owed(self) -> int:
        """How many notices and cards still wait."""
        query = sa.text(
            "SELECT (SELECT count(*) FROM notices WHERE state = 'waiting')"
            " + (SELECT count(*) FROM cards WHERE version > drawn_version AND lost = '')"
        )
        async with self.engine.connect() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def all_settled(self, seconds: float = 30) -> bool:
        """Wait until nothing is owed any more; False when the time is over."""
        end = time.monotonic() + seconds
        while await self.owed() > 0:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.1)
        return True


@asynccontextmanager
async def open_field(database_url: str, folder: Path, n: int) -> AsyncIterator[Field]:
    """Everything but the bot; ends every process it started."""
    crowd = range(FIRST_VOLUNTEER, FIRST_VOLUNTEER + n)
    await populate(database_url, crowd)
    sandbox = Sandbox()
    bot = sandbox.people.add_bot(TOKEN, "kentongan_bot", "Kentongan")
    operators = range(FIRST_OPERATOR, FIRST_OPERATOR + OPERATORS)
    others = [user_id for at in range(1, len(zones())) for user_id in neighbours(at)]
    for user_id in (*operators, *crowd, *others):
        sandbox.people.add_user(f"Orang {user_id}", user_id=user_id, started=True)
    bot.updates.clear()
    sandbox.faults.set_limits(Limits("window"))
    sandbox.faults.add(Rule(what="delay", method="sendMessage", seconds=WAY_THERE, early=True))
    await sandbox.start()
    opened = Field(sandbox, database_url, folder, crowd, make_engine(database_url))
    try:
        yield opened
    finally:
        for process in opened.running:
            if process.returncode is None:
                process.kill()
            await process.wait()
        await opened.engine.dispose()
        await sandbox.stop()

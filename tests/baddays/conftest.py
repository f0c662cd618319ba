"""The real `kentongan run` in a process of its own, its people, and its log."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.people import Volunteer
from bot.sandbox.model import Chat
from bot.sandbox.server import Sandbox
from bot.storage.unit_of_work import Database
from tests.stories.town import START, TOKEN

SARI, FIRST, PEOPLE = 7001, 8001, 40


@dataclass
class Office:
    """A city with forty volunteers in one zone."""

    folder: Path
    url: str
    sandbox: Sandbox
    desk: Chat
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, **more: str) -> asyncio.subprocess.Process:
        """Start the bot and wait until it asks for updates."""
        asked = self.sandbox.calls.methods["getUpdates"]
        env = os.environ | {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.sandbox.url,
            "DATABASE_URL": self.url,
            "OPERATOR_CHAT_ID": str(self.desk.id),
            "HTTP_PORT": "0",
        }
        with self.log.open("a") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=env | more, stdout=log, stderr=log
            )
        self.processes.append(process)
        await self.until(lambda: self.sandbox.calls.methods["getUpdates"] > asked)
        return process

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def lines(self, word: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if word in line]

    def alarms(self) -> list[int]:
        """The volunteers that alarms were sent to, in order of the calls."""
        calls = [e.chat_id for e in self.sandbox.calls.entries if e.method == "sendMessage"]
        return [c for c in calls if isinstance(c, int) and FIRST <= c < FIRST + PEOPLE]

    def told(self) -> set[int]:
        """The volunteers whose phone shows the alarm."""
        return {
            n
            for n in range(FIRST, FIRST + PEOPLE)
            if any("KEBAKARAN" in m["text"] for m in self.sandbox.people.messages(n, 0))
        }

    async def broadcast(self) -> None:
        self.sandbox.people.text(
            SARI, self.desk.id, "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; api"
        )
        await self.until(self._preview)
        self.sandbox.people.press(SARI, self.desk.id, self._preview(), "Siarkan")

    def _preview(self) -> int:
        for message in self.sandbox.people.messages(SARI, self.desk.id):
            if any("Siarkan" in b["text"] for row in message["buttons"] for b in row):
                return int(message["message_id"])
        return 0

    async def until(self, true: Callable[[], object], seconds: float = 40) -> None:
        async with asyncio.timeout(seconds):
            while not true():
                assert all(p.returncode in (None, 0) for p in self.processes), self.log.read_text()
                await asyncio.sleep(0.02)


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    sandbox = Sandbox()
    await sandbox.start()
    people = sandbox.people
    bot = people.add_bot(TOKEN, "kentongan_bot", "Kentongan")
    desk = people.add_supergroup("Operator 112", owner=people.add_user("Sari", user_id=SARI, started=True).id)
    people.set_member(desk.id, bot.id, "administrator")
    db = Database(database_url)
    async with db.work(START) as work:
        for n in range(FIRST, FIRST + PEOPLE):
            people.add_user(f"Relawan {n}", user_id=n, started=True)
            await work.volunteers.add(
                Volunteer(id=0, telegram_id=n, name=f"Relawan {n}", home_zone="33.74.09")
            )
    await db.close()
    bot.updates.clear()
    made = Office(tmp_path, database_url, sandbox, desk)
    yield made
    for process in made.processes:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.kill()
        await process.wait()
    await sandbox.stop()

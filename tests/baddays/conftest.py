"""The real `kentongan run` in a process of its own, its people, its bad days, and its log."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.domain.people import Volunteer
from bot.sandbox.model import Chat
from bot.sandbox.server import Sandbox
from bot.storage.unit_of_work import Database
from tests.baddays.spoiled import NAME
from tests.conftest import FOLDER, Postgres
from tests.stories.town import SARI, START, TOKEN, open_desk

FIRST, PEOPLE = 8001, 40
EVERYBODY = [*range(FIRST, FIRST + PEOPLE)]


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
        process = await self.begin(**more)
        await self.until(lambda: self.sandbox.calls.methods["getUpdates"] > asked)
        return process

    async def begin(self, **more: str) -> asyncio.subprocess.Process:
        """Start the bot in a world that `spoil` can spoil."""
        env = os.environ | {
            "BOT_TOKEN": TOKEN,
            "SPOILED": str(self.folder),
            "TELEGRAM_API_URL": self.sandbox.url.replace("127.0.0.1", NAME),
            "DATABASE_URL": self.url,
            "OPERATOR_CHAT_ID": str(self.desk.id),
            "HTTP_PORT": "0",
        }
        with self.log.open("a") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.baddays.spoiled", "run"),
                env=env | more,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def spoil(self, what: str, value: str = "") -> None:
        """From now on the bot's `clock` shows so many seconds more, or its `names` are gone."""
        (self.folder / "spoiling").write_text(value)
        (self.folder / "spoiling").rename(self.folder / what)

    def mend(self, what: str) -> None:
        (self.folder / what).unlink()

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def lines(self, word: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if word in line]

    def alarms(self) -> list[int]:
        """The volunteers that alarms were sent to, in order of the calls."""
        calls = [e.chat_id for e in self.sandbox.calls.entries if e.method == "sendMessage"]
        return [c for c in calls if isinstance(c, int) and FIRST <= c < FIRST + PEOPLE]

    async def asked(self, query: str) -> list[int]:
        """The numbers in the first column of what the database answers."""
        db = Database(self.url)
        async with db.engine.connect() as connection:
            found = [int(row[0]) for row in await connection.execute(sa.text(query))]
        await db.close()
        return found

    async def until_asked(self, query: str, answer: list[int], seconds: float = 20) -> None:
        """Wait until the database answers these numbers, in any order."""
        async with asyncio.timeout(seconds):
            while sorted(await self.asked(query)) != sorted(answer):  # noqa: ASYNC110 - another process's doing
                await asyncio.sleep(0.1)

    def press(self, user_id: int, words: str) -> str:
        """A volunteer presses a button of the newest message that has it; the query's id."""
        for message in reversed(self.sandbox.people.messages(user_id, 0)):
            if any(words in b["text"] for row in message["buttons"] for b in row):
                return self.sandbox.people.press(user_id, 0, int(message["message_id"]), words)
        raise AssertionError(f"{user_id} sees no button {words}")

    def told(self) -> set[int]:
        """The volunteers whose phone shows the alarm."""
        return self._who_reads("KEBAKARAN")

    def reminded(self) -> set[int]:
        """The volunteers who were reminded."""
        return self._who_reads("Masih dibutuhkan")

    def _who_reads(self, words: str) -> set[int]:
        people = self.sandbox.people
        return {n for n in EVERYBODY if any(words in m["text"] for m in people.messages(n, 0))}

    def at_desk(self, words: str) -> list[str]:
        """The messages in the operators' chat that hold these words."""
        messages = self.sandbox.people.messages(SARI, self.desk.id)
        return [m["text"] for m in messages if words in m["text"]]

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
    async with open_office(database_url, tmp_path) as opened:
        yield opened


class OwnServer(Postgres):
    """One that may be stopped, or hang."""

    def halt(self) -> None:
        """Its connections end, and there is no server."""
        self._server.stop()

    def resume(self) -> None:
        """It is there again, with what was committed."""
        self._server.ensure_postgres_running()

    def hang(self, database_url: str) -> list[int]:
        """It accepts connections and answers nobody, until `wake`; the numbers of its processes."""
        name = str(make_url(database_url).database)
        pids = asyncio.run(self._pids(name))
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        return pids

    def wake(self, pids: list[int]) -> None:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

    async def _pids(self, name: str) -> list[int]:
        connection = await asyncpg.connect(host=self.host, user="postgres", database="postgres")
        rows = await connection.fetch("SELECT pid FROM pg_stat_activity WHERE datname = $1", name)
        await connection.close()
        return [*(row["pid"] for row in rows), self._server.get_pid()]


@pytest.fixture(scope="module")
def own_server() -> Iterator[OwnServer]:
    """A PostgreSQL that nobody else uses, so that it may be stopped."""
    with tempfile.TemporaryDirectory(prefix="kpg", dir=FOLDER) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = OwnServer(f"{folder}/data")
        yield server
        server.stop()


@asynccontextmanager
async def open_office(database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    sandbox = Sandbox()
    await sandbox.start()
    people = sandbox.people
    desk = open_desk(people)
    db = Database(database_url)
    async with db.work(START) as work:
        for n in EVERYBODY:
            people.add_user(f"Relawan {n}", user_id=n, started=True)
            await work.volunteers.add(
                Volunteer(id=0, telegram_id=n, name=f"Relawan {n}", home_zone="33.74.09")
            )
    await db.close()
    people.bot().updates.clear()
    made = Office(tmp_path, database_url, sandbox, desk)
    try:
        yield made
    finally:
        for process in made.processes:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
                process.kill()
            await process.wait()
        await sandbox.stop()

"""How is this project's bot run for the bench? The real process, a database file, and an operator's hands."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.delivery.calls import Call
from tests.bench.delivery.client import Telegram
from tests.bench.delivery.metering import Meter
from tests.bench.delivery.readings import Json, Reading
from tests.bench.delivery.running import CAP, SETTLE, Run
from tests.bench.delivery.scoring import first_deliveries, score
from tests.bench.delivery.seeding import FIRST_OPERATOR, crowd, seed, users, zones
from tests.bench.delivery.telegram import TOKEN

NAME = "kentongan"
START_WITHIN = 30.0
QUIET = 4.0  # s without a call, longer than the pause before a second attempt
AWAKE = 1.5  # s after the first poll, until the bot is idle


@dataclass
class Bench:
    """The bot and its Telegram, both running."""

    telegram: Telegram
    process: asyncio.subprocess.Process
    n: int
    group: int = 0

    @property
    def people(self) -> range:
        return crowd(self.n)

    async def post(self, operator: int = FIRST_OPERATOR, zone: int = 0) -> int:
        """An operator posts an incident in a zone; the id of the preview."""
        name = zones()[zone][1]
        words = f"/insiden kebakaran; kecamatan {name}; rumah, 2 terjebak"
        await self.telegram.act(operator, "text", chat=self.group, text=words)
        return await self.telegram.button(operator, "Siarkan", self.group)

    async def broadcast(self, operator: int = FIRST_OPERATOR, zone: int = 0) -> float:
        """Post and tap Siarkan; when it was tapped."""
        preview = await self.post(operator, zone)
        await asyncio.sleep(1.0)  # the preview's own send is out of the limit's window
        pressed, _ = await self.telegram.press(operator, preview, "Siarkan", self.group)
        return pressed

    async def reached(self, count: int, seconds: float) -> bool:
        """Wait until so many of the crowd have their alarm."""
        return await self.telegram.until(
            lambda calls: len(first_deliveries(calls, self.people)) >= count, seconds
        )

    async def all_reached(self, count: int = 0, seconds: float = CAP) -> list[Call]:
        """Wait until the crowd (or `count` of it) has its alarm and nothing more is sent; all calls."""
        await self.reached(count or self.n, seconds)
        await self.telegram.until(self._quiet, QUIET + 10)
        return await self.telegram.calls()

    def _quiet(self, calls: list[Call]) -> bool:
        since = time.monotonic() - QUIET
        return not any(call.left > since for call in calls if call.method != "getUpdates")


_seeded: dict[int, Path] = {}


async def _database(folder: Path, n: int) -> str:
    """A fresh copy of the database for `n`, seeded once."""
    if n not in _seeded:
        keep = Path(tempfile.mkdtemp(prefix="bench-")) / f"{n}.db"
        await seed(keep, n)
        _seeded[n] = keep
    path = folder / "bench.db"
    shutil.copyfile(_seeded[n], path)
    return f"sqlite+aiosqlite:///{path}"


def forget_databases() -> None:
    """Remove what `_database` keeps."""
    for path in _seeded.values():
        shutil.rmtree(path.parent)
    _seeded.clear()


@asynccontextmanager
async def bench(
    reading: Reading, n: int, *, blocked: tuple[int, ...] = (), group: Json | None = None
) -> AsyncIterator[Bench]:
    """The real bot on a fresh database, polling and idle."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = await _database(Path(folder), n)
        async with Telegram(reading, users(n), blocked=blocked, group=group) as telegram:
            env = {
                "BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": telegram.url,
                "DATABASE_URL": url,
                "OPERATOR_CHAT_ID": str(group["id"]) if group else "",
                "HTTP_PORT": "0",
            }
            process = await _start(telegram, env, folder)
            try:
                yield Bench(telegram, process, n, group["id"] if group else 0)
            finally:
                if process.returncode is None:
                    process.terminate()
                await process.wait()


async def _start(telegram: Telegram, env: dict[str, str], folder: str) -> asyncio.subprocess.Process:
    """In a folder of its own, so that no `.env` of this project is read."""
    command, nowhere = [sys.executable, "-m", "bot", "run"], asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | env, cwd=folder, stdout=nowhere, stderr=nowhere
    )
    polls = await telegram.until(lambda calls: any(c.method == "getUpdates" for c in calls), START_WITHIN)
    if not polls:
        process.kill()
        raise RuntimeError("the bot did not start")
    await asyncio.sleep(AWAKE)
    return process


async def run_engine(reading: Reading, n: int, cap: float) -> Run:
    """One broadcast to `n` volunteers of one zone, from the tap on Siarkan."""
    async with bench(reading, n) as running:
        preview = await running.post()
        await asyncio.sleep(1.0)
        meter, server = Meter(running.process.pid), Meter(running.telegram.process.pid)
        start, _ = await running.telegram.press(FIRST_OPERATOR, preview, "Siarkan")
        finished = await running.reached(n, cap)
        if running.process.returncode is not None:
            raise RuntimeError(f"the bot ended with {running.process.returncode}")
        cost, serving = meter.read(), server.read().cpu / (time.monotonic() - start)
        await asyncio.sleep(SETTLE)
        calls = await running.telegram.calls()
        into_wait = int(running.telegram.counters["into_known_wait"])
    figures = score(calls, running.people, start)
    notes = "" if finished else f"ended after {cap:.0f} s"
    return Run(
        NAME,
        reading.name,
        figures,
        cost,
        into_wait,
        serving,
        notes=notes,
        calls=tuple(calls),
        start=start,
    )

"""How is a peer run? Its program started, the word given, the outcome read from the small Telegram's log."""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from importlib.metadata import version

from tests.bench.delivery.client import Telegram
from tests.bench.delivery.metering import Cost, Meter
from tests.bench.delivery.readings import Reading
from tests.bench.delivery.running import LOOK_AFTER, SETTLE, Run
from tests.bench.delivery.scoring import score
from tests.bench.delivery.telegram import TOKEN

FIRST_CHAT = 100_000
LOOK = 0.1  # s


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine by its module, how it is called in the table, and the packages whose versions are printed."""

    name: str
    words: str
    module: str
    packages: tuple[str, ...]
    retries: int = 0

    @property
    def versions(self) -> str:
        return ", ".join(f"{package} {version(package)}" for package in self.packages)


PEERS = {
    peer.name: peer
    for peer in (
        Peer("ptb", "python-telegram-bot, AIORateLimiter", "ptb", ("python-telegram-bot", "aiolimiter")),
        Peer(
            "ptb5",
            "python-telegram-bot, AIORateLimiter(max_retries=5)",
            "ptb",
            ("python-telegram-bot", "aiolimiter"),
            retries=5,
        ),
        Peer("loop", "aiogram's documented loop", "loop", ("aiogram",)),
        Peer("broadcaster", "aiogram-broadcaster", "broadcaster", ("aiogram-broadcaster", "aiogram")),
        Peer("gather", "aiogram, gather 30, sleep 1", "gather", ("aiogram",)),
        Peer("outbox", "this outbox alone, SQLite", "outbox", ("kentongan",)),
        Peer("raw", "ideal pacer, raw HTTP", "raw", ("aiohttp",)),
        Peer("bare", "ideal pacer, bare aiogram", "bare", ("aiogram",)),
        Peer("even", "an even 30 a second, bare aiogram", "even", ("aiogram",)),
    )
}


@dataclass
class _Race:
    """One peer's program at its work."""

    peer: Peer
    reading: Reading
    n: int
    cap: float
    patient: bool
    telegram: Telegram
    process: Process

    async def run(self) -> Run:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if not await self.process.stdout.readline():
            raise RuntimeError(f"{self.peer.name} did not start")
        meter, server = Meter(self.process.pid), Meter(self.telegram.process.pid)
        start = time.monotonic()
        self.process.stdin.write(b"go\n")
        report = asyncio.create_task(self.process.stdout.readline())
        cost, ended = await self._watch(report, meter, start)
        serving = server.read().cpu / (time.monotonic() - start)
        notes = ended or _failures(report.result())
        report.cancel()
        if ended:
            self.process.kill()
        await asyncio.sleep(SETTLE)
        calls = await self.telegram.calls()
        figures = score(calls, self._everyone, start)
        into_wait = int(self.telegram.counters["into_known_wait"])
        return Run(
            self.peer.name, self.reading.name, figures, cost, into_wait, serving, notes, tuple(calls), start
        )

    @property
    def _everyone(self) -> range:
        return range(FIRST_CHAT, FIRST_CHAT + self.n)

    async def _watch(self, report: asyncio.Task[bytes], meter: Meter, start: float) -> tuple[Cost, str]:
        """The cost at the last look before the program ended, and why it was ended, if it was."""
        cost, looked = meter.read(), self.patient
        while not report.done():
            await asyncio.wait((report,), timeout=LOOK)
            if report.done():
                break
            cost, passed = meter.read(), time.monotonic() - start
            if passed >= self.cap:
                return cost, f"ended after {self.cap:.0f} s"
            if not looked and passed >= LOOK_AFTER:
                looked = True
                if (asks := await self._asks_for(start, passed)) > self.cap:
                    return cost, f"ended after {passed:.0f} s: at this pace all would take {asks:.0f} s"
        return cost, ""

    async def _asks_for(self, start: float, passed: float) -> float:
        """Seconds that the whole broadcast takes at the pace so far."""
        delivered = score(await self.telegram.calls(), self._everyone, start).delivered
        return passed * self.n / max(delivered, 1)


async def run_peer(peer: Peer, reading: Reading, n: int, cap: float, *, patient: bool = False) -> Run:
    """One broadcast to `n` people, ended after `cap` seconds; after a minute already when it is plain that
    these will not do, unless `patient`."""
    async with Telegram(reading, [(FIRST_CHAT, n)]) as telegram:
        job = {"url": telegram.url, "token": TOKEN, "first": FIRST_CHAT, "n": n, "retries": peer.retries}
        command = [sys.executable, "-m", f"tests.bench.delivery.engines.{peer.module}", json.dumps(job)]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL, env=os.environ
        )
        try:
            return await _Race(peer, reading, n, cap, patient, telegram, process).run()
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def _failures(line: bytes) -> str:
    """What the program says of its own failures."""
    if not line:
        return "the program died"
    errors: dict[str, int] = json.loads(line)
    return ", ".join(f"{count} × {name}" for name, count in errors.items())

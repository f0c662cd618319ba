"""Does a process hold out? Minutes of mixed traffic and faults, then everything settled and nothing grown."""

import asyncio
import time
from asyncio.subprocess import Process
from dataclasses import dataclass
from pathlib import Path
from random import Random

import sqlalchemy as sa

from tests.crash.processes import Field, open_field
from tests.torture.traffic import FAULTS, Traffic
from tests.torture.vitals import Vitals, grown, look, resident

VOLUNTEERS = 30
WARM = 0.25  # of the time, until pools and caches are what they will be
STEPS = 6  # looks at the memory by the way: a leak goes on, a cache fills
PAUSE = 0.15  # s between two acts, on average
REST = 20.0  # s before a look: whoever is kept on the line for the next call (15 s) has hung up
LAST = 120.0  # s until what is owed at the end has left
QUIET = 3.0  # s without anything owed


@dataclass(frozen=True, slots=True)
class Soaked:
    """One soak; `memory` in MiB, step by step; `tally` is how many notices stand in each state."""

    name: str
    start: Vitals
    end: Vitals
    memory: list[float]
    acts: dict[str, int]
    tally: dict[str, int]
    calls: dict[str, int]
    faults: list[str]

    def lines(self) -> list[str]:
        """For the report."""
        return [
            f"soak {self.name}: start {self.start}",
            f"soak {self.name}: end   {self.end}",
            f"soak {self.name}: memory by the way {' '.join(f'{m:.0f}' for m in self.memory)}",
            f"soak {self.name}: acts {self.acts}; notices {self.tally}; answers {self.calls}",
        ]


async def soak(name: str, database_url: str, folder: Path, minutes: float, seed: int) -> Soaked:
    """Traffic for so long against one real process."""
    async with open_field(database_url, folder, VOLUNTEERS) as field:
        process = await field.start_polling()
        traffic = Traffic(field, Random(seed))
        for rule in FAULTS:
            field.sandbox.faults.add(rule)
        await _busy(traffic, 60 * minutes * WARM)
        await asyncio.sleep(REST)
        start = await look(process.pid, folder / "log")
        memory = await _watched(process, traffic, 60 * minutes * (1 - WARM))
        field.sandbox.faults.clear()
        traffic.close_all()
        settled = await _comes_to_rest(field)
        await asyncio.sleep(REST)
        died = process.returncode is not None
        end = start if died else await look(process.pid, folder / "log")
        faults = grown(start, end, memory or [end.memory])
        faults += [] if settled else [f"still owed: {', '.join(await _owed(field))}"]
        if not died:
            process.terminate()
        if await process.wait() != 0:
            faults.append(f"ended with {process.returncode}")
        faults += [f"{n} bugs in the log" for n in [_bugs(folder)] if n]
        return Soaked(
            name,
            start,
            end,
            memory,
            dict(traffic.done),
            await _tally(field),
            dict(field.sandbox.calls.outcomes),
            [f"soak {name}: {fault}" for fault in faults],
        )


async def _busy(traffic: Traffic, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        traffic.act()
        await asyncio.sleep(traffic.random.expovariate(1 / PAUSE))


async def _watched(process: Process, traffic: Traffic, seconds: float) -> list[float]:
    """The same, and what memory the process has from step to step, as long as it lives."""
    memory = []
    for _ in range(STEPS):
        await _busy(traffic, seconds / STEPS)
        if process.returncode is None:
            memory.append(resident(process.pid))
    return memory


async def _comes_to_rest(field: Field) -> bool:
    """Is nothing owed for a while, before the time is over?"""
    end = time.monotonic() + LAST
    while time.monotonic() < end:
        if not await field.all_settled(end - time.monotonic()):
            return False
        await asyncio.sleep(QUIET)
        if await field.owed() == 0:
            return True
    return False


async def _tally(field: Field) -> dict[str, int]:
    query = sa.text("SELECT state, count(*) FROM notices GROUP BY state ORDER BY state")
    async with field.engine.connect() as connection:
        return {str(state): int(n) for state, n in await connection.execute(query)}


async def _owed(field: Field) -> list[str]:
    """What waits, some of it, in words that help to find out why."""
    notices = "SELECT 'notice', id, kind, attempts, due_at FROM notices WHERE state = 'waiting' LIMIT 9"
    cards = (
        "SELECT 'card', id, kind, attempts, due_at, drawn_at FROM cards"
        " WHERE version > drawn_version AND lost = '' LIMIT 9"
    )
    async with field.engine.connect() as connection:
        rows = [row for query in (notices, cards) for row in await connection.execute(sa.text(query))]
    return [" ".join(map(str, row)) for row in rows]


def _bugs(folder: Path) -> int:
    """Lines of the log with a traceback."""
    return (folder / "log").read_text().count("Traceback (most recent call last)")

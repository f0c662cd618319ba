"""What does a process hold? Memory, threads, files, connections, tasks; and how much more may it be?"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import aiohttp
import psutil


@dataclass(frozen=True, slots=True)
class Vitals:
    """Memory in MiB resident; `connections` are sockets that are open to somebody."""

    memory: float
    threads: float
    files: float
    connections: float
    tasks: float

    def __str__(self) -> str:
        return ", ".join(
            f"{f.name} {value:.0f}" for f, value in zip(fields(self), astuple(self), strict=True)
        )


MAY_GROW = Vitals(memory=40, threads=14, files=40, connections=20, tasks=20)
"""Caches of statements fill for some thousand acts (26 MiB were seen), and pools open late what they may: of
SQLite eight connections, each a thread and three files, and six threads for looking up names. A leak in ten
minutes, some four thousand acts and three hundred incidents, is far above."""
MAY_STILL_GROW = 8.0
"""MiB in the second half: caches are nearly full by then (3 and 4 were seen), a leak goes on."""


async def look(pid: int, log: Path) -> Vitals:
    """At one process, now; `log` says where its metrics are."""
    process = psutil.Process(pid)
    tasks = await _tasks(_port(log))
    return Vitals(
        resident(pid),
        process.num_threads(),
        process.num_fds(),
        len(process.net_connections("all")),
        tasks,
    )


def resident(pid: int) -> float:
    """MiB of memory, in this moment."""
    return float(psutil.Process(pid).memory_info().rss / 2**20)


def _port(log: Path) -> int:
    """Where the newest process of this log serves its metrics."""
    return int(re.findall(r"web\.open .*port=(\d+)", log.read_text())[-1])


async def _tasks(port: int) -> float:
    """Tasks alive in the process that listens there."""
    async with aiohttp.ClientSession() as visitor, visitor.get(f"http://127.0.0.1:{port}/metrics") as page:
        return float(re.findall(r"^kentongan_tasks (\S+)", await page.text(), re.MULTILINE)[0])


def grown(start: Vitals, end: Vitals, memory: Sequence[float]) -> list[str]:
    """What holds more than it may, a sentence each; `memory` is that of equal steps by the way."""
    half, last = memory[len(memory) // 2], memory[-1]
    still = f"memory still grew from {half:.0f} to {last:.0f}, more than {MAY_STILL_GROW:.0f}"
    return [still] * (last - half > MAY_STILL_GROW) + [
        f"{f.name} grew from {before:.0f} to {after:.0f}, more than {most:.0f}"
        for f, before, after, most in zip(
            fields(start), astuple(start), astuple(end), astuple(MAY_GROW), strict=True
        )
        if after - before > most
    ]

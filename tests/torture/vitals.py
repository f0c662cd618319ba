"""What does a process hold? Memory, threads, files and sockets, connections; and how much more may it be?"""

from dataclasses import astuple, dataclass, fields

import psutil


@dataclass(frozen=True, slots=True)
class Vitals:
    """Memory in MiB resident; `connections` are sockets that are open to somebody."""

    memory: float
    threads: float
    files: float
    connections: float

    def __str__(self) -> str:
        return ", ".join(
            f"{f.name} {value:.0f}" for f, value in zip(fields(self), astuple(self), strict=True)
        )


MAY_GROW = Vitals(memory=25, threads=8, files=20, connections=20)
"""Caches fill, pools open a few more (of SQLite each connection is a thread); a leak in ten minutes,
some four thousand acts, is far above."""


def look(pid: int) -> Vitals:
    """At one process, now."""
    process = psutil.Process(pid)
    return Vitals(
        process.memory_info().rss / 2**20,
        process.num_threads(),
        process.num_fds(),
        len(process.net_connections("all")),
    )


def grown(start: Vitals, end: Vitals) -> list[str]:
    """What holds more than it may, a sentence each."""
    return [
        f"{f.name} grew from {before:.0f} to {after:.0f}, more than {most:.0f}"
        for f, before, after, most in zip(
            fields(start), astuple(start), astuple(end), astuple(MAY_GROW), strict=True
        )
        if after - before > most
    ]

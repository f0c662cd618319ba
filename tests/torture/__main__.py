"""`python -m tests.torture [--minutes 10] [--kills 20]` = `make torture`; exit code 1: a promise broke."""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

from bot.storage.migrate import migrate
from tests.conftest import FOLDER, Postgres
from tests.crash.broadcasts import killed_broadcast
from tests.crash.processes import open_field
from tests.torture.soak import soak

VOLUNTEERS, PER_BROADCAST = 300, 5


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Databases:
    """Fresh databases on both engines, under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel wants one; bare machines have none
        self._postgres = Postgres(f"{folder}/data")
        self._made = 0

    def fresh(self, engine: str) -> tuple[str, Path]:
        """Its address, and a folder for a process."""
        self._made += 1
        room = self._folder / str(self._made)
        room.mkdir()
        if engine == "postgresql":
            return self._postgres.fresh(), room
        url = f"sqlite+aiosqlite:///{room}/kentongan.db"
        asyncio.run(migrate(url))
        return url, room

    def stop(self) -> None:
        self._postgres.stop()


async def kill(url: str, room: Path, kills: int, seed: int) -> tuple[str, list[str]]:
    """One broadcast with so many kills: what came of it, and which promises broke."""
    began = time.monotonic()
    async with open_field(url, room, VOLUNTEERS) as field:
        outcome = await killed_broadcast(field, kills, seed)
    return f"{outcome} ({time.monotonic() - began:.0f} s)", outcome.faults()


def all_kills(databases: Databases, engine: str, kills: int, seed: int) -> list[str]:
    """Broadcast after broadcast until so many kills are done; the broken promises."""
    broken = []
    for done in range(0, kills, PER_BROADCAST):
        n = min(PER_BROADCAST, kills - done)
        words, faults = asyncio.run(kill(*databases.fresh(engine), n, seed + done))
        say(f"kills {engine} {done + 1} to {done + n} of {kills}: {words}")
        broken += [f"kills {engine}: {fault}" for fault in faults]
    return broken


async def soak_both(places: dict[str, tuple[str, Path]], minutes: float, seed: int) -> list[str]:
    """Both engines at the same time; the broken promises."""
    soaks = (soak(name, url, room, minutes, seed) for name, (url, room) in places.items())
    found = await asyncio.gather(*soaks)
    for one in found:
        for line in one.lines():
            say(line)
    return [fault for one in found for fault in one.faults]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="of the soak")
    parser.add_argument("--kills", type=int, default=20, help="for each database")
    parser.add_argument("--seed", type=int, default=secrets.randbits(31))
    wanted = parser.parse_args()
    say(f"seed {wanted.seed}")
    broken = []
    with tempfile.TemporaryDirectory(prefix="torture-", dir=FOLDER) as folder:
        databases = Databases(Path(folder))
        try:
            for engine in ("sqlite", "postgresql"):
                broken += all_kills(databases, engine, wanted.kills, wanted.seed)
            places = {engine: databases.fresh(engine) for engine in ("sqlite", "postgresql")}
            broken += asyncio.run(soak_both(places, wanted.minutes, wanted.seed))
        finally:
            databases.stop()
    say("\n".join(f"BROKEN {fault}" for fault in broken) or "every promise kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

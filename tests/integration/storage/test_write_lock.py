"""Who writes next, where only one can write?"""

import asyncio
from pathlib import Path

import pytest

from bot.storage.unit_of_work import Database
from bot.storage.write_lock import WriteLock
from tests.integration.storage.conftest import NOW


class Queue:
    """Writers who come, and the order in which they had the place."""

    def __init__(self) -> None:
        self.lock = WriteLock()
        self.served: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, name: str, *, first: bool = False, stay: asyncio.Event | None = None) -> None:
        self.tasks[name] = asyncio.create_task(self._wait(name, first, stay))
        await asyncio.sleep(0)

    async def _wait(self, name: str, first: bool, stay: asyncio.Event | None) -> None:
        async with self.lock.hold(first=first):
            self.served.append(name)
            if stay:
                await stay.wait()

    async def end(self) -> None:
        async with asyncio.timeout(5):
            await asyncio.gather(*self.tasks.values(), return_exceptions=True)


async def test_who_is_called_first_waits_for_the_holder_only() -> None:
    """All others keep their order."""
    queue, leave = Queue(), asyncio.Event()
    await queue.come("holder", stay=leave)
    for name in "abcd":
        await queue.come(name)
    await queue.come("sender", first=True)
    leave.set()
    await queue.end()
    assert queue.served == ["holder", "sender", "a", "b", "c", "d"]


@pytest.mark.parametrize("gone", ["holder", "a", "b", "sender"])
async def test_who_gives_up_holds_up_nobody(gone: str) -> None:
    """Whoever is cancelled, holding the place or waiting for it: the others have their turn, in order."""
    queue, leave = Queue(), asyncio.Event()
    await queue.come("holder", stay=leave)
    for name in "abc":
        await queue.come(name)
    await queue.come("sender", first=True)
    queue.tasks[gone].cancel()
    await asyncio.sleep(0)
    leave.set()
    await queue.end()
    in_order = ("holder", "sender", "a", "b", "c")
    assert queue.served == [n for n in in_order if n == "holder" or n != gone]


async def test_the_sender_overtakes_a_rush(tmp_path: Path) -> None:
    """In the middle of fifty who wait to write into one file the sender is the next."""
    db = Database(f"sqlite+aiosqlite:///{tmp_path}/rush.db")
    done: list[str] = []

    async def write(name: str, *, sending: bool = False) -> None:
        async with db.work(NOW, sending=sending):
            await asyncio.sleep(0.002)
            done.append(name)

    rush = [asyncio.create_task(write(str(n))) for n in range(50)]
    while len(done) < 5:  # noqa: ASYNC110 - in the middle of the rush
        await asyncio.sleep(0.001)
    before = len(done)
    await write("sender", sending=True)
    assert done.index("sender") - before <= 1
    await asyncio.gather(*rush)
    assert len(done) == 51
    await db.close()

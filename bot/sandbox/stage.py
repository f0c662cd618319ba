"""How do a sandbox, its clock and its people outlive a restart and become a page that anyone can play?"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bot.sandbox import scene
from bot.sandbox.clock import Clock, Walk
from bot.sandbox.door import Door
from bot.sandbox.errors import ActError
from bot.sandbox.model import Json
from bot.sandbox.server import Sandbox
from bot.sandbox.snapshot import SnapshotError, load, save, skip_ids

SAVE_EVERY = 2.0


class Stage:
    """A sandbox with a clock to put forward, a file to live in, and a page.

    `set_scene` populates it once; `about` is what the page must know beside the world, kept in the file too.
    """

    def __init__(self, file: Path, real: Callable[[], float] = time.time) -> None:
        self.file = file
        self.clock = Clock(real)
        self.sandbox = Sandbox(now=self.clock.now)
        self.about: Json = {}
        self.epoch = f"{time.time():.6f}"
        self.walk: Walk | None = None
        self.board: Callable[[], Awaitable[Mapping[str, int]]] | None = None
        self.sandbox.doors.append(Door(self).handle)
        self._saved = (-1, -1.0)
        self._saving: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where bots and browsers find it."""
        return self.sandbox.url

    def load(self) -> Literal["old", "new", "unreadable"]:
        """Go on where an earlier process ended, if there is something that can be read."""
        try:
            about = load(self.file, self.sandbox.world)
        except SnapshotError:
            return "unreadable"
        if about is None:
            return "new"
        self.about = about
        self.clock.offset = max(0.0, float(about["offset"]))
        if not about["clean"]:
            skip_ids(self.sandbox.world)
        return "old"

    async def open(self, host: str, port: int) -> None:
        """Listen. Raises OSError when the port is taken."""
        await self.sandbox.start(host, port)

    async def bot_listens(self) -> None:
        """Wait until a bot asks for updates."""
        await self.sandbox.api.polling.asked.wait()

    def set_scene(self, told: Json) -> None:
        """Give everybody an account and a phone, once, and write it down (see `scene`)."""
        self.about = scene.populate(self.sandbox.people, told)
        self.save()

    def run_with(
        self,
        next_due: Callable[[], Awaitable[datetime | None]],
        work: Callable[[], Awaitable[None]],
        board: Callable[[], Awaitable[Mapping[str, int]]],
    ) -> None:
        """A bot is up: the clock stops at its due times, the page shows its outbox, the world is saved."""

        async def due() -> float | None:
            found = await next_due()
            return None if found is None else found.timestamp()

        self.walk = Walk(self.clock, due, work, self._moved)
        self.board = board
        self._saving = asyncio.create_task(self._save_often(), name="stage.save")

    def now(self) -> datetime:
        """The time on the stage, aware, UTC."""
        return datetime.fromtimestamp(self.clock.now(), UTC)

    def monotonic(self) -> float:
        """Seconds for whoever paces himself: time put forward counts as time waited."""
        return time.monotonic() + self.clock.offset

    def newcomer(self) -> Json:
        """One more person who has never heard of the bot takes the newcomer's phone."""
        if "newcomers" not in self.about:
            raise ActError("there is no scene yet")
        made = scene.add_newcomer(self.sandbox.people, self.about)
        self.sandbox.world.touch()
        return made

    def calm(self) -> None:
        """End all faults and all waiting, so that a bot can end quickly."""
        self.sandbox.faults.clear()
        self.sandbox.resume()
        self.sandbox.api.hang_up()

    async def close(self) -> None:
        """Save and stop listening."""
        if self._saving is not None:
            self._saving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._saving
        await self.sandbox.stop()
        if self.about:
            self.save(clean=True)

    def save(self, *, clean: bool = False) -> None:
        """Write the file; `clean` says that nothing happened after it."""
        save(self.file, self.sandbox.world, self.about | {"offset": self.clock.offset, "clean": clean})
        self._saved = (self.sandbox.world.revision, self.clock.offset)

    def _moved(self) -> None:
        """The bot must never have seen a later time than the file, or its plans would lie in the future."""
        self.save()
        self.sandbox.world.touch()

    async def _save_often(self) -> None:
        while True:
            await asyncio.sleep(SAVE_EVERY)
            if self._saved != (self.sandbox.world.revision, self.clock.offset):
                self.save()

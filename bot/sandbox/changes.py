"""How does somebody wait for the world to change without sleeping and asking again?"""

import asyncio
from collections.abc import Callable

from bot.sandbox.world import World


class Changes:
    """Wakes waiters when the world's revision rises."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiters: set[asyncio.Future[None]] = set()
        world.on_change.append(self.notify)

    @property
    def revision(self) -> int:
        """Rises with every change."""
        return self._world.revision

    def notify(self) -> None:
        """Wake everyone who waits."""
        if not self._waiters:
            return
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def until(self, true: Callable[[], bool], timeout: float = 10.0) -> bool:
        """Wait until `true()` holds, asked again after every change; False when the time is over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not true():
            left = end - loop.time()
            if left <= 0:
                return False
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait((waiter,), timeout=left)
            finally:
                self._waiters.discard(waiter)
        return True

    async def wait(self, since: int, timeout: float = 10.0) -> int:
        """Wait until the revision is above `since` (or the time is over); returns the revision."""
        await self.until(lambda: self._world.revision > since, timeout)
        return self._world.revision

"""How does the clock go on when a look at it fails? One line a trouble, and it looks again in a second."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.storage.away import UNAVAILABLE

log = structlog.get_logger(__name__)


class Ticking:
    """`look` is what the scheduler calls every second; it awaits methods only. `tick` may raise anything."""

    def __init__(self, tick: Callable[[], Awaitable[object]]) -> None:
        self._tick = tick
        self._said = ""

    def scheduler(self) -> AsyncIOScheduler:
        """One that looks every second once it is started."""
        made = AsyncIOScheduler(timezone=UTC)
        # However late (the process slept), it looks once, and no lines about what it missed meanwhile.
        late: dict[str, Any] = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        made.add_job(self.look, "interval", seconds=1, **late)
        return made

    async def look(self) -> None:
        """One look. Of a database that is away, or refuses, `db.away` tells."""
        try:
            await self._tick()
        except asyncio.CancelledError:
            return  # the bot ends; the scheduler would write a traceback of it
        except Exception as error:
            if not isinstance(error, UNAVAILABLE) and self._said != repr(error):
                self._said = repr(error)
                log.exception("clock.failed", error=type(error).__name__)
        else:
            self._said = ""

"""How does the clock go on when a look at it fails? One line a trouble, and it looks again in a second."""

from collections.abc import Awaitable, Callable

import structlog

from bot.storage.away import UNAVAILABLE

log = structlog.get_logger(__name__)


class Ticking:
    """`look` is what the scheduler calls every second; it awaits methods only. `tick` may raise anything."""

    def __init__(self, tick: Callable[[], Awaitable[object]]) -> None:
        self._tick = tick
        self._said = ""

    async def look(self) -> None:
        """One look. Of a database that is away, or refuses, `db.away` tells."""
        try:
            await self._tick()
        except Exception as error:
            if not isinstance(error, UNAVAILABLE) and self._said != repr(error):
                self._said = repr(error)
                log.exception("clock.failed", error=type(error).__name__)
        else:
            self._said = ""

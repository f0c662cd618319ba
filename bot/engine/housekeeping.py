"""What is thrown away? Ids of updates that Telegram can not send again."""

from datetime import datetime, timedelta

from bot.usecases.upkeep import Upkeep

KEPT = timedelta(hours=48)
"""Telegram keeps updates for 24 h; twice that is on the safe side."""
EVERY = timedelta(hours=1)


class Housekeeping:
    """Runs at most once an hour, however often it is called."""

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep
        self._last: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """How many rows were removed."""
        if self._last is not None and timedelta(0) <= now - self._last < EVERY:
            return 0
        self._last = now
        return await self._upkeep.forget_updates(now, now - KEPT)

"""What does the program do for itself? Setting updates aside, and forgetting old ones."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.storage.unit_of_work import Database

LEFT_AFTER = timedelta(minutes=5)
"""By then a living process is done with what it parked, or gave it up: four tries of a minute, and pauses."""


class Upkeep:
    """Jobs without an actor."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    async def park(self, update: dict[str, Any]) -> None:
        """Keep an update whose handler is stuck, so that it may be confirmed to Telegram."""
        async with self._db.work(self._now()) as work:
            await work.inbox.park(update, self._now())

    async def unpark(self, update_id: int) -> None:
        async with self._db.work(self._now()) as work:
            await work.inbox.unpark(update_id)

    async def parked(self) -> Sequence[dict[str, Any]]:
        """What an earlier process left unfinished."""
        async with self._db.read() as work:
            return await work.inbox.parked()

    async def left_behind(self) -> Sequence[dict[str, Any]]:
        """What was parked so long ago that the process that did it must be dead, or gave it up."""
        async with self._db.read() as work:
            return await work.inbox.parked(self._now() - LEFT_AFTER)

    def excuses(self, fault: BaseException) -> bool:
        """Is this a failure of a database that is away, which has been told?"""
        return self._db.away.excuses(fault)

    async def database_answers(self) -> bool:
        """Can the tables be read? Raises what the database says otherwise."""
        async with self._db.read() as work:
            return await work.inbox.answers()

    async def forget_updates(self, now: datetime, before: datetime) -> int:
        async with self._db.work(now) as work:
            return await work.inbox.forget_before(before)

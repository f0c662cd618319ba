"""Who looks online beside the conversation? Nobody waits for it, and a crash loses it without harm."""

import asyncio

import structlog

from bot.usecases.seeking import Seeking

log = structlog.get_logger(__name__)

MOST = 8


class Lookups:
    """Keeps hold of the searches that run. Too many at once are not begun: the cards ask anyway."""

    def __init__(self, seeking: Seeking) -> None:
        self._seeking = seeking
        self._running: set[asyncio.Task[None]] = set()

    def __call__(self, incident_id: int) -> None:
        """Begin to look for a draft's place; a failure is logged."""
        if len(self._running) >= MOST:
            log.warning("lookup.refused", running=MOST)
            return
        task = asyncio.create_task(self._seeking.settle(incident_id), name=f"lookup {incident_id}")
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        """End what still runs, and the connections."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)  # what went wrong is told by `_ended`
        await self._seeking.close()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("lookup.failed", exc_info=error)

"""How is each update worked off? In order for one person, tried again when it fails, then set aside."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog

from bot.handlers.lanes import Lanes, Update

log = structlog.get_logger(__name__)

AT_ONCE = 64
RETRIES = (0.5, 2.0, 5.0)  # s before each further try of a failed handler
GRACE = 5.0  # s that handlers have to finish when asked to stop


class Workers:
    """Carries out what the lanes let start, at most `at_once` side by side.

    `handle` should not raise and must bound its own time. `park` stores an update durably, `unpark` drops it
    by its id; both are idempotent. `on_done` hears of each update that is done or given up.
    """

    def __init__(
        self,
        lanes: Lanes,
        handle: Callable[[Update], Awaitable[object]],
        park: Callable[[Update], Awaitable[object]],
        unpark: Callable[[int], Awaitable[object]],
        *,
        at_once: int = AT_ONCE,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        on_done: Callable[[int], None] = lambda _update_id: None,
    ) -> None:
        self._lanes, self._handle, self._park, self._unpark = lanes, handle, park, unpark
        self._sleep, self._on_done = sleep, on_done
        self._slots = asyncio.Semaphore(at_once)
        self._storing = asyncio.Lock()  # an update is being parked or being finished, never both at once
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._stopping = False

    @property
    def full(self) -> bool:
        """Whether nothing more could run now."""
        return self._slots.locked()

    def start(self) -> None:
        """Begin what the lanes have ready."""
        if self._stopping:
            return
        for update in self._lanes.start():
            task = asyncio.create_task(self._work(update), name=f"telegram.update {update['update_id']}")
            self._tasks[task] = update["update_id"]
            task.add_done_callback(self._ended)

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True

    async def finish(self) -> None:
        """What runs has 5 s to end; then it is broken off."""
        self.stop()
        if self._tasks:
            await asyncio.wait([*self._tasks], timeout=GRACE)
        await self.break_off()

    async def break_off(self) -> None:
        """End at once."""
        self.stop()
        await end_all(self._tasks)

    async def keep(self, update: Update) -> bool:
        """Store an unfinished update durably; it goes on meanwhile. True also when it is done already."""
        async with self._storing:
            if self._lanes.is_unfinished(update["update_id"]):
                if not await self._stored(update):
                    return False
                self._lanes.park(update["update_id"])
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        update_id = self._tasks.pop(task)
        if task.cancelled() and self._lanes.is_unfinished(update_id):
            self._lanes.release(update_id)
        self.start()

    async def _work(self, update: Update) -> None:
        update_id, tries = update["update_id"], 0
        while not await self._tried(update):
            if tries >= len(RETRIES) and await self._given_up(update):
                return
            await self._sleep(RETRIES[min(tries, len(RETRIES) - 1)])
            tries += 1
        async with self._storing:
            was_parked = self._lanes.finish(update_id)
        self._on_done(update_id)
        if was_parked:
            await self._attempt("telegram.unpark_failed", update_id, self._unpark, update_id)

    async def _tried(self, update: Update) -> bool:
        async with self._slots:
            return await self._attempt("telegram.update_failed", update["update_id"], self._handle, update)

    async def _given_up(self, update: Update) -> bool:
        async with self._storing:
            if stored := await self._stored(update):
                self._lanes.finish(update["update_id"])
                self._on_done(update["update_id"])
                log.error("telegram.update_given_up", update_id=update["update_id"])
        return stored

    async def _stored(self, update: Update) -> bool:
        return await self._attempt("telegram.park_failed", update["update_id"], self._park, update)

    async def _attempt(
        self, failure: str, update_id: int, do: Callable[[Any], Awaitable[object]], what: Any
    ) -> bool:
        """Whether it went well; a failure is logged without content. Our own cancellation goes through."""
        try:
            await do(what)
        except (Exception, asyncio.CancelledError) as fault:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            log.warning(failure, update_id=update_id, error=type(fault).__name__)
            return False
        return True


async def end_all(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel what still runs and wait until it has ended; results stay with the tasks."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)

"""How is each update worked off? In order for one person, tried again when it fails, then set aside."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import structlog

from bot.handlers.lanes import Lanes, Update

log = structlog.get_logger(__name__)

Excused = Callable[[BaseException], bool]

OURS = f"{Path(__file__).parents[1]}/"
AT_ONCE = 64
RETRIES = (0.5, 2.0, 5.0)  # s before each further try of a failed handler
AWAY = 1.0  # s before the next try while the database is away, which is nobody's failure
GRACE = 4.2  # s that handlers have to finish when asked to stop; with the last confirmation five
CANCEL_EVERY = 0.1  # s; who cleans up in a database that hangs needs to be told more than once


class Workers:
    """Carries out what the lanes let start, at most `at_once` side by side.

    `handle` should not raise and must bound its own time. `park` stores an update durably, `unpark` drops it
    by its id; both are idempotent. `on_done` hears of each update that is done or given up. `excused` says
    whether a failure is one that has been told of elsewhere, and that passes: it is no try, and no line here.
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
        excused: Excused = lambda _fault: False,
    ) -> None:
        self._lanes, self._handle, self._park, self._unpark = lanes, handle, park, unpark
        self._sleep, self._on_done, self._excused = sleep, on_done, excused
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
        """What runs has four seconds to end; then it is broken off."""
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
        while not (well := await self._tried(update)):
            if well is None:
                await self._sleep(AWAY)
                continue
            if tries >= len(RETRIES) and await self._given_up(update):
                return
            await self._sleep(RETRIES[min(tries, len(RETRIES) - 1)])
            tries += 1
        async with self._storing:
            was_parked = self._lanes.finish(update_id)
        self._on_done(update_id)
        if was_parked:
            await self._attempt("telegram.unpark_failed", update_id, self._unpark, update_id)

    async def _tried(self, update: Update) -> bool | None:
        async with self._slots:
            return await self._attempt("telegram.update_failed", update["update_id"], self._handle, update)

    async def _given_up(self, update: Update) -> bool:
        async with self._storing:
            if stored := bool(await self._stored(update)):
                self._lanes.finish(update["update_id"])
                self._on_done(update["update_id"])
                log.error("telegram.update_given_up", update_id=update["update_id"])
        return stored

    async def _stored(self, update: Update) -> bool | None:
        return await self._attempt("telegram.park_failed", update["update_id"], self._park, update)

    async def _attempt(
        self, failure: str, update_id: int, do: Callable[[Any], Awaitable[object]], what: Any
    ) -> bool | None:
        """Whether it went well; None = excused. A failure is logged without content. Our own cancellation
        goes through."""
        try:
            await do(what)
        except (Exception, asyncio.CancelledError) as fault:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            if self._excused(fault):
                return None
            log.warning(failure, update_id=update_id, error=type(fault).__name__, where=_place(fault))
            return False
        return True


def _place(fault: BaseException) -> str:
    """The last line of ours that it went through; its text may hold what people wrote."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename.startswith(OURS)]
    return f"{frames[-1].filename.removeprefix(OURS)}:{frames[-1].lineno}" if frames else ""


async def end_all(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel what still runs until it has ended; results stay with the tasks."""
    ending = {task for task in tasks if not task.done()}
    while ending:
        for task in ending:
            task.cancel()
        done, ending = await asyncio.wait(ending, timeout=CANCEL_EVERY)
        await asyncio.gather(*done, return_exceptions=True)  # looked at, so that nobody complains of them

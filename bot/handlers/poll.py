"""How do updates get from Telegram to the handlers so that none is lost and nobody waits for another?

aiogram's own loop confirms updates before they are handled; this one confirms only what is done or parked.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol

import structlog

from bot.handlers.lanes import WINDOW, Lanes, Update

log = structlog.get_logger(__name__)

PAUSE = 0.05  # s between requests that Telegram answers at once with what we already know
RETRIES = (0.5, 2.0, 5.0)  # s before each further try of a failed handler
UNREACHABLE = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # s, shortened by up to a quarter
CONFLICT = (3.0, 5.0, 10.0, 20.0, 30.0)  # s; the other poller may be our own predecessor, just ending
GRACE = 5.0  # s that handlers have to finish when asked to stop
LAST_WORD = 3.0  # s for the last confirmation


class Conflict(Exception):
    """409: somebody else polls with this token, or a webhook is set."""


class Unauthorized(Exception):
    """401: the token is wrong or was revoked."""


class Unreachable(Exception):
    """No usable answer: network, 5xx, not JSON. The reason is logged, so it must not hold the token."""


class SlowDown(Exception):
    """429: ask again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Fetch(Protocol):
    """getUpdates. It must give up by itself (`Unreachable`) some 10 s after `timeout` (s).

    It answers for the shape of what it returns: a list of dicts, each with an integer `update_id`.
    """

    async def __call__(self, offset: int | None, timeout: int, limit: int) -> list[Update]:
        """The updates from `offset` on; confirms those below. Raises one of the four faults above."""


class Line:
    """The state of the line to Telegram: how long to wait after a fault, and what is worth saying."""

    def __init__(self, clock: Callable[[], float], jitter: Callable[[], float]) -> None:
        self._clock, self._jitter = clock, jitter
        self._said: tuple[object, ...] = ("",)
        self._failures = 0
        self._since: float | None = None

    def failed(self, fault: Exception) -> float:
        """Seconds to wait now. A fault outside the closed set counts as unreachable, by its type's name."""
        if isinstance(fault, SlowDown):
            log.warning("telegram.slow_down", seconds=fault.retry_after)
            return fault.retry_after
        conflict = isinstance(fault, Conflict)
        event, ladder = ("telegram.conflict", CONFLICT) if conflict else ("telegram.unreachable", UNREACHABLE)
        self._failures = self._failures + 1 if event == self._said[0] else 1
        self._since = self._clock() if self._since is None else self._since
        seconds = ladder[min(self._failures, len(ladder)) - 1]
        reason = str(fault) if isinstance(fault, (Conflict, Unreachable)) else type(fault).__name__
        if (said := (event,) if conflict else (event, seconds, reason)) != self._said:
            log.warning(event, seconds=seconds, reason=reason)
            self._said = said
        return seconds if conflict else seconds * (1 - self._jitter() / 4)

    def works(self) -> None:
        """Telegram has answered."""
        if self._since is not None:
            log.info("telegram.reachable", after_seconds=round(self._clock() - self._since, 1))
        self._said, self._failures, self._since = ("",), 0, None


class Poller:
    """Fetches and handles until stopped: in order for one person, side by side for several.

    `handle` should not raise and must bound its own time. `park` stores an update durably, `unpark` drops it
    by its id; both are idempotent. `sleep`, `clock` and `jitter` (0 to 1) are injected for tests.
    """

    def __init__(
        self,
        fetch: Fetch,
        handle: Callable[[Update], Awaitable[object]],
        park: Callable[[Update], Awaitable[object]],
        unpark: Callable[[int], Awaitable[object]],
        *,
        at_once: int = 64,
        long_poll: int = 25,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._fetch, self._handle, self._park, self._unpark = fetch, handle, park, unpark
        self._long_poll, self._sleep = long_poll, sleep
        self._slots = asyncio.Semaphore(at_once)
        self._storing = asyncio.Lock()  # an update is being parked or being finished, never both at once
        self._lanes, self._line = Lanes(), Line(clock, jitter)
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Ask `run` to end (safe in a signal handler, at any time, repeatedly)."""
        self._stop.set()

    async def run(self, parked: Sequence[Update] = ()) -> int:
        """Handle `parked` (left by an earlier process), then all that comes, until `stop`.

        Returns how many updates remain unfinished; raises `Unauthorized`. Cancelled, it breaks off at once;
        what is then unconfirmed comes again from Telegram.
        """
        self._lanes.replay(parked)
        self._start_ready()
        fetching = asyncio.create_task(self._fetch_forever(), name="telegram.fetch")
        stopping = asyncio.create_task(self._stop.wait(), name="telegram.stop")
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            self.stop()
            await _end([fetching])
            if self._tasks:
                await asyncio.wait([*self._tasks], timeout=GRACE)
            await _end(self._tasks)
            if fetching.cancelled():
                await self._confirm_last()
        finally:
            self.stop()
            await _end([fetching, stopping, *self._tasks])
        log.info("telegram.stopped", remaining=self._lanes.unfinished, parked=self._lanes.parked)
        if not fetching.cancelled():
            fetching.result()
        return self._lanes.unfinished

    async def _fetch_forever(self) -> None:
        while True:
            offset = self._lanes.offset
            try:
                batch = await self._fetch(offset, 0 if self._lanes.pending else self._long_poll, WINDOW)
            except Unauthorized:
                raise
            except Exception as fault:  # noqa: BLE001 - unknown means: say so and try again
                await self._sleep(self._line.failed(fault))
                continue
            self._line.works()
            self._lanes.confirm(offset)
            fresh = self._lanes.admit(batch)
            if self._lanes.confirmed != offset:
                log.warning("telegram.new_numbering", offset=offset)
            self._start_ready()
            await self._make_room()
            if fresh < WINDOW // 2:
                await self._sleep(PAUSE)

    def _start_ready(self) -> None:
        if self._stop.is_set():
            return
        for update in self._lanes.start():
            task = asyncio.create_task(self._work(update), name=f"telegram.update {update['update_id']}")
            self._tasks[task] = update["update_id"]
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        update_id = self._tasks.pop(task)
        if task.cancelled() and self._lanes.is_unfinished(update_id):
            self._lanes.release(update_id)
        self._start_ready()

    async def _work(self, update: Update) -> None:
        update_id, tries = update["update_id"], 0
        while not await self._tried(update):
            if tries >= len(RETRIES) and await self._given_up(update):
                return
            await self._sleep(RETRIES[min(tries, len(RETRIES) - 1)])
            tries += 1
        async with self._storing:
            was_parked = self._lanes.finish(update_id)
        if was_parked:
            await self._attempt("telegram.unpark_failed", update_id, self._unpark, update_id)

    async def _tried(self, update: Update) -> bool:
        async with self._slots:
            return await self._attempt("telegram.update_failed", update["update_id"], self._handle, update)

    async def _given_up(self, update: Update) -> bool:
        async with self._storing:
            if stored := await self._stored(update):
                self._lanes.finish(update["update_id"])
                log.error("telegram.update_given_up", update_id=update["update_id"])
        return stored

    async def _make_room(self) -> None:
        """Park what holds up a full window, unless nothing more could run anyway."""
        for update in self._lanes.stuck() if not self._slots.locked() else ():
            if not await self._parked(update):
                await self._sleep(RETRIES[0])
                return

    async def _parked(self, update: Update) -> bool:
        async with self._storing:
            if self._lanes.is_unfinished(update["update_id"]):
                if not await self._stored(update):
                    return False
                self._lanes.park(update["update_id"])
        return True

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

    async def _confirm_last(self) -> None:
        offset = self._lanes.offset
        if offset is None or offset == self._lanes.confirmed:
            return
        try:
            async with asyncio.timeout(LAST_WORD):
                await self._fetch(offset, 0, 1)
        except Exception as fault:  # noqa: BLE001 - they come again at the next start, and do nothing twice
            log.warning("telegram.last_confirmation_failed", error=type(fault).__name__)


async def _end(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel what still runs and wait until it has ended; results stay with the tasks."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)

"""How do updates get from Telegram to the handlers so that none is lost and nobody waits for another?

aiogram's own loop confirms updates before they are handled; this one confirms only what is done or parked.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from bot.handlers.lanes import WINDOW, Lanes, Update
from bot.handlers.line import Line, Unauthorized
from bot.handlers.workers import AT_ONCE, RETRIES, Excused, Workers, end_all

log = structlog.get_logger(__name__)

PAUSE = 0.05  # s between requests that Telegram answers at once with what we already know
LAST_WORD = 0.8  # s for the last confirmation


class Fetch(Protocol):
    """getUpdates. It must give up by itself (`Unreachable`) some 10 s after `timeout` (s).

    It answers for the shape of what it returns: a list of dicts, each with an integer `update_id`.
    """

    async def __call__(self, offset: int | None, timeout: int, limit: int) -> list[Update]:
        """The updates from `offset` on; confirms those below. Raises one of the four faults of `line`."""


class Poller:
    """Fetches and handles until stopped: in order for one person, side by side for several.

    `handle`, `park`, `unpark` and `excused` as in `Workers`. `sleep`, `clock` and `jitter` (0 to 1) are
    injected for tests.
    """

    def __init__(
        self,
        fetch: Fetch,
        handle: Callable[[Update], Awaitable[object]],
        park: Callable[[Update], Awaitable[object]],
        unpark: Callable[[int], Awaitable[object]],
        *,
        at_once: int = AT_ONCE,
        long_poll: int = 25,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        excused: Excused = lambda _fault: False,
    ) -> None:
        self._fetch, self._long_poll, self._sleep = fetch, long_poll, sleep
        self._lanes, self._line = Lanes(), Line(clock, jitter)
        self._workers = Workers(
            self._lanes, handle, park, unpark, at_once=at_once, sleep=sleep, excused=excused
        )
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Ask `run` to end (safe in a signal handler, at any time, repeatedly)."""
        self._stop.set()
        self._workers.stop()

    async def run(self, parked: Sequence[Update] = ()) -> int:
        """Handle `parked` (left by an earlier process), then all that comes, until `stop`.

        Returns how many updates remain unfinished; raises `Unauthorized`. Cancelled, it breaks off at once;
        what is then unconfirmed comes again from Telegram.
        """
        self._lanes.replay(parked)
        self._workers.start()
        fetching = asyncio.create_task(self._fetch_forever(), name="telegram.fetch")
        stopping = asyncio.create_task(self._stop.wait(), name="telegram.stop")
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            self.stop()
            await end_all([fetching])
            await self._workers.finish()
            if fetching.cancelled():
                await self._confirm_last()
        finally:
            self.stop()
            await end_all([fetching, stopping])
            await self._workers.break_off()
        log.info("telegram.stopped", remaining=self._lanes.unfinished, parked=self._lanes.parked)
        if not fetching.cancelled():
            fetching.result()
        return self._lanes.unfinished

    async def _fetch_forever(self) -> None:
        self._line.begins()
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
            self._workers.start()
            await self._make_room()
            if fresh < WINDOW // 2:
                await self._sleep(PAUSE)

    async def _make_room(self) -> None:
        """Park what holds up a full window, unless nothing more could run anyway."""
        for update in self._lanes.stuck() if not self._workers.full else ():
            if not await self._workers.keep(update):
                await self._sleep(RETRIES[0])
                return

    async def _confirm_last(self) -> None:
        offset = self._lanes.offset
        if offset is None or offset == self._lanes.confirmed:
            return
        try:
            async with asyncio.timeout(LAST_WORD):
                await self._fetch(offset, 0, 1)
        except Exception as fault:  # noqa: BLE001 - they come again at the next start, and do nothing twice
            log.warning("telegram.last_confirmation_failed", error=type(fault).__name__)

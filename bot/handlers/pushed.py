"""How do updates pushed by Telegram get to the handlers so that each is answered fast and none is lost?"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.handlers.lanes import PARKED_MAX, Lanes, Update
from bot.handlers.workers import AT_ONCE, Excused, Workers

log = structlog.get_logger(__name__)

PATIENCE = 2.0  # s that Telegram waits for its answer at most; then the update is parked and goes on


class Pushed:
    """Takes one pushed update at a time, many at once; what it is given as in `Workers`."""

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[object]],
        park: Callable[[Update], Awaitable[object]],
        unpark: Callable[[int], Awaitable[object]],
        *,
        at_once: int = AT_ONCE,
        patience: float = PATIENCE,
        most: int = PARKED_MAX,
        excused: Excused = lambda _fault: False,
    ) -> None:
        self._patience, self._most = patience, most
        # Telegram repeats what it got no 2xx for, after a day even; the database knows what was done.
        self._lanes = Lanes(remember=False)
        self._workers = Workers(
            self._lanes,
            handle,
            park,
            unpark,
            at_once=at_once,
            on_done=lambda i: self._answer(i, done=True),
            excused=excused,
        )
        self._answers: dict[int, asyncio.Future[bool]] = {}
        self._ready, self._stop = asyncio.Event(), asyncio.Event()

    async def take(self, update: Update) -> bool:
        """Work it off, or keep it durably after two seconds; False when Telegram has to send it again."""
        if not await self._open():
            return False
        answer = self._answers.setdefault(update["update_id"], asyncio.get_running_loop().create_future())
        self._lanes.admit([update])
        self._workers.start()
        await asyncio.wait({answer}, timeout=self._patience)
        return answer.result() if answer.done() else await self._workers.keep(update)

    def adopt(self, parked: Sequence[Update]) -> int:
        """Work off what another process parked and left; returns how many were not being worked off here."""
        before = self._lanes.unfinished
        self._lanes.replay(parked)
        self._workers.start()
        return self._lanes.unfinished - before

    async def run(self, parked: Callable[[], Awaitable[Sequence[Update]]]) -> int:
        """Work off what an earlier process parked, then all that is pushed, until `stop`.

        Returns how many updates remain unfinished: parked, or refused so that Telegram sends them again.
        """
        self._lanes.replay(await parked())
        self._workers.start()
        self._ready.set()
        try:
            await self._stop.wait()
            await self._workers.finish()
        finally:
            self.stop()
            await self._workers.break_off()
            for update_id in list(self._answers):
                self._answer(update_id, done=False)
        log.info("telegram.stopped", remaining=self._lanes.unfinished, parked=self._lanes.parked)
        return self._lanes.unfinished

    def stop(self) -> None:
        """Ask `run` to end (safe in a signal handler, at any time, repeatedly)."""
        self._stop.set()
        self._workers.stop()

    async def _open(self) -> bool:
        """Is there room? What was parked earlier is taken up first, so that a person's order holds."""
        try:
            async with asyncio.timeout(self._patience):
                await self._ready.wait()
        except TimeoutError:
            return False
        return not self._stop.is_set() and self._lanes.unfinished < self._most

    def _answer(self, update_id: int, *, done: bool) -> None:
        answer = self._answers.pop(update_id, None)
        if answer is not None and not answer.done():
            answer.set_result(done)

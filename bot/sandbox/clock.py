"""What time is it for the people of the sandbox? Real time plus an offset that only grows."""

import asyncio
import time
from collections.abc import Awaitable, Callable

MINUTE = 60.0


class Clock:
    """A clock that can be put forward, never back. All times are unix seconds."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self.offset = 0.0

    def now(self) -> float:
        """The time shown to people and bots."""
        return self._real() + self.offset

    def jump(self, then: float) -> None:
        """Put the clock forward to `then`; a time that has passed changes nothing."""
        self.offset += max(0.0, then - self.now())


class Walk:
    """Puts a clock forward, and stops at every due time on the way.

    `next_due` says when something is due (None = nothing), `work` does all that is due now, `moved` is told
    of each jump before anything is done at the new time.
    """

    def __init__(
        self,
        clock: Clock,
        next_due: Callable[[], Awaitable[float | None]],
        work: Callable[[], Awaitable[None]],
        moved: Callable[[], None],
    ) -> None:
        self._clock, self._next_due, self._work, self._moved = clock, next_due, work, moved
        self.busy = False
        self.until = 0.0

    async def go(self, minutes: float, rest: float = 0.0) -> int:
        """Walk so many minutes ahead, resting real seconds at each stop for whoever watches.

        Returns how many stops there were. Refused while another walk runs.
        """
        if self.busy:
            raise RuntimeError("the clock is being put forward already")
        self.busy, self.until = True, self._clock.now() + minutes * MINUTE
        try:
            return await self._stops(self.until, rest)
        finally:
            self.busy = False
            self._moved()

    async def _stops(self, end: float, rest: float) -> int:
        stops, last = 0, -1.0
        await self._work()  # nobody is to find that time has jumped while something was on its way
        while (due := await self._next_due()) is not None and due <= end:
            if due <= last:
                break  # what is due does not get done; time goes on all the same
            await self._stop_at(due)
            stops, last = stops + 1, due
            await asyncio.sleep(rest)
        await self._stop_at(end)
        return stops

    async def _stop_at(self, then: float) -> None:
        self._clock.jump(then)
        self._moved()
        await self._work()

"""Who writes next where only one can write? In the order of coming; one who is called first overtakes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager


class WriteLock:
    """A queue for one place. In a rush of presses dozens wait here; the sender must not wait behind them all,
    or the alarms would leave the slower the more people answer."""

    def __init__(self) -> None:
        self._head, self._place = asyncio.Lock(), asyncio.Lock()

    @asynccontextmanager
    async def hold(self, *, first: bool = False) -> AsyncIterator[None]:
        """Hold the place. The others wait for the head of the line, which the holder is as well, so that
        who is called `first` waits for the holder only."""
        async with AsyncExitStack() as held:
            if not first:
                await held.enter_async_context(self._head)
            await held.enter_async_context(self._place)
            yield

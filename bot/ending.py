"""How does everything end in time, even when Telegram and the database hang? Together, and bounded."""

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

IN_FLIGHT = 5.3
"""s for what is in flight, and for giving back what is held: its parts allow themselves five."""
CLOSING = 0.5  # s for the connections
BREAK_OFF = 0.2  # s for those who are cancelled
CANCEL_EVERY = 0.05  # s
THREADS = 0.3  # s for threads that the loop waits for at its end
LAST_RESORT = 6.8  # s after which a process ends that can not end by itself

Job = asyncio.Task[Any]


def job(work: Awaitable[object], name: str) -> Job:
    """What is to be waited for."""

    async def do() -> object:
        return await work

    return asyncio.create_task(do(), name=name)


async def first_of(one: Job, event: asyncio.Event) -> None:
    """Until the job is done or the event comes; the job goes on."""
    waiting = job(event.wait(), "waiting")
    try:
        await asyncio.wait({one, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await broken_off([waiting])


async def in_time(jobs: Iterable[Job], seconds: float, abandon: Callable[[], None]) -> list[str]:
    """Wait so long for them together. Who is late is cancelled, after `abandon` has broken the connections
    that it may wait for; returns the names of those."""
    waiting = [one for one in jobs if not one.done()]
    if waiting:
        await asyncio.wait(waiting, timeout=seconds)
    late = [one for one in waiting if not one.done()]
    if late:
        abandon()
        await broken_off(late)
    return [one.get_name() for one in late]


async def broken_off(jobs: Iterable[Job]) -> None:
    """Cancel them again and again for a moment: who cleans up may wait for something that hangs, too."""
    loop = asyncio.get_running_loop()
    end = loop.time() + BREAK_OFF
    waiting = {one for one in jobs if not one.done()}
    while waiting and loop.time() < end:
        for one in waiting:
            one.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=CANCEL_EVERY)


def outcome(one: Job) -> Any:
    """Its result, usually how much it left; -1 when it was broken off or goes on. Raises what it raised."""
    return one.result() if one.done() and not one.cancelled() else -1


def leave() -> None:
    """End the process here and now: what still waits for a lock or an answer would hold it up for longer."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def leave_soon() -> None:
    """All is done and said; a thread may still ask for a name in a network that is gone."""
    _later(THREADS, leave)


def end_for_certain() -> None:
    """From now on the process ends after so long, whatever it waits for. What is owed is in the database."""

    def last() -> None:
        sys.stderr.write("the end took too long and was broken off; the next start goes on from here\n")
        sys.stderr.flush()
        os._exit(1)

    _later(LAST_RESORT, last)


def _later(seconds: float, do: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()

"""Two pacers without a bot around them: the ideal one, and an even 30 a second.

The ideal one: send i+30 leaves one second after the answer to send i, and at most 40 are under way. However
late Telegram counts a call, it counts it before it answers, so no second of its own holds a 31st.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

RATE, WINDOW, MOST_IN_FLIGHT = 30, 1.0, 40


async def paced(chats: Sequence[int], send: Callable[[int], Awaitable[str]]) -> Counter[str]:
    """Send to all; `send` returns "" or the name of what went wrong."""
    clock = asyncio.get_running_loop().time
    answered: list[asyncio.Future[float]] = []
    errors: Counter[str] = Counter()
    room = asyncio.Semaphore(MOST_IN_FLIGHT)

    async def one(chat: int, answer: asyncio.Future[float]) -> None:
        try:
            if error := await send(chat):
                errors[error] += 1
        finally:
            answer.set_result(clock())
            room.release()

    async with asyncio.TaskGroup() as tasks:
        for place, chat in enumerate(chats):
            if place >= RATE:
                await asyncio.sleep(await answered[place - RATE] + WINDOW - clock())
            await room.acquire()
            answered.append(asyncio.get_running_loop().create_future())
            tasks.create_task(one(chat, answered[-1]))
    return errors


async def evenly(chats: Sequence[int], send: Callable[[int], Awaitable[str]]) -> Counter[str]:
    """Send to all, one each thirtieth of a second; `send` returns "" or the name of what went wrong."""
    clock = asyncio.get_running_loop().time
    start = clock()
    tasks = []
    for place, chat in enumerate(chats):
        await asyncio.sleep(start + place * WINDOW / RATE - clock())
        tasks.append(asyncio.ensure_future(send(chat)))
    return Counter(error for error in await asyncio.gather(*tasks) if error)

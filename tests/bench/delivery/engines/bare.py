"""aiogram and the ideal pacer, no database and no bot around: the CPU that the library alone costs."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from aiogram.exceptions import AiogramError

from tests.bench.delivery.engines.aiograms import keyboard, make_bot
from tests.bench.delivery.engines.frame import TEXT, Job, Ready, run
from tests.bench.delivery.engines.pacer import paced

One = Callable[[int], Awaitable[str]]
Pacer = Callable[[Sequence[int], One], Awaitable[Counter[str]]]


async def send(job: Job, ready: Ready) -> Counter[str]:
    return await send_by(paced, job, ready)


async def send_by(pacer: Pacer, job: Job, ready: Ready) -> Counter[str]:
    """To all of the job, at the moments that the pacer chooses."""
    async with make_bot(job) as bot:

        async def one(chat: int) -> str:
            try:
                await bot.send_message(chat, TEXT, reply_markup=keyboard())
            except AiogramError as error:
                return type(error).__name__
            return ""

        await ready()
        return await pacer(job.chats, one)


if __name__ == "__main__":
    run(send)

"""aiogram and the ideal pacer, no database and no bot around: the CPU that the library alone costs."""

from collections import Counter

from aiogram.exceptions import AiogramError

from tests.bench.delivery.engines.aiograms import keyboard, make_bot
from tests.bench.delivery.engines.frame import TEXT, Job, Ready, run
from tests.bench.delivery.engines.pacer import paced


async def send(job: Job, ready: Ready) -> Counter[str]:
    async with make_bot(job) as bot:

        async def one(chat: int) -> str:
            try:
                await bot.send_message(chat, TEXT, reply_markup=keyboard())
            except AiogramError as error:
                return type(error).__name__
            return ""

        await ready()
        return await paced(job.chats, one)


if __name__ == "__main__":
    run(send)

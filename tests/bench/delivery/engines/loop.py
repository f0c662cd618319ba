"""aiogram's documented broadcast: one after the other, 0.05 s between, a RetryAfter slept and sent again.

Source: "Broadcast example" in aiogram's documentation, docs.aiogram.dev/en/v2.25.1/examples/broadcast_example
("20 messages per second (Limit: 30 messages per second)"); retold with the exceptions of version 3, whose
documentation has no broadcast of its own.
"""

import asyncio
from collections import Counter

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from tests.bench.delivery.engines.aiograms import keyboard, make_bot
from tests.bench.delivery.engines.frame import TEXT, Job, Ready, run

PAUSE = 0.05


async def send_safely(bot: Bot, chat: int, errors: Counter[str]) -> None:
    try:
        await bot.send_message(chat, TEXT, reply_markup=keyboard())
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
        await send_safely(bot, chat, errors)
    except TelegramAPIError as error:
        errors[type(error).__name__] += 1


async def send(job: Job, ready: Ready) -> Counter[str]:
    errors: Counter[str] = Counter()
    async with make_bot(job) as bot:
        await ready()
        for chat in job.chats:
            await send_safely(bot, chat, errors)
            await asyncio.sleep(PAUSE)
    return errors


if __name__ == "__main__":
    run(send)

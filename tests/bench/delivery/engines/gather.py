"""The recipe that is passed around: thirty at once with asyncio.gather, then sleep a second."""

import asyncio
from collections import Counter

from tests.bench.delivery.engines.aiograms import keyboard, make_bot
from tests.bench.delivery.engines.frame import TEXT, Job, Ready, failures, run

AT_ONCE, PAUSE = 30, 1.0


async def send(job: Job, ready: Ready) -> Counter[str]:
    errors: Counter[str] = Counter()
    async with make_bot(job) as bot:
        await ready()
        for first in range(0, job.n, AT_ONCE):
            chats = job.chats[first : first + AT_ONCE]
            sends = (bot.send_message(chat, TEXT, reply_markup=keyboard()) for chat in chats)
            errors += failures(list(await asyncio.gather(*sends, return_exceptions=True)))
            await asyncio.sleep(PAUSE)
    return errors


if __name__ == "__main__":
    run(send)

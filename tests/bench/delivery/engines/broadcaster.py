"""aiogram-broadcaster, by its own API: one mailer without an interval, its own handler for RetryAfter on.

The package sends one chat after the other; an interval would only add to that.
"""

from collections import Counter

from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from aiogram_broadcaster.utils.retry_after_handler import setup_retry_after_handler

from tests.bench.delivery.engines.aiograms import keyboard, make_bot
from tests.bench.delivery.engines.frame import TEXT, Job, Ready, run


async def send(job: Job, ready: Ready) -> Counter[str]:
    async with make_bot(job) as bot:
        broadcaster = Broadcaster(bot)
        setup_retry_after_handler(broadcaster.event)
        content = TextContent(text=TEXT, reply_markup=keyboard())
        mailer = await broadcaster.create_mailer(chats=job.chats, content=content)
        await ready()
        await mailer.start()
        return Counter({"failed": len(mailer.chats.failed)} if mailer.chats.failed else {})


if __name__ == "__main__":
    run(send)

"""python-telegram-bot with its AIORateLimiter, all sends handed to it at once and paced by it."""

import asyncio
from collections import Counter

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import AIORateLimiter, ApplicationBuilder

from tests.bench.delivery.engines.frame import BUTTONS, TEXT, Job, Ready, failures, run


def keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)] for text, data in BUTTONS])


async def send(job: Job, ready: Ready) -> Counter[str]:
    limiter = AIORateLimiter(max_retries=job.retries)
    builder = ApplicationBuilder().token(job.token).base_url(f"{job.url}/bot").rate_limiter(limiter)
    async with builder.build() as application:
        bot = application.bot
        await ready()
        sends = (bot.send_message(c, TEXT, parse_mode="HTML", reply_markup=keyboard()) for c in job.chats)
        return failures(list(await asyncio.gather(*sends, return_exceptions=True)))


if __name__ == "__main__":
    run(send)

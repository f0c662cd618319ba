"""How does the bot present itself to Telegram at its start, and what if nobody answers there?"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import User

from bot.domain.finding import masked

log = structlog.get_logger(__name__)

START_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
ASKS_ON = "asking again, at least every half minute"

WRONG_TOKEN = "Telegram refuses BOT_TOKEN; get the right one from @BotFather and write it into .env."
BAD_WEBHOOK = "Telegram refuses WEBHOOK_URL ({}); correct it in .env, or leave it empty for long polling."


class StartError(Exception):
    """The bot can not start; the message is one sentence with the mend."""


async def greet(bot: Bot, introduce: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> User | None:
    """The bot's own account, once Telegram has answered and knows how updates are to come; None when
    `stopping` comes first. Says each reason to wait once, and its end. Raises StartError for what waiting can
    not mend."""
    greeting = asyncio.create_task(_greet(bot, introduce), name="greeting")
    waiting = asyncio.create_task(stopping.wait(), name="stopping")
    try:
        await asyncio.wait({greeting, waiting}, return_when=asyncio.FIRST_COMPLETED)
        return greeting.result() if greeting.done() else None
    finally:
        greeting.cancel()
        waiting.cancel()
        await asyncio.gather(greeting, waiting, return_exceptions=True)


async def _greet(bot: Bot, introduce: Callable[[], Awaitable[None]]) -> User:
    said: set[str] = set()
    pauses = itertools.chain(START_PAUSES, itertools.repeat(START_PAUSES[-1]))
    while True:
        try:
            me = await bot.get_me()
            await introduce()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise StartError(WRONG_TOKEN) from error
        except TelegramBadRequest as error:
            raise StartError(BAD_WEBHOOK.format(masked(error.message))) from error
        except AiogramError as error:
            pause = next(pauses)
            reason = type(error.__cause__ or error).__name__
            if reason not in said:
                log.warning("telegram.unreachable", seconds=pause, reason=reason, doing=ASKS_ON)
            said.add(reason)
            await asyncio.sleep(pause)
        else:
            if said:
                log.info("telegram.reachable")
            return me

"""How does the bot present itself to Telegram at its start, and what if nobody answers there?"""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import User

from bot.domain.finding import masked

log = structlog.get_logger(__name__)

START_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)

WRONG_TOKEN = "Telegram refuses BOT_TOKEN; get the right one from @BotFather and write it into .env."
BAD_WEBHOOK = "Telegram refuses WEBHOOK_URL ({}); correct it in .env, or leave it empty for long polling."


class StartError(Exception):
    """The bot can not start; the message is one sentence with the mend."""


async def greet(bot: Bot, introduce: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> User | None:
    """The bot's own account, once Telegram has answered and knows how updates are to come; None when
    `stopping` comes first. Says the growing pauses. Raises StartError for what waiting can not mend."""
    for attempt in itertools.count():
        if stopping.is_set():
            break
        try:
            me = await bot.get_me()
            await introduce()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise StartError(WRONG_TOKEN) from error
        except TelegramBadRequest as error:
            raise StartError(BAD_WEBHOOK.format(masked(error.message))) from error
        except AiogramError as error:
            pause = START_PAUSES[min(attempt, len(START_PAUSES) - 1)]
            log.warning("telegram.unreachable", seconds=pause, reason=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stopping.wait()
        else:
            return me
    return None

"""The bot's own library, unmodified, as a driver."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, InputMediaPhoto, LinkPreviewOptions

from .driver import Broken, Driver, Refused, reason_of

CODES = {
    TelegramBadRequest: 400,
    TelegramUnauthorizedError: 401,
    TelegramForbiddenError: 403,
    TelegramNotFound: 404,
    TelegramConflictError: 409,
}


class AiogramDriver(Driver):
    """aiogram 3.31 with its own HTTP session."""

    name = "aiogram"

    def __init__(self, url: str, token: str) -> None:
        self.bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=8.0))

    async def call(self, method: str, **params: Any) -> Any:
        return await self._sorted(getattr(self.bot, method)(**params))

    async def raw(self, endpoint: str) -> Any:
        class Unheard(TelegramMethod[bool]):
            __returning__ = bool
            __api_method__ = endpoint

        return await self._sorted(self.bot(Unheard()))

    async def _sorted(self, work: Any) -> Any:
        try:
            return await work
        except TelegramRetryAfter as error:
            raise Refused(429, "too many requests", retry_after=error.retry_after) from error
        except TelegramMigrateToChat as error:
            raise Refused(400, "migrated", migrate_to=error.migrate_to_chat_id) from error
        except (TelegramNetworkError, ClientDecodeError) as error:
            raise Broken(str(error)) from error
        except TelegramAPIError as error:
            raise Refused(CODES[type(error)], reason_of(error.message)) from error

    def no_preview(self) -> Any:
        return LinkPreviewOptions(is_disabled=True)

    def media(self, file_id: str, caption: str) -> Any:
        return InputMediaPhoto(media=file_id, caption=caption)

    def upload(self, data: bytes, name: str) -> Any:
        return BufferedInputFile(data, name)

    async def download(self, path: str) -> bytes:
        found = await self.bot.download_file(path)
        assert found is not None
        return found.read()

    async def close(self) -> None:
        await self.bot.session.close()

"""An independent library, unmodified, as a driver: what both agree on is the Bot API itself."""

from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, BotCommand, InputFile, InputMediaPhoto, LinkPreviewOptions, ReactionTypeEmoji
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from .driver import Broken, Driver, Refused, reason_of

CODES = {BadRequest: 400, InvalidToken: 401, Forbidden: 403, EndPointNotFound: 404, Conflict: 409}


class PtbDriver(Driver):
    """python-telegram-bot 22.8 with its own HTTP session."""

    name = "ptb"

    def __init__(self, url: str, token: str) -> None:
        self.bot = Bot(
            token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=HTTPXRequest(connection_pool_size=8, read_timeout=8),
        )

    async def call(self, method: str, **params: Any) -> Any:
        return await self._sorted(getattr(self.bot, method)(**params))

    async def raw(self, endpoint: str) -> Any:
        return await self._sorted(self.bot.do_api_request(endpoint))

    async def _sorted(self, work: Any) -> Any:
        try:
            return await work
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            raise Refused(429, "too many requests", retry_after=int(seconds)) from error
        except ChatMigrated as error:
            raise Refused(400, "migrated", migrate_to=error.new_chat_id) from error
        except TelegramError as error:
            if type(error) not in CODES and isinstance(error, NetworkError):
                raise Broken(str(error)) from error
            reason = reason_of(error.message)
            gone = isinstance(error, InvalidToken) and reason != "unauthorized"
            raise Refused(404 if gone else CODES[type(error)], reason) from error

    def command_list(self, commands: list[dict[str, str]]) -> Any:
        return [BotCommand(command["command"], command["description"]) for command in commands]

    def reaction(self, emoji: str) -> Any:
        return ReactionTypeEmoji(emoji)

    def no_preview(self) -> Any:
        return LinkPreviewOptions(is_disabled=True)

    def media(self, file_id: str, caption: str) -> Any:
        return InputMediaPhoto(file_id, caption=caption)

    def upload(self, data: bytes, name: str) -> Any:
        return InputFile(data, filename=name)

    async def download(self, path: str) -> bytes:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{self.bot.base_file_url}/{path}")
        return answer.raise_for_status().content

    async def close(self) -> None:
        for request in self.bot._request:
            await request.shutdown()

"""getUpdates over HTTP, its faults sorted for the poll loop. The token never reaches an error or the log."""

from collections.abc import Sequence
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from bot.handlers.lanes import Update
from bot.handlers.line import Conflict, SlowDown, Unauthorized, Unreachable

GIVE_UP_AFTER = 10.0  # s beyond the long poll


class GetUpdates:
    """One request at a time; the kinds of update are asked for by name."""

    def __init__(self, bot: Bot, allowed: Sequence[str]) -> None:
        self._bot = bot
        self._allowed = list(allowed)

    async def __call__(self, offset: int | None, timeout: int, limit: int) -> list[Update]:
        status, body = await self._ask(offset, timeout, limit)
        if isinstance(body, dict) and body.get("ok"):
            updates: list[Update] = body["result"]
            return updates
        raise _fault(status, body)

    async def _ask(self, offset: int | None, timeout: int, limit: int) -> tuple[int, Any]:
        session = self._bot.session
        assert isinstance(session, AiohttpSession)
        http = await session.create_session()
        url = session.api.api_url(token=self._bot.token, method="getUpdates")
        ask: dict[str, Any] = {"timeout": timeout, "limit": limit, "allowed_updates": self._allowed}
        if offset is not None:
            ask["offset"] = offset
        patience = aiohttp.ClientTimeout(total=timeout + GIVE_UP_AFTER)
        try:
            async with http.post(url, json=ask, timeout=patience) as answer:
                return answer.status, await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            raise Unreachable(type(fault).__name__) from None  # its text may hold the token


def _fault(status: int, body: Any) -> Exception:
    if not isinstance(body, dict):
        return Unreachable(f"answer {status}")
    why = str(body.get("description", ""))
    match status:
        case 401 | 404:  # Telegram says 404 to a malformed token
            return Unauthorized(why)
        case 409:
            return Conflict(why)
        case 429:
            return SlowDown(float(body.get("parameters", {}).get("retry_after", 1)))
        case _:
            return Unreachable(f"{status} {why}")

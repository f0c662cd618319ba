"""By which doors does the outside come in? Telegram's updates by one of two ways, and HTTP beside them."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiogram import Bot
from prometheus_client import CollectorRegistry, ProcessCollector
from pydantic import SecretStr

from bot.greeting import StartError
from bot.handlers.fetch import GetUpdates
from bot.handlers.lanes import Update
from bot.handlers.poll import Poller
from bot.handlers.pushed import Pushed
from bot.handlers.receiving import Alone, ByPolling, ByWebhook, Receiving
from bot.usecases.upkeep import Upkeep

if TYPE_CHECKING:
    from fastapi import APIRouter

    from bot.web.server import Server

LATER = 1.0
"""s until a polling bot opens HTTP: loading the library takes 0.3 s, and the first poll goes first."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to push updates, and by what we know that it is Telegram."""

    url: str
    secret: str

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


class Doors:
    """Updates come in by `receiving`. `checks` (asked by /health) may grow until the door is open."""

    def __init__(
        self,
        bot: Bot,
        kinds: Sequence[str],
        handle: Callable[[Update], Awaitable[object]],
        upkeep: Upkeep,
        alone: Alone,
        hook: Hook | None,
        registry: CollectorRegistry,
    ) -> None:
        self._hook, self._registry = hook, registry
        self.receiving: Receiving
        if hook is None:
            self._pushed = None
            fetch, park, unpark = GetUpdates(bot, kinds), upkeep.park, upkeep.unpark
            make = partial(Poller, fetch, handle, park, unpark, excused=upkeep.excuses)
            self.receiving = ByPolling(bot, make, upkeep.parked, alone, upkeep.excuses)
        else:
            self._pushed = Pushed(handle, upkeep.park, upkeep.unpark, excused=upkeep.excuses)
            found = upkeep.parked, upkeep.left_behind, upkeep.excuses
            self.receiving = ByWebhook(bot, self._pushed, *found, hook.url, hook.secret, kinds)
        self.checks: dict[str, Callable[[], Awaitable[bool]]] = {"database": upkeep.database_answers}
        ProcessCollector(registry=registry)
        self._server: Server | None = None
        self._opening: asyncio.Task[None] | None = None

    async def open(self, host: str, port: int) -> None:
        """Open HTTP: now if updates come by it (raises StartError), else soon, once the port is free."""
        if self._hook is None:
            self._opening = asyncio.create_task(self._open_later(host, port), name="web.open")
            return
        self._server = self._make(host, port)
        try:
            await self._server.open()
        except OSError as error:
            reason = f"Port {port} on {host} can not be opened ({error.strerror})"
            raise StartError(f"{reason}; set HTTP_HOST and HTTP_PORT to one that can.") from error

    async def close(self) -> None:
        """Answer what is under way, and free the port."""
        if self._opening is not None:
            self._opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._opening
        if self._server is not None:
            await self._server.close()

    @property
    def port(self) -> int:
        """The port of HTTP; 0 while it is closed."""
        return self._server.port if self._server is not None else 0

    async def _open_later(self, host: str, port: int) -> None:
        await asyncio.sleep(LATER)
        self._server = await asyncio.to_thread(self._make, host, port)
        await self._server.open_when_free()

    def _make(self, host: str, port: int) -> "Server":
        from bot.web.server import Server  # only here: who merely polls starts without waiting for it

        return Server(self._rooms, host, port)

    def _rooms(self) -> "list[APIRouter]":
        from bot.web import health, metrics, webhook

        rooms = [health.router(self.checks), metrics.router(self._registry)]
        if self._hook is not None and self._pushed is not None:
            hook, take = self._hook, self._pushed.take
            rooms.append(webhook.router(hook.path, hook.secret, take, self._registry))
        return rooms


def hook_of(url: str, secret: SecretStr | None) -> Hook | None:
    """The webhook of these settings; None = long polling. Raises StartError without a secret."""
    if not url:
        return None
    if not secret:
        raise StartError(NO_SECRET)
    return Hook(url, secret.get_secret_value())


def running(task: "asyncio.Task[Any]") -> Callable[[], Awaitable[bool]]:
    """A check whether somebody is still at work."""

    async def check() -> bool:
        return not task.done()

    return check


NO_SECRET = (
    "WEBHOOK_SECRET is missing: with WEBHOOK_URL anybody could speak as Telegram without it; write a long "
    "random word of letters and digits into .env."
)

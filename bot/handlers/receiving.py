"""By which way do updates come: does the bot ask for them, or does Telegram push them?"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import WebhookInfo

from bot.handlers.lanes import Update
from bot.handlers.poll import Poller
from bot.handlers.pushed import Pushed

log = structlog.get_logger(__name__)

Parked = Callable[[], Awaitable[Sequence[Update]]]
Alone = Callable[[Callable[[], bool]], AbstractAsyncContextManager[bool]]

CONNECTIONS = 40  # updates that Telegram may push at once; its own default
LOOK_EVERY = 60.0  # s between looks whether the webhook still stands


class Receiving(Protocol):
    """One of the two ways."""

    way: str

    async def introduce(self) -> None:
        """Tell Telegram which way; nothing waiting is dropped. Raises AiogramError."""

    async def run(self) -> int:
        """Take updates until `stop`; how many remain unfinished. Raises Unauthorized."""

    def stop(self) -> None:
        """Ask `run` to end (safe in a signal handler, at any time, repeatedly)."""


class ByPolling:
    """Asks Telegram. Of several processes with one database one polls and the others wait for its end.

    `alone` holds that right: it yields False when its argument says that there is no more waiting.
    """

    way = "polling"

    def __init__(self, bot: Bot, poller: Poller, parked: Parked, alone: Alone) -> None:
        self._bot, self._poller, self._parked, self._alone = bot, poller, parked, alone
        self._stopping = self._waiting = False

    async def introduce(self) -> None:
        # At the start only: a poller that removed it again while running would fight a new webhook process.
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def run(self) -> int:
        async with self._alone(self._patient) as alone:
            if self._waiting:
                log.info("telegram.waiting_over", polling=alone)
            return await self._poller.run(await self._parked()) if alone else 0

    def stop(self) -> None:
        self._stopping = True
        self._poller.stop()

    def _patient(self) -> bool:
        if not self._waiting:
            log.warning(
                "telegram.waiting",
                reason="another process with this database polls; this one goes on when that one ends",
            )
            self._waiting = True
        return not self._stopping


class ByWebhook:
    """Telegram pushes to `url` with the secret; every process behind that address takes its share."""

    way = "webhook"

    def __init__(
        self, bot: Bot, pushed: Pushed, parked: Parked, url: str, secret: str, kinds: Sequence[str]
    ) -> None:
        self._bot, self._pushed, self._parked = bot, pushed, parked
        self._url, self._secret, self._kinds = url, secret, list(kinds)
        self._said = ""

    async def introduce(self) -> None:
        # The same for every process: whoever starts says it anew, and nothing changes.
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=self._kinds,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def run(self) -> int:
        """The webhook stays at the end: another process may serve it, and Telegram keeps what is refused."""
        watching = asyncio.create_task(self._watch(), name="telegram.webhook")
        try:
            return await self._pushed.run(self._parked)
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    def stop(self) -> None:
        self._pushed.stop()

    async def _watch(self) -> None:
        """Say what Telegram has to complain about. A webhook that somebody removed is not set again."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                self._say(complaint(await self._bot.get_webhook_info(), self._url))
            except AiogramError as error:
                self._say(f"it could not be examined: {type(error).__name__}")

    def _say(self, words: str) -> None:
        if words and words != self._said:
            log.warning("telegram.webhook", reason=words)
        self._said = words


def complaint(info: WebhookInfo, url: str) -> str:
    """What is wrong with the webhook; empty when it stands and nothing waits behind an error."""
    if info.url != url:
        other = "leads elsewhere" if info.url else "was removed"
        return f"it {other}, so another process takes the updates; start this one anew to take them back"
    if info.last_error_message and info.pending_update_count:
        return f"{info.pending_update_count} updates wait; Telegram says: {info.last_error_message}"
    return ""

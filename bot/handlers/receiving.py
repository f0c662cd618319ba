"""By which way do updates come: does the bot ask for them, or does Telegram push them?"""

import asyncio
import contextlib
import time
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
from bot.handlers.workers import Excused, end_all

log = structlog.get_logger(__name__)

Parked = Callable[[], Awaitable[Sequence[Update]]]
Alone = Callable[[Callable[[], bool]], AbstractAsyncContextManager[object]]

CONNECTIONS = 40  # updates that Telegram may push at once; its own default
LOOK_EVERY = 60.0  # s between looks whether the webhook still stands, and what a dead process left
AGAIN_AFTER = 1.0  # s after the database could not be asked
LOST_WITHIN = 0.5  # s until it is noticed that the right to poll is lost
OUR_OWN_LOCK = 10.0
"""s until a lock that can not be had again must be another's: by then the server frees that of a cut line."""


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

    `alone` yields that right: true while it is held, so not when `alone`'s argument says that there is no
    more waiting, nor when it was lost (the database was restarted). Then it is asked for again, and polling
    begins anew with the next that `make` makes. `excused` as in `Workers`; what it excuses is waited for.
    """

    way = "polling"

    def __init__(
        self, bot: Bot, make: Callable[[], Poller], parked: Parked, alone: Alone, excused: Excused
    ) -> None:
        self._bot, self._make, self._parked, self._alone = bot, make, parked, alone
        self._excused = excused
        self._poller: Poller | None = None
        self._stop = asyncio.Event()
        self._waiting = False
        self._lost_at: float | None = None

    async def introduce(self) -> None:
        # At the start only: a poller that removed it again while running would fight a new webhook process.
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def run(self) -> int:
        left = 0
        while not self._stop.is_set():
            try:
                async with self._alone(self._patient) as hold:
                    left = await self._poll_while(hold)
            except Exception as fault:
                if not self._excused(fault):
                    raise
                await _pause(self._stop, AGAIN_AFTER)
        return left

    def stop(self) -> None:
        self._stop.set()
        if self._poller is not None:
            self._poller.stop()

    async def _poll_while(self, hold: object) -> int:
        if self._waiting:
            log.info("telegram.waiting_over", polling=bool(hold))
            self._waiting = False
        if not hold:
            return 0
        if self._lost_at is not None:
            log.info("telegram.duty_taken")
            self._lost_at = None
        parked = await self._parked()
        self._poller = poller = self._make()
        if self._stop.is_set():
            poller.stop()
        polling = asyncio.create_task(poller.run(parked), name="telegram.polling")
        try:
            while hold and not polling.done():
                await asyncio.wait({polling}, timeout=LOST_WITHIN)
            if not polling.done() and not self._stop.is_set():
                self._lost_at = time.monotonic()
                log.info("telegram.duty_lost", doing="polling goes on when the database is back")
            poller.stop()
            return await polling
        finally:
            await end_all([polling])

    def _patient(self) -> bool:
        ours = self._lost_at is not None and time.monotonic() - self._lost_at < OUR_OWN_LOCK
        if not self._waiting and not ours:
            log.warning(
                "telegram.waiting",
                reason="another process with this database polls; this one goes on when that one ends",
            )
            self._waiting = True
        return not self._stop.is_set()


class ByWebhook:
    """Telegram pushes to `url` with the secret; every process behind that address takes its share."""

    way = "webhook"

    def __init__(
        self,
        bot: Bot,
        pushed: Pushed,
        parked: Parked,
        left_behind: Parked,
        excused: Excused,
        url: str,
        secret: str,
        kinds: Sequence[str],
    ) -> None:
        self._bot, self._pushed, self._parked, self._left_behind = bot, pushed, parked, left_behind
        self._excused = excused
        self._url, self._secret, self._kinds = url, secret, list(kinds)
        self._stop = asyncio.Event()
        self._taken_up: set[int] = set()  # once in a life: what fails here too waits for the next start
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
        adopting = asyncio.create_task(self._adopt(), name="telegram.left_behind")
        try:
            return await self._pushed.run(self._first)
        finally:
            await end_all([watching, adopting])

    def stop(self) -> None:
        self._stop.set()
        self._pushed.stop()

    async def _first(self) -> Sequence[Update]:
        """What an earlier process parked, as soon as the database can tell."""
        while not self._stop.is_set():
            try:
                return await self._parked()
            except Exception as fault:
                if not self._excused(fault):
                    raise
                await _pause(self._stop, AGAIN_AFTER)
        return ()

    async def _adopt(self) -> None:
        """Take up what a process parked that is dead by now; what another one takes up too is done once."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                left = await self._left_behind()
            except Exception as fault:
                if not self._excused(fault):
                    raise
                continue
            new = [update for update in left if update["update_id"] not in self._taken_up]
            self._taken_up = {update["update_id"] for update in left}
            if self._pushed.adopt(new):
                log.warning("telegram.left_behind", n=len(new), doing="a dead process parked them")

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


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def complaint(info: WebhookInfo, url: str) -> str:
    """What is wrong with the webhook; empty when it stands and nothing waits behind an error."""
    if info.url != url:
        other = "leads elsewhere" if info.url else "was removed"
        return f"it {other}, so another process takes the updates; start this one anew to take them back"
    if info.last_error_message and info.pending_update_count:
        return f"{info.pending_update_count} updates wait; Telegram says: {info.last_error_message}"
    return ""

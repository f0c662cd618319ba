"""How does a bot wait for updates by getUpdates? One poller a bot; a second one ends the first."""

import asyncio

from bot.sandbox.calls import Calls
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Faults
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import Bot, Update
from bot.sandbox.updates import allow, confirm, fetch, forget_old

MAX_TIMEOUT = 50
MAX_LIMIT = 100
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"


class Polling:
    """The long polls that are waiting."""

    def __init__(self, faults: Faults, calls: Calls) -> None:
        self._faults = faults
        self._calls = calls
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self.asked = asyncio.Event()
        """Set once a bot has asked for updates."""

    def wake(self, bot: Bot) -> None:
        """There is a new update for this bot."""
        waiter = self._waiting.get(bot.id)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def webhook_changed(self, bot: Bot) -> None:
        """setWebhook ends a running poll."""
        if bot.webhook is not None:
            self._end(bot.id, WEBHOOK_SET)

    def release(self) -> None:
        """Let every poller go home empty-handed (the server stops)."""
        for waiter in self._waiting.values():
            if not waiter.done():
                waiter.set_result(None)

    def _end(self, bot_id: int, reason: str) -> None:
        waiter = self._waiting.pop(bot_id, None)
        if waiter is not None and not waiter.done():
            waiter.set_exception(ApiError(409, reason))

    async def get_updates(self, call: Call) -> list[Update]:
        """getUpdates"""
        self.asked.set()
        bot, timeout = call.bot, min(max(call.params.integer("timeout"), 0), MAX_TIMEOUT)
        found = get_updates(call)
        self._end(bot.id, OTHER_POLLER)
        if timeout and not found:
            await self._wait(bot.id, timeout)
            found = fetch(bot, _limit(call))
        self._repeat(bot, found)
        return found

    async def _wait(self, bot_id: int, timeout: int) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[bot_id] = waiter
        try:
            await asyncio.wait((waiter,), timeout=timeout)
            if waiter.done():
                waiter.result()
        finally:
            if self._waiting.get(bot_id) is waiter:
                del self._waiting[bot_id]

    def _repeat(self, bot: Bot, found: list[Update]) -> None:
        """Updates that a fault wants delivered twice come again with the next poll, confirmed or not."""
        if not self._faults.rules:
            return
        again = [update for update in found if self._faults.repeats(update.kind, update.chat_id)]
        bot.again.extend(again)
        self._calls.repeated_updates += len(again)


@method("getUpdates", "offset limit timeout allowed_updates")
def get_updates(call: Call) -> list[Update]:
    """What is there at once; `Polling` waits for more where that is nothing."""
    bot, limit = call.bot, _limit(call)
    if bot.webhook is not None:
        raise ApiError(409, WEBHOOK_ACTIVE)
    allow(bot, call.params.nested("allowed_updates"))
    forget_old(bot, call.now)
    confirm(bot, call.params.integer("offset"))
    return fetch(bot, limit)


def _limit(call: Call) -> int:
    return min(max(call.params.integer("limit", MAX_LIMIT), 1), MAX_LIMIT)

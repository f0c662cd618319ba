"""How are updates pushed to a webhook? In order within a chat, many chats at once, repeated until taken."""

import asyncio
import ssl
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.sandbox.calls import Calls
from bot.sandbox.faults import Faults
from bot.sandbox.methods.webhook import LOCAL
from bot.sandbox.model import Bot, Update, Webhook
from bot.sandbox.updates import forget_old
from bot.sandbox.world import World

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 30.0
ANSWER_WITHIN = 60.0
"""Real seconds; what Telegram waits is not documented."""


class Webhooks:
    """Pushes the queues of bots that have a webhook; each chat is a lane of its own."""

    def __init__(self, world: World, faults: Faults, calls: Calls, now: Callable[[], float]) -> None:
        self.first_pause = FIRST_PAUSE
        self._world = world
        self._faults = faults
        self._calls = calls
        self._now = now
        self._lanes: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._session: ClientSession | None = None
        world.on_update.append(self.wake)
        world.on_webhook.append(self.wake)

    def wake_all(self) -> None:
        """Look at every queue again."""
        for bot in self._world.bots.values():
            self.wake(bot)

    def wake(self, bot: Bot) -> None:
        """Open lanes for chats with waiting updates, as many as max_connections allows."""
        hook = bot.webhook
        if hook is None or not self._faults.accepting:
            return
        if urlsplit(hook.url).hostname not in LOCAL:
            self._note(hook, "the sandbox delivers to 127.0.0.1 and localhost only")
            return
        forget_old(bot, self._now())
        busy = sum(1 for owner, _ in self._lanes if owner == bot.id)
        for update in bot.updates:
            if busy >= hook.max_connections:
                return
            lane = (bot.id, update.chat_id)
            if lane not in self._lanes:
                busy += 1
                self._lanes[lane] = asyncio.get_running_loop().create_task(self._run(bot, lane))

    async def _run(self, bot: Bot, lane: tuple[int, int]) -> None:
        """Push one chat's updates in order until there are none, or the webhook is gone."""
        pause = self.first_pause
        try:
            while (hook := bot.webhook) is not None and self._faults.accepting:
                update = next((u for u in bot.updates if u.chat_id == lane[1]), None)
                if update is None:
                    break
                if await self._push(hook, update):
                    pause = self.first_pause
                    await self._taken(bot, hook, update)
                else:
                    await asyncio.sleep(pause)
                    pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            del self._lanes[lane]
        self.wake(bot)

    async def _taken(self, bot: Bot, hook: Webhook, update: Update) -> None:
        if self._faults.repeats(update.kind, update.chat_id):
            self._calls.repeated_updates += 1
            await self._push(hook, update)
        if update in bot.updates:
            bot.updates.remove(update)

    async def _push(self, hook: Webhook, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        try:
            async with self._client().post(hook.url, data=update.payload.encode(), headers=headers) as answer:
                if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
                    return True
                self._note(hook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (ClientError, TimeoutError) as error:
            self._note(hook, f"Connection failed: {type(error).__name__}")
        return False

    def _note(self, hook: Webhook, error: str) -> None:
        hook.last_error, hook.last_error_date = error, int(self._now())

    def _client(self) -> ClientSession:
        if self._session is None:
            unchecked = ssl.create_default_context()
            unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
            self._session = ClientSession(
                connector=TCPConnector(ssl=unchecked, limit=0),
                timeout=ClientTimeout(total=ANSWER_WITHIN),
            )
        return self._session

    async def close(self) -> None:
        """Stop pushing."""
        lanes = list(self._lanes.values())
        for task in lanes:
            task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

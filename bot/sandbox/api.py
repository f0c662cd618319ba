"""How does an HTTP request to /bot<TOKEN>/<method> become a call, and its outcome an answer?"""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from aiohttp import web

from bot.sandbox.bodies import cut, html_page, ok, read_params, refused, updates
from bot.sandbox.calls import Calls, Entry
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Faults, Plan
from bot.sandbox.methods import METHODS, Call, Method
from bot.sandbox.methods.params import Params
from bot.sandbox.model import Bot
from bot.sandbox.polling import Polling
from bot.sandbox.world import World

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class Api:
    """The Bot API door. `now` gives unix seconds for the world; delays and limits run on monotonic time."""

    def __init__(self, world: World, faults: Faults, calls: Calls, now: Callable[[], float]) -> None:
        self.world = world
        self.faults = faults
        self.calls = calls
        self.now = now
        self.polling = Polling(faults, calls)
        self._lines: WeakSet[asyncio.Transport] = WeakSet()
        world.on_update.append(self.polling.wake)
        world.on_webhook.append(self.polling.webhook_changed)

    def hang_up(self) -> None:
        """Cut every connection, also those that are kept for the next call."""
        for line in list(self._lines):
            line.abort()
        self.polling.release()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request below /bot."""
        if not self.faults.accepting:
            self.calls.turn_away(request.path.rpartition("/")[2])
            return cut(request)
        if isinstance(request.transport, asyncio.Transport):
            self._lines.add(request.transport)
        try:
            return await self._answer(request)
        except ApiError as error:
            return refused(error)

    def bot_of(self, token: str) -> Bot:
        """The bot with this token; what is no token at all is an unknown address, as with Telegram."""
        bot = self.world.tokens.get(token)
        if bot is not None:
            return bot
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        raise ApiError(401, "Unauthorized")

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        token, _, name = request.path[len("/bot") :].partition("/")
        bot = self.bot_of(token)
        method = METHODS.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found")
        left = time.monotonic()
        params = await read_params(request)
        chat = _chat_key(params)
        entry = self.calls.begin(bot.id, method.name, chat, params.values, left)
        number = chat if isinstance(chat, int) else None
        if self.faults.rules and (seconds := self.faults.way_there(method.name, number)):
            await asyncio.sleep(seconds)
        entry.counted = time.monotonic()
        plan = self.faults.judge(bot.id, method.name, number, method.metered, entry.counted, left)
        if plan is None and self.faults.accepting:
            return await self._execute(method, bot, params, entry)
        return await self._follow(plan or Plan(), request, method, bot, params, entry)

    async def _follow(
        self,
        plan: Plan,
        request: web.BaseRequest,
        method: Method,
        bot: Bot,
        params: Params,
        entry: Entry,
    ) -> web.StreamResponse:
        """Play a fault around the call."""
        if plan.delay:
            await asyncio.sleep(plan.delay)
        if plan.cut == "before" or not self.faults.accepting:
            self.calls.end(entry, "cut_before", time=time.monotonic())
            return cut(request)
        response = await self._outcome(plan, method, bot, params, entry)
        if plan.late:
            await asyncio.sleep(plan.late)
        return cut(request) if plan.cut == "after" else response

    async def _outcome(
        self, plan: Plan, method: Method, bot: Bot, params: Params, entry: Entry
    ) -> web.StreamResponse:
        """The answer of a call whose connection holds, refusals too: all of them have a way back."""
        if plan.html:
            self.calls.end(entry, "html", time=time.monotonic())
            return html_page(plan.html)
        if plan.error is not None:
            self.calls.end(entry, str(plan.error.code), time=time.monotonic())
            return refused(plan.error)
        try:
            return await self._execute(method, bot, params, entry, cut_after=plan.cut == "after")
        except ApiError as error:
            return refused(error)

    async def _execute(
        self, method: Method, bot: Bot, params: Params, entry: Entry, *, cut_after: bool = False
    ) -> web.StreamResponse:
        call = Call(self.world, bot, params, self.now(), time.monotonic())
        try:
            if self.world.strict_parameters:
                params.check_known(method.known)
            params.check_supported(method.name)
            if method.name == "getUpdates":
                found = await self.polling.get_updates(call)
                self.calls.end(entry, "ok", time=time.monotonic())
                return updates(found)
            result: Any = method.run(call)
        except ApiError as error:
            self.calls.end(entry, str(error.code), time=time.monotonic())
            raise
        self.calls.end(entry, "cut_after" if cut_after else "ok", result, time=call.mono)
        return ok(result)

    async def download(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request below /file/bot."""
        if not self.faults.accepting:
            self.calls.refused_connections += 1
            return cut(request)
        token, _, path = request.path[len("/file/bot") :].partition("/")
        try:
            self.bot_of(token)
        except ApiError as error:
            return refused(error)
        file = self.world.paths.get(path)
        if file is None:
            return refused(ApiError(404, "Not Found"))
        return web.Response(body=file.data, content_type="application/octet-stream")


def _chat_key(params: Params) -> int | str | None:
    """The chat for the log and the faults, without judging it."""
    value = params.values.get("chat_id")
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    text = str(value)
    return int(text) if text.removeprefix("-").isdecimal() else text

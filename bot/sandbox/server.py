"""How is the sandbox started and stopped? One object that lives inside any asyncio program."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.api import Api
from bot.sandbox.bodies import MAX_BODY, plain_json
from bot.sandbox.calls import Calls
from bot.sandbox.changes import Changes
from bot.sandbox.console import Console
from bot.sandbox.faults import Faults
from bot.sandbox.model import Answer
from bot.sandbox.people import People
from bot.sandbox.webhooks import Webhooks
from bot.sandbox.world import World


class Sandbox:
    """A small Telegram on a local port. `now` gives unix seconds for dates; all else runs in real time."""

    def __init__(self, now: Callable[[], float] = time.time, seed: int = 112) -> None:
        self.now = now
        self.world = World()
        self.faults = Faults(Random(seed))
        self.calls = Calls()
        self.changed = Changes(self.world)
        self.people = People(self.world, lambda: self.now())
        self.api = Api(self.world, self.faults, self.calls, lambda: self.now())
        self.console = Console(self)
        self.webhooks = Webhooks(self.world, self.faults, self.calls, lambda: self.now())
        self.doors: list[Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]] = []
        self._runner: web.ServerRunner | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """The API's root, such as http://127.0.0.1:40123."""
        if not self._url:
            raise RuntimeError("the sandbox has not been started")
        return self._url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        loop = asyncio.get_running_loop()

        def make_request(*parts: Any) -> web.BaseRequest:
            message, payload, protocol, writer, task = parts
            return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)

        server = web.Server(self._handle, request_factory=make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        self._url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End waiting polls and deliveries and close the port."""
        self.api.hang_up()
        await self.webhooks.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner, self._url = None, ""

    async def answered(self, query_id: str, timeout: float = 10.0) -> Answer | None:
        """Wait for the bot's answer to a press; None when it does not come in time."""
        await self.changed.until(lambda: self.people.answer(query_id) is not None, timeout)
        return self.people.answer(query_id)

    def halt(self) -> None:
        """Telegram goes away: every API connection is closed at once until `resume`."""
        self.faults.accepting = False
        self.api.hang_up()

    def resume(self) -> None:
        """Telegram is back."""
        self.faults.accepting = True
        self.webhooks.wake_all()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            return await self.api.handle(request)
        if path.startswith("/file/bot"):
            return await self.api.download(request)
        if _foreign(request):
            return plain_json({"error": "this address is for its own page only"}, 403)
        for door in self.doors:
            if (answer := await door(request)) is not None:
                return answer
        if path.startswith("/sandbox"):
            return await self.console.handle(request)
        return plain_json({"error": f"nothing at {path}"}, 404)


def _foreign(request: web.BaseRequest) -> bool:
    """Does another site's page speak through somebody's browser?"""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("Host")

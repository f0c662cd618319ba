"""A site on a local port, and a client that talks to it over real HTTP."""

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession
from fastapi import APIRouter

from bot.web.server import Server


class Visitor:
    """Speaks HTTP with the site."""

    def __init__(self, http: ClientSession, port: int) -> None:
        self.http, self.root = http, f"http://127.0.0.1:{port}"

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(self.root + path) as answer:
            return answer.status, await answer.text()

    async def post(self, path: str, body: Any, secret: str | None = None) -> int:
        """Push a body (bytes, a stream, or something for JSON) as Telegram does; the status."""
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        async with self.http.post(self.root + path, data=data, headers=headers) as answer:
            assert await answer.text() == "", "nothing is told to whoever knocks"
            return answer.status


Visit = Callable[[Iterable[APIRouter]], AbstractAsyncContextManager[Visitor]]


@pytest.fixture
def visit() -> Visit:
    """Open these rooms on a free port, and visit them."""

    @asynccontextmanager
    async def opened(rooms: Iterable[APIRouter]) -> AsyncIterator[Visitor]:
        server = Server(lambda: rooms, "127.0.0.1", 0)
        await server.open()
        async with ClientSession() as http:
            yield Visitor(http, server.port)
        await server.close()

    return opened

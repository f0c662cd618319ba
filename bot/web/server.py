"""How is the HTTP door opened and closed inside the bot's own loop?"""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Generator, Iterable

import structlog
import uvicorn
from fastapi import APIRouter, FastAPI

log = structlog.get_logger(__name__)

AGAIN_AFTER = 10.0  # s; the one who has the port may be the process before us
LAST_ANSWERS = 3  # s for answers under way at the end
BACKLOG = 256


class _Uvicorn(uvicorn.Server):
    """Signals belong to whoever started the program; the loop is ours."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


class Server:
    """One port with a site of several rooms; `rooms` is called when it opens."""

    def __init__(self, rooms: Callable[[], Iterable[APIRouter]], host: str, port: int) -> None:
        self._rooms, self._host, self._port = rooms, host, port
        self._uvicorn: _Uvicorn | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = 0
        """The port while it is open; 0 asks for any free one."""

    async def open(self) -> None:
        """Listen. Raises OSError when the port can not be had."""
        listening = _listen(self._host, self._port)
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            site(self._rooms()),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            http="h11",
            ws="none",
            backlog=BACKLOG,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
        self._uvicorn = _Uvicorn(config)
        self._serving = asyncio.create_task(self._uvicorn.serve(sockets=[listening]), name="web")
        await self._uvicorn.up.wait()
        log.info("web.open", host=self._host, port=self.port)

    async def open_when_free(self) -> None:
        """Listen as soon as the port can be had; for a process that does its work without it."""
        said = False
        while True:
            try:
                return await self.open()
            except OSError as error:
                if not said:
                    reason = f"{error.strerror}; set HTTP_PORT to a free one"
                    log.warning("web.closed", host=self._host, port=self._port, reason=reason)
                said = True
                await asyncio.sleep(AGAIN_AFTER)

    async def close(self) -> None:
        """Take no more requests, answer those under way, free the port."""
        if self._uvicorn is None or self._serving is None:
            return
        self._uvicorn.should_exit = True
        await self._serving
        self._uvicorn = self._serving = None
        self.port = 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:  # Python adds the address in brackets, and our sentences name it already
        raise OSError(error.errno, str(error.strerror).partition(" (")[0]) from error


def site(rooms: Iterable[APIRouter]) -> FastAPI:
    """The rooms under one roof, without pages that describe them."""
    roof = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    for room in rooms:
        roof.include_router(room)
    return roof

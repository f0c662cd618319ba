"""What if the server is not heard of any more, without any sign that it went?"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import make_url
from structlog.testing import capture_logs

from bot.storage import away, engine
from bot.storage.unit_of_work import UNAVAILABLE, Database
from tests.integration.storage.conftest import NOW

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Wire:
    """A TCP way to a server's socket. Cut, it stays open and carries nothing, for good; mended, it carries
    what is opened anew."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._cut = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ends: list[asyncio.StreamWriter] = []
        self.opened = 0
        self.server: asyncio.Server

    async def start(self) -> int:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return int(self.server.sockets[0].getsockname()[1])

    async def _carry(self, there: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self.opened += 1
        answers, calls = await asyncio.open_unix_connection(self._socket)
        self._ends += [back, calls]
        ways = ((there, calls, self._cut), (answers, back, self._cut))
        self._tasks |= {asyncio.create_task(self._copy(*way)) for way in ways}

    async def _copy(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, cut: asyncio.Event) -> None:
        with contextlib.suppress(ConnectionError):
            while (data := await source.read(65_536)) and not cut.is_set():
                to.write(data)
        if cut.is_set():
            await asyncio.Event().wait()
        to.close()

    def cut(self) -> None:
        self._cut.set()

    def mend(self) -> None:
        self._cut = asyncio.Event()

    async def stop(self) -> None:
        self.server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for end in self._ends:
            end.transport.abort()
        await asyncio.sleep(0)


@pytest.fixture
async def wire(database_url: str) -> AsyncIterator[tuple[Wire, Database]]:
    address = make_url(database_url)
    made = Wire(f"{address.query['host']}/.s.PGSQL.{address.port or 5432}")
    port = await made.start()
    by_tcp = address.set(host="127.0.0.1", port=port, query={})
    db = Database(by_tcp.render_as_string(hide_password=False))
    yield made, db
    await db.close()
    await made.stop()


async def works(db: Database) -> bool:
    try:
        async with asyncio.timeout(5), db.work(NOW) as work:
            await work.incidents.next_number("SMG-2026")
    except UNAVAILABLE:
        return False
    return True


async def test_a_wire_is_cut(wire: tuple[Wire, Database], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for an answer for ever; all old connections are given up at the first that stays silent,
    and as soon as the way is there again so is the database. One line each."""
    made, db = wire
    assert await asyncio.gather(*(works(db) for _ in range(5))) == [True] * 5
    monkeypatch.setattr(away, "QUIET", 0.0)
    with capture_logs() as logs:
        made.cut()
        assert not await works(db)
        made.mend()
        assert await works(db)
        assert made.opened > 1
    assert [line["event"] for line in logs] == ["database.away", "database.back"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second of silence is enough for a test."""
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(engine, "STATEMENT_SECONDS", 0.5)

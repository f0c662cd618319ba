"""Two real processes on one PostgreSQL: one sends, the other takes over when it dies or ends."""

import asyncio
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conftest import Postgres
from tests.crash.broadcasts import NEVER_MORE
from tests.crash.processes import FIRST_OPERATOR, Field, neighbours, open_field
from tests.stories.test_two_processes import Crossing
from tests.stories.town import webhook

VOLUNTEERS, HEARD = 240, 60
AFTER_KILL, AFTER_STOP = 10.0, 1.0
OTHER_ZONE = 3
HOLDER = sa.text(
    "SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()"
    " WHERE l.locktype = 'advisory' AND l.classid = 112 AND l.objid = 112 AND l.granted"
)


@dataclass
class Pair:
    """The first process sends; the load balancer gives updates to both."""

    field: Field
    first: Process

    async def sender(self) -> int:
        """The server's number of the connection that may send; 0 when nobody may. Never two."""
        async with self.field.engine.connect() as connection:
            found = [int(row[0]) for row in await connection.execute(HOLDER)]
        assert len(found) <= 1
        return found[0] if found else 0

    async def until(self, true: Callable[[int], bool], seconds: float = 30) -> float:
        """Wait until the sender is such a one; when it was."""
        async with asyncio.timeout(seconds):
            while not true(await self.sender()):  # noqa: ASYNC110 - another process's state
                await asyncio.sleep(0.01)
        return time.monotonic()


@asynccontextmanager
async def _pair(database_url: str, folder: Path) -> AsyncIterator[Pair]:
    ports = [int(webhook()["http_port"]) for _ in range(2)]
    async with open_field(database_url, folder, VOLUNTEERS) as field, Crossing() as crossing:
        field.sandbox.webhooks.first_pause = 0.05
        crossing.ports = ports
        made = Pair(field, await _one(field, crossing.url, ports[0]))
        await made.until(lambda holder: holder > 0)
        await _ready(field, 1)
        await _one(field, crossing.url, ports[1])
        await _ready(field, 2)
        yield made


async def _one(field: Field, url: str, port: int) -> Process:
    secret = str(webhook(port)["webhook_secret"])
    return await field.start(WEBHOOK_URL=url, WEBHOOK_SECRET=secret, HTTP_PORT=str(port))


async def _ready(field: Field, processes: int) -> None:
    async with asyncio.timeout(30):
        while field.sandbox.calls.methods["setWebhook"] < processes:  # noqa: ASYNC110 - another process's doing
            await asyncio.sleep(0.01)


async def _went_on(pair: Pair, since: float) -> float:
    """Seconds from `since` to the first alarm of the next sender."""
    field = pair.field

    def next_ones() -> list[float]:
        return [e.time for e in field.alarms() if e.time > since]

    assert await field.sandbox.changed.until(lambda: bool(next_ones()), 30), field.log()
    return min(next_ones()) - since


async def _ends_well(pair: Pair, unsettled: set[int]) -> None:
    """All heard, twice only what was unsettled; the other incident's first alarm went ahead."""
    field = pair.field
    await field.reached(VOLUNTEERS, 60)
    assert await field.all_settled(), field.log()
    heard = field.delivered()
    assert set(heard) == set(field.crowd)
    assert {who: n for who, n in heard.items() if n > 1 + (who in unsettled)} == {}
    others = [e.done for e in field.sandbox.calls.entries if e.chat_id in neighbours(OTHER_ZONE)]
    assert min(others) < field.alarms()[-NEVER_MORE].done


async def _loaded(pair: Pair) -> None:
    """A broadcast in its middle, and another incident just tapped."""
    await pair.field.broadcast()
    other = await pair.field.post(FIRST_OPERATOR + 1, OTHER_ZONE)
    await pair.field.reached(HEARD, 30)
    pair.field.sandbox.people.press(FIRST_OPERATOR + 1, 0, other, "Siarkan")


@pytest.mark.timeout(90)
async def test_the_sender_is_killed(postgres: Postgres, tmp_path: Path) -> None:
    """kill -9 of the one that sends: the other goes on within ten seconds; no one missed."""
    database_url = await asyncio.to_thread(postgres.fresh)
    async with _pair(database_url, tmp_path) as pair:
        await _loaded(pair)
        dead, killed = await pair.sender(), time.monotonic()
        unsettled = await pair.field.kill(pair.first)
        assert len(unsettled) <= NEVER_MORE
        taken = await pair.until(lambda holder: holder not in (0, dead))
        gap = taken - killed + await _went_on(pair, taken)
        sys.stdout.write(f"killed: the other sends after {gap:.2f} s\n")
        assert gap <= AFTER_KILL
        await _ends_well(pair, unsettled)


@pytest.mark.timeout(90)
async def test_the_sender_ends(postgres: Postgres, tmp_path: Path) -> None:
    """A clean end of the one that sends: the other goes on within a second; each hears exactly once."""
    database_url = await asyncio.to_thread(postgres.fresh)
    async with _pair(database_url, tmp_path) as pair:
        await _loaded(pair)
        before, asked = await pair.sender(), time.monotonic()
        pair.first.terminate()
        taken = await pair.until(lambda holder: holder not in (0, before))
        gap = await _went_on(pair, taken)
        last = max(e.time for e in pair.field.alarms() if e.time <= taken)
        assert await pair.first.wait() == 0, pair.field.log()
        sys.stdout.write(
            f"ended: silent for {taken + gap - last:.2f} s, sends {taken + gap - asked:.2f} s after\n"
        )
        assert taken + gap - last <= AFTER_STOP
        await _ends_well(pair, set())

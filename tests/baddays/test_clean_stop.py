"""How long does a clean stop take on the worst day: Telegram hangs, the database hangs, both hang?"""

import asyncio
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.sandbox.faults import Rule
from tests.baddays.conftest import EVERYBODY, FIRST, PEOPLE, Office, OwnServer, open_office

LONGEST = 6.5  # s; five for what is in flight, one to give back and close, and what a busy machine adds


def on_telegram(office: Office) -> None:
    """No call is answered any more."""
    office.sandbox.faults.add(Rule(what="delay", seconds=(60, 60)))


@asynccontextmanager
async def locked(database_url: str) -> AsyncIterator[None]:
    """Another program keeps the file for itself."""
    other = sqlite3.connect(str(make_url(database_url).database), isolation_level=None, timeout=20)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@asynccontextmanager
async def hung(server: OwnServer, database_url: str) -> AsyncIterator[None]:
    """The server answers nobody."""
    pids = await asyncio.to_thread(server.hang, database_url)
    try:
        yield
    finally:
        server.wake(pids)


async def stopped(office: Office, process: asyncio.subprocess.Process) -> float:
    """SIGTERM; the seconds until the process has ended."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.wait(), 20)
    took = time.monotonic() - began
    sys.stdout.write(f"ended with {process.returncode} after {took:.1f} s\n{office.log.read_text()[-1500:]}")
    return took


async def in_a_broadcast(office: Office) -> asyncio.subprocess.Process:
    process = await office.start()
    await office.broadcast()
    await office.until(lambda: len(office.alarms()) >= 10)
    return process


async def stops_in_time(office: Office, process: asyncio.subprocess.Process) -> None:
    """Telegram hangs too, somebody has just pressed: the end comes all the same, in order, and is said."""
    on_telegram(office)
    office.press(FIRST, "Menuju lokasi")
    await asyncio.sleep(0.5)
    assert await stopped(office, process) < LONGEST
    assert not office.lines("Traceback"), office.log.read_text()
    assert len(office.lines("app.stopped")) == 1


async def all_told_by_the_next(office: Office) -> None:
    """Whoever starts next tells the rest; twice only those whose answer never came."""
    office.sandbox.faults.clear()
    await office.start()
    await office.until(lambda: sorted(set(office.alarms())) == EVERYBODY)
    assert len(office.alarms()) <= PEOPLE + 10


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_telegram_hangs(office: Office) -> None:
    """What is in flight is waited for five seconds; the leases are given back, and what remains is said."""
    process = await in_a_broadcast(office)
    await stops_in_time(office, process)
    assert process.returncode == 0
    assert await office.asked("SELECT count(*) FROM notices WHERE leased_until IS NOT NULL") == [0]
    await all_told_by_the_next(office)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_telegram_and_the_file_hang(office: Office) -> None:
    """A file that another program has locked holds up nothing; the next process gives back the leases."""
    process = await in_a_broadcast(office)
    async with locked(office.url):
        await stops_in_time(office, process)
    await all_told_by_the_next(office)


async def test_telegram_and_the_server_hang(own_server: OwnServer, tmp_path: Path) -> None:
    """A server that answers nobody holds up nothing; the next process gives back the leases."""
    url = await asyncio.to_thread(own_server.fresh)
    async with open_office(url, tmp_path) as office:
        process = await in_a_broadcast(office)
        async with hung(own_server, url):
            await stops_in_time(office, process)
        await all_told_by_the_next(office)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_telegram_hangs_at_the_start(office: Office) -> None:
    """Who has never reached Telegram ends at once."""
    on_telegram(office)
    process = await office.begin()
    await office.until(lambda: office.sandbox.calls.methods["getMe"])
    assert await stopped(office, process) < 2
    assert process.returncode == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_resolver_that_hangs(office: Office) -> None:
    """A thread that asks for a name in a network that is gone does not hold up the end either."""
    office.spoil("names", "30")
    process = await office.begin()
    await office.until(lambda: (office.folder / "asked").exists())
    assert await stopped(office, process) < 2
    assert process.returncode == 0
    assert len(office.lines("app.stopped")) == 1

"""What does a real bot do when its own PostgreSQL is restarted in the middle of a broadcast?"""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.baddays.conftest import EVERYBODY, PEOPLE, Office, OwnServer, open_office

DUTIES = """SELECT l.objid::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
 WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 112 AND l.granted"""
SENDING, POLLING = 112, 113


@pytest.fixture
async def served(own_server: OwnServer, tmp_path: Path) -> AsyncIterator[Office]:
    """The office on a server of its own."""
    async with open_office(await asyncio.to_thread(own_server.fresh), tmp_path) as opened:
        opened.spoil("quiet", "2")
        yield opened


async def test_postgresql_is_restarted_in_a_broadcast(served: Office, own_server: OwnServer) -> None:
    """Nobody is forgotten, a press meanwhile counts, both duties are taken again, and the log holds one line
    that the database is away and one that it is back, none for each update that waited for it."""
    office = served
    process = await office.start()
    await office.until_asked(DUTIES, [SENDING, POLLING])
    await office.broadcast()
    await office.until(lambda: len(office.alarms()) >= 10)
    await asyncio.to_thread(own_server.halt)
    presses = [office.press(n, "Menuju lokasi") for n in sorted(office.told())[:5]]
    await asyncio.sleep(2)
    await asyncio.to_thread(own_server.resume)
    await office.until(lambda: sorted(set(office.alarms())) == EVERYBODY)
    assert len(office.alarms()) <= PEOPLE + 10
    await office.until(lambda: all(office.sandbox.people.answer(p) for p in presses))
    await office.until_asked(DUTIES, [SENDING, POLLING])
    await office.until_asked("SELECT count(*) FROM responses WHERE coming_at IS NOT NULL", [5])
    await office.until(lambda: office.lines("database.back"))
    once = ("database.away", "database.back", "telegram.duty_lost", "telegram.duty_taken", "outbox.duty_lost")
    assert [len(office.lines(words)) for words in once] == [1] * 5, office.log.read_text()
    never = ("update_failed", "telegram.waiting", "Traceback", "aiogram")
    assert [len(office.lines(words)) for words in never] == [0] * 4, office.log.read_text()
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_who_waits_for_the_duty_survives_a_restart(served: Office, own_server: OwnServer) -> None:
    """Of two pollers of one database the second waits and says so; it goes on waiting after a restart, and
    one of the two polls again."""
    office = served
    first = await office.start()
    second = await office.begin()
    await office.until(lambda: office.lines("telegram.waiting"))
    await asyncio.to_thread(own_server.halt)
    await asyncio.to_thread(own_server.resume)
    await office.until_asked(DUTIES, [SENDING, POLLING])
    await office.broadcast()
    await office.until(lambda: len(office.told()) == PEOPLE)
    assert sorted(office.alarms()) == EVERYBODY
    for process in (first, second):
        assert process.returncode is None
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    assert not office.lines("Traceback")

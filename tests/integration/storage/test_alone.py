"""One process of a database does a duty; the next takes over when it ends, however it ends."""

import asyncio
import signal
import sys
import time

import pytest
import sqlalchemy as sa

from bot.storage import alone as room
from bot.storage.alone import Duty, Hold, alone
from bot.storage.unit_of_work import Database

HOLDER = """
import asyncio, sys
from bot.storage.unit_of_work import Database

async def main():
    async with Database(sys.argv[1]).sole_poller(lambda: True) as held:
        print(bool(held), flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""


async def lost(held: Hold, seconds: float) -> None:
    """Wait until it is not held any more; TimeoutError when that takes longer."""
    async with asyncio.timeout(seconds):
        while held:  # noqa: ASYNC110 - turned by a server, or by time
            await asyncio.sleep(0.02)


async def test_the_second_waits_for_the_end_of_the_first(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one polls another is asked again and again whether to wait, and then goes on."""
    monkeypatch.setattr(room, "LOOK_EVERY", 0.02)
    first, second = Database(database_url), Database(database_url)
    asked = 0

    def patient() -> bool:
        nonlocal asked
        asked += 1
        return True

    async def wait() -> bool:
        async with second.sole_poller(patient) as held:
            return bool(held)

    async with first.sole_poller(patient) as held:
        assert held
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert asked > 2
    assert await asyncio.wait_for(waiting, 5)
    await first.close()
    await second.close()


async def test_who_loses_patience_does_not_hold_it(database_url: str) -> None:
    """A process that is stopped while it waits goes away empty-handed, and the holder keeps the duty."""
    db = Database(database_url)
    async with db.sole_poller(lambda: True):
        for _ in range(2):
            async with db.sole_poller(lambda: False) as held:
                assert not held
    await db.close()


async def test_duties_are_apart(database_url: str) -> None:
    """One process may poll while another one sends."""
    db = Database(database_url)
    hold = alone(db.engine, Duty.POLLING, lambda: False), alone(db.engine, Duty.SENDING, lambda: False)
    async with hold[0] as polls, hold[1] as sends:
        assert polls
        assert sends
    await db.close()


async def test_a_killed_holder_is_followed(database_url: str) -> None:
    """After kill -9 the next one has the duty within ten seconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 30) == b"True\n"
    db = Database(database_url)

    async def follow() -> float:
        async with db.sole_poller(lambda: True):
            return time.monotonic()

    following = asyncio.create_task(follow())
    await asyncio.sleep(1.5)
    assert not following.done()
    process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    await process.wait()
    assert await asyncio.wait_for(following, 10) - killed < 3
    await db.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_does_not_answer_ends_the_duty(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who can not prove in time that the server still knows it does not go on: another may hold the duty."""
    monkeypatch.setattr(room, "PROVE_EVERY", 0.05)
    monkeypatch.setattr(room, "PROVE_WITHIN", 0.2)
    db = Database(database_url)
    async with db.sole_poller(lambda: True) as held:
        await asyncio.sleep(0.3)
        assert held
        monkeypatch.setattr(room, "_STILL_HERE", sa.text("SELECT pg_sleep(30)"))
        await lost(held, 5)
    await db.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_waits_for_an_answer_can_be_freed(database_url: str) -> None:
    """At the end of a process nobody waits for a server that hangs: its connections are broken."""
    db = Database(database_url)

    async def wait() -> None:
        async with db.engine.connect() as connection:
            await connection.execute(sa.text("SELECT pg_sleep(30)"))

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0.3)
    db.abandon()
    with pytest.raises(sa.exc.DBAPIError):
        await asyncio.wait_for(waiting, 2)
    await db.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_ends_ends_the_duty_at_once(database_url: str) -> None:
    """The server frees the lock in that moment and another may have it: nobody waits for the next look."""
    db = Database(database_url)
    mine = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 113"
    async with db.sole_poller(lambda: True) as held:
        assert held
        async with db.engine.connect() as connection:
            await connection.execute(sa.text(mine))
        await lost(held, room.PROVE_EVERY / 4)
    await db.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_can_not_look_any_more_does_not_hold_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong with the looking, the duty is not believed in without it."""
    monkeypatch.setattr(room, "PROVE_EVERY", 0.05)
    monkeypatch.setattr(room, "_STILL_HERE", "nothing that can be asked")
    db = Database(database_url)
    async with db.sole_poller(lambda: True) as held:
        await lost(held, 2)
    await db.close()

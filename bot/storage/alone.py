"""Who alone may do a duty? One process of a database polls, one sends; the next takes over at its end."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
import sqlalchemy.exc
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

LOOK_EVERY = 0.5  # s between looks whether the one before us is gone
PROVE_EVERY = 2.0  # s between looks whether the server still knows us
PROVE_WITHIN = 5.0  # s for its answer; with the pause less than the 8 s after which it frees a lock
CHANNEL = "kentongan_owed"
"""On this channel a process says that it committed something to send."""

_STILL_HERE = sa.text("SELECT 1")
_TRY = sa.text("SELECT pg_try_advisory_lock(112, :duty)")
# A holder whose machine is gone says nothing: the server notices after some 8 s (on TCP) and frees the lock.
_NOTICE_DEATH = sa.text(
    "SELECT set_config('tcp_keepalives_idle', '3', false), set_config('tcp_keepalives_interval', '2', false),"
    " set_config('tcp_keepalives_count', '2', false), set_config('tcp_user_timeout', '8000', false)"
)


class Duty(Enum):
    """What only one process does at a time; the value is the second half of the advisory lock's key."""

    SENDING = 112
    POLLING = 113


@dataclass(slots=True)
class Hold:
    """A duty in hand. `lost` turns true when the server forgot us (it was restarted, the line broke): then
    somebody else may have it, and nothing more may be done by it."""

    held: bool = True
    lost: bool = False

    def __bool__(self) -> bool:
        return self.held and not self.lost


@asynccontextmanager
async def alone(
    engine: AsyncEngine,
    duty: Duty,
    patient: Callable[[], bool] = lambda: True,
    heard: Callable[[str], None] | None = None,
) -> AsyncIterator[Hold]:
    """Hold a duty: on PostgreSQL by an advisory lock, on SQLite by a lock on a file beside the database.

    Either is freed however the holder dies. `patient` is asked after each look in vain (twice a second);
    a hold that is not held is yielded when it says no. `heard` is called with what another process says on
    `CHANNEL` (PostgreSQL; SQLite serves one process).
    """
    if engine.dialect.name == "sqlite":
        async with _on_file(engine, duty, patient) as held:
            yield Hold(held)
    else:
        async with _on_server(engine, duty, patient, heard) as hold:
            yield hold


@asynccontextmanager
async def _on_server(
    engine: AsyncEngine, duty: Duty, patient: Callable[[], bool], heard: Callable[[str], None] | None
) -> AsyncIterator[Hold]:
    async with engine.connect() as connection:
        holder = await connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            await holder.execute(_NOTICE_DEATH)
            # Asked again and again: a waiting pg_advisory_lock could not be cancelled cleanly.
            while not (held := await _tried(holder, duty)) and patient():  # noqa: ASYNC110 - another process's
                await asyncio.sleep(LOOK_EVERY)
            if heard is not None:
                await _listen(holder, heard)
            hold = Hold(held)
            await _mind(holder, hold)
            proving = asyncio.create_task(_prove(holder, hold))
            try:
                yield hold
            finally:
                proving.cancel()
                await asyncio.gather(proving, return_exceptions=True)
        finally:
            await holder.invalidate()  # closed: back in the pool, the session would keep the lock


async def _listen(holder: AsyncConnection, heard: Callable[[str], None]) -> None:
    driver: Any = (await holder.get_raw_connection()).driver_connection
    await driver.add_listener(CHANNEL, lambda _connection, _pid, _channel, said: heard(said))


async def _mind(holder: AsyncConnection, hold: Hold) -> None:
    """A connection that ends frees the lock in that moment: do not wait for the next look."""

    def lost(_connection: object) -> None:
        hold.lost = True

    driver: Any = (await holder.get_raw_connection()).driver_connection
    driver.add_termination_listener(lost)


async def _prove(holder: AsyncConnection, hold: Hold) -> None:
    """Look now and then whether the session that holds the lock is still there; who can not look, whatever
    the reason, does not hold it."""
    try:
        while not hold.lost:
            await asyncio.sleep(PROVE_EVERY)
            async with asyncio.timeout(PROVE_WITHIN):
                await holder.execute(_STILL_HERE)
    finally:
        hold.lost = True


async def _tried(holder: AsyncConnection, duty: Duty) -> bool:
    return bool((await holder.execute(_TRY, {"duty": duty.value})).scalar_one())


@asynccontextmanager
async def _on_file(engine: AsyncEngine, duty: Duty, patient: Callable[[], bool]) -> AsyncIterator[bool]:
    database = engine.url.database
    if not database or database == ":memory:":
        yield True
        return
    with _opened(f"{database}.{duty.name.lower()}") as file:
        while not (held := _locked(file.fileno())) and patient():  # noqa: ASYNC110 - another process's
            await asyncio.sleep(LOOK_EVERY)
        yield held


def _opened(path: str) -> IO[str]:
    return Path(path).open("a")  # nothing is ever written into it


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

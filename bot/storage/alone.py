"""Who alone may do a duty? One process of a database polls, one sends; the next takes over at its end."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

LOOK_EVERY = 1.0  # s between looks whether the one before us is gone

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


@asynccontextmanager
async def alone(
    engine: AsyncEngine, duty: Duty, patient: Callable[[], bool] = lambda: True
) -> AsyncIterator[bool]:
    """Hold a duty: on PostgreSQL by an advisory lock, on SQLite by a lock on a file beside the database.

    Either is freed however the holder dies. `patient` is asked after each look in vain (every second);
    False is yielded when it says no.
    """
    hold = _on_file if engine.dialect.name == "sqlite" else _on_server
    async with hold(engine, duty, patient) as held:
        yield held


@asynccontextmanager
async def _on_server(engine: AsyncEngine, duty: Duty, patient: Callable[[], bool]) -> AsyncIterator[bool]:
    async with engine.connect() as connection:
        holder = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await holder.execute(_NOTICE_DEATH)
        try:
            # Asked again and again: a waiting pg_advisory_lock could not be cancelled cleanly.
            while not (held := await _tried(holder, duty)) and patient():  # noqa: ASYNC110 - another process's
                await asyncio.sleep(LOOK_EVERY)
            yield held
        finally:
            await holder.invalidate()  # closed: back in the pool, the session would keep the lock


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

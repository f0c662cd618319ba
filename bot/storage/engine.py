"""How is the database reached? SQLite (one process) or PostgreSQL, by the address alone."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakSet

import asyncpg
from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.inline import connect

BUSY_TIMEOUT_MS = 10_000
CONNECT_SECONDS, STATEMENT_SECONDS = 10.0, 30.0
"""After so long without a word from a server it counts as gone: a cut wire says nothing for a quarter of an
hour. No statement of ours takes a second; those of a migration may."""
READ_ONLY = "read_only"


def make_engine(url: str, *, patient: bool = True) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`; ValueError says what is wrong.
    `patient` = a statement may take as long as it likes."""
    parsed = make_url(url)
    if parsed.drivername == "sqlite+aiosqlite":
        return _sqlite(url)
    if parsed.drivername == "postgresql+asyncpg":
        limits = {"timeout": CONNECT_SECONDS} | ({} if patient else {"command_timeout": STATEMENT_SECONDS})
        return create_async_engine(
            url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True, connect_args=limits
        )
    raise ValueError(
        f"DATABASE_URL begins with {parsed.drivername}; use sqlite+aiosqlite:/// or postgresql+asyncpg://"
    )


def _sqlite(url: str) -> AsyncEngine:
    # An error's text must not carry what people wrote, nor their phones, into the log.
    engine = create_async_engine(
        url, pool_size=8, max_overflow=8, hide_parameters=True, async_creator=_opener(url)
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions on its own: we choose DEFERRED or IMMEDIATE below.
        connection.isolation_level = None
        try:
            _set_up(connection)
        except BaseException:
            connection.close()  # the pool forgets what failed here, and its thread would stay
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that turns to writing can fail as "locked" at once; IMMEDIATE waits its turn.
        reading = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _opener(url: str) -> Callable[[], Awaitable[Any]]:
    """How the pool opens one more connection: the path that the library itself makes of the address."""
    dialect = make_url(url).get_dialect()()
    (path,), options = dialect.create_connect_args(make_url(url))

    async def open_one() -> Any:
        return await connect(path, uri=bool(options.get("uri")))

    return open_one


def _set_up(connection: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: an alarm that was answered "sent" survives a power cut as well as a crash.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.close()


class Connections:
    """The connections that an engine has open, lent out or not."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._open: WeakSet[Any] = WeakSet()
        event.listen(engine.sync_engine, "connect", self._add)

    def break_all(self) -> None:
        """End those to a server without a word. A file's are left alone: their waits are bounded."""
        for connection in list(self._open):
            if isinstance(connection, asyncpg.Connection):
                connection.terminate()

    def _add(self, _connection: object, record: Any) -> None:
        self._open.add(record.driver_connection)


def insert_new(connection: Connection | Any, table: Table) -> Any:
    """An INSERT that can carry `on_conflict_do_nothing` / `on_conflict_do_update` in either dialect."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)

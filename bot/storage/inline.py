"""Why does a statement not change threads? SQLite's own work takes microseconds, a thread's turn hundreds.

aiosqlite hands each step of a statement (cursor, execute, fetch, close) to a thread of the connection. What
may wait for a lock or for the disk stays there; the rest runs where it is asked for (docs/adr/0017).
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

CHUNK = 64  # aiosqlite's own default for iterating
WAITS = ("BEGIN", "PRAGMA", "COMMIT", "VACUUM")


class InlineConnection(aiosqlite.Connection):
    """A connection that goes to its thread only for what may wait, or while its thread waits: SQLite would
    hold up whoever else uses it, here the whole loop, until a lock is had."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent = self._done = 0  # to the thread, written here; by the thread, written there

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._sent == self._done and not _may_wait(fn, args):
            return fn(*args, **kwargs)
        self._sent += 1
        waiting = super()._execute(self._counted, fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped there
        return await waiting

    def _counted(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        finally:
            self._done += 1


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """A cursor's step may be taken here, unless its SQL takes a lock or writes to the disk."""
    owner = getattr(fn, "__self__", None)
    if not isinstance(owner, sqlite3.Cursor | sqlite3.Connection):
        return True
    if fn.__name__ in ("execute", "executemany", "executescript"):
        return str(args[0]).lstrip().upper().startswith(WAITS)
    if fn.__name__ == "rollback":  # the pool makes sure with every connection that comes back
        return isinstance(owner, sqlite3.Cursor) or owner.in_transaction
    return fn.__name__ not in ("cursor", "fetchone", "fetchmany", "fetchall", "close")


async def connect(path: str, *, uri: bool) -> aiosqlite.Connection:
    """Open the database at `path`."""

    def open_it() -> sqlite3.Connection:
        return sqlite3.connect(path, uri=uri, check_same_thread=False)

    connection = InlineConnection(open_it, CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does: a forgotten connection holds up no exit
    return await connection

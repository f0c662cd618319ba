"""How does one use case become one transaction? State, journal, notices and the update's id, together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import IncidentState
from bot.domain.situation import Situation
from bot.storage.cards import Cards
from bot.storage.engine import READ_ONLY, make_engine
from bot.storage.geocodes import Geocodes
from bot.storage.inbox import Inbox
from bot.storage.incidents import Incidents
from bot.storage.journal import Journal
from bot.storage.notices import Notices
from bot.storage.responses import Responses
from bot.storage.volunteers import Roles, Volunteers

SENDER_PATIENCE = 1.0  # s between looks whether the sender before us is gone
_TRY_TO_HOLD = sa.text("SELECT pg_try_advisory_lock(112, 112)")


class Repeated(Exception):
    """This update was dealt with before: its transaction did nothing."""


class Work:
    """One transaction and the stores inside it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.incidents = Incidents(connection)
        self.responses = Responses(connection)
        self.volunteers = Volunteers(connection)
        self.roles = Roles(connection)
        self.notices = Notices(connection)
        self.cards = Cards(connection)
        self.journal = Journal(connection)
        self.inbox = Inbox(connection)
        self.geocodes = Geocodes(connection)
        self.label = ""

    @property
    def crash_point(self) -> str:
        """What this transaction is about, for the named points before and after its commit."""
        return self.label or self.journal.last or ("notice" if self.owes else "")

    @property
    def owes(self) -> bool:
        """Has this transaction left something to send?"""
        return self.notices.touched or self.cards.touched

    async def situation(self, incident_id: int, now: datetime, *, everyone: bool = False) -> Situation | None:
        """The snapshot from which an incident's screens are drawn."""
        incident = await self.incidents.get(incident_id)
        if incident is None:
            return None
        if incident.state is IncidentState.DRAFT:
            return Situation(incident, now)
        return Situation(
            incident,
            now,
            delivery=await self.notices.delivery(incident_id),
            counts=await self.responses.counts(incident_id),
            responders=tuple(await self.responses.responders(incident_id, everyone)),
            notes=tuple(await self.responses.notes(incident_id)),
        )


class Database:
    """The one way to the tables. `on_owed` is called after a commit that left something to send."""

    def __init__(self, url: str, probe: Callable[[str], None] = lambda _point: None) -> None:
        self.engine = make_engine(url)
        self.single = self.engine.dialect.name == "sqlite"
        self.on_owed: Callable[[], None] = lambda: None
        self._probe = probe
        # SQLite has one writer; a fair queue here beats its own busy polling.
        self._writer: AbstractAsyncContextManager[object] | None = asyncio.Lock() if self.single else None

    @asynccontextmanager
    async def work(self, now: datetime, update_id: int | None = None) -> AsyncIterator[Work]:
        """A transaction that commits when the block ends well. Raises Repeated for a replayed update."""
        async with self._writer or nullcontext(), self.engine.connect() as connection:
            transaction = await connection.begin()
            work = Work(connection)
            try:
                if update_id is not None and not await work.inbox.first_time(update_id, now):
                    raise Repeated
                yield work
            except BaseException:
                await transaction.rollback()
                raise
            point = work.crash_point
            self._probe(f"before-commit {point}")
            await transaction.commit()
        self._probe(f"after-commit {point}")
        if work.owes:
            self.on_owed()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """A look at the tables; nothing is written."""
        async with self.engine.connect() as connection:
            reading = await connection.execution_options(**{READ_ONLY: True})
            transaction = await reading.begin()
            try:
                yield Work(reading)
            finally:
                await transaction.rollback()

    @asynccontextmanager
    async def sole_sender(self) -> AsyncIterator[None]:
        """Hold the right to send. SQLite serves one process; on PostgreSQL others wait for the holder's end,
        which frees an advisory lock however the holder dies."""
        if self.single:
            yield
            return
        async with self.engine.connect() as connection:
            holder = await connection.execution_options(isolation_level="AUTOCOMMIT")
            # Asked again and again: a waiting pg_advisory_lock could not be cancelled cleanly.
            while not (await holder.execute(_TRY_TO_HOLD)).scalar_one():  # noqa: ASYNC110 - another process's
                await asyncio.sleep(SENDER_PATIENCE)
            try:
                yield
            finally:
                await holder.invalidate()  # closed: back in the pool, the session would keep the lock

    async def close(self) -> None:
        await self.engine.dispose()

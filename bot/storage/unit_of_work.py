"""How does one use case become one transaction? State, journal, notices and the update's id, together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import IncidentState
from bot.domain.situation import Situation
from bot.storage.alone import CHANNEL, Duty, Hold, alone
from bot.storage.away import UNAVAILABLE as UNAVAILABLE
from bot.storage.away import Away
from bot.storage.cards import Cards
from bot.storage.claims import Claims
from bot.storage.engine import READ_ONLY, make_engine
from bot.storage.geocodes import Geocodes
from bot.storage.inbox import Inbox
from bot.storage.incidents import Incidents
from bot.storage.journal import Journal
from bot.storage.notices import Notices
from bot.storage.responses import Responses
from bot.storage.volunteers import Roles, Volunteers

_TELL = sa.text(f"SELECT pg_notify('{CHANNEL}', :whose)")


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
        self.claims = Claims(connection)
        self.journal = Journal(connection)
        self.inbox = Inbox(connection)
        self.geocodes = Geocodes(connection)
        self.label = ""
        self.senders_own = False  # the sender's own writing need not wake it

    @property
    def crash_point(self) -> str:
        """What this transaction is about, for the named points before and after its commit."""
        return self.label or self.journal.last or ("notice" if self.owes else "")

    @property
    def owes(self) -> bool:
        """Has this transaction left something to send?"""
        return self.notices.touched or self.cards.touched

    @property
    def wakes(self) -> bool:
        """Is there something to send that the sender does not know of?"""
        return self.owes and not self.senders_own

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
        self.away = Away()
        self._probe = probe
        self._name = uuid4().hex  # our own word on the channel is no news to us
        # SQLite has one writer; a fair queue here beats its own busy polling.
        self._writer: AbstractAsyncContextManager[object] | None = asyncio.Lock() if self.single else None

    @asynccontextmanager
    async def work(self, now: datetime, update_id: int | None = None) -> AsyncIterator[Work]:
        """A transaction that commits when the block ends well. Raises Repeated for a replayed update."""
        try:
            async with self._transaction(now, update_id) as work:
                yield work
        except UNAVAILABLE as error:
            self.away.failed(error)
            raise
        self.away.works()
        if work.wakes:
            self.on_owed()

    @asynccontextmanager
    async def _transaction(self, now: datetime, update_id: int | None) -> AsyncIterator[Work]:
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
            if work.wakes and not self.single:
                await connection.execute(_TELL, {"whose": self._name})  # told when the commit succeeds
            point = work.crash_point
            self._probe(f"before-commit {point}")
            await transaction.commit()
        self._probe(f"after-commit {point}")

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
    async def sole_sender(self) -> AsyncIterator[Hold]:
        """Hold the right to send; whoever holds it hears at once of what other processes commit."""

        def heard(whose: str) -> None:
            if whose != self._name:
                self.on_owed()

        async with alone(self.engine, Duty.SENDING, heard=heard) as hold:
            yield hold

    @asynccontextmanager
    async def sole_poller(self, patient: Callable[[], bool]) -> AsyncIterator[bool]:
        """Hold the right to poll; False when `patient`, asked every second, will not wait any longer."""
        async with alone(self.engine, Duty.POLLING, patient) as hold:
            yield bool(hold)

    async def close(self) -> None:
        await self.engine.dispose()

"""How does one use case become one transaction? State, journal, notices and the update's id, together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
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
from bot.storage.engine import READ_ONLY, Connections, make_engine
from bot.storage.geocodes import Geocodes
from bot.storage.inbox import Inbox
from bot.storage.incidents import Incidents
from bot.storage.journal import Journal
from bot.storage.notices import Notices
from bot.storage.overviews import Overviews
from bot.storage.responses import Responses
from bot.storage.volunteers import Roles, Volunteers
from bot.storage.write_lock import WriteLock

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
        self.overviews = Overviews(connection)
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
        self.engine = make_engine(url, patient=False)
        self._connections = Connections(self.engine)
        self.single = self.engine.dialect.name == "sqlite"
        self.on_owed: Callable[[], None] = lambda: None
        self.away = Away()
        self._probe = probe
        self._name = uuid4().hex  # our own word on the channel is no news to us
        # SQLite has one writer; fairer than its busy polling.
        self._writer = WriteLock() if self.single else None

    @asynccontextmanager
    async def work(
        self, now: datetime, update_id: int | None = None, *, sending: bool = False
    ) -> AsyncIterator[Work]:
        """A transaction that commits when the block ends well. Raises Repeated for a replayed update.
        `sending` = the sender's own, which need not wake it and waits for nobody but who is writing."""
        try:
            async with self._transaction(now, update_id, sending) as work:
                yield work
        except UNAVAILABLE as error:
            self._failed(error)
            raise
        self.away.works()
        if work.wakes:
            self.on_owed()

    @asynccontextmanager
    async def _transaction(self, now: datetime, update_id: int | None, sending: bool) -> AsyncIterator[Work]:
        turn = self._writer.hold(first=sending) if self._writer else nullcontext()
        async with turn, self.engine.connect() as connection:
            transaction = await connection.begin()
            work = Work(connection)
            work.senders_own = sending
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
        try:
            async with self.engine.connect() as connection:
                reading = await connection.execution_options(**{READ_ONLY: True})
                transaction = await reading.begin()
                try:
                    yield Work(reading)
                finally:
                    await transaction.rollback()
        except UNAVAILABLE as error:
            self._failed(error)
            raise

    def _failed(self, error: Exception) -> None:
        """After silence from a server all connections are given up: the others lead into the same dark."""
        if isinstance(error, TimeoutError):
            self.abandon()
        self.away.failed(error)

    @asynccontextmanager
    async def sole_sender(self) -> AsyncIterator[Hold]:
        """Hold the right to send; whoever holds it hears at once of what other processes commit."""

        def heard(whose: str) -> None:
            if whose != self._name:
                self.on_owed()

        async with alone(self.engine, Duty.SENDING, heard=heard) as hold:
            yield hold

    @asynccontextmanager
    async def sole_poller(self, patient: Callable[[], bool]) -> AsyncIterator[Hold]:
        """Hold the right to poll; not held when `patient`, asked twice a second, will not wait any longer."""
        try:
            async with alone(self.engine, Duty.POLLING, patient) as hold:
                yield hold
        except UNAVAILABLE as error:
            self.away.failed(error)
            raise

    def abandon(self) -> None:
        """Break every connection to a server: whoever still waits for its answer gets an error at once."""
        self._connections.break_all()

    async def close(self) -> None:
        await self.engine.dispose()

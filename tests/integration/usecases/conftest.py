"""The use cases on a real database, and callers whose every call has an update of its own."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.domain.model import IncidentState
from bot.domain.people import Actor, Grant, Role, Volunteer
from bot.storage.schema import metadata
from bot.storage.unit_of_work import Database
from bot.usecases.answering import Answering
from bot.usecases.base import Call
from bot.usecases.merging import Merging
from bot.usecases.posting import Posting
from bot.zones.city import load_city

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
CITY = load_city("semarang")
DESK = -5
FIRE = "kebakaran; Bendungan; rumah"
SARI = Actor(7001, "Sari", frozenset({Grant(Role.OPERATOR)}))
DEWI = Actor(7002, "Dewi", frozenset({Grant(Role.OPERATOR)}))
LURAH = Actor(7009, "Bu Lurah", frozenset({Grant(Role.ADMIN)}))


@dataclass
class House:
    db: Database
    posting: Posting = field(init=False)
    commanding: Merging = field(init=False)
    answering: Answering = field(init=False)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(100_000_001))

    def __post_init__(self) -> None:
        self.posting = Posting(self.db, CITY, DESK)
        self.commanding = Merging(self.db, CITY, DESK)
        self.answering = Answering(self.db, CITY, DESK)

    def call(self, actor: Actor, minutes: float = 0) -> Call:
        update_id = next(self._ids)
        now = NOW + timedelta(minutes=minutes)
        chat = DESK if actor in (SARI, DEWI) else actor.user_id or 0
        return Call(actor=actor, now=now, update_id=update_id, chat_id=chat, message_id=update_id % 1000)

    async def volunteers(self, n: int) -> list[Actor]:
        """Volunteers of Gajahmungkur as callers."""
        found = []
        async with self.db.work(NOW) as work:
            for i in range(n):
                person = await work.volunteers.add(
                    Volunteer(id=0, telegram_id=8000 + i, name=f"Relawan {i}", home_zone="33.74.09")
                )
                found.append(Actor(person.telegram_id, person.name, frozenset(), person))
        return found

    async def fire(self) -> int:
        """An open fire, alarmed to everybody in Gajahmungkur."""
        await self.posting.post(self.call(SARI), FIRE)
        async with self.db.read() as work:
            (newest, *_) = await work.incidents.in_state(IncidentState.DRAFT)
        await self.commanding.broadcast(self.call(SARI), newest.id)
        return newest.id

    async def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all tables."""
        async with self.db.engine.connect() as connection:
            return {
                table.name: sorted(
                    (tuple(row) for row in await connection.execute(sa.select(table))), key=repr
                )
                for table in metadata.sorted_tables
            }


@pytest.fixture
def house(database: Database) -> House:
    return House(database)

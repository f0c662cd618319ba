"""Who and what stands in a database of some years? Volunteers over all zones, and incidents long settled."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import Incident, IncidentState, Response, ResponseState, Wave
from bot.domain.notices import CardKind, NoticeKind, NoticeState, Urgency
from bot.domain.people import Volunteer
from bot.storage.cards import cards
from bot.storage.inbox import updates
from bot.storage.incidents import incidents, numbers
from bot.storage.journal import journal
from bot.storage.notices import notices
from bot.storage.records import to_values
from bot.storage.responses import responses
from bot.storage.unit_of_work import Database
from bot.storage.volunteers import volunteers
from bot.zones.city import load_city

CITY = load_city("semarang")
HOT, *OTHERS = CITY.zones.values()
"""The crowded zone, where everything that is measured happens, and the others."""
CROWD = 2000
NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
DESK, FIRST_VOLUNTEER = -5, 1_000_000
CALLED = 5
"""So many were alarmed by each past incident."""
WITHOUT_POINT, WORKS_THERE = 20, 4
"""Every twentieth gave no place; every fourth of the crowd only works in the crowded zone."""
AT_ONCE = 5000
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Size:
    """How much a database holds; the crowd is everybody where there are fewer people than it has."""

    volunteers: int
    incidents: int

    @property
    def crowd(self) -> int:
        return min(CROWD, self.volunteers)


async def seed(db: Database, size: Size) -> None:
    """Fill a migrated database. PostgreSQL counts its rows as its own autovacuum would by the next minute;
    nobody does so for SQLite, in service neither."""
    dice = random.Random(7)
    async with db.engine.begin() as connection:
        await _insert(
            connection, volunteers, (_volunteer(n, size.crowd, dice) for n in range(size.volunteers))
        )
        past = [_incident(n) for n in range(size.incidents)]
        await _insert(connection, incidents, (to_values(i) for i in past))
        years = {i.number.rpartition("-")[0]: {"last": size.incidents} for i in past}
        await _insert(connection, numbers, ({"series": name} | last for name, last in years.items()))
        called = {i.id: dice.sample(range(size.volunteers), CALLED) for i in past}
        await _insert(connection, responses, (r for i in past for r in _responses(i, called[i.id])))
        await _insert(connection, notices, (r for i in past for r in _notices(i, called[i.id])))
        await _insert(connection, cards, (r for i in past for r in _cards(i, called[i.id])))
        await _insert(connection, journal, (r for i in past for r in _journal(i, called[i.id])))
        seen = ({"update_id": n, "at": NOW} for n in range(size.incidents))
        await _insert(connection, updates, seen)
        if not db.single:
            # The ids above were given by hand; the sequence must go on behind them.
            last = sa.text("SELECT setval('incidents_id_seq', :last)")
            await connection.execute(last, {"last": max(size.incidents, 1)})
    if not db.single:
        async with db.engine.connect() as plain:
            counting = await plain.execution_options(isolation_level="AUTOCOMMIT")
            await counting.exec_driver_sql("VACUUM ANALYZE")


async def _insert(connection: AsyncConnection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: Rows = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            await connection.execute(table.insert(), batch)
            batch = []
    if batch:
        await connection.execute(table.insert(), batch)


def _volunteer(n: int, crowd: int, dice: random.Random) -> dict[str, Any]:
    other = OTHERS[n % len(OTHERS)]
    person = Volunteer(
        id=0,
        telegram_id=FIRST_VOLUNTEER + n,
        name=f"Relawan {n}",
        phone=f"+62812{n:08d}",
        community="Banser",
        home_zone=HOT.code if n < crowd and n % WORKS_THERE else other.code,
        work_zone=HOT.code if n < crowd and not n % WORKS_THERE else "",
        home_exact=n % 2 == 0,
        skills=("p3k",) if n % 3 == 0 else (),
        consented_at=NOW,
        heard_at=NOW,
    )
    if n % WITHOUT_POINT:
        middle = (HOT if n < crowd else other).centroid
        near = (middle.lat + dice.uniform(-0.02, 0.02), middle.lon + dice.uniform(-0.02, 0.02))
        person = replace(person, home_point=near, work_point=near if person.work_zone else None)
    return to_values(person, without=("id",))


def _incident(n: int) -> Incident:
    began = NOW - timedelta(hours=2 * (10_000 - n) + 3)
    return Incident(
        id=n + 1,
        state=IncidentState.CLOSED,
        number=f"{CITY.letters}-{began.year}-{n:04d}",
        kind=CITY.kinds[n % len(CITY.kinds)].key,
        address="Jalan Pemuda 1",
        zone=[*CITY.zones][n % len(CITY.zones)],
        found="place",
        point=HOT.centroid,
        home_chat=DESK,
        author="Sari",
        author_id=7001,
        created_at=began,
        opened_at=began,
        ended_at=began + timedelta(hours=1),
        ended_by="Sari",
        wave=Wave.ZONE,
    )


def _responses(i: Incident, people: list[int]) -> Iterator[dict[str, Any]]:
    for rank, n in enumerate(people):
        state = ResponseState.LEFT if rank == 0 else ResponseState.ALARMED
        at = i.created_at if rank == 0 else None
        yield to_values(
            Response(
                incident_id=i.id,
                volunteer_id=n + 1,
                state=state,
                rank=rank,
                distance_m=100.0 * rank,
                alarmed_at=i.created_at,
                coming_at=at,
                left_at=at,
            )
        )


def _notices(i: Incident, people: list[int]) -> Iterator[dict[str, Any]]:
    sent = {
        "incident_id": i.id,
        "args": {},
        "created_at": i.created_at,
        "expires_at": i.created_at + timedelta(minutes=30),
        "due_at": i.created_at,
        "attempts": 1,
        "state": NoticeState.SENT,
        "settled_at": i.created_at,
    }
    for rank, n in enumerate(people):
        to = {"chat_id": FIRST_VOLUNTEER + n, "volunteer_id": n + 1, "rank": rank, "urgency": Urgency.ALARM}
        failed = {"state": NoticeState.FAILED, "reason": "blocked"} if i.id % 50 == 0 and rank == 4 else {}
        yield sent | to | {"key": f"alarm:{i.id}:{n + 1}", "kind": NoticeKind.ALARM} | failed
    line = {"chat_id": DESK, "volunteer_id": None, "rank": 0, "urgency": Urgency.PROMPT}
    yield sent | line | {"key": f"line:{i.id}:first", "kind": NoticeKind.LINE}


def _cards(i: Incident, people: list[int]) -> Iterator[dict[str, Any]]:
    drawn = {
        "subject_id": i.id,
        "urgency": Urgency.CARD,
        "version": 2,
        "drawn_version": 2,
        "drawn_at": i.ended_at,
        "touched_at": i.ended_at,
        "due_at": i.ended_at,
        "message_id": i.id,
    }
    yield drawn | {"kind": CardKind.OPERATOR, "chat_id": DESK, "volunteer_id": None}
    for n in people:
        yield drawn | {"kind": CardKind.VOLUNTEER, "chat_id": FIRST_VOLUNTEER + n, "volunteer_id": n + 1}


def _journal(i: Incident, people: list[int]) -> Iterator[dict[str, Any]]:
    by_operator: dict[str, Any] = {"volunteer_id": None, "actor_id": 7001, "actor": "Sari"}
    first = {"volunteer_id": people[0] + 1, "actor_id": FIRST_VOLUNTEER + people[0], "actor": "Budi"}
    what = [("draft", by_operator), ("broadcast", by_operator), ("coming", first), ("on_scene", first)]
    for action, who in [*what, ("left", first), ("close", by_operator)]:
        entry = {"at": i.created_at, "incident_id": i.id, "action": action, "late": False, "details": {}}
        yield entry | who

"""Does a broadcast that was half sent when the program was exchanged for a newer one go on?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import NoticeState
from bot.storage.engine import make_engine
from bot.storage.migrate import SchemaError, head, migrate
from tests.integration.outbox.conftest import NOW, Post, open_post
from tests.integration.storage.test_migrations import REVISIONS

SENT_BEFORE, PEOPLE = 10, 40


@pytest.fixture
async def office(empty_database_url: str) -> AsyncIterator[Post]:
    """People with phones, an operators' group, and a database without any table; nobody sends yet."""
    made = await open_post(empty_database_url)
    for number in range(1, PEOPLE + 1):
        made.sandbox.people.add_user(f"Relawan {number}", user_id=number, started=True)
    yield made
    await made.sandbox.stop()


async def fill(post: Post) -> None:
    """As any program of this schema left it: an open fire, a quarter of its alarms sent, a few in flight.

    Columns are taken from the database as it is, so that a later schema's new ones do not matter here.
    """
    engine = make_engine(post.url)
    async with engine.begin() as connection:
        old = sa.MetaData()
        await connection.run_sync(old.reflect)
        await _insert(connection, old.tables["numbers"], [{"series": "SMG-2026", "last": 1}])
        await _insert(connection, old.tables["incidents"], [_incident(post)])
        people = range(1, PEOPLE + 1)
        for name, row in (("volunteers", _volunteer), ("responses", _response), ("cards", _card)):
            await _insert(connection, old.tables[name], [row(n) for n in people])
        await _insert(connection, old.tables["notices"], [_notice(n) for n in people])
    await engine.dispose()


async def _insert(connection: AsyncConnection, table: sa.Table, rows: list[dict]) -> None:  # type: ignore[type-arg]  # raw rows
    """Whatever is not given is empty: nothing where that is allowed, else "", 0 or {}."""
    empty = {c.name: _empty(c) for c in table.columns if not c.nullable and not c.primary_key}
    await connection.execute(table.insert(), [empty | row for row in rows])


def _empty(column: "sa.Column[object]") -> object:
    if isinstance(column.type, sa.JSON):
        return {}
    if isinstance(column.type, sa.DateTime):
        return NOW
    if isinstance(column.type, sa.Boolean):
        return False
    return 0 if isinstance(column.type, sa.Integer | sa.Float) else ""


def _incident(post: Post) -> dict[str, object]:
    return {
        "id": 1,
        "state": "open",
        "number": "SMG-2026-0001",
        "kind": "kebakaran",
        "severity": "darurat",
        "zone": "33.74.09",
        "address": "Jl. Kelud Raya 12",
        "home_chat": post.desk.id,
        "opened_at": NOW,
        "unclaimed_since": NOW,
        "wave": "1",
        "policy": {},
        "draft": {},
    }


def _volunteer(n: int) -> dict[str, object]:
    return {
        "id": n,
        "telegram_id": n,
        "name": f"Relawan {n}",
        "status": "active",
        "duty": "normal",
        "reach": "ok",
    }


def _response(n: int) -> dict[str, object]:
    return {"incident_id": 1, "volunteer_id": n, "state": "alarmed", "wave": "1", "rank": n}


def _card(n: int) -> dict[str, object]:
    sent = n <= SENT_BEFORE
    return {
        "id": n,
        "kind": "volunteer",
        "chat_id": n,
        "subject_id": 1,
        "volunteer_id": n,
        "urgency": 6,
        "version": 1,
        "drawn_version": 1,
        "drawn_at": NOW if sent else None,
        "message_id": n if sent else None,
    }


def _notice(n: int) -> dict[str, object]:
    sent = n <= SENT_BEFORE
    return {
        "id": n,
        "key": f"alarm:1:{n}",
        "kind": "alarm",
        "chat_id": n,
        "urgency": 1 if n == 1 else 4,
        "rank": n,
        "volunteer_id": n,
        "incident_id": 1,
        "expires_at": NOW + timedelta(hours=2),
        "leased_until": NOW + timedelta(minutes=1) if SENT_BEFORE < n <= SENT_BEFORE + 5 else None,
        "attempts": int(n <= SENT_BEFORE + 5),
        "state": "sent" if sent else "waiting",
        "message_id": n if sent else None,
        "settled_at": NOW if sent else None,
    }


@pytest.mark.parametrize("revision", REVISIONS)
async def test_a_half_sent_broadcast_goes_on(office: Post, revision: str) -> None:
    """From each schema there ever was: whoever was told is not told again, everybody else is told once."""
    assert await migrate(office.url, revision) == revision
    await fill(office)
    assert await migrate(office.url) == head()
    office.start()
    async with asyncio.timeout(20):
        while await _wait_still(office):
            await office.drain()
    assert sorted(office.calls()) == list(range(SENT_BEFORE + 1, PEOPLE + 1))
    async with office.db.read() as work:
        states = await work.notices.alarm_states(1)
        assert {state for state, _ in states.values()} == {NoticeState.SENT}
        situation = await work.situation(1, NOW, everyone=True)
    assert situation is not None
    assert situation.delivery.accepted == PEOPLE
    await office.stop()
    await office.db.close()


async def _wait_still(office: Post) -> bool:
    async with office.db.read() as work:
        return bool((await work.notices.tally()).get(NoticeState.WAITING))


async def test_an_old_program_leaves_a_newer_database_alone(office: Post) -> None:
    """It says what to do in one sentence, and not a row has changed."""
    await migrate(office.url)
    await fill(office)
    engine = make_engine(office.url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer Kentongan"):
        await migrate(office.url)
    async with engine.connect() as connection:
        count = sa.text("SELECT count(*) FROM notices WHERE state = 'waiting' AND leased_until IS NOT NULL")
        assert (await connection.execute(count)).scalar_one() == 5
    await engine.dispose()
    await office.db.close()

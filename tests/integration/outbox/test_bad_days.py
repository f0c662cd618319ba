"""What becomes of what is owed when the database, the clock or the process itself has a bad day?"""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from structlog.testing import capture_logs

from bot.domain.notices import NoticeKind, NoticeState, Urgency
from bot.sandbox.faults import Rule
from bot.storage import away, engine
from bot.storage.unit_of_work import Database
from tests.integration.outbox.conftest import Post, answer, until

SENT = NoticeState.SENT


@pytest.fixture(autouse=True)
def quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "It is well again" is said soon: a test does not wait ten seconds for it."""
    monkeypatch.setattr(away, "QUIET", 0.3)


def said(logs: list[Any]) -> list[str]:
    """The lines that somebody who watches the log would see."""
    return [line["event"] for line in logs if line["log_level"] in ("warning", "error", "critical")]


async def soon(true: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        await until(true)


on_a_file = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_a_server = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_a_server
async def test_its_connections_are_cut(post: Post) -> None:
    """The server ends them in the middle of a broadcast: two lines, nobody forgotten, nobody told twice
    but those whose answer was not settled yet."""
    people = await post.people(40)
    address = make_url(post.url)
    with capture_logs() as logs:
        incident = await post.incident(people)
        await soon(lambda: len(post.calls()) >= 10)
        server = await asyncpg.connect(host=address.query["host"], user="postgres", database="postgres")
        cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1"
        assert await server.fetchval(cut, address.database) > 0
        await server.close()
        while len(set(post.calls())) < 40:
            post.skipped += 1.1
            await asyncio.sleep(0.02)
        await post.drain()
        await soon(lambda: "database.back" in said(logs) or "database.away" not in said(logs))
    assert {state for state, _ in (await post.states(incident)).values()} == {SENT}
    assert sorted(set(post.calls())) == [p.id for p in people]
    assert len(post.calls()) <= 50
    assert sorted(set(said(logs)) - {"outbox.duty_lost"}) in (["database.away", "database.back"], [])
    assert len(said(logs)) <= 3


@on_a_file
async def test_the_database_is_locked_for_longer_than_anybody_waits(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the file: two lines, and everything leaves once when it lets go."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 100)
    await post.stop()
    await post.db.close()
    post.db = Database(post.url)
    people = await post.people(20)
    await post.incident(people)
    with sqlite3.connect(str(make_url(post.url).database)) as other:
        other.isolation_level = None
        with capture_logs() as logs:
            other.execute("BEGIN EXCLUSIVE")
            post.start()
            await asyncio.sleep(1.5)
            assert post.calls() == []
            assert said(logs) == ["database.away"]
            other.execute("ROLLBACK")
            await post.drain()
            await soon(lambda: "database.back" in said(logs))
    other.close()
    assert said(logs) == ["database.away", "database.back"]
    assert sorted(post.calls()) == [p.id for p in people]


@on_a_file
async def test_the_disk_is_full(post: Post) -> None:
    """What Telegram accepted meanwhile is settled when there is room again; nobody is told twice."""
    people = await post.people(12)
    await post.drain()
    with capture_logs() as logs:
        incident = await post.incident(people)
        room = _room(post)
        with pytest.raises(sa.exc.OperationalError, match="full"):
            await post.owe(*(answer(p.id, f"{n}{'x' * 90}") for p in people for n in range(300)))
        assert said(logs) == ["database.away"]
        room[0] = 1_000_000
        await post.drain()
        await soon(lambda: "database.back" in said(logs))
    assert said(logs) == ["database.away", "database.back"]
    assert sorted(post.calls()) == [p.id for p in people]
    assert {state for state, _ in (await post.states(incident)).values()} == {SENT}


def _room(post: Post) -> list[int]:
    """The most pages the file may have, as it is now; each transaction learns what stands here."""
    with sqlite3.connect(str(make_url(post.url).database)) as one:
        most = [int(one.execute("PRAGMA page_count").fetchone()[0])]
    one.close()

    @sa.event.listens_for(post.db.engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most[0]}")

    return most


async def test_the_clock_is_stepped_back_an_hour(post: Post) -> None:
    """What the old clock dated an hour ahead leaves at once, and is not kept an hour longer for it."""
    budi, wati = await post.people(2)
    post.sandbox.halt()
    incident = await post.incident([budi])
    await post.drain()
    with capture_logs() as logs:
        post.time -= timedelta(hours=1)
        post.sandbox.resume()
        await post.owe(answer(wati.id))
        await post.drain()
        await soon(lambda: post.texts(budi.id))
    await post.drain()
    assert post.texts(wati.id)
    assert (await post.states(incident))[budi.id][0] is SENT
    assert said(logs).count("clock.stepped_back") == 1


async def test_the_clock_was_stepped_back_while_the_bot_was_away(post: Post) -> None:
    """A fresh process meets debts dated an hour ahead, half of them leased: all leave now, once."""
    people = await post.people(6)
    post.sandbox.halt()
    incident = await post.incident(people)
    await asyncio.sleep(0.1)
    await post.kill()
    post.sandbox.resume()
    post.time -= timedelta(hours=1)
    post.start()
    await post.drain()
    assert {state for state, _ in (await post.states(incident)).values()} == {SENT}
    assert sorted(post.calls()) == [p.id for p in people]


async def test_ten_minutes_suspended(post: Post) -> None:
    """What stood ready to leave is asked anew whether it is still true: a reminder of then is recorded as
    expired, said in one line with how many, and never sent."""
    people = await post.people(12)
    post.fault(Rule(what="delay", early=True, seconds=(0.4, 0.4)))
    await post.incident(people)
    await post.owe(*(_reminder(p.id) for p in people))
    await asyncio.sleep(0.1)
    with capture_logs() as logs:
        post.time += timedelta(minutes=10, seconds=30)
        while (await post.tally()).get(NoticeState.WAITING):
            await post.drain()
        await post.drain()
        await post.drain()
        await soon(lambda: "outbox.expired" in said(logs))
    tally = await post.tally()
    lines = [line for line in logs if line["event"] == "outbox.expired"]
    assert sum(line["n"] for line in lines) == tally[NoticeState.EXPIRED] == 12
    assert len(lines) == 1
    assert tally[SENT] == 12


def _reminder(chat_id: int) -> Any:
    return replace(answer(chat_id, f"late{chat_id}"), kind=NoticeKind.RELEASED, urgency=Urgency.PROMPT)

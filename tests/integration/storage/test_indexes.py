"""Does every question that is asked often find its rows by an index, on either database?

The stores' own statements are caught on their way to the driver, and the database says how it would run them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.notices import CardKind, Notice, NoticeKind, Urgency
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database, Work
from tests.bench.scale.seeding import DESK, FIRST_VOLUNTEER, HOT, NOW, Size, seed
from tests.conftest import Postgres

BIG = {"notices", "cards", "responses", "incidents", "volunteers", "journal", "updates"}
OF_THE_FEW = {"ix_notices_waiting", "ix_notices_due", "ix_cards_dirty", "ix_responses_due"}
"""Partial indexes: they hold only what waits, and may be read from end to end."""
LONG_AGO = NOW - timedelta(days=1)
Asked = Callable[[Work], Awaitable[Any]]
QUESTIONS: dict[str, Asked] = {
    "the notices to send next": lambda w: w.claims.notices_in_order(NOW, 12),
    "the notices that are overdue": lambda w: w.claims.oldest_notices(NOW),
    "the cards to redraw": lambda w: w.claims.dirty_cards(NOW, 12),
    "the card dirty longest": lambda w: w.claims.oldest_card(NOW),
    "how many wait": lambda w: w.claims.crowd(100),
    "what a sender left held": lambda w: w.claims.free(),
    "what a clock dated into the future": lambda w: w.claims.come_back(NOW),
    "what a clock just put back": lambda w: w.claims.come_back(NOW, stepped=True),
    "when the next notice may leave": lambda w: w.notices.next_due(),
    "whom an alarm never reached": lambda w: w.notices.never_called(7),
    "how many cards wait": lambda w: w.cards.dirty(),
    "how many wait in each class": lambda w: w.notices.depth(),
    "how many alarms wait": lambda w: w.notices.waiting_alarms(),
    "an alarm of this incident waits": lambda w: w.notices.alarms_wait(7),
    "what became of an incident's alarms": lambda w: w.notices.delivery(7),
    "what became of each alarm": lambda w: w.notices.alarm_states(7),
    "dropping an incident's alarms": lambda w: w.notices.drop(7, [NoticeKind.ALARM], "x", NOW),
    "the next alarm to be the first": lambda w: w.notices.promote(7, NOW),
    "alarms of a chat that opened again": lambda w: w.notices.revive(FIRST_VOLUNTEER, NOW),
    "what failed lately": lambda w: w.notices.failed_since(LONG_AGO),
    "a card by its message": lambda w: w.cards.find(CardKind.OPERATOR, DESK, 7),
    "all cards of an incident": lambda w: w.cards.touch_all(CardKind.VOLUNTEER, 7, Urgency.CARD, NOW),
    "rousing an incident's cards": lambda w: w.cards.rouse(7, NOW),
    "what runs in each group": lambda w: w.overviews.desks(),
    "what an overview stands for": lambda w: w.overviews.resting(DESK),
    "which running incidents are quiet": lambda w: w.overviews.situations([7, 8], NOW),
    "what is owed to a chat that moved": lambda w: w.notices.move_chat(FIRST_VOLUNTEER, 5),
    "cards of a chat that opened again": lambda w: w.cards.restore(FIRST_VOLUNTEER),
    "the card of an accepted alarm": lambda w: w.claims.alarms_accepted([(FIRST_VOLUNTEER, 7, 1)], NOW),
    "the card of an alarm given up": lambda w: w.claims.alarms_given_up([(FIRST_VOLUNTEER, 7)]),
    "responses whose time has come": lambda w: w.responses.due(NOW),
    "the next response's time": lambda w: w.responses.next_due(),
    "an incident's responses": lambda w: w.responses.of(7),
    "an incident's counts": lambda w: w.responses.counts(7),
    "an incident's responders": lambda w: w.responses.responders(7),
    "a person's running part": lambda w: w.responses.current_of(7, [1, 2]),
    "incidents whose time has come": lambda w: w.incidents.due(NOW),
    "the next incident's time": lambda w: w.incidents.next_due(),
    "a draft of this author": lambda w: w.incidents.latest_draft(DESK, 7001, LONG_AGO, NOW),
    "the incident broadcast last": lambda w: w.incidents.latest(),
    "an incident by its number": lambda w: w.incidents.by_number("SMG-2026-0421"),
    "an incident by its last digits": lambda w: w.incidents.by_number("0421"),
    "the same event, perhaps": lambda w: _twins(w),
    "the volunteers of a zone": lambda w: w.volunteers.in_zones([HOT.code]),
    "a volunteer by account": lambda w: w.volunteers.by_telegram(FIRST_VOLUNTEER),
    "a volunteer by phone": lambda w: w.volunteers.by_phone("+6281200000007"),
    "an incident's journal": lambda w: w.journal.of(7),
    "an update seen before": lambda w: w.inbox.first_time(7, NOW),
    "updates long ago": lambda w: w.inbox.forget_before(LONG_AGO),
}


async def _twins(work: Work) -> object:
    incident = await work.incidents.get(7)
    assert incident is not None
    return await work.incidents.twins(incident, LONG_AGO)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with thousands of rows of history, a few of which wait."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.fresh()
    else:
        folder: Path = tmp_path_factory.mktemp("full")
        url = f"sqlite+aiosqlite:///{folder}/kentongan.db"
        asyncio.run(migrate(url))
    asyncio.run(_fill(url))
    return url


async def _fill(url: str) -> None:
    db = Database(url)
    async with db.work(NOW) as work:
        alarm = NoticeKind.ALARM
        owed = (Notice(key=f"w{n}", kind=alarm, chat_id=n, urgency=Urgency.ALARM) for n in range(50))
        await work.notices.add(owed, NOW)
    await seed(db, Size(volunteers=8000, incidents=1500))
    await db.close()


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=list(QUESTIONS))
async def test_no_question_reads_a_whole_table(full_url: str, asked: Asked) -> None:
    """Whatever a table has grown to, its rows are found by an index."""
    db = Database(full_url)
    sent: list[tuple[str, Any]] = []

    def catch(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        sent.append((statement, parameters[0] if many else parameters))

    try:
        async with db.engine.connect() as connection:
            await connection.begin()
            sa.event.listen(db.engine.sync_engine, "before_cursor_execute", catch)
            await asked(Work(connection))
            sa.event.remove(db.engine.sync_engine, "before_cursor_execute", catch)
            assert sent
            whole = [line for s, p in sent for line in await _whole_reads(connection, db.single, s, p)]
            await connection.rollback()
    finally:
        await db.close()
    assert whole == []


async def _whole_reads(connection: Any, single: bool, statement: str, parameters: Any) -> list[str]:
    """The steps of a plan that read a big table, or one of its whole indexes, from end to end."""
    how = "EXPLAIN QUERY PLAN " if single else "EXPLAIN (FORMAT JSON) "
    rows = (await connection.exec_driver_sql(how + statement, parameters)).all()
    if single:
        return [row[3] for row in rows if _sqlite_reads_all(row[3])]
    plan = rows[0][0]
    steps = _steps((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return [
        f"{s['Node Type']} {s.get('Relation Name')} {s.get('Index Name', '')}" for s in steps if _reads_all(s)
    ]


def _sqlite_reads_all(step: str) -> bool:
    words = step.split()
    return words[0] == "SCAN" and words[1] in BIG and not OF_THE_FEW & set(words)


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _steps(below)


def _reads_all(step: dict[str, Any]) -> bool:
    if step["Node Type"] == "Seq Scan":
        return step["Relation Name"] in BIG
    by_index = step["Node Type"] in ("Index Scan", "Index Only Scan", "Bitmap Index Scan")
    return by_index and "Index Cond" not in step and step["Index Name"] not in OF_THE_FEW

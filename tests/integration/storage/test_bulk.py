"""Do thousands of like rows come back as they went in, all or none, while others get their turn?"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa

from bot.domain.notices import Notice, NoticeKind, Urgency
from bot.domain.people import Volunteer
from bot.storage.bulk import FEW, PART, insert_alike
from bot.storage.notices import notices
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

ODD = "it's 100 % :x $1 ké🔥\\ \" ; --"
SAID_ONCE = {
    "kind": "alarm",
    "urgency": 4,
    "volunteer_id": None,
    "created_at": NOW,
    "expires_at": NOW,
    "due_at": NOW,
    "state": "waiting",
    "reason": ODD,
    "args": {"text": ODD},
}
DIFFERENT = [
    {"args": {"text": ODD, "n": 1}, "volunteer_id": 7, "reason": ODD},
    {"args": {}, "volunteer_id": None, "reason": ""},
]


@pytest.mark.parametrize("various", [[{}], DIFFERENT], ids=["alike", "various"])
@pytest.mark.parametrize("many", [1, FEW - 1, FEW, PART + FEW])
async def test_like_rows_come_back_as_they_went_in(
    db: Database, many: int, various: list[dict[str, object]]
) -> None:
    """Quotes, per cents, colons, times, JSON and nothing at all survive, and defaults stand in."""
    rows = [
        SAID_ONCE | {"key": f"{ODD}{n}", "chat_id": n, "rank": n} | various[n % len(various)]
        for n in range(many)
    ]
    async with db.engine.begin() as connection:
        await insert_alike(connection, notices.insert(), iter(rows))
        found = (await connection.execute(sa.select(notices).order_by(notices.c.chat_id))).mappings().all()
    assert [{name: row[name] for name in rows[0]} for row in found] == rows
    assert {(r["attempts"], r["perhaps_twice"], r["message_id"]) for r in found} == {(0, 0, None)}


def alarms(incident_id: int, how_many: int) -> Iterator[Notice]:
    """As an alarm is owed: the nearest is the first of its class."""
    for rank in range(how_many):
        yield Notice(
            key=f"alarm:{incident_id}:{rank}",
            kind=NoticeKind.ALARM,
            chat_id=rank + 1,
            urgency=Urgency.ALARM if rank else Urgency.FIRST_ALARM,
            rank=rank,
            incident_id=incident_id,
        )


async def ranks(db: Database, incident_id: int) -> list[int]:
    query = sa.select(notices.c.rank).where(notices.c.incident_id == incident_id).order_by(notices.c.chat_id)
    async with db.engine.connect() as connection:
        return list((await connection.execute(query)).scalars())


async def test_a_crowd_in_parts_joins_the_round_once(db: Database) -> None:
    """The later parts of a crowd stand behind the first, where the round was when the crowd came."""
    waiting = Notice(key="w", kind=NoticeKind.ALARM, chat_id=1, urgency=Urgency.ALARM, rank=30, incident_id=1)
    async with db.work(NOW) as work:
        await work.notices.add(alarms(3, PART + 5), NOW)
    assert await ranks(db, 3) == [*range(PART + 5)]
    async with db.work(NOW) as work:
        await work.notices.drop(3, [NoticeKind.ALARM], "over", NOW)
        await work.notices.add([waiting], NOW)
        await work.notices.add(alarms(2, PART + 5), NOW)
    assert await ranks(db, 2) == [0, *range(31, 30 + PART + 5)]


async def test_a_crowd_is_owed_once(db: Database) -> None:
    """Who is owed the same already is left as it stands, wherever in the crowd."""
    async with db.work(NOW) as work:
        await work.notices.add(list(alarms(1, PART + FEW))[::7], NOW)
        await work.notices.add(alarms(1, PART + FEW), NOW)
    assert len(await ranks(db, 1)) == PART + FEW


async def test_a_crowd_is_written_whole_or_not_at_all(db: Database) -> None:
    """Who fails in a later part takes the earlier ones along."""

    def broken() -> Iterator[Notice]:
        yield from alarms(1, PART + 1)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        async with db.work(NOW) as work:
            await work.notices.add(broken(), NOW)
    assert await ranks(db, 1) == []


@asynccontextmanager
async def turns() -> AsyncIterator[list[int]]:
    """How often somebody else got the loop meanwhile."""
    had = [0]

    async def somebody() -> None:
        while True:
            had[0] += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(somebody())
        yield had
        waiting.cancel()


async def test_a_crowd_holds_up_nobody(db: Database) -> None:
    """Between the parts that are written, and those that are read, others get their turn."""
    people = [
        Volunteer(id=0, telegram_id=n + 1, name=f"Relawan {n}", home_zone="09") for n in range(4 * PART + 1)
    ]
    async with db.work(NOW) as work:
        await work.volunteers.add_many(people)
        async with turns() as writing:
            await work.notices.add(alarms(1, 4 * PART + 1), NOW)
        async with turns() as reading:
            assert len(await work.volunteers.in_zones(["09"])) == len(people)
    assert writing[0] >= 4
    assert reading[0] >= 4

"""Whose turn is it? Incidents in rounds, the first to hear, alarms owed once more, and what waits."""

from dataclasses import replace

import pytest

from bot.domain.notices import BUG, LIFETIME, REFUSED, NoticeKind, NoticeState, Urgency
from bot.storage.claims import Settled
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW
from tests.integration.storage.test_claims import MINUTE, SECOND, alarm, lease, of, owe, rows, settle

SENT = Settled(0, NoticeState.SENT, message_id=9)
LATER = Settled(0, NoticeState.WAITING, "cut", due_at=NOW + MINUTE)
BLOCKED = Settled(0, NoticeState.FAILED, "Forbidden: bot was blocked by the user")


async def owe_alarms(db: Database, incident: int, n: int, urgency: Urgency = Urgency.ALARM) -> None:
    """`n` alarms of one incident, nearest first; a chat each."""
    await owe(
        db,
        *(
            alarm(f"{incident}:{k}", urgency, k, incident_id=incident, chat_id=100 * incident + k)
            for k in range(n)
        ),
    )


async def order(db: Database) -> list[str]:
    """The keys of all that may be sent now, in their order."""
    async with db.read() as work:
        return [i.notice.key for i in await work.claims.notices_in_order(NOW, 1000)]


async def urgent(db: Database) -> list[str]:
    """Which go as first alarms."""
    return [r["key"] for r in await rows(db) if r["urgency"] == Urgency.FIRST_ALARM]


async def test_incidents_owed_together_take_turns(db: Database) -> None:
    """Two incidents that begin at once are alarmed in rounds, nearest first within each."""
    await owe_alarms(db, 1, 3)
    await owe_alarms(db, 2, 2)
    assert await order(db) == ["1:0", "2:0", "1:1", "2:1", "1:2"]


async def test_a_newcomer_joins_the_round(db: Database) -> None:
    """An incident that comes while another is half done is neither behind all of it nor before it."""
    await owe_alarms(db, 1, 9)
    await settle(db, *(of(item, SENT) for item in await lease(db, 6)))
    await owe_alarms(db, 2, 3)
    await owe_alarms(db, 3, 1)
    assert await order(db) == ["1:6", "2:0", "3:0", "1:7", "2:1", "1:8", "2:2"]


async def test_each_class_has_its_own_round(db: Database) -> None:
    """Where the alarms' round is means nothing to the answers; an empty class begins at the beginning."""
    await owe(db, alarm("far", rank=50))
    await owe(db, alarm("answer", Urgency.ANSWER), alarm("near"), alarm("nearer still", rank=-1))
    ranks = {r["key"]: r["rank"] for r in await rows(db)}
    assert ranks == {"far": 50, "answer": 0, "near": 50, "nearer still": 49}


async def test_one_that_waits_for_its_retry_does_not_hold_the_round(db: Database) -> None:
    """A retry that is not due yet leaves the round where the others are: a newcomer does not go before all
    who have waited longer."""
    await owe_alarms(db, 1, 8)
    stuck, *others = await lease(db, 5)
    await settle(db, of(stuck, LATER), *(of(item, SENT) for item in others))
    await owe_alarms(db, 2, 3)
    assert await order(db) == ["1:5", "2:0", "1:6", "2:1", "1:7", "2:2"]


async def test_the_last_ones_retry_is_not_put_behind_a_newcomer(db: Database) -> None:
    """Where only a retry is left of an incident, a newcomer joins its turn and does not begin before it."""
    await owe_alarms(db, 1, 6)
    *others, last = await lease(db)
    await settle(db, *(of(item, SENT) for item in others), of(last, replace(LATER, due_at=NOW)))
    await owe_alarms(db, 2, 9)
    assert (await order(db)).index("1:5") <= 1


async def test_a_newcomer_beside_retries_only_joins_the_foremost(db: Database) -> None:
    """Where all that wait were tried before, the round is at the first turn among them, due already or not;
    those behind it keep their places, and take turns with the newcomer."""
    await owe_alarms(db, 1, 6)
    held = await lease(db)
    await settle(db, *(of(item, SENT) for item in held if item.notice.rank not in (2, 5)))
    await settle(db, of(held[2], LATER), of(held[5], replace(LATER, due_at=NOW)))
    await owe_alarms(db, 2, 5)
    assert await order(db) == ["2:0", "2:1", "2:2", "1:5", "2:3", "2:4"]


async def test_a_key_owed_again_keeps_its_turn(db: Database) -> None:
    """Owing the same once more moves nobody."""
    await owe_alarms(db, 1, 4)
    await settle(db, *(of(item, SENT) for item in await lease(db, 2)))
    before = await rows(db)
    await owe_alarms(db, 1, 4)
    assert await rows(db) == before


@pytest.mark.parametrize("end", [SENT, None])
async def test_nobody_is_promoted_beside_a_first(db: Database, end: Settled | None) -> None:
    """While a first alarm is on its way, or any alarm was accepted, the others keep their places."""
    await owe(db, alarm("first", Urgency.FIRST_ALARM))
    await owe_alarms(db, 1, 3)
    if end:
        await settle(db, of((await lease(db, 1))[0], end))
    async with db.work(NOW) as work:
        await work.notices.promote(1, NOW)
    assert await urgent(db) == ["first"]


@pytest.mark.parametrize("end", [BLOCKED, LATER], ids=lambda r: r.state)
async def test_the_next_one_becomes_the_first(db: Database, end: Settled) -> None:
    """When the first alarm failed, or must wait, the next of its incident that may go now goes as the first;
    asked again, nobody else does."""
    await owe(db, alarm("first", Urgency.FIRST_ALARM))
    await owe_alarms(db, 2, 2)
    await owe_alarms(db, 1, 4)
    await settle(db, of((await lease(db, 1))[0], end))
    blocked = next(i for i in await lease(db) if i.notice.key == "1:0")
    async with db.work(NOW) as work:
        await work.claims.settle([of(blocked, LATER)], NOW)
        await work.claims.free()
        for _ in range(2):
            await work.notices.promote(1, NOW)
    assert await urgent(db) == ["first", "1:1"]
    assert (await order(db))[0] == "1:1"


async def test_with_nobody_left_nobody_is_promoted(db: Database) -> None:
    """An incident none of whose alarms may go now is left as it is; other kinds are no alarms."""
    await owe_alarms(db, 1, 1)
    await settle(db, of((await lease(db))[0], BLOCKED))
    await owe_alarms(db, 2, 1)
    before = await rows(db)
    async with db.work(NOW) as work:
        await work.notices.promote(1, NOW)
        await work.notices.promote(99, NOW)
    assert await rows(db) == before


async def revive(db: Database, chat_id: int = 7, after: int = 0) -> int:
    async with db.work(NOW) as work:
        revived = await work.notices.revive(chat_id, NOW + after * SECOND)
        assert work.owes == (revived > 0)
        return revived


async def test_who_comes_back_is_alarmed_once_more(db: Database) -> None:
    """An alarm that failed because Budi had blocked the bot is owed again, at once, and only once."""
    await owe(db, alarm("k", Urgency.FIRST_ALARM, chat_id=7, volunteer_id=3), alarm("other", chat_id=8))
    await settle(db, *(of(item, BLOCKED) for item in await lease(db)))
    assert [await revive(db), await revive(db)] == [1, 0]
    (again,) = await lease(db)
    assert (again.notice.key, again.urgency, again.due_at) == ("k", Urgency.ALARM, NOW)
    async with db.read() as work:
        assert await work.notices.tally() == {NoticeState.WAITING: 1, NoticeState.FAILED: 1}


@pytest.mark.parametrize(
    "end",
    [
        SENT,
        Settled(0, NoticeState.DROPPED, "stand_down"),
        Settled(0, NoticeState.EXPIRED, "expired"),
        Settled(0, NoticeState.FAILED, f"{REFUSED}message is too long"),
        Settled(0, NoticeState.FAILED, f"{BUG}KeyError"),
    ],
    ids=lambda r: f"{r.state} {r.reason}",
)
async def test_what_would_fail_again_is_not_owed_again(db: Database, end: Settled) -> None:
    """What arrived, is untrue, too old, or failed by our own mistake stays as it is."""
    await owe(db, alarm("k", chat_id=7))
    await settle(db, of((await lease(db))[0], end))
    assert await revive(db) == 0


async def test_an_alarm_grown_old_is_not_revived(db: Database) -> None:
    """Up to the end of its life a failed alarm may come back, then no more; anything but alarms never."""
    async with db.work(NOW) as work:
        reminder = replace(alarm("reminder", chat_id=8), kind=NoticeKind.REMINDER)
        await work.notices.add([alarm("k", chat_id=7), reminder], NOW)
    await settle(db, *(of(item, BLOCKED) for item in await lease(db)))
    age = int(LIFETIME[Urgency.ALARM].total_seconds())
    assert [await revive(db, after=age), await revive(db, 8), await revive(db, after=age - 1)] == [0, 0, 1]


async def test_one_revived_does_not_pull_the_round_back(db: Database) -> None:
    """Who comes back takes up the round where it is: a newcomer after that is not sent before all others."""
    await owe_alarms(db, 1, 8)
    failed, *others = await lease(db, 5)
    await settle(db, of(failed, BLOCKED), *(of(item, SENT) for item in others))
    assert await revive(db, chat_id=100) == 1
    await owe_alarms(db, 2, 3)
    keys = await order(db)
    assert keys.index("1:6") < keys.index("2:2")


async def test_alarms_that_wait_are_counted_by_incident(db: Database) -> None:
    """First and further alarms count, held or due later as well; what is settled, and any other class, does
    not."""
    await owe_alarms(db, 1, 4)
    await owe_alarms(db, 2, 1)
    await owe(db, alarm("first", Urgency.FIRST_ALARM), alarm("down", Urgency.STAND_DOWN, incident_id=3))
    sent, _down, later, _held = await lease(db, 4)
    await settle(db, of(sent, SENT), of(later, LATER))
    async with db.read() as work:
        assert await work.notices.waiting_alarms() == {1: 4, 2: 1}


async def test_the_depth_tells_how_many_and_since_when(db: Database) -> None:
    """Each class in which something waits, with its number and the oldest one's time, aware and to the
    microsecond; what is settled is not in it."""
    async with db.read() as work:
        assert await work.notices.depth() == {}
    oldest = NOW - MINUTE - SECOND / 4
    for n, at in enumerate([NOW, oldest, NOW - SECOND]):
        async with db.work(NOW) as work:
            await work.notices.add([alarm(f"a{n}", rank=n), alarm(f"i{n}", Urgency.INFO)], at)
    first = await lease(db, 1)
    await settle(db, of(first[0], SENT))
    async with db.read() as work:
        found = await work.notices.depth()
    assert found == {Urgency.ALARM: (2, oldest), Urgency.INFO: (3, oldest)}
    assert all(isinstance(urgency, Urgency) for urgency in found)


async def test_the_round_is_read_where_it_is_written(db: Database) -> None:
    """Two incidents owed in one transaction, in two steps, meet in the same round."""
    async with db.work(NOW) as work:
        await work.notices.add([alarm(f"a{k}", rank=k) for k in range(3)], NOW)
        await work.notices.add([alarm(f"b{k}", rank=k, incident_id=2) for k in range(3)], NOW)
    ranks = {r["key"]: r["rank"] for r in await rows(db)}
    assert ranks == {"a0": 0, "a1": 1, "a2": 2, "b0": 0, "b1": 1, "b2": 2}

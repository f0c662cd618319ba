"""Is every debt kept, handed to one sender at a time, in its order, and settled once?"""

import asyncio
from datetime import timedelta

from bot.domain.notices import LIFETIME, Notice, NoticeKind, NoticeState, Urgency
from bot.storage.claims import NOBODY, But, Leased, Settled
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

MINUTE = timedelta(minutes=1)


def owed(key: str, urgency: Urgency = Urgency.ALARM, rank: int = 0, **more: int) -> Notice:
    values = {"chat_id": 1, "incident_id": 1} | more
    return Notice(key=key, kind=NoticeKind.ALARM, urgency=urgency, rank=rank, **values)  # type: ignore[arg-type]  # ints


async def owe(db: Database, *notices: Notice) -> None:
    async with db.work(NOW) as work:
        await work.notices.add(notices, NOW)


async def lease(
    db: Database, limit: int = 10, *, after: timedelta = timedelta(), but: But = NOBODY
) -> list[Leased]:
    """Take the next ones in hand for a minute."""
    async with db.work(NOW) as work:
        found = list(await work.claims.notices_in_order(NOW + after, limit, but))
        await work.claims.claim(found, NOW + after + MINUTE)
        return found


async def settle(db: Database, *results: Settled) -> None:
    async with db.work(NOW) as work:
        await work.claims.settle(results, NOW)


def keys(leased: list[Leased]) -> list[str]:
    return [item.notice.key for item in leased]


async def test_the_order_is_urgency_then_rank_then_age(db: Database) -> None:
    """SOS before first alarms, before stand-downs, before alarms nearest first, before the rest."""
    await owe(
        db,
        owed("info", Urgency.INFO),
        owed("far", Urgency.ALARM, 2),
        owed("near", Urgency.ALARM, 1),
        owed("near of another", Urgency.ALARM, 1),
        owed("stand-down", Urgency.STAND_DOWN),
        owed("first", Urgency.FIRST_ALARM),
        owed("answer", Urgency.ANSWER),
        owed("sos", Urgency.SOS),
    )
    assert keys(await lease(db, 3)) == ["sos", "first", "answer"]
    assert keys(await lease(db)) == ["stand-down", "near", "near of another", "far", "info"]


async def test_a_key_is_owed_once(db: Database) -> None:
    """The same debt written again, in one transaction or in a later one, stays one."""
    await owe(db, owed("alarm:1:1"), owed("alarm:1:1", chat_id=2))
    await owe(db, owed("alarm:1:1", chat_id=3))
    assert [item.notice.chat_id for item in await lease(db)] == [1]


async def test_a_lease_is_exclusive(db: Database) -> None:
    """Two senders at the same moment never hold the same notice, and together they hold all."""
    await owe(db, *(owed(f"k{n}") for n in range(10)))
    both = await asyncio.gather(lease(db, 5), lease(db, 5))
    taken = keys(both[0]) + keys(both[1])
    assert len(taken) == len(set(taken))
    taken += keys(await lease(db))
    assert sorted(taken) == sorted(f"k{n}" for n in range(10))


async def test_a_lease_runs_out(db: Database) -> None:
    """What a dead sender held is owed again after its lease, counted as another attempt."""
    await owe(db, owed("k"))
    assert [item.attempts for item in await lease(db)] == [1]
    assert await lease(db, after=timedelta(seconds=59)) == []
    assert [item.attempts for item in await lease(db, after=timedelta(seconds=60))] == [2]


async def test_a_single_sender_frees_what_its_predecessor_held(db: Database) -> None:
    """At the start of the only sender there, leased notices are owed at once."""
    await owe(db, owed("a"), owed("b"))
    first = await lease(db, 1)
    await settle(db, Settled(first[0].id, NoticeState.SENT))
    await lease(db, 1)
    async with db.work(NOW) as work:
        assert await work.claims.free() == 1
    assert keys(await lease(db)) == ["b"]


async def test_waiting_chats_and_busy_notices_are_left_out(db: Database) -> None:
    """A chat that must wait holds up nobody else, and a notice in flight is not taken twice."""
    await owe(db, owed("a", chat_id=1), owed("b", chat_id=2), owed("c", chat_id=3))
    first = await lease(db, 1)
    assert keys(first) == ["a"]
    assert keys(await lease(db, after=timedelta(seconds=59), but=But(chats=[2]))) == ["c"]


async def test_a_retry_waits_for_its_time(db: Database) -> None:
    """A notice to be tried again is leased when it is due, not before, and remembers a perhaps."""
    await owe(db, owed("k"))
    (item,) = await lease(db)
    again = Settled(item.id, NoticeState.WAITING, "502", due_at=NOW + MINUTE, perhaps_twice=True)
    await settle(db, again)
    assert await lease(db, after=timedelta(seconds=59)) == []
    async with db.read() as work:
        assert await work.notices.next_due() == NOW + MINUTE
    assert [i.attempts for i in await lease(db, after=MINUTE)] == [2]


async def test_what_was_put_back_is_no_attempt(db: Database) -> None:
    """A notice that was leased ahead and not sent has not used up an attempt."""
    await owe(db, owed("k"))
    held = await lease(db)
    async with db.work(NOW) as work:
        await work.claims.put_back(held)
    assert [i.attempts for i in await lease(db)] == [1]


async def test_a_settled_notice_is_never_settled_again(db: Database) -> None:
    """An older result that arrives late neither overwrites the outcome nor brings the notice back."""
    await owe(db, owed("k"))
    (item,) = await lease(db)
    await settle(db, Settled(item.id, NoticeState.SENT, message_id=9))
    await settle(db, Settled(item.id, NoticeState.FAILED, "late"), Settled(item.id, NoticeState.WAITING))
    async with db.read() as work:
        assert await work.notices.tally() == {NoticeState.SENT: 1}
        assert await work.notices.alarm_states(1) == {None: (NoticeState.SENT, "")}
    assert await lease(db, after=timedelta(hours=1)) == []


async def test_drop_takes_what_is_unsent_only(db: Database) -> None:
    """A stand-down drops the incident's waiting alarms; sent ones and other incidents' stay."""
    await owe(db, owed("sent", rank=0), owed("waiting", rank=1), owed("other", rank=2, incident_id=2))
    (item,) = await lease(db, 1)
    await settle(db, Settled(item.id, NoticeState.SENT))
    async with db.work(NOW) as work:
        assert await work.notices.drop(1, [NoticeKind.REMINDER], "x", NOW) == 0
        assert await work.notices.drop(1, [NoticeKind.ALARM], "stand_down", NOW) == 1
        assert await work.notices.tally() == {
            NoticeState.SENT: 1,
            NoticeState.DROPPED: 1,
            NoticeState.WAITING: 1,
        }
    assert keys(await lease(db)) == ["other"]


async def test_drop_leaves_what_is_in_flight(db: Database) -> None:
    """An alarm that is just being sent is not dropped: who gets it must also get the stand-down."""
    await owe(db, owed("in flight", rank=0, volunteer_id=1), owed("waiting", rank=1, volunteer_id=2))
    (item,) = await lease(db, 1)
    async with db.work(NOW) as work:
        assert await work.notices.drop(1, [NoticeKind.ALARM], "stand_down", NOW) == 1
    await settle(db, Settled(item.id, NoticeState.SENT, message_id=5))
    async with db.read() as work:
        states = await work.notices.alarm_states(1)
    assert states == {1: (NoticeState.SENT, ""), 2: (NoticeState.DROPPED, "stand_down")}


async def test_drop_leaves_what_has_perhaps_arrived(db: Database) -> None:
    """An alarm whose answer was lost may have arrived; it is not dropped as unheard."""
    await owe(db, owed("perhaps", volunteer_id=1))
    (item,) = await lease(db)
    again = Settled(item.id, NoticeState.WAITING, "cut", due_at=NOW + MINUTE, perhaps_twice=True)
    await settle(db, again)
    async with db.work(NOW) as work:
        assert await work.notices.drop(1, [NoticeKind.ALARM], "stand_down", NOW) == 0


async def test_what_a_dead_sender_held_has_perhaps_arrived(db: Database) -> None:
    """Nobody knows whether the alarm had left: it is not dropped as unheard, and a stand-down is due."""
    await owe(db, owed("held", rank=0, volunteer_id=1), owed("waiting", rank=1, volunteer_id=2))
    await lease(db, 1)
    async with db.work(NOW) as work:
        assert await work.claims.free() == 1
        assert await work.notices.never_called(1) == {2}
        assert await work.notices.drop(1, [NoticeKind.ALARM], "stand_down", NOW) == 1


async def test_the_delivery_counts_say_what_became_of_the_alarms(db: Database) -> None:
    """Accepted, failed (expired counts as failed) and waiting alarms are counted per incident."""
    await owe(db, *(owed(f"k{n}", rank=n) for n in range(4)), owed("other", rank=9, incident_id=2))
    sent, failed, expired, *_ = await lease(db, 3)
    await settle(
        db,
        Settled(sent.id, NoticeState.SENT),
        Settled(failed.id, NoticeState.FAILED, "r" * 500),
        Settled(expired.id, NoticeState.EXPIRED, "expired"),
    )
    async with db.read() as work:
        found = await work.notices.delivery(1)
    assert (found.owed, found.accepted, found.failed, found.waiting) == (5 - 1, 1, 2, 1)


async def test_each_class_has_its_lifetime(db: Database) -> None:
    """A notice carries the moment from which it is too old to be sent."""
    await owe(db, *(owed(u.name, u) for u in Urgency))
    assert {i.notice.urgency: i.expires_at - i.created_at for i in await lease(db)} == LIFETIME


async def test_a_moved_chats_notices_follow(db: Database) -> None:
    """What waits for a group goes to the supergroup it became, at once; what was sent stays history."""
    await owe(db, owed("sent", chat_id=-5), owed("waiting", rank=1, chat_id=-5))
    (item, _) = await lease(db)
    await settle(db, Settled(item.id, NoticeState.SENT))
    async with db.work(NOW) as work:
        await work.notices.move_chat(-5, -1005)
    assert [(i.notice.key, i.notice.chat_id) for i in await lease(db)] == [("waiting", -1005)]

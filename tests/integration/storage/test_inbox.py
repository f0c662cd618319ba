"""What is remembered of updates, shared places and moved chats?"""

from datetime import timedelta

from bot.storage.unit_of_work import Database
from bot.usecases.upkeep import Upkeep
from tests.integration.storage.conftest import NOW

DESK, MOVED, NEWEST = -5, -1_002_100_000_001, -1_002_100_000_002


async def test_parked_updates_come_back_in_order(db: Database) -> None:
    """What was set aside is kept whole, once, oldest first, until it is done."""
    later = {"update_id": 12, "message": {"text": "ké🔥", "nested": [1, {"a": None}]}}
    earlier = {"update_id": 11, "message": {}}
    async with db.work(NOW) as work:
        await work.inbox.park(later, NOW)
        await work.inbox.park(earlier, NOW)
        await work.inbox.park(later | {"message": "another"}, NOW)
    async with db.work(NOW) as work:
        assert await work.inbox.parked() == [earlier, later]
        await work.inbox.unpark(11)
        await work.inbox.unpark(11)
    async with db.read() as work:
        assert await work.inbox.parked() == [later]


async def test_what_was_left_behind(db: Database) -> None:
    """Only what was parked before then is taken for a dead process's."""
    async with db.work(NOW) as work:
        await work.inbox.park({"update_id": 11}, NOW - timedelta(minutes=6))
        await work.inbox.park({"update_id": 12}, NOW - timedelta(minutes=4))
    assert await Upkeep(db, lambda: NOW).left_behind() == [{"update_id": 11}]


async def test_old_update_ids_are_forgotten(db: Database) -> None:
    """Only ids older than asked are forgotten; a forgotten one counts as new."""
    async with db.work(NOW) as work:
        await work.inbox.first_time(1, NOW - timedelta(hours=49))
        await work.inbox.first_time(2, NOW - timedelta(hours=47))
        assert await work.inbox.forget_before(NOW - timedelta(hours=48)) == 1
        assert await work.inbox.first_time(1, NOW)
        assert not await work.inbox.first_time(2, NOW)


async def test_moved_chats_make_a_chain(db: Database) -> None:
    """A chat's newest id is found over several moves; the same news twice is no news."""
    async with db.work(NOW) as work:
        assert await work.inbox.chat_moved(DESK, MOVED)
        assert not await work.inbox.chat_moved(DESK, MOVED)
        assert await work.inbox.chat_moved(MOVED, NEWEST)
    async with db.read() as work:
        assert await work.inbox.current_chat(DESK) == NEWEST
        assert await work.inbox.current_chat(NEWEST) == NEWEST
        assert await work.inbox.current_chat(-9) == -9


async def test_a_circle_of_moves_ends(db: Database) -> None:
    """Nonsense from outside does not hang the program."""
    async with db.work(NOW) as work:
        await work.inbox.chat_moved(DESK, MOVED)
        await work.inbox.chat_moved(MOVED, DESK)
        assert await work.inbox.current_chat(DESK) in (DESK, MOVED)


async def test_a_shared_place_serves_one_incident(db: Database) -> None:
    """The newest place of a sender is taken once, if it is fresh and not dated ahead (the clock was set back
    since), and never another's."""
    async with db.work(NOW) as work:
        await work.inbox.share_location(DESK, 7001, (-7.0, 110.0), NOW)
        await work.inbox.share_location(DESK, 7001, (-7.1, 110.1), NOW)
        await work.inbox.share_location(DESK, 0, (-7.2, 110.2), NOW - timedelta(minutes=3))
        await work.inbox.share_location(DESK, 7003, (-7.3, 110.3), NOW + timedelta(hours=1))
    span = NOW - timedelta(minutes=2), NOW + timedelta(minutes=2)
    async with db.work(NOW) as work:
        assert await work.inbox.take_location(DESK, 7002, *span) is None
        assert await work.inbox.take_location(DESK, 7001, *span) == (-7.1, 110.1)
        assert await work.inbox.take_location(DESK, 7001, *span) is None
        assert await work.inbox.take_location(DESK, 0, *span) is None
        assert await work.inbox.take_location(DESK, 7003, *span) is None

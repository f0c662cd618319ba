"""A sender takes notices in hand while somebody ends the incident: does either wait for the other?"""

import asyncio

from bot.domain.notices import NoticeKind, NoticeState
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW
from tests.integration.storage.test_claims import MINUTE, alarm, owe, rows


async def test_a_turn_and_a_stand_down_never_wait_for_each_other(db: Database) -> None:
    """The turn holds the nearest when the stand-down drops the rest; the turn then asks for the longest
    waiting: neither is ended by the database, and what was dropped is not claimed."""
    await owe(db, alarm("far", rank=40, chat_id=1))
    await owe(db, *(alarm(f"near{n}", rank=-40 + n, chat_id=2 + n) for n in range(8)))
    held, dropping = asyncio.Event(), asyncio.Event()

    async def turn() -> None:
        async with db.work(NOW) as work:
            nearest = list(await work.claims.notices_in_order(NOW + MINUTE, 8))
            held.set()
            if not db.single:  # SQLite has one writer: there the drop waits for its turn
                await dropping.wait()
            oldest = await work.claims.oldest_notices(NOW + MINUTE)
            await work.claims.claim([*nearest, *oldest], NOW + 2 * MINUTE)

    async def stand_down() -> None:
        await held.wait()
        async with db.work(NOW) as work:
            asyncio.get_running_loop().call_later(0.2, dropping.set)
            await work.notices.drop(1, [NoticeKind.ALARM], "stand_down", NOW)

    async with asyncio.timeout(20):
        await asyncio.gather(turn(), stand_down())
    states = {row["key"]: (row["state"], row["leased_until"] is not None) for row in await rows(db)}
    assert states["near0"] == (NoticeState.WAITING, True)
    assert states["far"] in ((NoticeState.DROPPED, False), (NoticeState.WAITING, True))

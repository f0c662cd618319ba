"""`Ingatkan` pressed twice, also by a clock that was set back in between."""

import sqlalchemy as sa

from bot.domain.notices import NoticeState
from bot.storage.notices import notices
from bot.usecases.base import Said
from tests.integration.usecases.conftest import DEWI, SARI, House


async def heard_fire(house: House) -> int:
    """A fire whose alarms Telegram has taken."""
    await house.volunteers(2)
    fire = await house.fire()
    async with house.db.engine.begin() as connection:
        await connection.execute(sa.update(notices).values(state=NoticeState.SENT))
    return fire


async def test_two_operators_at_once(house: House) -> None:
    """Within a minute the second Ingatkan reminds nobody again; after it, it does."""
    fire = await heard_fire(house)
    first = await house.commanding.remind(house.call(SARI, 5), fire)
    assert first == Said("toast-reminded", {"n": 2})
    assert await house.commanding.remind(house.call(DEWI, 5.5), fire) == Said("toast-just-reminded")
    assert await house.commanding.remind(house.call(DEWI, 6.5), fire) == first


async def test_two_presses_that_overtake_each_other(house: House) -> None:
    """The later of two presses is handled first: the earlier one reminds nobody a second time."""
    fire = await heard_fire(house)
    assert await house.commanding.remind(house.call(SARI, 5.01), fire) == Said("toast-reminded", {"n": 2})
    assert await house.commanding.remind(house.call(DEWI, 5), fire) == Said("toast-just-reminded")


async def test_a_clock_set_back(house: House) -> None:
    """A reminder dated ahead of the clock is no reminder of just now: the press reminds."""
    fire = await heard_fire(house)
    first = await house.commanding.remind(house.call(SARI, 60), fire)
    assert await house.commanding.remind(house.call(SARI, 5), fire) == first

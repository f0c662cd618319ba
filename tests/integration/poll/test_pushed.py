"""Updates that Telegram pushes: answered fast, in order for one person, and only when they are safe."""

import asyncio
from typing import Any

import pytest

from bot.handlers.pushed import Pushed

from .fake_telegram import FakeTelegram, House
from .virtual import now, run

BUDI, WATI = 1, 2


@pytest.fixture
def house() -> House:
    return House(FakeTelegram())


class Post:
    """Telegram's pushing side: one process takes what is pushed."""

    def __init__(self, house: House, **options: Any) -> None:
        self.house = house
        self.pushed = Pushed(house.handle, house.park, house.unpark, **options)
        self.answers: dict[int, list[tuple[float, bool]]] = {}

    async def __aenter__(self) -> "Post":
        self.running = asyncio.create_task(self.pushed.run(self._parked))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.pushed.stop()
        self.left = await self.running

    async def _parked(self) -> list[dict[str, Any]]:
        await asyncio.sleep(0.01)
        return list(self.house.stored.values())

    async def push(self, update_id: int, person: int = BUDI) -> bool:
        """Push once; whether it was answered with 200."""
        taken = await self.pushed.take({"update_id": update_id, "message": {"from": {"id": person}}})
        self.answers.setdefault(update_id, []).append((round(now(), 1), taken))
        return taken


def test_what_is_done_is_answered(house: House) -> None:
    """An update is answered when its handler has finished, and nothing is stored on the way."""

    async def story() -> None:
        house.seconds[BUDI] = 0.3
        async with Post(house) as post:
            assert await post.push(1)
            assert 0.3 < now() < 0.4
        assert (house.order[BUDI], house.asked_to_park, post.left) == ([1], [], 0)

    run(story())


def test_a_slow_one_is_answered_after_two_seconds_and_goes_on(house: House) -> None:
    """Telegram waits 2 s at most: then the update is stored, answered, finished and dropped from storage."""

    async def story() -> None:
        house.seconds[BUDI] = 3.5
        async with Post(house) as post:
            assert await post.push(1)
            assert 2.0 <= now() < 2.1
            assert (list(house.stored), house.done) == ([1], {})
            await asyncio.sleep(2)
            assert (list(house.stored), list(house.done)) == ([], [1])

    run(story())


def test_order_holds_behind_a_slow_one(house: House) -> None:
    """Budi's next update begins when his slow one is done, though it was answered before; Wati's at once."""

    async def story() -> None:
        house.seconds[BUDI] = 3.0
        async with Post(house) as post:
            await post.push(1)
            await asyncio.gather(post.push(2), post.push(3, WATI))
            await asyncio.sleep(10)
        assert house.order[BUDI] == [1, 2]
        assert house.done[3] < 2.2
        assert house.tries(2)[0] >= house.done[1]
        assert house.stored == {}

    run(story())


def test_a_repeated_one_is_not_begun_twice(house: House) -> None:
    """The same update pushed again while it is being handled waits for the same end."""

    async def story() -> None:
        house.seconds[BUDI] = 1.0
        async with Post(house) as post:
            assert all(await asyncio.gather(post.push(1), post.push(1), post.push(1)))
        assert len(house.tries(1)) == 1
        assert post.pushed._answers == {}

    run(story())


def test_a_failing_handler_is_tried_again_here(house: House) -> None:
    """Failures are retried by the bot itself; Telegram is answered when storage has the update."""

    async def story() -> None:
        house.failures[1] = [RuntimeError(), RuntimeError()]
        async with Post(house) as post:
            assert await post.push(1)
            assert list(house.stored) == [1]
            await asyncio.sleep(2)
            assert (list(house.done), house.stored) == ([1], {})

    run(story())


def test_one_that_always_fails_lies_in_storage(house: House) -> None:
    """After all tries it is given up into storage, Budi's next is handled, and the next start tries it."""

    async def story() -> None:
        house.failures[1] = [ValueError()] * 4
        async with Post(house) as post:
            assert await post.push(1)
            assert await post.push(2)
            await asyncio.sleep(20)
            assert (list(house.stored), house.order[BUDI]) == ([1], [2])
        house.stored[1]["message"]["text"] = ""
        async with Post(house):
            await asyncio.sleep(1)
        assert (house.order[BUDI], house.stored) == ([2, 1], {})

    run(story())


def test_without_storage_telegram_keeps_it(house: House) -> None:
    """A slow update that can not be stored is refused, so that Telegram sends it again."""

    async def story() -> None:
        house.seconds[BUDI] = 3.0
        house.park_faults = [OSError()]
        async with Post(house) as post:
            assert not await post.push(1)
            assert await post.push(1)
            assert len(house.tries(1)) == 1

    run(story())


def test_parked_ones_come_first(house: House) -> None:
    """What an earlier process left is begun before anything newly pushed by the same person."""

    async def story() -> None:
        house.stored[1] = {"update_id": 1, "message": {"from": {"id": BUDI}}}
        async with Post(house) as post:
            assert await post.push(2)
        assert (house.order[BUDI], house.stored) == ([1, 2], {})

    run(story())


def test_nothing_is_taken_before_the_start_and_after_the_end(house: House) -> None:
    """A process that does not run yet, or no longer, refuses: Telegram or another process has it."""

    async def story() -> None:
        post = Post(house)
        assert not await post.push(1)
        async with post:
            pass
        assert not await post.push(2)
        assert house.began == []

    run(story())


def test_the_end_waits_four_seconds(house: House) -> None:
    """Stopping lets a handler finish and answers it; what hangs is broken off and refused or stored."""

    async def story() -> None:
        house.seconds |= {BUDI: 1.5, WATI: 3600.0}
        post = Post(house, patience=60.0)
        async with post:
            pushing = asyncio.gather(post.push(1), post.push(2, WATI), post.push(3, WATI))
            await asyncio.sleep(0.5)
        assert list(await pushing) == [True, False, False]
        assert post.answers == {1: [(1.5, True)], 2: [(4.7, False)], 3: [(4.7, False)]}
        assert post.left == 2

    run(story())


def test_a_flood_is_left_to_telegram(house: House) -> None:
    """With as much in hand as memory should hold, more is refused until there is room."""

    async def story() -> None:
        house.seconds[BUDI] = 1.0
        async with Post(house, most=2) as post:
            first = asyncio.gather(post.push(1), post.push(2))
            await asyncio.sleep(0.1)
            assert not await post.push(3)
            await first
            assert await post.push(3)

    run(story())


def test_memory_does_not_grow(house: House) -> None:
    """Nothing is remembered of updates that are done: the database knows them."""

    async def story() -> None:
        async with Post(house) as post:
            for update_id in range(300):
                assert await post.push(update_id, update_id)
            assert (len(post.pushed._lanes), post.pushed._answers) == (0, {})

    run(story())

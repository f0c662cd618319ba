"""The right to poll may be lost, the database be away, a neighbour die: updates are taken all the same."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from aiogram import Bot
from structlog.testing import capture_logs

from bot.handlers import receiving
from bot.handlers.pushed import Pushed
from bot.handlers.receiving import ByPolling, ByWebhook

from .fake_telegram import FakeTelegram, House
from .virtual import run

BUDI, WATI = 1, 2
NOBODY = cast(Bot, None)  # these stories end before anybody is introduced


class Away(Exception):
    """The database is away."""


def excused(fault: BaseException) -> bool:
    return isinstance(fault, Away)


class Duty:
    """The right to poll, as a database gives it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.held, self.away, self.taken = True, False, 0

    def __bool__(self) -> bool:
        return self.held

    @asynccontextmanager
    async def alone(self, patient: Callable[[], bool]) -> AsyncIterator[object]:
        if self.away:
            raise Away
        while not self.held and patient():  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.5)
        self.taken += self.held
        yield self

    async def parked(self) -> Sequence[dict[str, Any]]:
        if self.away:
            raise Away
        return list(self.house.stored.values())


def polling(telegram: FakeTelegram, duty: Duty) -> ByPolling:
    return ByPolling(NOBODY, duty.house.poller, duty.parked, duty.alone, excused)


def test_the_duty_is_taken_again_after_it_was_lost() -> None:
    """While the database is away nothing is asked of Telegram; then polling goes on, with what came meanwhile
    and what was parked meanwhile, and each of it is said in one line."""
    telegram = FakeTelegram()
    duty = Duty(house := House(telegram))

    async def story() -> None:
        way = polling(telegram, duty)
        running = asyncio.create_task(way.run())
        first = telegram.post(BUDI)
        await asyncio.sleep(5)
        assert first in house.done
        duty.held, duty.away = False, True
        await asyncio.sleep(60)
        asked = len(telegram.asked)
        during = telegram.post(BUDI)
        house.stored[999] = {"update_id": 999, "message": {"from": {"id": WATI}}}
        await asyncio.sleep(60)
        assert (len(telegram.asked), during in house.done) == (asked, False)
        duty.held, duty.away = True, False
        await asyncio.sleep(5)
        assert {during, 999} <= set(house.done)
        assert (duty.taken, telegram.queue, house.stored) == (2, [], {})
        way.stop()
        assert await running == 0

    with capture_logs() as logs:
        run(story())
    events = [entry["event"] for entry in logs]
    assert [events.count(f"telegram.{word}") for word in ("duty_lost", "duty_taken", "waiting")] == [1, 1, 0]


def test_stopped_while_the_database_is_away() -> None:
    """Whoever can not ask for the duty ends as soon as asked to."""
    telegram = FakeTelegram()
    duty = Duty(House(telegram))
    duty.away = True

    async def story() -> None:
        way = polling(telegram, duty)
        running = asyncio.create_task(way.run())
        await asyncio.sleep(10)
        way.stop()
        async with asyncio.timeout(0.1):
            assert await running == 0

    run(story())


def test_what_is_no_trouble_of_the_database_ends_it() -> None:
    """A fault that nobody excuses reaches the caller."""
    telegram = FakeTelegram()
    duty = Duty(House(telegram))

    async def broken() -> Sequence[dict[str, Any]]:
        raise KeyError

    way = ByPolling(NOBODY, duty.house.poller, broken, duty.alone, excused)
    with pytest.raises(KeyError):
        run(way.run())


def test_no_update_is_to_blame_for_a_database_that_is_away() -> None:
    """An hour without it: no line for any update, none is given up, and each is done when it is back."""
    telegram = FakeTelegram()
    house = House(telegram)

    async def story() -> list[int]:
        ids = [telegram.post(person) for person in range(20)]
        for update_id in ids:
            house.failures[update_id] = [Away()] * 3600
        poller = house.poller(excused=excused)
        running = asyncio.create_task(poller.run())
        await asyncio.sleep(3590)
        assert house.done == {}
        for update_id in ids:
            house.failures[update_id] = []
        await asyncio.sleep(2)
        assert set(house.done) == set(ids)
        poller.stop()
        await running
        return ids

    with capture_logs() as logs:
        run(story())
    assert [entry["event"] for entry in logs] == ["telegram.stopped"]
    assert house.stored == {}


def test_a_living_process_takes_up_what_a_dead_one_parked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a minute of being known as left behind an update is done, once; one that fails here too is
    tried once in this life; a database that is away in between is waited for."""
    house = House(FakeTelegram())
    looks: list[BaseException | None] = [Away(), None, None, None]
    for update_id, person in ((7, BUDI), (8, WATI)):
        house.stored[update_id] = {"update_id": update_id, "message": {"from": {"id": person}}}
    house.failures[8] = [ValueError()] * 100

    async def first() -> Sequence[dict[str, Any]]:
        return ()

    async def left_behind() -> Sequence[dict[str, Any]]:
        if fault := looks.pop(0):
            raise fault
        return list(house.stored.values())

    async def story() -> None:
        pushed = Pushed(house.handle, house.park, house.unpark, excused=excused)
        way = ByWebhook(NOBODY, pushed, first, left_behind, excused, "", "", ())
        monkeypatch.setattr(way, "_watch", asyncio.Event().wait)  # there is no Telegram to be asked
        running = asyncio.create_task(way.run())
        await asyncio.sleep(receiving.LOOK_EVERY * 4 - 1)
        way.stop()
        await running

    with capture_logs() as logs:
        run(story())
    assert house.order[BUDI] == [7]
    assert len(house.tries(8)) == 4
    assert list(house.stored) == [8]
    assert [entry["n"] for entry in logs if entry["event"] == "telegram.left_behind"] == [2]

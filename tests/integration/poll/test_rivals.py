"""Two pollers of one token that know nothing of each other: the second waits and says so."""

import asyncio
from typing import Any

from structlog.testing import capture_logs

from bot.handlers.line import HOOKED, WE_STAY, WE_WAIT, Conflict
from bot.handlers.poll import Poller

from .fake_telegram import FakeTelegram, House
from .virtual import now, run

BUDI = 1
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it"


class Rivals(FakeTelegram):
    """The newest poll of any process ends the one that waits, as Telegram does; a webhook refuses all."""

    def __init__(self) -> None:
        super().__init__()
        self.hooked = False
        self._polling: asyncio.Task[list[dict[str, Any]]] | None = None

    async def get_updates(self, offset: int | None, timeout: int, limit: int) -> list[dict[str, Any]]:
        if self.hooked:
            raise Conflict(HOOK)
        if self._polling is not None:
            self._polling.cancel()
        mine = self._polling = asyncio.ensure_future(super().get_updates(offset, timeout, limit))
        try:
            return await mine
        except asyncio.CancelledError:
            if self._polling is mine:
                mine.cancel()
                raise
            raise Conflict(OTHER) from None
        finally:
            self._polling = None if self._polling is mine else self._polling


def poller(telegram: Rivals, house: House, chance: float) -> Poller:
    return Poller(
        telegram.get_updates, house.handle, house.park, house.unpark, clock=now, jitter=lambda: chance
    )


def said(logs: list[Any], words: str) -> int:
    return sum(entry.get("doing") == words for entry in logs)


def test_the_second_waits_until_the_first_is_gone() -> None:
    """Half an hour beside each other: the first handles nearly everything, each says it once or twice, and
    after the end of the first the second goes on within half a minute."""
    telegram = Rivals()
    first, second = House(telegram), House(telegram)

    async def story() -> None:
        a, b = poller(telegram, first, 0.3), poller(telegram, second, 0.7)
        one = asyncio.ensure_future(a.run())
        await asyncio.sleep(60)
        two = asyncio.ensure_future(b.run())
        await asyncio.sleep(60)
        before = len(first.done)
        for _ in range(100):
            telegram.post(BUDI)
            await asyncio.sleep(15)
        assert len(first.done) - before > 75
        assert set(range(1000, 1100)) == set(first.done) | set(second.done)
        a.stop()
        await one
        gone = now()
        last = telegram.post(BUDI)
        while last not in second.done:  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.5)
        assert now() - gone < 31
        await asyncio.sleep(60)
        b.stop()
        await two

    with capture_logs() as logs:
        run(story())
    assert said(logs, WE_WAIT) == 1
    assert 1 <= said(logs, WE_STAY) <= 3
    assert sum(entry["event"] == "telegram.reachable" for entry in logs) == 1


def test_of_two_that_start_together_one_waits() -> None:
    """Neither was first: within some minutes one of them polls undisturbed most of the time."""
    telegram = Rivals()
    houses = House(telegram), House(telegram)

    async def story() -> None:
        pollers = [poller(telegram, house, 0.2 + n / 2) for n, house in enumerate(houses)]
        runs = [asyncio.ensure_future(p.run()) for p in pollers]
        await asyncio.sleep(300)
        before = [len(house.done) for house in houses]
        for _ in range(60):
            telegram.post(BUDI)
            await asyncio.sleep(10)
        shares = sorted(len(house.done) - n for house, n in zip(houses, before, strict=True))
        assert shares[1] >= 45
        for p in pollers:
            p.stop()
        await asyncio.gather(*runs)

    run(story())


def test_a_poller_does_not_fight_a_webhook() -> None:
    """While a webhook is set an old poller waits and says so once; when it is removed the poller goes on."""
    telegram = Rivals()
    house = House(telegram)

    async def story() -> None:
        p = poller(telegram, house, 0.0)
        running = asyncio.ensure_future(p.run())
        await asyncio.sleep(60)
        telegram.hooked = True
        await asyncio.sleep(3600)
        telegram.hooked = False
        update_id = telegram.post(BUDI)
        await asyncio.sleep(60)
        assert update_id in house.done
        p.stop()
        await running

    with capture_logs() as logs:
        run(story())
    assert said(logs, HOOKED) == 1

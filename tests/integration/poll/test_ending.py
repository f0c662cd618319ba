"""However a process ends, what it did is confirmed where possible and what it did not do comes again."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.handlers.line import Unreachable

from .fake_telegram import FakeTelegram, House
from .virtual import now, run

BUDI, WATI, JOKO = 1, 2, 3


async def stopped(house: House, seconds: float) -> tuple[int, float]:
    """Stop after so long; how many remained, and how long the stopping took."""
    return await house.polls_for(seconds), now() - seconds


def test_stopping_lets_running_handlers_finish_and_confirms_them(
    telegram: FakeTelegram, house: House
) -> None:
    """A handler that needs 2 s more gets them; one last request of one update confirms it."""
    house.seconds[BUDI] = 2.1
    update_id = telegram.post(BUDI)
    remaining, took = run(stopped(house, 0.1))
    assert remaining == 0
    assert 2.0 < took < 2.2
    assert telegram.queue == []
    assert telegram.asked[-1][1:] == (update_id + 1, 0, 1)


def test_stopping_waits_four_seconds_at_most(telegram: FakeTelegram, house: House) -> None:
    """A handler that hangs is cancelled after 4.2 s, counted as remaining, and its update comes again."""
    house.seconds[JOKO] = 3600.0
    done, hangs, behind = telegram.post(WATI), telegram.post(JOKO), telegram.post(JOKO)
    with capture_logs() as logs:
        remaining, took = run(stopped(house, 0.1))
    assert remaining == 2
    assert 4.2 <= took < 4.3
    assert done in house.done
    assert telegram.ids == [hangs, behind]
    assert [entry["remaining"] for entry in logs if entry["event"] == "telegram.stopped"] == [2]


def test_no_waiting_update_is_begun_while_stopping(telegram: FakeTelegram, house: House) -> None:
    """Asked to stop, the house finishes what runs and begins nothing more."""
    house.seconds[BUDI] = 1.0
    running, waiting = telegram.post(BUDI), telegram.post(BUDI)
    remaining, _ = run(stopped(house, 0.1))
    assert remaining == 1
    assert house.order[BUDI] == [running]
    assert telegram.ids == [waiting]


@pytest.mark.parametrize("fault", [Unreachable("refused"), OSError()])
def test_stopping_does_not_depend_on_telegram(telegram: FakeTelegram, house: House, fault: Exception) -> None:
    """If the last confirmation fails, the house says so and ends; the update comes again."""
    update_id = telegram.post(BUDI)

    async def story() -> int:
        poller = house.poller()
        polling = asyncio.ensure_future(poller.run())
        await asyncio.sleep(0.03)
        telegram.faults = [fault]
        poller.stop()
        return await polling

    with capture_logs() as logs:
        assert run(story()) == 0
    assert "telegram.last_confirmation_failed" in [entry["event"] for entry in logs]
    assert telegram.ids == [update_id]


@pytest.mark.parametrize(("seconds", "ends"), [(0.2, 0.8), (3600.0, 4.9)])
def test_a_silent_telegram_does_not_hold_up_the_end(
    telegram: FakeTelegram, house: House, seconds: float, ends: float
) -> None:
    """The last confirmation is waited for 0.8 s, not longer: with a handler that hangs beside it, five."""
    house.seconds |= {BUDI: 0.2, JOKO: seconds}
    telegram.post(BUDI)
    telegram.post(JOKO)

    async def story() -> tuple[int, float]:
        asyncio.get_running_loop().call_later(0.15, lambda: setattr(telegram, "silent", True))
        return await stopped(house, 0.1)

    remaining, took = run(story())
    assert remaining == (seconds > 5)
    assert ends < took < ends + 0.3


@pytest.mark.parametrize("at", [10.0, 30.0, 60.0])
def test_stopping_is_quick_in_an_outage_and_in_a_long_poll(
    telegram: FakeTelegram, house: House, at: float
) -> None:
    """Neither a pause of 30 s nor a request of 25 s is waited for, and an idle end asks nothing."""
    telegram.faults = [Unreachable("refused")] * 6
    remaining, took = run(stopped(house, at))
    assert remaining == 0
    assert took < 0.1
    assert all(asked.limit == 100 for asked in telegram.asked)


def test_stopping_before_running_ends_at_once(telegram: FakeTelegram, house: House) -> None:
    """A stop that comes before the start is not forgotten."""
    telegram.post(BUDI)

    async def story() -> int:
        poller = house.poller()
        poller.stop()
        return await poller.run()

    assert run(story()) == 0
    assert house.began == []


@pytest.mark.parametrize("at", [0.02, 0.05, 0.2, 0.5, 1.0, 2.0, 3.2])
def test_a_crash_loses_nothing(telegram: FakeTelegram, house: House, at: float) -> None:
    """Cut off at any moment and started again, every update is handled, in each person's order."""
    house.seconds = {BUDI: 3.0, **{100 + i: 0.3 for i in range(10)}}
    posted = [telegram.post(BUDI), *(telegram.post(100 + i % 30) for i in range(300))]

    async def crash() -> None:
        polling = asyncio.ensure_future(house.poller().run())
        await asyncio.sleep(at)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert [task for task in asyncio.all_tasks() if task.get_name().startswith("telegram.")] == []
        assert {*telegram.ids, *house.done, *house.stored} >= set(posted)

    run(crash())
    telegram._posted = asyncio.Event()
    first_life = list(house.order.values())
    house.order.clear()
    remaining, _ = run(stopped(house, 30))
    assert remaining == 0
    assert set(house.done) == set(posted)
    assert telegram.queue == []
    assert house.stored == {}
    for ids in (*first_life, *house.order.values()):
        assert ids == sorted(set(ids))


def test_a_parked_update_is_replayed_before_its_persons_newer_ones(
    telegram: FakeTelegram, house: House
) -> None:
    """What an earlier process left in storage comes first, once, even if Telegram sends it again."""
    stored, newer = telegram.post(BUDI), telegram.post(BUDI)
    house.stored[stored] = telegram.queue[0]
    house.seconds[BUDI] = 0.5
    remaining, _ = run(stopped(house, 5))
    assert remaining == 0
    assert house.order[BUDI] == [stored, newer]
    assert len(house.began) == 2
    assert house.stored == {}
    assert telegram.queue == []


def test_a_replayed_update_that_still_fails_stays_in_storage(telegram: FakeTelegram, house: House) -> None:
    """Storage drops an update only when it is done; its person's newer ones are handled all the same."""
    stored = telegram.post(BUDI)
    house.stored[stored] = telegram.queue.pop()
    house.failures[stored] = [ValueError()] * 4
    newer = telegram.post(BUDI)
    remaining, _ = run(stopped(house, 20))
    assert remaining == 0
    assert list(house.stored) == [stored]
    assert house.order[BUDI] == [newer]

"""Failing handlers, failing storage, and a Telegram that does not answer."""

import asyncio
import itertools
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.handlers.line import Conflict, SlowDown, Unauthorized, Unreachable

from .fake_telegram import FakeTelegram, House
from .virtual import now, run

BUDI, WATI = 1, 2


def polled(house: House, seconds: float) -> list[dict[str, Any]]:
    """Poll for so long; what was logged."""
    with capture_logs() as logs:
        run(house.polls_for(seconds))
    return [dict(entry) for entry in logs]


def gaps(times: list[float]) -> list[float]:
    return [round(b - a, 1) for a, b in itertools.pairwise(times)]


def test_a_failing_handler_is_retried_then_parked(telegram: FakeTelegram, house: House) -> None:
    """After 0.5, 2 and 5 s of patience the update lies in storage, and its person's next one is handled."""
    bad = telegram.post(BUDI, "rahasia")
    house.failures[bad] = [ValueError("rahasia")] * 4
    good = telegram.post(BUDI)
    logs = polled(house, 20)
    assert gaps(house.tries(bad)) == [0.5, 2.0, 5.0]
    assert list(house.stored) == [bad]
    assert house.order[BUDI] == [good]
    assert telegram.queue == []
    failed = [entry for entry in logs if entry["event"] == "telegram.update_failed"]
    assert [(entry["update_id"], entry["error"]) for entry in failed] == [(bad, "ValueError")] * 4
    assert "rahasia" not in str(logs)


def test_a_person_waits_for_her_update_while_it_is_retried(telegram: FakeTelegram, house: House) -> None:
    """Wati's second update begins after her first has succeeded at its second try; Budi does not wait."""
    first, second, other = telegram.post(WATI), telegram.post(WATI), telegram.post(BUDI)
    house.failures[first] = [RuntimeError()]
    polled(house, 3)
    assert house.order[WATI] == [first, second]
    assert house.done[other] < 0.1
    assert house.stored == {}


def test_a_cancellation_inside_a_handler_is_a_failure_like_others(
    telegram: FakeTelegram, house: House
) -> None:
    """An update whose handler was cancelled from within is tried again."""
    update_id = telegram.post(BUDI)
    house.failures[update_id] = [asyncio.CancelledError()]
    polled(house, 3)
    assert house.order[BUDI] == [update_id]


def test_a_cancelled_task_is_begun_again_before_later_ones(telegram: FakeTelegram, house: House) -> None:
    """Whoever cancels a handler's task from outside loses no update and changes no order."""
    first, second = telegram.post(BUDI), telegram.post(BUDI)
    house.seconds[BUDI] = 0.2

    async def story() -> None:
        polling = asyncio.ensure_future(house.polls_for(2))
        await asyncio.sleep(0.1)
        [task] = [task for task in asyncio.all_tasks() if task.get_name() == f"telegram.update {first}"]
        task.cancel()
        await polling

    run(story())
    assert house.order[BUDI] == [first, second]
    assert len(house.tries(first)) == 2


def test_nothing_is_given_up_while_storage_fails(telegram: FakeTelegram, house: House) -> None:
    """With handler and storage down the update stays unconfirmed and is tried until one of them works."""
    update_id = telegram.post(BUDI)
    house.failures[update_id] = [OSError()] * 6
    house.park_faults = [OSError()] * 9
    polled(house, 40)
    assert gaps(house.tries(update_id)) == [0.5, 2.0, 5.0, 5.0, 5.0, 5.0]
    assert house.order[BUDI] == [update_id]
    assert house.stored == {}


def test_a_stuck_head_is_not_confirmed_while_storage_fails(telegram: FakeTelegram, house: House) -> None:
    """If the head cannot be stored, Telegram keeps it, and the newer ones wait rather than it being lost."""
    house.seconds[BUDI] = 1.0
    stuck = telegram.post(BUDI)
    for i in range(200):
        telegram.post(100 + i)
    house.park_faults = [OSError()] * 1000
    polled(house, 5)
    assert all(asked.offset in (None, stuck) for asked in telegram.asked if asked.at < house.done[stuck])
    assert len(house.done) == 201
    assert house.asked_to_park == [stuck, stuck]


def test_an_outage_is_waited_out_with_growing_pauses(telegram: FakeTelegram, house: House) -> None:
    """Pauses grow from 0.5 to 30 s; the outage is said once, not at each of them, and so is its end."""
    telegram.faults = [Unreachable("timed out")] * 9
    update_id = telegram.post(BUDI)
    logs = polled(house, 140)
    pauses = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]
    assert gaps([asked.at for asked in telegram.asked])[:9] == [*pauses, 30.0, 30.0]
    said = [entry["seconds"] for entry in logs if entry["event"] == "telegram.unreachable"]
    assert said == [0.5]
    [back] = [entry for entry in logs if entry["event"] == "telegram.reachable"]
    assert 121 < back["after_seconds"] < 123
    assert update_id in house.done


def test_each_reason_of_an_outage_is_said_once(telegram: FakeTelegram, house: House) -> None:
    """Two reasons in turn are two lines, not one at each attempt."""
    telegram.faults = [Unreachable("502"), Unreachable("timed out")] * 4
    logs = polled(house, 200)
    said = [entry["reason"] for entry in logs if entry["event"] == "telegram.unreachable"]
    assert said == ["502", "timed out"]


def test_pauses_shrink_by_chance_so_that_bots_do_not_return_together(
    telegram: FakeTelegram, house: House
) -> None:
    """Jitter takes off up to a quarter of a pause, and nothing is ever added."""
    telegram.faults = [Unreachable("refused")] * 2
    run(house.polls_for(4, jitter=lambda: 1.0))
    first, second, third = (asked.at for asked in telegram.asked[:3])
    assert second - first == pytest.approx(0.375 + 0.01)
    assert third - second == pytest.approx(0.75 + 0.01)


def test_a_fault_nobody_thought_of_is_an_outage(telegram: FakeTelegram, house: House) -> None:
    """An unknown exception is named by its type only (its text may hold the token) and tried again."""
    telegram.faults = [KeyError("bot123:token")]
    update_id = telegram.post(BUDI)
    logs = polled(house, 2)
    assert update_id in house.done
    assert [entry["reason"] for entry in logs if entry["event"] == "telegram.unreachable"] == ["KeyError"]
    assert "token" not in str(logs)


def test_a_conflict_is_said_once_and_waited_out(telegram: FakeTelegram, house: House) -> None:
    """Another poller on the token: waits of 3, 5, 10, 20 and then 30 s, one line in the log."""
    telegram.faults = [Conflict("terminated by other getUpdates request")] * 6
    update_id = telegram.post(BUDI)
    logs = polled(house, 110)
    assert gaps([asked.at for asked in telegram.asked])[:6] == [3.0, 5.0, 10.0, 20.0, 30.0, 30.0]
    assert [entry["event"] for entry in logs].count("telegram.conflict") == 1
    assert update_id in house.done


def test_another_kind_of_fault_begins_its_own_pauses(telegram: FakeTelegram, house: House) -> None:
    """A conflict after an outage, or the other way round, does not inherit the long waits."""
    telegram.faults = [Unreachable("x"), Unreachable("x"), Conflict("x"), Conflict("x"), Unreachable("x")]
    polled(house, 30)
    assert gaps([asked.at for asked in telegram.asked])[:5] == [0.5, 1.0, 3.0, 5.0, 0.5]


def test_telegrams_own_wish_is_obeyed_exactly(telegram: FakeTelegram, house: House) -> None:
    """Told to retry after 17 s, the bot asks again 17 s later."""
    telegram.faults = [SlowDown(17)]
    polled(house, 20)
    assert telegram.asked[1].at - telegram.asked[0].at == pytest.approx(17.01)


def test_a_wrong_token_ends_the_loop(telegram: FakeTelegram, house: House) -> None:
    """401 reaches the caller as it is, after running handlers have finished, and nothing is asked again."""
    house.seconds[BUDI] = 1.0
    update_id = telegram.post(BUDI)

    async def story() -> None:
        polling = asyncio.ensure_future(house.poller().run())
        await asyncio.sleep(0.5)
        telegram.faults = [Unauthorized("Unauthorized")]
        with pytest.raises(Unauthorized):
            await polling
        assert telegram.asked[-1].at < now()

    run(story())
    assert update_id in house.done
    assert telegram.ids == [update_id]

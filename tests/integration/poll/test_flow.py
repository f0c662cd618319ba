"""Nobody waits for another, everybody is heard in order, and Telegram is told only the truth."""

import asyncio

from .fake_telegram import FakeTelegram, House
from .virtual import run

BUDI, WATI, SARI = 1, 2, 3


def test_a_slow_handler_holds_up_nobody(telegram: FakeTelegram, house: House) -> None:
    """While Budi's update takes 3 s, 300 others are handled within one second."""
    house.seconds[BUDI] = 3.0
    slow = telegram.post(BUDI)
    others = [telegram.post(100 + i) for i in range(300)]
    assert run(house.polls_for(10)) == 0
    assert max(house.done[i] for i in others) < 1.0
    assert 3.0 < house.done[slow] < 3.1
    assert house.asked_to_park == house.unparked == [slow]
    assert telegram.queue == []
    assert house.stored == {}


def test_a_stuck_head_of_a_full_window_is_stored_before_it_is_confirmed(
    telegram: FakeTelegram, house: House
) -> None:
    """Whatever Telegram has forgotten is either done or in storage, at every moment."""
    house.seconds[BUDI] = 3.0
    posted = [telegram.post(BUDI), *(telegram.post(100 + i) for i in range(300))]

    async def watched() -> None:
        polling = asyncio.ensure_future(house.polls_for(5))
        parked = False
        while not polling.done():
            parked = parked or bool(house.stored)
            held = {*telegram.ids, *house.done, *house.stored}
            assert held >= set(posted)
            await asyncio.sleep(0.001)
        assert parked

    run(watched())


def test_a_flood_from_one_person_holds_up_nobody(telegram: FakeTelegram, house: House) -> None:
    """Budi's 500 slow updates run one by one in their order; Wati, behind them all, is heard within 3 s."""
    house.seconds[BUDI] = 0.06
    flood = [telegram.post(BUDI) for _ in range(500)]
    wati = telegram.post(WATI)
    assert run(house.polls_for(60)) == 0
    assert house.done[wati] < 3.0
    assert house.order[BUDI] == flood
    assert telegram.queue == []
    assert house.stored == {}


def test_one_persons_order_is_kept_across_fetches(telegram: FakeTelegram, house: House) -> None:
    """What Wati sends while her first update is still running waits for it, and each runs once."""
    house.seconds[WATI] = 0.4

    async def story() -> None:
        async def writes() -> None:
            for _ in range(10):
                telegram.post(WATI)
                await asyncio.sleep(0.1)

        await asyncio.gather(house.polls_for(8), writes())

    run(story())
    assert house.order[WATI] == list(range(1000, 1010))
    assert [person for _, person, _ in house.began] == [WATI] * 10


def test_an_unfinished_update_is_never_confirmed(telegram: FakeTelegram, house: House) -> None:
    """As long as Budi's update runs, no offset that Telegram hears lies above it."""
    house.seconds[BUDI] = 2.0
    budi = telegram.post(BUDI)
    wati = telegram.post(WATI)
    run(house.polls_for(5))
    before = [asked.offset for asked in telegram.asked if asked.at < house.done[budi]]
    assert set(before) == {None, budi}
    assert telegram.asked[-1].offset == wati + 1


def test_short_polls_while_something_runs_long_polls_when_idle(telegram: FakeTelegram, house: House) -> None:
    """A running head means a request every 50 ms and a bit; silence means one long request."""
    house.seconds[BUDI] = 1.0
    telegram.post(BUDI)
    run(house.polls_for(61.5))
    during = [asked for asked in telegram.asked if 0.1 < asked.at < 1.0]
    assert {asked.timeout for asked in during} == {0}
    assert 10 <= len(during) <= 20
    assert [asked.timeout for asked in telegram.asked if asked.at > 1.02] == [25, 25, 25]


def test_no_more_handlers_at_once_than_allowed(telegram: FakeTelegram, house: House) -> None:
    """Of 250 people who write at once 8 are served at a time; storing some would not help, so none is."""
    house.seconds = {100 + i: 0.1 for i in range(250)}
    for i in range(250):
        telegram.post(100 + i)
    assert run(house.polls_for(5, at_once=8)) == 0
    assert house.most_at_once == 8
    assert len(house.done) == 250
    assert house.asked_to_park == []


def test_finishing_while_being_stored_leaves_nothing_in_storage(telegram: FakeTelegram, house: House) -> None:
    """Two heads end while the first is being stored: that one is dropped again, the other never stored."""
    house.seconds = {BUDI: 0.3, WATI: 0.3}
    house.park_seconds = 0.5
    budi, _ = telegram.post(BUDI), telegram.post(WATI)
    for i in range(300):
        telegram.post(100 + i)
    assert run(house.polls_for(5)) == 0
    assert house.asked_to_park == house.unparked == [budi]
    assert house.stored == {}


def test_telegram_may_count_anew(telegram: FakeTelegram, house: House) -> None:
    """After a quiet week the numbers begin lower, and the bot hears them all the same, once each."""

    async def story() -> None:
        polling = asyncio.ensure_future(house.polls_for(120))
        telegram.post(BUDI)
        await asyncio.sleep(40)
        telegram.count_anew(7)
        telegram.post(WATI)
        telegram.post(SARI)
        await asyncio.sleep(1)
        assert telegram.queue == []
        await polling

    run(story())
    assert house.order == {BUDI: [1000], WATI: [7], SARI: [8]}
    assert len(house.began) == 3

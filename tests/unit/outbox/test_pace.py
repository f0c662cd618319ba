"""The pace: whatever is asked of it, no window of Telegram's ever holds too many calls."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.notices import Urgency
from bot.outbox.pace import (
    BRISK,
    CHAT_BURST,
    EVEN,
    GROUP_CALLS,
    GROUP_RESERVE,
    GROUP_WINDOW,
    LONG,
    MOST_CREDIT,
    UNKNOWN,
    Pace,
)
from bot.outbox.spread import ENOUGH
from tests.unit.outbox.playing import (
    BUDI,
    CHANNEL,
    DESK,
    TICK,
    WATI,
    Call,
    Disbelief,
    Wish,
    fullest,
    play,
)

CROWD = list(range(1, 200))
SLOWLY = st.sampled_from([0, 0, 1, 16, 80, 640, 1024, 3200, 16_000])
URGENT = [u for u in Urgency if u <= Urgency.ANSWER]
BULK = [u for u in Urgency if u > Urgency.ANSWER]


def wishes(chats: list[int], gaps: int, most: int = 80) -> st.SearchStrategy[list[Wish]]:
    one = st.builds(
        Wish,
        gap=st.one_of(st.just(0), st.integers(0, gaps)),
        chat=st.sampled_from(chats),
        urgency=st.sampled_from(Urgency),
        up=SLOWLY,
        down=SLOWLY,
    )
    return st.integers(0, most).flatmap(lambda n: st.lists(one, min_size=n, max_size=n))


def within(made: list[Call], rate: int, seconds: float = 1.0) -> bool:
    """Counted at leaving, at answering, or where Telegram did: is no window too full?"""
    by_leaving, by_answer = [c.left for c in made], [c.answered for c in made]
    return all(fullest(t, seconds) <= rate for t in (by_leaving, by_answer, [c.counted for c in made]))


@given(wishes(CROWD, 130), st.integers(1, 12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_second_holds_more_than_the_rate(asked: list[Wish], rate: int, crowded: bool) -> None:
    """Without belief in the answers' times, in every sliding second, counted at leaving, at answering or
    anywhere between, lie at most `rate` calls, of whatever urgency."""
    assert within(play(Pace(rate, Disbelief()), asked, crowded=crowded), rate)


@given(wishes(CROWD, 130, most=ENOUGH), st.integers(1, 12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_first_calls_rely_on_nothing(asked: list[Wish], rate: int, crowded: bool) -> None:
    """As long as there are too few answers to believe anything, no second holds more than the rate."""
    assert within(play(Pace(rate), asked, crowded=crowded), rate)


@given(wishes(CROWD, 130, most=150), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_the_worst_belief_costs_little(asked: list[Wish], rate: int) -> None:
    """However wrongly the answers' times are believed, no stretch of 0.92 s holds more than the rate."""
    assert within(play(Pace(rate), asked), rate, 1 - MOST_CREDIT)


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 1500)), max_size=40), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_bursts_as_large_as_the_room_stay_within_the_rate(bursts: list[tuple[int, int]], rate: int) -> None:
    """Leaving with as many at once as there is room for never overfills a second."""
    pace, now, left = Pace(rate, Disbelief()), 0.0, []
    for gap, ticks in bursts:
        now += gap * TICK
        room = pace.room(now)
        assert (room == 0) == (pace.overall_wait(now) > 0)
        for n in range(room):
            pace.begin(1000 + n, now)
        left += [now] * room
        now += ticks * TICK
        for n in range(room):
            pace.end(1000 + n, now)
    assert fullest(left, 1.0) <= rate


@given(wishes([DESK, CHANNEL], 1000, most=120))
@settings(max_examples=40, deadline=None)
def test_groups_stay_within_twenty_a_minute(asked: list[Wish]) -> None:
    """No minute of a group holds more than 20 calls, counted at leaving, at answering or where Telegram does,
    and cards leave five of them to answers."""
    made = play(Pace(1000), asked)
    for chat in (DESK, CHANNEL):
        calls = [c for c in made if c.wish.chat == chat]
        assert within(calls, GROUP_CALLS, GROUP_WINDOW)
        for n, call in enumerate(calls):
            before = [c for c in calls[:n] if c.answered > call.left - GROUP_WINDOW]
            if call.wish.urgency > Urgency.ANSWER:
                assert len(before) < GROUP_CALLS - GROUP_RESERVE


@given(st.lists(st.sampled_from([0, 0, 0, 0, 0, 0, 640, 5000]), min_size=21, max_size=60))
@settings(max_examples=40, deadline=None)
def test_a_groups_minute_is_telegrams(delays: list[int]) -> None:
    """Also where Telegram counts a call later than it left, and whether or not a call to the group waits for
    the one before, no minute of it holds more than 20."""
    for one_each in (True, False):
        made = play(Pace(1000), [Wish(0, DESK, up=up) for up in delays], one_each=one_each)
        assert within(made, GROUP_CALLS, GROUP_WINDOW)


@given(wishes([BUDI, WATI], 640))
@settings(max_examples=60, deadline=None)
def test_a_private_chat_gets_one_a_second_after_a_short_burst(asked: list[Wish]) -> None:
    """Between any two calls to Budi lie no more calls than a burst of three and one a second."""
    made = play(Pace(1000), asked)
    for chat in (BUDI, WATI):
        times = [c.left for c in made if c.wish.chat == chat]
        for first in range(len(times)):
            for last in range(first, len(times)):
                assert last - first + 1 <= CHAT_BURST + times[last] - times[first]


@given(wishes([BUDI, WATI], 640))
@settings(max_examples=60, deadline=None)
def test_a_private_chats_seconds_are_telegrams(asked: list[Wish]) -> None:
    """One call at a time: also where Telegram counts a call later than it left, between any two lie no more
    than a burst and one a second, for the chat's room grows only while nothing is on its way."""
    made = play(Pace(1000), asked, one_each=True)
    for chat in (BUDI, WATI):
        calls = [c for c in made if c.wish.chat == chat]
        for first in range(len(calls)):
            for last in range(first, len(calls)):
                quiet = calls[last].left - calls[first].answered if last > first else 0.0
                assert last - first + 1 <= CHAT_BURST + max(quiet, 0.0)
                assert last - first + 1 <= CHAT_BURST + calls[last].counted - calls[first].counted


def test_a_person_is_written_to_again_a_second_after_the_answer() -> None:
    """The third call of a burst took five seconds: the fourth leaves a second after its answer."""
    pace = Pace(30)
    for _ in range(CHAT_BURST - 1):
        pace.begin(BUDI, 0.0)
        pace.end(BUDI, 0.0)
    pace.begin(BUDI, 0.0)
    pace.end(BUDI, 5.0, 5.0)
    assert pace.chat_wait(BUDI, Urgency.SOS, 5.0) == 1.0
    assert pace.chat_wait(BUDI, Urgency.SOS, 6.0) == 0.0


def test_a_groups_calls_in_flight_hold_their_place() -> None:
    """Twenty calls to a group without an answer leave no place in it, however long they take; the first one's
    comes back a minute after its answer."""
    pace = Pace(1000)
    for _ in range(GROUP_CALLS):
        pace.begin(DESK, 0.0)
    assert pace.chat_wait(DESK, Urgency.SOS, 500.0) == UNKNOWN
    assert pace.chat_wait(CHANNEL, Urgency.CARD, 500.0) == 0.0
    pace.end(DESK, 500.0)
    assert pace.chat_wait(DESK, Urgency.SOS, 500.0) == GROUP_WINDOW
    assert pace.chat_wait(DESK, Urgency.CARD, 500.0) == UNKNOWN
    assert pace.chat_wait(DESK, Urgency.SOS, 500.0 + GROUP_WINDOW) == 0.0


def test_calls_in_flight_hold_their_place() -> None:
    """A call without an answer keeps its slot however long it takes, and one second longer."""
    pace = Pace(1)
    pace.begin(BUDI, 0.0)
    assert pace.overall_wait(60.0) > 0
    pace.end(BUDI, 60.0)
    assert pace.overall_wait(60.5) == 0.5
    assert pace.overall_wait(61.0) == 0.0


def test_answers_pass_when_cards_have_filled_their_share() -> None:
    """After fifteen cards in a minute the next card waits, and five answers still go out at once."""
    pace = Pace(1000)
    for n in range(15):
        pace.begin(DESK, float(n))
        pace.end(DESK, float(n))
    assert pace.chat_wait(DESK, Urgency.CARD, 15.0) == 45.0
    for n in range(5):
        assert pace.chat_wait(DESK, Urgency.ANSWER, 15.0 + n) == 0.0
        pace.begin(DESK, 15.0 + n)
        pace.end(DESK, 15.0 + n)
    assert pace.chat_wait(DESK, Urgency.ANSWER, 20.0) == 40.0
    assert pace.chat_wait(DESK, Urgency.CARD, 20.0) == 45.0


def test_a_city_of_chats_is_forgotten_again() -> None:
    """Ten thousand chats later the memory of quiet ones is given back, and nobody's pace is lost."""
    pace = Pace(1_000_000)
    for n in range(10_001):
        pace.begin(n + 1, 0.0)
    for _ in range(CHAT_BURST):
        pace.begin(BUDI, 10.0)
    pace.overall_wait(10.0)
    assert pace.chat_wait(BUDI, Urgency.ALARM, 10.0) == 1.0
    assert pace.chat_wait(1, Urgency.ALARM, 10.0) == 0.0
    assert len(pace._chats) == 1


@given(wishes(CROWD, 130, most=40), st.integers(1, 30), st.integers(0, 2000), st.sampled_from(Urgency))
@settings(max_examples=100, deadline=None)
def test_only_bulk_keeps_a_step(asked: list[Wish], rate: int, crowd: int, urgency: Urgency) -> None:
    """An answer waits for a slot only; bulk waits longer, but never while all of its crowd has room."""
    pace = Pace(rate)
    last = max((c.answered for c in play(pace, asked)), default=0.0)
    pace.crowd = crowd
    for now in (last, last + 0.3, last + 0.95, last + 5.0):
        slot = pace.overall_wait(now)
        wait = pace.wait(urgency, now)
        if urgency <= Urgency.ANSWER or crowd < pace.room(now):
            assert wait == slot
        assert slot <= wait <= slot + 1.0 / rate


@pytest.mark.parametrize(("crowd", "share"), [(int(LONG) * 30 + 1, EVEN), (int(LONG) * 30, BRISK)])
def test_a_crowds_calls_are_spread(crowd: int, share: float) -> None:
    """A crowd of twenty seconds is spread over all of the second, a smaller one over its half; in between an
    answer leaves at once."""
    pace = Pace(30)
    pace.crowd = crowd
    assert pace.wait(Urgency.ALARM, 0.0) == 0.0
    pace.begin(BUDI, 0.0, Urgency.ALARM)
    assert pace.wait(Urgency.ALARM, 0.0) == pytest.approx(share / 30)
    assert pace.wait(Urgency.ANSWER, 0.0) == 0.0
    pace.begin(WATI, 0.01, Urgency.ANSWER)
    assert pace.wait(Urgency.ALARM, share / 30) == pytest.approx(0.0)


def test_a_few_are_not_spread() -> None:
    """Where all that wait have room, each leaves at once; the first for whom there is none is a crowd."""
    pace = Pace(30)
    pace.begin(BUDI, 0.0, Urgency.ALARM)
    for pace.crowd, spread in ((0, False), (28, False), (29, True)):
        assert (pace.wait(Urgency.ALARM, 0.0) > 0) is spread


@pytest.mark.parametrize("milliseconds", [5, 50, 120, 400])
@pytest.mark.parametrize("calls", [60, 900])
def test_the_forecast_comes_true(milliseconds: int, calls: int) -> None:
    """A crowd takes about as long as was said when it began, its answers' time added."""
    pace, took = Pace(30), round(milliseconds / 1000 / TICK)
    warmed = play(pace, [Wish(0, 1 + n, up=took // 2, down=took - took // 2) for n in range(30)])
    began = math.ceil(warmed[-1].answered) + 5.0
    said = pace.seconds_for(calls, began)
    made = play(
        pace,
        [
            Wish(
                int(began / TICK) if n == 0 else 0,
                1000 + n,
                Urgency.ALARM,
                up=took // 2,
                down=took - took // 2,
            )
            for n in range(calls)
        ],
        crowded=True,
    )
    took_really = made[-1].left - began
    assert said == pytest.approx(took_really, rel=0.12 + milliseconds / 1000, abs=1.0)


@given(wishes(CROWD, 130, most=60), st.integers(1, 30), st.lists(st.integers(0, 5000), min_size=2))
@settings(max_examples=60, deadline=None)
def test_more_calls_never_take_less_time(asked: list[Wish], rate: int, calls: list[int]) -> None:
    """The forecast grows with the number of calls, and asking for it changes nothing."""
    pace = Pace(rate)
    now = max((c.left for c in play(pace, asked)), default=0.0)
    before = pace.overall_wait(now)
    said = [pace.seconds_for(n, now) for n in sorted(calls)]
    assert said == sorted(said)
    assert said[0] >= 0
    assert pace.overall_wait(now) == before

"""The pace: whatever is asked of it, no window of Telegram's ever holds too many calls."""

import heapq
import math
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.notices import Urgency
from bot.outbox.pace import (
    CHAT_BURST,
    GROUP_CALLS,
    GROUP_RESERVE,
    GROUP_WINDOW,
    Pace,
)

BUDI, WATI, JOKO = 7001, 7002, 7003
DESK, CHANNEL = -1001, -1002
TICK = 1 / 64  # times are multiples of this, so that sums are exact


@dataclass(frozen=True)
class Wish:
    """A call that somebody wants to make `gap` ticks after the one before; it takes `ticks`."""

    gap: int
    chat: int
    urgency: Urgency
    ticks: int
    counted: float  # where between leaving and answer Telegram counts it, 0…1
    retry_after: int = 0  # the answer is a 429 of so many seconds


@dataclass(order=True)
class Call:
    answered: float
    left: float
    wish: Wish = field(compare=False)

    @property
    def counted(self) -> float:
        return self.left + math.floor((self.answered - self.left) / TICK * self.wish.counted) * TICK


def play(pace: Pace, wishes: list[Wish]) -> list[Call]:
    """Make all calls as early as the pace allows; answers come back in their own time."""
    now = 0.0
    running: list[Call] = []
    made: list[Call] = []
    for wish in wishes:
        now += wish.gap * TICK
        for _ in range(100_000):
            while running and running[0].answered <= now:
                answer(pace, heapq.heappop(running))
            wait = max(pace.overall_wait(now), pace.chat_wait(wish.chat, wish.urgency, now))
            if wait <= 0:
                break
            now = math.ceil((now + wait) / TICK) * TICK
            if running:
                now = min(now, running[0].answered)
        else:
            pytest.fail("a call never left")
        call = Call(now + wish.ticks * TICK, now, wish)
        pace.begin(wish.chat, now)
        heapq.heappush(running, call)
        made.append(call)
    return made


def answer(pace: Pace, call: Call) -> None:
    pace.end(call.answered)
    if call.wish.retry_after:
        pace.slow(call.wish.chat, call.wish.retry_after, call.answered)


def fullest(times: list[float], seconds: float) -> int:
    """The most that any window [t, t + seconds) holds."""
    times = sorted(times)
    return max((sum(t <= other < t + seconds for other in times) for t in times), default=0)


def wishes(chats: list[int], gaps: int, slow: bool = False, most: int = 80) -> st.SearchStrategy[list[Wish]]:
    return st.lists(
        st.builds(
            Wish,
            gap=st.integers(0, gaps),
            chat=st.sampled_from(chats),
            urgency=st.sampled_from(Urgency),
            ticks=st.sampled_from([0, 1, 5, 40, 64, 200, 1000]),
            counted=st.sampled_from([0.0, 0.3, 0.9, 1.0]),
            retry_after=st.sampled_from([0, 0, 0, 0, 1, 3, 30]) if slow else st.just(0),
        ),
        max_size=most,
    )


CROWD = list(range(1, 200))


@given(wishes(CROWD, 8), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_no_second_holds_more_than_the_rate(asked: list[Wish], rate: int) -> None:
    """In every sliding second, counted at leaving or anywhere up to the answer, at most `rate` calls."""
    made = play(Pace(rate), asked)
    assert fullest([c.left for c in made], 1.0) <= rate
    assert fullest([c.counted for c in made], 1.0) <= rate
    assert fullest([c.answered for c in made], 1.0) <= rate


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=40), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_bursts_as_large_as_the_room_stay_within_the_rate(bursts: list[tuple[int, int]], rate: int) -> None:
    """Leaving with as many at once as there is room for never overfills a second."""
    pace, now, left = Pace(rate), 0.0, []
    for gap, ticks in bursts:
        now += gap * TICK
        room = pace.room(now)
        assert (room == 0) == (pace.overall_wait(now) > 0)
        for n in range(room):
            pace.begin(1000 + n, now)
        now += ticks * TICK
        for _ in range(room):
            pace.end(now)
        left += [now - ticks * TICK] * room
    assert fullest(left, 1.0) <= rate


@given(wishes([DESK, CHANNEL], 60, most=120))
@settings(max_examples=40, deadline=None)
def test_groups_stay_within_twenty_a_minute(asked: list[Wish]) -> None:
    """No minute of a group holds more than 20 calls, and cards leave five of them to answers."""
    made = play(Pace(1000), asked)
    for chat in (DESK, CHANNEL):
        calls = [c for c in made if c.wish.chat == chat]
        assert fullest([c.left for c in calls], GROUP_WINDOW) <= GROUP_CALLS
        for n, call in enumerate(calls):
            before = [c for c in calls[:n] if c.left > call.left - GROUP_WINDOW]
            if call.wish.urgency > Urgency.ANSWER:
                assert len(before) < GROUP_CALLS - GROUP_RESERVE


@given(wishes([BUDI, WATI], 40))
@settings(max_examples=60, deadline=None)
def test_a_private_chat_gets_one_a_second_after_a_short_burst(asked: list[Wish]) -> None:
    """Between any two calls to Budi lie no more calls than a burst of three and one a second."""
    made = play(Pace(1000), asked)
    for chat in (BUDI, WATI):
        times = [c.left for c in made if c.wish.chat == chat]
        for first in range(len(times)):
            for last in range(first, len(times)):
                assert last - first + 1 <= CHAT_BURST + times[last] - times[first]


@given(wishes([BUDI, WATI, JOKO, DESK, CHANNEL], 30, slow=True, most=40))
@settings(max_examples=60, deadline=None)
def test_a_known_wait_is_never_entered(asked: list[Wish]) -> None:
    """While a 429 asks for silence nothing leaves: of a group to that group, of a person to anybody."""
    made = play(Pace(5), asked)
    for refused in (c for c in made if c.wish.retry_after):
        until = refused.answered + refused.wish.retry_after
        meant = [c for c in made if refused.wish.chat > 0 or c.wish.chat == refused.wish.chat]
        assert [c for c in meant if refused.answered < c.left < until] == []


def test_a_group_in_silence_does_not_silence_people() -> None:
    """A 429 in the operators' group holds up no alarm."""
    pace = Pace(30)
    pace.slow(DESK, 30.0, 0.0)
    assert pace.chat_wait(DESK, Urgency.CARD, 1.0) == 29.0
    assert pace.overall_wait(1.0) == 0.0
    assert pace.chat_wait(BUDI, Urgency.ALARM, 1.0) == 0.0


@pytest.mark.parametrize("chat", [BUDI, DESK])
def test_a_shorter_wait_does_not_cut_a_longer_one(chat: int) -> None:
    """Two 429 in a row: the later end holds."""
    pace = Pace(30)
    pace.slow(chat, 30.0, 0.0)
    pace.slow(chat, 3.0, 1.0)
    assert max(pace.overall_wait(5.0), pace.chat_wait(chat, Urgency.ANSWER, 5.0)) == 25.0


def test_calls_in_flight_hold_their_place() -> None:
    """A call without an answer keeps its slot however long it takes, and one second longer."""
    pace = Pace(1)
    pace.begin(BUDI, 0.0)
    assert pace.overall_wait(60.0) > 0
    pace.end(60.0)
    assert pace.overall_wait(60.5) == 0.5
    assert pace.overall_wait(61.0) == 0.0


def test_answers_pass_when_cards_have_filled_their_share() -> None:
    """After fifteen cards in a minute the next card waits, and five answers still go out at once."""
    pace = Pace(1000)
    for n in range(15):
        pace.begin(DESK, float(n))
    assert pace.chat_wait(DESK, Urgency.CARD, 15.0) == 45.0
    for n in range(5):
        assert pace.chat_wait(DESK, Urgency.ANSWER, 15.0 + n) == 0.0
        pace.begin(DESK, 15.0 + n)
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

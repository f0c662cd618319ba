"""After a 429: is the wait kept, by whom, and does the pace learn from it without learning too much?"""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.notices import Urgency
from bot.outbox.pace import FIRST_STRAIN, HALVED, MOST_CREDIT, MOST_STRAIN, TRUST_LOST, Pace
from tests.unit.outbox.playing import BUDI, CHANNEL, DESK, JOKO, WATI, Belief, Call, Wish, play

SLOWLY = st.sampled_from([0, 0, 1, 16, 80, 640, 1024, 3200])
MANY, FEW = 1000, 2
"""Calls a second, of which forty are always, and one is never, fewer than half."""


def refused(chats: list[int], most: int = 40) -> st.SearchStrategy[list[Wish]]:
    one = st.builds(
        Wish,
        gap=st.integers(0, 500),
        chat=st.sampled_from(chats),
        urgency=st.sampled_from(Urgency),
        up=SLOWLY,
        down=SLOWLY,
        retry_after=st.sampled_from([0, 0, 0, 0, 1, 3, 30]),
    )
    return st.integers(0, most).flatmap(lambda n: st.lists(one, min_size=n, max_size=n))


@dataclass(frozen=True)
class Silence:
    """From a 429 until its end; `chat` None = everybody."""

    begins: float
    ends: float
    chat: int | None

    def broken_by(self, call: Call) -> bool:
        return self.begins < call.left < self.ends and self.chat in (None, call.wish.chat)


def silences(made: list[Call], people_are_the_whole: bool) -> list[Silence]:
    """The rule once more, from what was seen from outside."""
    found: list[Silence] = []
    for call in sorted((c for c in made if c.wish.retry_after), key=lambda c: (c.answered, c.left)):
        now, chat = call.answered, call.wish.chat
        others = any(s.ends > now for s in found if s.chat not in (None, chat))
        whole = others or (people_are_the_whole and chat > 0)
        found.append(Silence(now, now + call.wish.retry_after, None if whole else chat))
    return found


@given(refused([BUDI, WATI, JOKO, DESK, CHANNEL]), st.sampled_from([FEW, MANY]))
@settings(max_examples=80, deadline=None)
def test_a_known_wait_is_never_entered(asked: list[Wish], rate: int) -> None:
    """While a 429 asks for silence nothing leaves: to that chat where it means the chat alone, else to
    anybody."""
    made = play(Pace(rate), asked)
    kept = silences(made, people_are_the_whole=rate == FEW)
    assert [(s, c) for s in kept for c in made if s.broken_by(c)] == []


def used(pace: Pace, slots: int) -> Pace:
    """So many slots are taken: half of them in flight, the last one just answered."""
    for n in range(slots):
        pace.begin(1 + n, 0.0)
    for n in range(slots - slots // 2):
        pace.end(1 + n, 0.0)
    return pace


@pytest.mark.parametrize(("slots", "waits"), [(1, 0.0), (14, 0.0), (15, 7.0), (29, 7.0)])
def test_a_person_met_in_a_crowd_is_everybody(slots: int, waits: float) -> None:
    """A person's 429 silences that chat alone while fewer than half of the slots are used, else the whole."""
    pace = used(Pace(30), slots)
    pace.slow(BUDI, 7.0, 0.0)
    assert pace.overall_wait(0.0) == waits
    assert pace.chat_wait(BUDI, Urgency.SOS, 0.0) + pace.overall_wait(0.0) == 7.0
    assert pace.chat_wait(WATI, Urgency.SOS, 0.0) == 0.0


def test_slots_that_are_free_again_are_no_crowd() -> None:
    """Calls that were answered long ago say nothing about whom a 429 means."""
    pace = used(Pace(30), 29)
    for n in range(14):
        pace.end(20 + n, 1.0)
    pace.begin(BUDI, 100.0)
    pace.end(BUDI, 100.1)
    pace.slow(BUDI, 7.0, 100.1)
    assert pace.overall_wait(100.1) == 0.0


@pytest.mark.parametrize("slots", [1, 29])
def test_a_group_in_silence_does_not_silence_people(slots: int) -> None:
    """A 429 in the operators' group holds up no alarm, however much is sent."""
    pace = used(Pace(30), slots)
    pace.slow(DESK, 30.0, 0.0)
    assert pace.chat_wait(DESK, Urgency.SOS, 1.0) == 29.0
    assert pace.overall_wait(1.0) == 0.0
    assert pace.chat_wait(BUDI, Urgency.ALARM, 1.0) == 0.0
    assert pace.strain(0.0) == 0.0


@pytest.mark.parametrize("first", [BUDI, DESK])
@pytest.mark.parametrize("second", [WATI, CHANNEL])
def test_two_chats_in_silence_are_everybody(first: int, second: int) -> None:
    """A 429 of a second chat while a first one waits means the whole; after the first one's wait it does
    not."""
    pace = Pace(30)
    pace.slow(first, 5.0, 0.0)
    pace.slow(second, 3.0, 4.0)
    assert pace.overall_wait(4.0) == 3.0
    late = Pace(30)
    late.slow(first, 5.0, 0.0)
    late.slow(second, 3.0, 5.0)
    assert late.overall_wait(5.0) == 0.0
    assert late.chat_wait(second, Urgency.SOS, 5.0) == 3.0


@pytest.mark.parametrize("slots", [0, 29])
@pytest.mark.parametrize("chat", [BUDI, DESK])
def test_a_shorter_wait_does_not_cut_a_longer_one(chat: int, slots: int) -> None:
    """Two 429 in a row: the later end holds."""
    pace = used(Pace(30), slots)
    pace.slow(chat, 30.0, 0.0)
    pace.slow(chat, 3.0, 1.0)
    assert max(pace.overall_wait(5.0), pace.chat_wait(chat, Urgency.ANSWER, 5.0)) == 25.0


GAPS = st.floats(0, 200)
EPISODES = st.lists(st.tuples(st.floats(0.5, 60), GAPS), min_size=1, max_size=12)
"""Of each: how long the 429 asks to wait, and how much later than that the next one comes."""


@given(EPISODES)
@settings(max_examples=100)
def test_strain_doubles(episodes: list[tuple[float, float]]) -> None:
    """Each further 429 doubles what is left of the strain, from 30 ms up to one second."""
    pace, now = Pace(1), 0.0
    for seconds, gap in episodes:
        before = pace.strain(now)
        pace.slow(DESK, 9999.0, now)  # so that a person's 429 is not taken for the person's own
        pace.slow(BUDI, seconds, now)
        assert pace.strain(now) == min(max(2 * before, FIRST_STRAIN), MOST_STRAIN)
        now += seconds + gap


@given(EPISODES, st.lists(st.floats(0, 300), min_size=2, max_size=20))
@settings(max_examples=100)
def test_strain_creeps_back(episodes: list[tuple[float, float]], later: list[float]) -> None:
    """Without a 429 the strain shrinks all the time, by half in fifteen seconds."""
    pace, now = Pace(1), 0.0
    for seconds, gap in episodes:
        now += gap
        pace.slow(DESK, 9999.0, now)
        pace.slow(BUDI, seconds, now)
        now += seconds
    strains = [pace.strain(now + t) for t in sorted(later)]
    assert strains == sorted(strains, reverse=True)
    for t in later:
        assert pace.strain(now + t + HALVED) == pytest.approx(pace.strain(now + t) / 2)


@given(st.lists(st.tuples(st.floats(0, 0.999), st.floats(0.5, 5)), max_size=20))
def test_what_was_on_its_way_teaches_once(more: list[tuple[float, float]]) -> None:
    """Calls that had left before the first 429 was known are refused as well; that is one lesson, though the
    longest of their waits is kept."""
    pace = used(Pace(30), 29)
    pace.slow(BUDI, 1.0, 0.0)
    once, trust = pace.strain(0.0), pace.window(0.0)
    for after, seconds in sorted(more):
        pace.slow(WATI, seconds, after)
    assert (pace.strain(0.0), pace.window(0.0)) == (once, trust)
    assert pace.overall_wait(0.0) == max([1.0, *(after + seconds for after, seconds in more)])


STEPS = st.lists(
    st.tuples(
        st.sampled_from([BUDI, DESK, WATI]),
        st.floats(0, 100),
        st.sampled_from([0.0, 0.03, 0.08, 0.5, 15.0]),
        st.sampled_from([0, 0, 0, 1, 5, 60]),
    ),
    max_size=100,
)


@given(STEPS, st.floats(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_the_window_keeps_its_bounds(steps: list[tuple[int, float, float, int]], later: float) -> None:
    """Whatever is answered, refused or believed, a window is not shorter than 0.92 s nor longer than 2."""
    pace, now = Pace(2), 0.0
    for chat, gap, took, seconds in steps:
        now += gap
        pace.begin(chat, now)
        now += took
        pace.end(chat, now, took)
        if seconds:
            pace.slow(chat, seconds, now)
        for moment in (now, now + later):
            assert 1 - MOST_CREDIT <= pace.window(moment) <= 1 + MOST_STRAIN


def belief(pace: Pace, now: float) -> float:
    """The share of the answers' times that is believed."""
    return (1 + pace.strain(now) - pace.window(now)) / pace.spread.credit


@given(st.lists(st.floats(10, 100_000), min_size=1, max_size=6))
def test_a_429_halves_the_belief(gaps: list[float]) -> None:
    """Each 429 of the whole takes half of the belief there is, and it comes back: after ten minutes half of
    what was lost, in a day all of it."""
    pace, now = Pace(1, Belief()), 0.0
    for gap in gaps:
        before = belief(pace, now)
        pace.begin(BUDI, now)
        pace.end(BUDI, now)
        pace.slow(BUDI, 1.0, now)
        lost = before * (1 - TRUST_LOST)
        assert belief(pace, now) == pytest.approx(lost)
        assert 1 - belief(pace, now + 600) == pytest.approx((1 - lost) / 2)
        assert belief(pace, now + 86_400) == pytest.approx(1.0)
        now += gap

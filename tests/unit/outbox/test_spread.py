"""The spread: how much of a window is given back, and is what Telegram counts still within the rate?"""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.pace import MOST_CREDIT, Pace
from bot.outbox.spread import COARSE, ENOUGH, EVERY, KEPT, Spread
from tests.unit.outbox.playing import TICK, Call, Disbelief, Wish, fullest, play

SECONDS = st.one_of(st.floats(0, 0.2), st.sampled_from([0.0, 0.03, 0.05, 2.0, 15.0]))
EXTRA = [0, 0, 1, 7, 40, 90, 300]  # ticks of any delay beyond the quickest


def seen(times: list[float]) -> Spread:
    spread = Spread()
    for seconds in times:
        spread.see(seconds)
    return spread


def calls(draw: st.DrawFn, least: tuple[int, int], first: int, n: int, *, quick: int) -> list[Wish]:
    """`n` calls to as many people from `first` on, each at least `least` ticks on its way up and down, every
    `quick`th no longer than that."""
    more = draw(st.lists(st.sampled_from(EXTRA), min_size=2 * n, max_size=2 * n))
    gaps = draw(st.lists(st.sampled_from([0, 0, 0, 0, 30, 200]), min_size=n, max_size=n))
    (up, down) = least
    return [
        Wish(
            gap=gaps[k],
            chat=first + k,
            up=up + (0 if k % quick == 0 else more[2 * k]),
            down=down + (0 if k % quick == 0 else more[2 * k + 1]),
        )
        for k in range(n)
    ]


LEAST = st.tuples(st.integers(0, 60), st.integers(0, 60))


@st.composite
def one_regime(draw: st.DrawFn) -> list[Wish]:
    return calls(draw, draw(LEAST), 1, draw(st.integers(ENOUGH, 140)), quick=ENOUGH)


@given(one_regime(), st.integers(2, 12))
@settings(max_examples=100, deadline=None)
def test_what_is_given_back_is_not_noticed(asked: list[Wish], rate: int) -> None:
    """Where the quickest answer shows the least ways there and back, whatever any call takes beyond them,
    Telegram counts no more than the rate in any second."""
    made = play(Pace(rate), asked)
    assert fullest([c.counted for c in made], 1.0) <= rate


def test_something_is_given_back() -> None:
    """The promise above is not kept by giving nothing: fifty calls of 60 ms each gain more than a second."""
    asked = [Wish(0, 1 + n, up=30, down=31) for n in range(50)]
    gained, plain = (play(Pace(1, spread), asked)[-1].left for spread in (Spread(), Disbelief()))
    assert gained < plain - 1.5


@st.composite
def slower_then_quicker(draw: st.DrawFn) -> tuple[list[Wish], list[Wish], list[Wish]]:
    """Quick calls, then so many slower ones that the quick ones are forgotten, then quick ones again."""
    quick, slower = draw(LEAST), draw(LEAST)
    slow = (quick[0] + slower[0], quick[1] + slower[1])
    return (
        calls(draw, quick, 1, ENOUGH + 10, quick=ENOUGH),
        calls(draw, slow, 1000, KEPT + 40, quick=10),
        calls(draw, quick, 2000, 60, quick=20),
    )


@given(slower_then_quicker(), st.integers(4, 30))
@settings(max_examples=15, deadline=None)
def test_slower_days_give_back_no_more_than_they_have(
    phases: tuple[list[Wish], list[Wish], list[Wish]], rate: int
) -> None:
    """When the quick answers are gone and forgotten, still no second holds more than the rate; when they are
    back, neither, but for the calls that had left by the moment after the first of them was answered."""
    before, slow, after = phases
    made = play(Pace(rate), [*before, *slow, *after])
    assert fullest([c.counted for c in made[: -len(after)]], 1.0) <= rate
    back = made[-len(after)].answered + MOST_CREDIT
    known = [c for n, c in enumerate(made) if n < len(made) - len(after) or c.left >= back]
    assert fullest([c.counted for c in known], 1.0) <= rate


@given(st.lists(SECONDS, max_size=ENOUGH - 1))
def test_few_answers_prove_nothing(times: list[float]) -> None:
    """Nothing is believed before there are enough answers."""
    assert seen(times).credit == 0.0


@given(st.lists(SECONDS, min_size=ENOUGH, max_size=400))
@settings(max_examples=60)
def test_no_more_is_believed_than_the_quickest_shows(times: list[float]) -> None:
    """After every single answer the credit lies below each of the answers that are remembered."""
    spread = Spread()
    for n, seconds in enumerate(times, 1):
        spread.see(seconds)
        assert 0.0 <= spread.credit <= min(times[max(n - KEPT, 0) : n])


@pytest.mark.parametrize("seconds", [0.02, 0.05, 0.3])
def test_equal_answers_are_believed_but_for_the_timers(seconds: float) -> None:
    """Where all calls take the same time, only the timers' coarseness is kept back."""
    assert seen([seconds] * ENOUGH).credit == pytest.approx(seconds - COARSE)


def test_the_wider_the_less() -> None:
    """At the same quickest answer a wider spread is believed less, and a wild one not at all."""
    believed = [seen([0.05] * 15 + [0.05 + more] * 15).credit for more in (0.0, 0.02, 0.1, 1.0)]
    assert believed == sorted(believed, reverse=True)
    assert believed[0] == pytest.approx(0.05 - COARSE)
    assert believed[-1] == 0.0


def test_one_quick_answer_is_followed_at_once() -> None:
    """The first quicker answer takes the credit back before anything else leaves."""
    spread = seen([0.06] * KEPT)
    spread.see(0.01)
    assert spread.credit < 0.01


def test_what_was_quick_once_is_forgotten() -> None:
    """When quick answers do not come any more, the credit rises, but not before all of them are forgotten."""
    spread = seen([0.01] * ENOUGH + [0.06] * (KEPT - 1))
    assert spread.credit < 0.01
    for _ in range(EVERY + 1):
        spread.see(0.06)
    assert spread.credit == pytest.approx(0.06 - COARSE)


def test_a_pace_takes_only_so_much() -> None:
    """However slow all answers are, a window is shortened by no more than its limit."""
    pace = Pace(30)
    for n in range(ENOUGH):
        pace.begin(1 + n, 0.0)
        pace.end(1 + n, 0.3, 0.3)
    assert pace.window(0.3) == pytest.approx(1 - MOST_CREDIT)


def gaps_of(made: list[Call]) -> float:
    return min(b.counted - a.counted for a, b in itertools.pairwise(made))


@pytest.mark.parametrize(("up", "down"), [(60, 0), (0, 60), (30, 30)])
def test_the_last_tick_is_not_spent(up: int, down: int) -> None:
    """Between two calls with one slot lies a whole second where Telegram counts, wherever the way is long,
    and not much more of it."""
    made = play(Pace(1), [Wish(0, 1 + n, up=up, down=down) for n in range(40)])
    assert 1.0 <= gaps_of(made) <= 1.0 + COARSE + 2 * TICK

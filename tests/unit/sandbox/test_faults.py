"""Do rules and limits decide as they promise? All times are handed in."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.faults import Faults, Rule
from bot.sandbox.limits import Limits, Meter, Reading

BOT = 112


def judge(faults: Faults, mono: float = 0.0, chat: int = 7, method: str = "sendMessage") -> Any:
    return faults.judge(BOT, method, chat, True, mono)


def test_nothing_out_of_the_ordinary() -> None:
    """Without rules and limits every call goes through."""
    assert all(judge(Faults(), mono=0.0) is None for _ in range(1000))


@pytest.mark.parametrize(
    ("selector", "hits"),
    [
        ({"method": "SendMessage"}, True),
        ({"method": "editMessageText"}, False),
        ({"chat": 7}, True),
        ({"chat": 8}, False),
        ({"count": 0}, False),
        ({"share": 0.0}, False),
    ],
)
def test_selectors(selector: dict[str, Any], hits: bool) -> None:
    """A rule hits by method (in any case), chat, count and share."""
    faults = Faults()
    faults.add(Rule(what="html", **selector))
    assert bool(judge(faults)) is hits


def test_count_runs_out() -> None:
    """The next N calls are hit and no more."""
    faults = Faults()
    rule = faults.add(Rule(what="html", count=2))
    assert [bool(judge(faults)) for _ in range(4)] == [True, True, False, False]
    assert rule.hits == 2


def test_share_is_seeded() -> None:
    """The same seed hits the same calls."""

    def run() -> list[bool]:
        faults = Faults(Random(1))
        faults.add(Rule(what="html", share=0.3))
        return [bool(judge(faults)) for _ in range(200)]

    assert run() == run()
    assert 30 < sum(run()) < 90


def test_delays_add_up_before_the_fate() -> None:
    """Rules are asked in order; delays add up, the first decisive rule ends it."""
    faults = Faults()
    faults.add(Rule(what="delay", seconds=(1, 1)))
    faults.add(Rule(what="delay", seconds=(2, 2)))
    faults.add(Rule(what="delay", seconds=(4, 4), late=True))
    faults.add(Rule(what="cut_after"))
    faults.add(Rule(what="blocked"))
    plan = judge(faults)
    assert (plan.delay, plan.late, plan.cut, plan.error) == (3, 4, "after", None)


def test_uniform_delay() -> None:
    """A range of delay is drawn from evenly."""
    faults = Faults()
    faults.add(Rule(what="delay", seconds=(1.0, 3.0)))
    drawn = [judge(faults).delay for _ in range(300)]
    assert 1.0 <= min(drawn) < 1.2 < 2.8 < max(drawn) <= 3.0


def test_a_chats_wait_leaves_others_alone() -> None:
    """A 429 for one chat covers that chat until its time is over."""
    faults = Faults()
    faults.add(Rule(what="too_many", chat=7, count=1, retry_after=5))
    assert judge(faults, 0.0).error.parameters == {"retry_after": 5}
    assert judge(faults, 1.0, chat=8) is None
    assert judge(faults, 5.1) is None


def test_a_wait_for_all() -> None:
    """A 429 for everything covers every chat, but not calls that send nothing."""
    faults = Faults()
    faults.add(Rule(what="too_many", count=1, retry_after=5, scope="all"))
    judge(faults, 0.0)
    assert judge(faults, 1.0, chat=8).error.code == 429
    assert faults.judge(BOT, "answerCallbackQuery", None, False, 1.0) is None


def test_calls_on_their_way_are_forgiven() -> None:
    """Calls within a moment of the 429 draw it too but do not count as ignoring it."""
    meter = Meter()
    meter.punish(7, 3, 10.0)
    assert meter.waiting(7, 10.01) == 3
    assert meter.into_wait == 0
    assert meter.waiting(7, 11.0) == 3
    assert (meter.into_wait, meter.waits[7].until) == (1, 14.0)


def test_what_was_under_way_is_forgiven() -> None:
    """However long it took to arrive: a call that left before the 429 was answered could not know of it."""
    meter = Meter()
    meter.punish(7, 3, 10.0, late=0.5)
    assert meter.waiting(7, 11.0, left=10.5) == 2
    assert meter.into_wait == 0
    meter.waiting(7, 11.0, left=10.6)
    assert meter.into_wait == 1


def test_switching_limits_keeps_the_count_of_ignored_waits() -> None:
    """New limits begin to count anew; what the bot did wrong stays known."""
    faults = Faults()
    faults.add(Rule(what="too_many", count=1, retry_after=5))
    judge(faults, 0.0)
    judge(faults, 1.0)
    faults.set_limits(Limits("window"))
    assert faults.into_wait() == 1
    assert judge(faults, 1.1) is None


def test_unknown_faults() -> None:
    """A fault that does not exist is an error at once."""
    with pytest.raises(ValueError, match="unknown fault"):
        Rule(what="gremlins")  # type: ignore[arg-type] # this is the mistake under test


def test_duplicates_are_for_updates() -> None:
    """A duplicate rule concerns updates of its kind and chat, never calls."""
    faults = Faults()
    faults.add(Rule(what="duplicate", method="callback_query", chat=7, count=1))
    assert judge(faults) is None
    assert not faults.repeats("message", 7)
    assert faults.repeats("callback_query", 7)
    assert not faults.repeats("callback_query", 7)


@pytest.mark.parametrize(("reading", "passed"), [("bucket", 60), ("window", 30)])
def test_two_readings_of_thirty_a_second(reading: Reading, passed: int) -> None:
    """A bucket lets a full burst follow on a second's rest plus the flow; a window never more than 30."""
    meter = Meter(Limits(reading))
    through = 0
    for step in range(1000):
        mono = 10.0 + step / 1000
        meter.waits.clear()
        through += meter.count(step, mono) == 0
    assert abs(through - passed) <= 1


def test_seconds_of_the_clock() -> None:
    """The third reading counts whole seconds: thirty at the end of one, thirty at the start of the next."""
    meter = Meter(Limits("calendar"))
    assert [meter.count(1, 10.9) for _ in range(30)] == [0] * 30
    assert meter.count(1, 10.95) == 1
    assert [meter.count(1, 11.0) for _ in range(30)] == [0] * 30
    assert meter.count(1, 11.5) == 1


@given(st.lists(st.floats(0, 0.2), min_size=50, max_size=200))
def test_window_is_never_exceeded(gaps: list[float]) -> None:
    """In reading B no sliding second ever holds more than 30."""
    meter = Meter(Limits("window"))
    mono, passed = 0.0, []
    for gap in gaps:
        mono += gap
        if meter.count(1, mono) == 0:
            passed.append(mono)
    assert all(late - early >= 1.0 - 1e-6 for early, late in zip(passed, passed[30:], strict=False))


def test_group_minute() -> None:
    """Twenty pass in a minute; the wait named is just long enough."""
    meter = Meter(Limits(group_per_minute=20))
    assert [meter.count(-5, float(second)) for second in range(20)] == [0] * 20
    assert meter.count(-5, 20.0) == 40
    assert meter.count(-5, 60.5) == 0
    assert meter.count(-6, 20.0) == 0


def test_private_burst() -> None:
    """A private chat takes its burst and then one a second."""
    meter = Meter(Limits(private_per_second=1.0, private_burst=3))
    assert [meter.count(9, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert meter.count(9, 1.01) == 0

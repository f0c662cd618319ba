"""The circuit: does one dead line stop everything, does one dead recipient stop nobody, does it come back?"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.circuit import CAREFUL, CHATS, IN_A_ROW, PAUSES, Circuit

CHAT = st.integers(1, 5)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("failed"), CHAT),
        st.tuples(st.sampled_from(["answered", "there", "not there"]), st.just(0)),
    ),
    max_size=80,
)


def happen(circuit: Circuit, event: tuple[str, int], now: float) -> bool:
    """Let it happen; a probe comes back only while one is needed. True when it opened or closed."""
    what, chat = event
    if what == "failed":
        return circuit.failed(chat, now)
    if what == "answered":
        return circuit.answered()
    if circuit.probe_wait(now) is not None:
        circuit.probed(what == "there", now)
    return False


def opened(now: float = 0.0) -> Circuit:
    circuit = Circuit()
    for n in range(IN_A_ROW):
        circuit.failed(n, now)
    assert circuit.open
    return circuit


@given(st.lists(st.one_of(CHAT, st.just(0)), max_size=80))
@settings(max_examples=200)
def test_it_opens_only_when_nobody_is_answered(calls: list[int]) -> None:
    """Open means: eight calls in a row, to three chats at least, were not answered, with no answer between;
    a 0 is an answer."""
    circuit = Circuit()
    for n, chat in enumerate(calls, 1):
        since = n - 1 - max((k for k in range(n) if calls[k] == 0), default=-1)
        row = calls[n - since : n]
        told = circuit.failed(chat, float(n)) if chat else circuit.answered()
        due = len(row) >= IN_A_ROW and len(set(row)) >= CHATS
        assert (circuit.open, told) == (due, due)
        if due:
            return


@given(st.lists(st.integers(1, CHATS - 1), max_size=100))
def test_a_few_dead_chats_are_not_the_line(chats: list[int]) -> None:
    """However often calls to two chats fail, everybody else's go on."""
    circuit = Circuit()
    assert not any(circuit.failed(chat, 0.0) for chat in chats)
    assert circuit.most(3, 7) == 7
    assert circuit.probe_wait(0.0) is None


@given(st.integers(0, 30), st.integers(0, 30))
def test_open_lets_nothing_through(in_flight: int, most: int) -> None:
    """While the line is down no call leaves."""
    assert opened().most(in_flight, most) == 0


@given(st.integers(0, 30), st.integers(0, 30))
def test_half_open_is_careful(in_flight: int, most: int) -> None:
    """After a good probe at most two calls are out, until one of them is answered; then all may go."""
    circuit = opened()
    circuit.probed(True, 1.0)
    assert not circuit.open
    assert circuit.most(in_flight, most) == max(min(most, CAREFUL - in_flight), 0)
    assert circuit.answered()
    assert circuit.most(in_flight, most) == most


def pauses_of(circuit: Circuit, events: list[tuple[str, int]]) -> list[list[float]]:
    """The pauses before each probe, one list for each time that the line was down."""
    outages: list[list[float]] = []
    now, down = 0.0, False
    for event in events:
        was = circuit.probe_wait(now)
        now += was or 0.0
        told = happen(circuit, event, now)
        wait = circuit.probe_wait(now)
        if wait is not None and (event[0] == "not there" or told):
            if not down:
                outages.append([])
            outages[-1].append(wait)
            down = True
        if event[0] == "answered" and wait is None:
            down = False
    return outages


@given(EVENTS)
@settings(max_examples=300)
def test_pauses_never_shrink(events: list[tuple[str, int]]) -> None:
    """Until a call is answered each pause is at least the one before, good probes or not; the next outage
    begins with the shortest."""
    outages = pauses_of(Circuit(), [*[("failed", n) for n in range(IN_A_ROW)], *events])
    for pauses in outages:
        assert pauses == list(PAUSES[: len(pauses)]) + [PAUSES[-1]] * (len(pauses) - len(PAUSES))


def test_the_pauses_grow() -> None:
    """No pause of the table is shorter than the one before."""
    assert [(a, b) for a, b in pairwise(PAUSES) if a > b] == []


def test_one_failure_after_a_good_probe_opens_it_again() -> None:
    """Half open, a single failure is enough, and the pause is the next longer one."""
    circuit = opened(0.0)
    assert circuit.probe_wait(0.0) == PAUSES[0]
    circuit.probed(True, 1.0)
    assert circuit.failed(1, 2.0)
    assert circuit.probe_wait(2.0) == PAUSES[1]


def test_late_failures_do_not_push_the_probe() -> None:
    """Calls that fail while the line is known to be down change nothing."""
    circuit = opened(0.0)
    for n in range(20):
        assert not circuit.failed(n, 0.5)
    assert circuit.probe_wait(0.5) == PAUSES[0] - 0.5
    assert circuit.probe_wait(99.0) == 0.0


def test_an_answer_forgets_who_failed_before() -> None:
    """Three chats failed, one was answered, then a single chat fails on and on: the line is not down."""
    circuit = Circuit()
    for n in range(CHATS):
        circuit.failed(n, 0.0)
    circuit.answered()
    assert not any(circuit.failed(1, 0.0) for _ in range(5 * IN_A_ROW))


def test_the_next_outage_begins_with_the_shortest_pause() -> None:
    """However long the last outage was, an answer ends the growing of the pauses."""
    circuit = opened(0.0)
    for _ in PAUSES:
        circuit.probed(False, 0.0)
    circuit.probed(True, 0.0)
    circuit.answered()
    for n in range(IN_A_ROW):
        circuit.failed(n, 0.0)
    assert circuit.probe_wait(0.0) == PAUSES[0]


@pytest.mark.parametrize("late", [0, 1, 7])
def test_after_closing_it_needs_a_whole_row_again(late: int) -> None:
    """An answer wipes the slate: seven failures after it are not an outage."""
    circuit = opened(0.0)
    circuit.probed(True, 1.0)
    circuit.answered()
    assert not any(circuit.failed(n, 2.0) for n in range(late))
    assert circuit.most(0, 10) == 10


@given(EVENTS, st.integers(0, 30))
@settings(max_examples=300)
def test_it_is_never_stuck(events: list[tuple[str, int]], most: int) -> None:
    """Whatever happened, if all is answered from now on, one probe and one call later everything may leave
    again, and the wait for the probe is no longer than the longest pause."""
    circuit, now = Circuit(), 0.0
    for event in events:
        now += circuit.probe_wait(now) or 0.0
        happen(circuit, event, now)
    wait = circuit.probe_wait(now)
    if wait is not None:
        assert wait <= PAUSES[-1]
        circuit.probed(True, now + wait)
    assert circuit.most(0, 1) == 1
    circuit.answered()
    assert (circuit.open, circuit.probe_wait(now), circuit.most(5, most)) == (False, None, most)

"""What follows from a fault: the whole table, and how long is waited."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import Reach
from bot.outbox.retry import PAUSES, Decision, Move, decide
from bot.telegram.faults import Blocked, Broken, Fault, Gone, Moved, Slow, Unsure

TABLE: list[tuple[Fault, Decision]] = [
    (
        Blocked(Reach.BLOCKED, "Forbidden: bot was blocked by the user"),
        Decision(Move.GIVE_UP, "Forbidden: bot was blocked by the user", reach=Reach.BLOCKED),
    ),
    (
        Blocked(Reach.DEACTIVATED, "user is deactivated"),
        Decision(Move.GIVE_UP, "user is deactivated", reach=Reach.DEACTIVATED),
    ),
    (Moved(-100200), Decision(Move.FOLLOW, chat_id=-100200)),
    (Slow(7.0), Decision(Move.AGAIN, "429: wait 7 s", after=7.0)),
    (Gone("message to edit not found"), Decision(Move.POST_ANEW, "message to edit not found")),
    (Broken("message is too long"), Decision(Move.GIVE_UP, "refused: message is too long")),
    (Unsure("ClientConnectorError", False), Decision(Move.AGAIN, "ClientConnectorError", after=1.0)),
    (
        Unsure("Request timeout error", True),
        Decision(Move.AGAIN, "Request timeout error", after=1.0, perhaps_twice=True),
    ),
]


@pytest.mark.parametrize(("fault", "decision"), TABLE, ids=lambda x: type(x).__name__)
def test_every_fault_has_its_decision(fault: Fault, decision: Decision) -> None:
    """Blocked and broken are given up, moved is followed, gone is posted anew, the rest is tried again."""
    assert decide(fault, 1, 0.0) == decision


def test_the_table_knows_all_faults() -> None:
    """No kind of fault is without its line above."""
    assert {type(fault) for fault, _ in TABLE} == set(Fault.__args__)


@pytest.mark.parametrize("attempts", [1, 2, 9, 500])
def test_an_unsure_fault_is_never_given_up(attempts: int) -> None:
    """Unknown means again, however often it failed; only its age ends a notice."""
    decision = decide(Unsure("?", True), attempts, 0.5)
    assert (decision.move, decision.reach) == (Move.AGAIN, None)
    assert decision.after > 0


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_waits_never_shrink(jitter: float, other: float, attempts: int) -> None:
    """Each wait is at least the one before and at most a fifth longer than its pause."""
    now, then = (decide(Unsure("?", False), n, jitter).after for n in (attempts, attempts + 1))
    assert now <= then
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    assert pause <= decide(Unsure("?", False), attempts, other).after <= pause * 1.2


@given(st.floats(0, 1), st.integers(1, 40), st.booleans(), st.text(max_size=20))
def test_in_an_outage_the_circuit_keeps_the_time(
    jitter: float, attempts: int, perhaps: bool, text: str
) -> None:
    """What failed because nobody was there is ready again at once, after however many attempts: the nearest
    still goes first."""
    fault = Unsure(text, perhaps, everybody=True)
    decision = decide(fault, attempts, jitter, outage=True)
    assert decision == Decision(Move.AGAIN, text, perhaps_twice=perhaps)
    assert decide(fault, attempts, jitter).after >= PAUSES[min(attempts, len(PAUSES)) - 1]


@pytest.mark.parametrize("fault", [*(fault for fault, _ in TABLE), Unsure("418", True)], ids=repr)
def test_a_fault_of_ones_own_is_no_outage(fault: Fault) -> None:
    """What Telegram answered, or what is this recipient's alone, is decided in an outage as ever."""
    assert decide(fault, 3, 0.5, outage=True) == decide(fault, 3, 0.5)


@given(st.lists(st.booleans(), max_size=60), st.floats(0, 1))
def test_waits_never_shrink_across_outages(outages: list[bool], jitter: float) -> None:
    """A recipient's own waits grow from attempt to attempt, however many outages lie between."""
    waits = []
    for attempts, outage in enumerate(outages, 1):
        decision = decide(Unsure("?", False, everybody=True), attempts, jitter, outage=outage)
        if not outage:
            waits.append(decision.after)
    assert waits == sorted(waits)


def test_jitter_does_not_overtake_the_next_pause() -> None:
    """Even the longest wait of an attempt is shorter than the shortest of the next."""
    assert [(a, b) for a, b in pairwise(PAUSES) if a * 1.2 > b] == []


@given(st.floats(0.5, 10_000), st.integers(1, 50), st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_telegrams_own_wait_is_obeyed_exactly(seconds: float, attempts: int, jitter: float) -> None:
    """After a 429 exactly the time that Telegram named is waited, at every attempt."""
    assert decide(Slow(seconds), attempts, jitter).after == seconds

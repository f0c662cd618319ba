"""The order: total, the same whoever asks, and nobody waits for ever."""

import itertools
import math
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.notices import LIFETIME, Urgency
from bot.outbox.order import EACH, PATIENCE, Waiting, calls_until_done, choose, look_again

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
Line = list[Waiting[int]]


def waiting(n: int, urgency: Urgency, turn: int = 0, seconds: float = 0.0) -> Waiting[int]:
    """Item `n`, owed `seconds` ago."""
    return Waiting(n, urgency, turn, NOW - timedelta(seconds=seconds), n)


SECONDS = st.sampled_from([0, 0.5, 1, 5, 30, 60, 90, 600])  # many are equal, so that ties are met
OWED = st.tuples(st.sampled_from(Urgency), st.integers(0, 3), SECONDS)
LINES = st.lists(OWED, max_size=40).map(lambda owed: [waiting(n, *what) for n, what in enumerate(owed)])


@given(LINES, st.integers(0, 50), st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_depends_on_nothing_else(line: Line, places: int, served: int, dice: random.Random) -> None:
    """In whatever order the database or the cards are read, the same ones are chosen in the same order."""
    shuffled = list(line)
    dice.shuffle(shuffled)
    assert choose(shuffled, places, served, NOW) == choose(line, places, served, NOW)


@given(LINES, st.integers(0, 50), st.integers(0, 30))
def test_nobody_is_chosen_twice_or_left_out(line: Line, places: int, served: int) -> None:
    """As many are chosen as there are places, each once; with places enough all of them."""
    chosen = choose(line, places, served, NOW)
    assert len(chosen) == len(set(chosen)) == min(places, len(line))
    assert set(chosen) <= {w.item for w in line}


@given(LINES, st.integers(0, 20), st.integers(0, 20), st.integers(0, 30))
def test_choosing_in_parts_changes_nothing(line: Line, first: int, then: int, served: int) -> None:
    """Two small choices at one moment are the one large choice."""
    head = choose(line, first, served, NOW)
    rest = [w for w in line if w.item not in head]
    tail = choose(rest, then, served + len(head), NOW)
    assert head + tail == choose(line, len(head) + len(tail), served, NOW)


@given(LINES, st.integers(0, 30))
def test_every_place_has_its_rule(line: Line, served: int) -> None:
    """Nine of ten places go to the most urgent class, its smallest turn, its oldest; the tenth to whoever is
    overdue longest, of whatever class, if anybody is."""
    left = {w.item: w for w in line}
    for place, item in enumerate(choose(line, len(line), served, NOW), served):
        first = min(left.values(), key=lambda w: w.place)
        overdue = [w for w in left.values() if w.deadline <= NOW]
        if place % EACH == EACH - 1 and overdue:
            assert item == min(overdue, key=lambda w: (w.deadline, w.place)).item
        else:
            assert item == first.item
        del left[item]


@given(LINES)
def test_no_two_are_equal(line: Line) -> None:
    """The order is total: of any two one goes first, also when both were owed at the same moment."""
    assert len({w.place for w in line}) == len(line)


def test_a_card_and_a_notice_of_one_number_differ() -> None:
    """Cards have negative numbers, so that one never equals a notice; at a tie the card goes first."""
    card, notice = Waiting("card", Urgency.CARD, 0, NOW, -7), Waiting("notice", Urgency.CARD, 0, NOW, 7)
    assert choose([notice, card], 2, 0, NOW) == ["card", "notice"]


def test_patience_is_set_for_every_class() -> None:
    """Each class has its patience, which ends long before what waits has grown too old; only the crowds of an
    incident have more than a minute."""
    assert set(PATIENCE) == set(Urgency)
    assert [u for u in Urgency if 10 * PATIENCE[u] > LIFETIME[u]] == []
    patient = {u for u in Urgency if PATIENCE[u] > timedelta(minutes=1)}
    assert patient == {Urgency.STAND_DOWN, Urgency.ALARM}


def places_until(
    item: Waiting[int], others: Line, flood: Iterator[list[Urgency]], rate: int, most: int
) -> int:
    """How many places are given after the item's deadline until it is chosen: a second has `rate` places and
    brings a wave of the flood."""
    line, now, served, numbers = [item, *others], NOW, 0, itertools.count(10_000)
    after = 0
    while after <= most:
        wave = next(flood)
        line += [Waiting(n, u, 0, now, n) for u, n in zip(wave, numbers, strict=False)]
        chosen = choose(line, rate, served, now)
        if item.item in chosen:
            return after + (chosen.index(item.item) + 1 if now >= item.deadline else 0)
        after += len(chosen) if now >= item.deadline else 0
        served += len(chosen)
        line = [w for w in line if w.item not in chosen]
        now += timedelta(seconds=1)
    return after


def bound(item: Waiting[int], others: Line, flood: list[list[Urgency]]) -> int:
    """Places after its deadline within which an item is chosen, whatever comes.

    From then on every tenth place goes to it or to one whose deadline is not later than its own. Nobody gets
    a place twice, and of the flood only what came in time has such a deadline.
    """
    until = max(math.ceil((item.deadline - NOW).total_seconds()), 0)
    in_time = sum(
        NOW + timedelta(seconds=second) + PATIENCE[u] <= item.deadline
        for second in range(until + 1)
        for u in flood[second % len(flood)]
    )
    return EACH * (in_time + sum(w.deadline <= item.deadline for w in others) + 1)


def almost(urgency: Urgency, turn: int, left: float) -> Waiting[int]:
    """Item 0, whose patience ends in so many seconds."""
    return waiting(0, urgency, turn, PATIENCE[urgency].total_seconds() - left)


@given(
    st.tuples(st.sampled_from(Urgency), st.integers(0, 3), st.sampled_from([-600, -1, 0, 0.5, 5, 61, 75])),
    st.lists(OWED, max_size=15),
    st.lists(st.lists(st.sampled_from(Urgency), max_size=8), min_size=1, max_size=6),
    st.integers(3, 12),
)
@settings(max_examples=100, deadline=None)
def test_nobody_waits_for_ever(
    mine: tuple[Urgency, int, float],
    owed: list[tuple[Urgency, int, float]],
    flood: list[list[Urgency]],
    rate: int,
) -> None:
    """However many come, of whatever class and for how long, each item that waits is chosen within ten places
    for itself and for each of those that were overdue before it."""
    item, others = almost(*mine), [waiting(n, *what) for n, what in enumerate(owed, 1)]
    most = bound(item, others, flood)
    assert places_until(item, others, itertools.cycle(flood), rate, most) <= most


@pytest.mark.parametrize("flood", Urgency)
@pytest.mark.parametrize("urgency", Urgency)
def test_whoever_is_overdue_alone_gets_the_next_tenth_place(urgency: Urgency, flood: Urgency) -> None:
    """Under more of any class than can be sent, one of any class goes within ten places of its patience's end
    when nobody's has ended before."""
    endless = itertools.repeat([flood] * 40)
    assert places_until(almost(urgency, 10**6, 1.0), [], endless, 30, 2 * EACH) <= EACH


@pytest.mark.parametrize("urgency", Urgency)
def test_an_endless_sos_keeps_nobody_for_ever(urgency: Urgency) -> None:
    """Under a third more SOS than can be sent, from its first second on, one of each class goes in the end:
    after those SOS, not before them, that were overdue when its own patience ended."""
    item, wave = waiting(0, urgency, turn=1), [Urgency.SOS] * 4
    most = bound(item, [], [wave])
    after = places_until(item, [], itertools.repeat(wave), 3, most)
    assert after <= most
    if PATIENCE[urgency] <= PATIENCE[Urgency.SOS]:
        assert after <= EACH


def test_a_tenth_place_is_not_given_before_its_time() -> None:
    """Who is behind, but not overdue yet, does not take an SOS' place."""
    line = [waiting(0, Urgency.SOS), waiting(1, Urgency.ALARM, seconds=599.9)]
    assert choose(line, 1, EACH - 1, NOW) == [0]
    assert choose([line[0], waiting(1, Urgency.ALARM, seconds=600)], 1, EACH - 1, NOW) == [1]


@given(LINES, LINES)
def test_nobody_is_overdue_before_the_next_look(line: Line, newcomers: Line) -> None:
    """Until then neither the oldest of each class nor anybody who comes after them has waited too long."""
    oldest = [
        min((w for w in line if w.urgency is u), key=lambda w: w.since)
        for u in Urgency
        if any(w.urgency is u for w in line)
    ]
    again = look_again(oldest, NOW)
    come_now = [Waiting(w.item, w.urgency, w.turn, NOW, w.id) for w in newcomers]
    assert all(again <= w.deadline for w in [*line, *come_now])
    assert again > NOW or any(w.deadline <= NOW for w in line), "a look that found nobody rests"


def test_an_overdue_alarm_does_not_wait_behind_newer_cards() -> None:
    """Who is overdue longest is asked across the classes: a card's short patience does not let it overtake an
    alarm, nor an SOS, whose own ended earlier."""
    line = [
        waiting(0, Urgency.CARD, seconds=64),
        waiting(1, Urgency.ALARM, turn=5, seconds=660),
        waiting(2, Urgency.ALARM, seconds=1),
        waiting(3, Urgency.SOS, turn=9, seconds=121),
    ]
    assert [choose(line[:n], 1, EACH - 1, NOW) for n in (1, 2, 3, 4)] == [[0], [1], [1], [3]]


@given(st.lists(st.integers(1, 15), min_size=1, max_size=6))
def test_incidents_take_turns(sizes: list[int]) -> None:
    """While two incidents both have alarms waiting, neither is more than one ahead of the other."""
    line = alarms(sizes)
    sent: Counter[int] = Counter()
    for item in choose(line, len(line), 0, NOW):
        sent[item % 10] += 1
        unfinished = [sent[k] for k, n in enumerate(sizes) if sent[k] < n]
        assert not unfinished or max(unfinished) - min(unfinished) <= 1


def alarms(sizes: list[int]) -> Line:
    """Incident `k` has `sizes[k]` alarms, nearest first; an item's last digit is its incident."""
    return [waiting(10 * turn + k, Urgency.ALARM, turn) for k, n in enumerate(sizes) for turn in range(n)]


@given(st.lists(st.integers(1, 15), min_size=1, max_size=6))
def test_the_calls_until_an_incident_is_done(sizes: list[int]) -> None:
    """The forecast counts every alarm before the incident's last one, and at most one of each other incident
    after it."""
    chosen = choose(alarms(sizes), sum(sizes), 0, NOW)
    for k in range(len(sizes)):
        last = max(place for place, item in enumerate(chosen, 1) if item % 10 == k)
        said = calls_until_done(dict(enumerate(sizes)), k)
        assert said - (len(sizes) - 1) <= last <= said


def test_an_incident_without_alarms_is_done() -> None:
    """Nothing of mine waits: nothing is to be waited for."""
    assert calls_until_done({2: 50}, 1) == 0
    assert calls_until_done({1: 3}, 1) == 3

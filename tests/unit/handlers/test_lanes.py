"""Lanes: order for one person, freedom between people, and an offset that tells only the truth."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.handlers.lanes import NEW_NUMBERING_AFTER, PARKED_MAX, WINDOW, Lanes, Update, lane_of

BUDI, WATI = 1, 2


def written(update_id: int, person: int) -> Update:
    return {"update_id": update_id, "message": {"from": {"id": person}, "chat": {"id": -5}}}


def ids(updates: list[Update]) -> list[int]:
    return [update["update_id"] for update in updates]


def offset(lanes: Lanes) -> int | None:
    """The offset, unknown to the type checker's narrowing."""
    return lanes.offset


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"from": {"id": 1}, "chat": {"id": -5}}}, ("person", 1)),
        ({"edited_message": {"from": {"id": 1}, "chat": {"id": 1}}}, ("person", 1)),
        ({"callback_query": {"id": "7", "from": {"id": 1}, "message": {"chat": {"id": -5}}}}, ("person", 1)),
        ({"my_chat_member": {"chat": {"id": 1}, "from": {"id": 1}}}, ("person", 1)),
        ({"chat_member": {"chat": {"id": -5}, "from": {"id": 1}}}, ("person", 1)),
        ({"message_reaction": {"chat": {"id": -5}, "user": {"id": 1}}}, ("person", 1)),
        ({"message_reaction": {"chat": {"id": -5}, "actor_chat": {"id": -6}}}, ("chat", -6)),
        ({"poll_answer": {"poll_id": "1", "voter_chat": {"id": -6}}}, ("chat", -6)),
        ({"channel_post": {"chat": {"id": -9}, "sender_chat": {"id": -9}}}, ("chat", -9)),
        ({"channel_post": {"chat": {"id": -9}}}, ("chat", -9)),
        (
            {"message": {"from": {"id": 1087968824}, "sender_chat": {"id": -5}, "chat": {"id": -5}}},
            ("chat", -5),
        ),
        ({"poll": {"id": "1"}}, ("update", 3)),
        ({"something_new": True}, ("update", 3)),
        ({}, ("update", 3)),
    ],
)
def test_a_lane_is_a_person_or_else_a_chat_or_else_the_update(
    update: dict[str, Any], lane: tuple[str, int]
) -> None:
    """Whoever caused the update names its lane, wherever it was caused."""
    assert lane_of({"update_id": 3, **update}) == lane


def test_one_person_waits_for_herself_and_others_do_not() -> None:
    """Two of Budi's and one of Wati's: his first and hers start, his second when his first is done."""
    lanes = Lanes()
    assert lanes.admit([written(10, BUDI), written(11, BUDI), written(12, WATI)]) == 3
    assert ids(lanes.start()) == [10, 12]
    assert lanes.start() == []
    lanes.finish(12)
    assert lanes.start() == []
    lanes.finish(10)
    assert ids(lanes.start()) == [11]


def test_the_offset_is_the_lowest_unfinished_then_one_above_all() -> None:
    """Nothing is known: no offset; then it follows the head, over gaps in the numbers too."""
    lanes = Lanes()
    assert offset(lanes) is None
    lanes.admit([written(10, BUDI), written(17, WATI)])
    lanes.start()
    lanes.finish(17)
    assert (offset(lanes), lanes.pending) == (10, True)
    lanes.finish(10)
    assert (offset(lanes), lanes.pending) == (18, False)


def test_what_comes_again_is_ignored() -> None:
    """Waiting, started, finished or confirmed: a redelivered update is not new."""
    lanes = Lanes()
    batch = [written(10, BUDI), written(11, BUDI), written(12, WATI)]
    lanes.admit(batch)
    lanes.start()
    lanes.finish(12)
    assert lanes.admit(batch) == 0
    assert lanes.start() == []
    lanes.finish(10)
    lanes.confirm(lanes.offset)
    assert lanes.admit(batch) == 0


def test_a_released_update_starts_again_before_later_ones() -> None:
    """An update whose handler was broken off keeps its place."""
    lanes = Lanes()
    lanes.admit([written(10, BUDI), written(11, BUDI)])
    lanes.start()
    lanes.release(10)
    assert ids(lanes.start()) == [10]


def test_a_parked_update_frees_the_offset_and_keeps_its_place() -> None:
    """Budi's parked update may be confirmed, yet his next one still waits for it."""
    lanes = Lanes()
    lanes.admit([written(10, BUDI), written(11, WATI), written(12, BUDI)])
    lanes.start()
    lanes.park(10)
    assert lanes.offset == 11
    lanes.finish(11)
    assert lanes.start() == []
    assert lanes.finish(10) is True
    assert ids(lanes.start()) == [12]
    assert lanes.finish(12) is False


def test_replayed_updates_come_first_and_hold_back_nothing() -> None:
    """What storage kept starts before its person's new ones and says nothing about Telegram's offset."""
    lanes = Lanes()
    lanes.replay([written(11, BUDI), written(10, BUDI)])
    assert offset(lanes) is None
    assert lanes.admit([written(11, BUDI), written(12, BUDI)]) == 1
    assert offset(lanes) == 12
    assert ids(lanes.start()) == [10]
    lanes.finish(10)
    assert ids(lanes.start()) == [11]


def crowd(lanes: Lanes, batch: list[Update], times: int) -> None:
    for _ in range(times):
        lanes.confirm(lanes.offset)
        lanes.admit(batch)


def test_parking_is_for_a_full_window_that_stays_full() -> None:
    """One full batch is load; a second in a row of known updates means that newer ones may wait behind."""
    lanes = Lanes()
    batch = [written(i, BUDI) for i in range(1, WINDOW + 1)]
    crowd(lanes, batch, 2)
    assert lanes.stuck() == []
    crowd(lanes, batch, 1)
    assert ids(lanes.stuck()) == list(range(1, WINDOW // 2 + 1))
    crowd(lanes, batch[:-1], 1)
    assert lanes.stuck() == []


def test_parking_ends_where_memory_would_grow_without_bound() -> None:
    """With a thousand parked and unfinished, the rest is left with Telegram."""
    lanes = Lanes()
    lanes.replay(written(i, BUDI) for i in range(PARKED_MAX))
    crowd(lanes, [written(10_000 + i, WATI) for i in range(WINDOW)], 3)
    assert lanes.stuck() == []


def test_new_numbering_is_believed_when_telegram_insists() -> None:
    """Ids below the confirmed offset are strays once or twice; the third time they are new."""
    lanes = Lanes()
    lanes.admit([written(1000, BUDI)])
    lanes.start()
    lanes.finish(1000)
    lanes.confirm(lanes.offset)
    fresh = [lanes.admit([written(7, WATI)]) for _ in range(NEW_NUMBERING_AFTER)]
    assert fresh == [0] * (NEW_NUMBERING_AFTER - 1) + [1]
    assert lanes.offset == 7


def test_new_numbering_waits_until_nothing_is_pending() -> None:
    """While an update of the old numbering is unfinished, its place in Telegram's queue is not given up."""
    lanes = Lanes()
    lanes.admit([written(1000, BUDI), written(1001, BUDI)])
    lanes.start()
    lanes.finish(1000)
    lanes.confirm(lanes.offset)
    assert [lanes.admit([written(7, WATI)]) for _ in range(9)] == [0] * 9
    assert lanes.offset == 1001


WINDOW_HERE = 6  # a small window is full sooner


class Telephone(RuleBasedStateMachine):
    """Telegram, a process and its handlers, each acting whenever it likes."""

    @initialize(stored=st.lists(st.integers(0, 3), max_size=3))
    def begin(self, stored: list[int]) -> None:
        self.lanes = Lanes(WINDOW_HERE)
        self.queue: list[Update] = []
        self.next_id = 100
        self.started: set[int] = set()
        self.parked: set[int] = set()
        self.finished: dict[int, list[int]] = defaultdict(list)
        self.arrived: dict[int, list[int]] = defaultdict(list)
        for person in stored:
            self.writes(person, gap=0, people=1)
        self.parked.update(ids(self.queue))
        self.lanes.replay(self.queue)

    @rule(person=st.integers(0, 3), gap=st.integers(0, 2), people=st.integers(1, 8))
    def writes(self, person: int, gap: int, people: int) -> None:
        """Somebody (or several) writes; numbers may have gaps."""
        for who in range(person, person + people):
            self.next_id += 1 + gap
            self.queue.append(written(self.next_id, who))
            self.arrived[who].append(self.next_id)

    @rule(lost=st.booleans(), duplicate=st.booleans())
    def fetch(self, lost: bool, duplicate: bool) -> None:
        """A request reaches Telegram; its answer may be lost, or hold a duplicate of something old."""
        offset = self.lanes.offset
        old = self.queue[:1]
        if offset is not None:
            self.queue = [update for update in self.queue if update["update_id"] >= offset]
        if not lost:
            self.lanes.confirm(offset)
            self.lanes.admit([*(old if duplicate and self.queue else []), *self.queue[:WINDOW_HERE]])

    @rule()
    def start(self) -> None:
        """The process begins what may begin."""
        for update in self.lanes.start():
            assert update["update_id"] not in self.started
            self.started.add(update["update_id"])

    @precondition(lambda self: self.started)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        """Any of the running handlers ends."""
        update_id = data.draw(st.sampled_from(sorted(self.started)))
        self.started.remove(update_id)
        assert self.lanes.finish(update_id) is (update_id in self.parked)
        [person] = [who for who, all_ids in self.arrived.items() if update_id in all_ids]
        self.finished[person].append(update_id)

    @precondition(lambda self: self.started)
    @rule(data=st.data())
    def break_off(self, data: st.DataObject) -> None:
        """Any of the running handlers is cancelled."""
        update_id = data.draw(st.sampled_from(sorted(self.started)))
        self.started.remove(update_id)
        self.lanes.release(update_id)

    @rule()
    def park(self) -> None:
        """What is stuck goes to storage."""
        for update in self.lanes.stuck():
            assert update["update_id"] not in self.parked
            self.parked.add(update["update_id"])
            self.lanes.park(update["update_id"])

    @invariant()
    def order_and_once(self) -> None:
        """Each person's updates are finished in their order, each exactly once, one at a time."""
        for person, all_ids in self.arrived.items():
            assert self.finished[person] == all_ids[: len(self.finished[person])]
            running = [i for i in all_ids if i in self.started]
            assert running in ([], all_ids[len(self.finished[person]) :][:1])

    @invariant()
    def nothing_is_lost(self) -> None:
        """What Telegram has forgotten, or would at the next request, is finished or parked."""
        offset = self.lanes.offset or 0
        held = {i for i in ids(self.queue) if i >= offset}
        done = {i for finished in self.finished.values() for i in finished}
        assert {i for all_ids in self.arrived.values() for i in all_ids} <= held | done | self.parked

    @invariant()
    def the_figures_are_true(self) -> None:
        """The head is pending exactly when the offset is an unfinished update; parked ones are counted."""
        done = {i for finished in self.finished.values() for i in finished}
        head = self.lanes.offset
        assert self.lanes.pending == (head is not None and self.lanes.is_unfinished(head))
        assert self.lanes.parked == len(self.parked - done)

    @invariant()
    def memory_is_bounded(self) -> None:
        """Only the unfinished and at most two windows of finished ids are remembered."""
        assert len(self.lanes) <= self.lanes.unfinished + 2 * WINDOW_HERE
        assert self.lanes.unfinished - self.lanes.parked <= 2 * WINDOW_HERE

    def teardown(self) -> None:
        """Given time, everything is done, confirmed and forgotten."""
        while self.queue or self.lanes.unfinished:
            self.fetch(lost=False, duplicate=False)
            self.start()
            for update_id in sorted(self.started):
                self.started.remove(update_id)
                self.lanes.finish(update_id)
        assert len(self.lanes) == 0
        assert not self.lanes._lanes


TestTelephone = Telephone.TestCase
TestTelephone.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=300))
def test_a_long_life_leaves_nothing_in_memory(life: list[tuple[int, bool]]) -> None:
    """However many updates pass, what is remembered after the last confirmation is nothing."""
    lanes = Lanes()
    for update_id, (person, confirms) in enumerate(life):
        lanes.admit([written(update_id, person)])
        for update in lanes.start():
            lanes.finish(update["update_id"])
        if confirms:
            lanes.confirm(lanes.offset)
            assert len(lanes) == 0

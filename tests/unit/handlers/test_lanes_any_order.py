"""Lanes under whatever may come: any order of acts of Telegram, the process and its handlers."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.handlers.lanes import Lanes, Update
from tests.unit.handlers.writing import ids, written

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
        self.fetch(lost=False, duplicate=False)  # the next request tells what a lost answer did not
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

"""The calls under way: when are their results settled, and how many more may leave?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from bot.domain.notices import Notice, NoticeKind, Urgency
from bot.outbox.calling import MOST_UNSETTLED, SETTLE_AFTER, SETTLE_AT, Calls
from bot.outbox.chats import Chats
from bot.outbox.circuit import CAREFUL
from bot.outbox.jobs import Job
from bot.outbox.pace import Pace
from bot.outbox.watching import Watching
from bot.storage.claims import Leased
from bot.telegram.faults import Fault, Unsure
from bot.telegram.sending import Accepted, Sender
from bot.texts.screen import Screen

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
HEARD = Accepted(5)
NOBODY_THERE = Unsure("no route", perhaps_sent=False, everybody=True)


class Telegram(Sender):
    """Answers a call when the test says so; for each chat there is one answer."""

    def __init__(self) -> None:
        self._answers: dict[int, asyncio.Future[Accepted | Fault]] = {}
        self.asked = 0

    async def ping(self) -> bool:
        self.asked += 1
        raise UnicodeError("a page in no known letters")

    async def send(self, chat_id: int, screen: Screen, reply_to: int | None = None) -> Accepted | Fault:
        del screen, reply_to
        return await self.of(chat_id)

    def of(self, chat_id: int) -> asyncio.Future[Accepted | Fault]:
        return self._answers.setdefault(chat_id, asyncio.get_running_loop().create_future())


class Room:
    """Calls at a clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now, self.changes, self.telegram, self.pace = 100.0, 0, Telegram(), Pace(30)
        watching = Watching(CollectorRegistry())
        self.calls = Calls(
            self.telegram,
            self.pace,
            Chats(self.pace),
            watching,
            lambda: self.now,
            lambda _: None,
            self._changed,
        )

    def _changed(self) -> None:
        self.changes += 1

    async def start(self, *chats: int) -> None:
        for chat in chats:
            notice = Notice(key=f"k{chat}", kind=NoticeKind.ALARM, chat_id=chat, urgency=Urgency.ALARM)
            item = Leased(chat, notice, 1, NOW, NOW + timedelta(hours=1), NOW)
            self.calls.start(Job(item, Screen("Kebakaran")))
        await asyncio.sleep(0)

    async def answer(self, *chats: int, outcome: Accepted | Fault = HEARD) -> None:
        for chat in chats:
            self.telegram.of(chat).set_result(outcome)
        for _ in range(5):
            await asyncio.sleep(0)

    @property
    def wait(self) -> float | None:
        return self.calls.settle_wait(self.now)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    made = Room()
    yield made
    await made.answer(*(chat for chat in made.calls.chats if not made.telegram.of(chat).done()))
    assert await made.calls.finish(0.1) == 0


async def test_without_results_there_is_nothing_to_settle(room: Room) -> None:
    """Calls under way are no reason to write."""
    assert room.wait is None
    await room.start(1, 2)
    assert (room.wait, room.calls.unsettled, room.calls.chats) == (None, 2, {1, 2})


async def test_a_lone_result_is_settled_at_once(room: Room) -> None:
    """When nothing more stands ready, a result waits for no other, and the loop is woken for it."""
    await room.start(1, 2)
    await room.answer(1)
    assert (room.wait, room.changes) == (0.0, 1)


async def test_who_was_answered_is_busy_until_that_is_taken_to_be_written(room: Room) -> None:
    """A lease that ran out in a long sleep must not send again what has arrived and is not yet settled."""
    room.calls.crowded = True
    await room.start(1, 2)
    await room.answer(1)
    assert room.calls.chats == {1, 2}
    results = room.calls.take_results()
    assert room.calls.chats == {2}
    room.calls.give_back(results)
    assert room.calls.chats == {1, 2}


async def test_in_a_crowd_results_are_gathered(room: Room) -> None:
    """While more jobs stand ready the oldest result waits for others, no longer than its time; nobody is
    woken for one that waits."""
    room.calls.crowded = True
    await room.start(1, 2, 3)
    await room.answer(1)
    room.now += 0.1
    await room.answer(2)
    assert room.wait == pytest.approx(SETTLE_AFTER - 0.1)
    room.now += 5.0
    assert (room.wait, room.changes) == (0.0, 0)
    await room.answer(3)
    assert room.changes == 1


async def test_so_many_results_are_not_kept(room: Room) -> None:
    """The seventh result of a crowd is settled with the six before it at once."""
    room.calls.crowded = True
    for chat in range(1, SETTLE_AT + 1):
        assert room.wait != 0.0
        await room.start(chat)
        await room.answer(chat)
    assert (room.wait, room.changes, len(room.calls.results)) == (0.0, 1, SETTLE_AT)


async def test_a_full_hand_is_settled(room: Room) -> None:
    """When nothing more may leave before something is settled, one result is enough."""
    room.calls.crowded = True
    await room.start(*range(1, MOST_UNSETTLED + 1))
    assert (room.wait, room.calls.free_hands()) == (None, 0)
    await room.answer(1)
    assert (room.wait, room.calls.free_hands(), room.changes) == (0.0, 0, 1)


async def test_a_hand_is_free_when_its_result_is_written(room: Room) -> None:
    """What is just being settled counts as unsettled: a death now leaves no more than ten unknown."""
    await room.start(*range(1, MOST_UNSETTLED + 1))
    await room.answer(1, 2)
    assert [result.item.id for result in room.calls.take_results()] == [1, 2]
    assert (room.wait, room.calls.free_hands()) == (None, 0)
    room.calls.settled()
    assert room.calls.free_hands() == 2


async def test_results_that_could_not_be_written_are_not_forgotten(room: Room) -> None:
    """Given back they stand before what came meanwhile, each once, and hold their hands on."""
    await room.start(1, 2, 3)
    await room.answer(1, 2)
    taken = room.calls.take_results()
    await room.answer(3)
    room.calls.give_back(taken)
    assert (room.wait, room.calls.unsettled) == (0.0, 3)
    assert [result.item.id for result in room.calls.take_results()] == [1, 2, 3]


async def test_after_a_settling_the_time_begins_anew(room: Room) -> None:
    """A result's wait is counted from itself, not from one that was settled before."""
    room.calls.crowded = True
    await room.start(1, 2)
    await room.answer(1)
    room.now += SETTLE_AFTER
    room.calls.take_results()
    room.calls.settled()
    await room.answer(2)
    assert room.wait == pytest.approx(SETTLE_AFTER)


async def test_each_call_takes_a_slot_and_gives_it_back(room: Room) -> None:
    """A call takes its place in the pace before it leaves, and the pace learns when it was answered."""
    await room.start(1)
    assert room.pace.room(room.now + 60.0) == 29
    room.now += 60.0
    await room.answer(1)
    assert room.pace.chat_wait(1, Urgency.SOS, room.now) == 0.0
    assert (room.pace.room(room.now), room.pace.room(room.now + 1.0)) == (29, 30)


async def test_an_outage_leaves_no_hand_free(room: Room) -> None:
    """When nobody is there nothing more leaves; after a good probe two at a time, until one is answered."""
    for chat in range(1, 9):
        await room.start(chat)
        await room.answer(chat, outcome=NOBODY_THERE)
    assert [r.outage for r in room.calls.take_results()] == [False] * 7 + [True]
    room.calls.settled()
    assert (room.calls.free_hands(), room.calls.ask_wait(room.now)) == (0, 1.0)
    room.calls.circuit.probed(True, room.now)
    assert room.calls.free_hands() == CAREFUL
    await room.start(20)
    assert room.calls.free_hands() == CAREFUL - 1
    await room.answer(20)
    assert room.calls.free_hands() == MOST_UNSETTLED - 1


async def test_a_question_that_fails_is_no_answer(room: Room) -> None:
    """Whatever goes wrong while Telegram is asked whether it is there, the next question waits its time."""
    for chat in range(1, 9):
        await room.start(chat)
        await room.answer(chat, outcome=NOBODY_THERE)
    room.now += 1.0
    for _ in range(3):
        room.calls.mind_the_line()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert room.telegram.asked == 1
    assert room.calls.ask_wait(room.now) == 2.0

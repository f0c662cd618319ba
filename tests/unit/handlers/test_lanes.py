"""Lanes: order for one person, freedom between people, and an offset that tells only the truth."""

from typing import Any

import pytest

from bot.handlers.lanes import NEW_NUMBERING_AFTER, PARKED_MAX, WINDOW, Lanes, Update, lane_of
from tests.unit.handlers.writing import BUDI, WATI, ids, written


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


def test_what_a_lost_answer_confirmed_is_forgotten_with_the_next() -> None:
    """What Telegram dropped on a request whose answer was lost is forgotten with the next one."""
    lanes = Lanes()
    kept = [written(101, BUDI), written(102, BUDI), written(103, WATI)]
    lanes.replay(kept)
    lanes.start()
    for update_id in (101, 103):
        lanes.finish(update_id)
    lanes.admit(kept)
    lanes.start()
    asked = lanes.offset  # Telegram drops all three, and its answer is lost
    lanes.finish(102)
    assert (asked, lanes.offset, len(lanes)) == (104, 104, 3)
    lanes.confirm(lanes.offset)
    assert len(lanes) == 0

"""Chats and cards that must wait a moment: one call each, and nobody waits for another's sake."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.notices import Notice, NoticeKind, Urgency
from bot.outbox.chats import REDRAW_SECONDS, SHORT_WAIT, Chats
from bot.outbox.jobs import Item
from bot.outbox.order import Waiting
from bot.outbox.pace import CHAT_BURST, GROUP_CALLS, GROUP_RESERVE, GROUP_WINDOW, Pace
from bot.storage.claims import Leased
from tests.unit.outbox.playing import BUDI, DESK, WATI

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)


def waiting(chat_id: int, urgency: Urgency = Urgency.ALARM, n: int = 1) -> Waiting[Item]:
    notice = Notice(key=f"k{n}", kind=NoticeKind.ALARM, chat_id=chat_id, urgency=urgency)
    item = Leased(n, notice, 1, NOW, NOW + timedelta(hours=1), NOW)
    return Waiting(item, urgency, 0, NOW, n)


def busy(*chats: int, calls: int = CHAT_BURST) -> Pace:
    """So many calls to each of these chats have just been answered."""
    pace = Pace(1000)
    for chat in chats:
        for _ in range(calls):
            pace.begin(chat, 0.0)
            pace.end(chat, 0.0)
    return pace


OWED = st.lists(
    st.tuples(st.sampled_from([BUDI, WATI, DESK, 1, 2, 3]), st.sampled_from(Urgency)), max_size=30
)
BEFORE = st.tuples(st.sampled_from([0, 1, 3]), st.sampled_from([0, 3]), st.sampled_from([0, 14, 15, 19, 20]))


@given(OWED, BEFORE)
@settings(max_examples=200)
def test_a_chat_gets_one_call_at_a_time(owed: list[tuple[int, Urgency]], before: tuple[int, ...]) -> None:
    """Of each chat that may be written to, the first goes, and only that one; every other chat is held, or it
    rests, if an answer might be written to it."""
    pace = busy(
        *(chat for chat, n in zip((BUDI, WATI, DESK), before, strict=True) for _ in range(n)), calls=1
    )
    chats, line = Chats(pace), [waiting(chat, urgency, n) for n, (chat, urgency) in enumerate(owed)]
    go = chats.free(line, 0.0)
    gone = [w.item.chat_id for w in go]
    assert len(gone) == len(set(gone))
    assert go == sorted(go, key=lambda w: w.place)
    for w in go:
        open_now = [o for o in line if o.item.chat_id == w.item.chat_id]
        assert w == min(
            (o for o in open_now if pace.chat_wait(o.item.chat_id, o.urgency, 0.0) == 0),
            key=lambda o: o.place,
        )
    held, resting = chats.held(0.0), chats.resting(0.0)
    assert {w.item.chat_id for w in line} <= {*gone, *held, *resting}
    for chat in {chat for chat, _ in owed} - {*gone}:
        assert (chat in held) is (pace.chat_wait(chat, Urgency.ANSWER, 0.0) > 0)


def test_a_chat_is_held_as_long_as_its_pace_says() -> None:
    """Budi, who had his burst, waits a second, and Wati none."""
    chats = Chats(busy(BUDI))
    assert chats.free([waiting(BUDI), waiting(WATI, n=2)], 0.0) == [waiting(WATI, n=2)]
    assert (chats.held(0.0), chats.held(0.99), chats.held(1.0)) == ([BUDI], [BUDI], [])
    assert chats.free([waiting(BUDI)], 1.0) == [waiting(BUDI)]


def test_the_second_to_a_chat_waits_a_moment() -> None:
    """A chat with a call in hand is looked at again soon; asking in between does not put it off."""
    chats, both = Chats(Pace(30)), [waiting(BUDI, Urgency.ANSWER), waiting(BUDI, n=2)]
    assert chats.free(both, 0.0) == both[:1]
    chats.free(both, SHORT_WAIT / 2)
    assert chats.next_change(SHORT_WAIT / 2) == pytest.approx(SHORT_WAIT / 2)
    assert chats.held(SHORT_WAIT) == []


def test_a_waiting_card_does_not_hold_up_an_answer() -> None:
    """When cards have filled their share of a group's minute, an answer to the group may still go at once."""
    pace = busy(DESK, calls=GROUP_CALLS - GROUP_RESERVE)
    chats, answer = Chats(pace), waiting(DESK, Urgency.ANSWER, 2)
    assert chats.free([waiting(DESK, Urgency.CARD)], 1.0) == []
    assert (chats.held(1.0), chats.resting(1.0)) == ([], [DESK])  # what is held is not even looked at
    assert chats.free([answer, waiting(DESK, Urgency.CARD)], 2.0) == [answer]


def test_a_group_rests_until_there_is_a_place_for_cards() -> None:
    """A resting group is looked at again when a card may be written to it, and then it rests no longer."""
    pace, card = busy(DESK, calls=GROUP_CALLS - GROUP_RESERVE), waiting(DESK, Urgency.CARD)
    chats = Chats(pace)
    chats.free([card], 1.0)
    assert chats.waiting(1.0)
    assert chats.next_change(1.0) == GROUP_WINDOW - 1.0
    assert chats.resting(GROUP_WINDOW - 0.01) == [DESK]
    assert not chats.waiting(GROUP_WINDOW)
    assert chats.free([card], GROUP_WINDOW) == [card]


def test_a_full_group_is_held_and_rests_longer() -> None:
    """When its whole minute is used up nothing is written to a group; answers come back before cards do."""
    pace = Pace(1000)
    for n in range(GROUP_CALLS):
        pace.begin(DESK, float(n))
        pace.end(DESK, float(n))
    chats, card = Chats(pace), waiting(DESK, Urgency.CARD)
    assert chats.free([card, waiting(DESK, Urgency.ANSWER, 2)], 20.0) == []
    assert (chats.held(59.0), chats.resting(59.0)) == ([DESK], [DESK])
    assert (chats.held(60.0), chats.resting(60.0)) == ([], [DESK])
    assert (chats.resting(60.0 + GROUP_RESERVE - 0.01), chats.resting(60.0 + GROUP_RESERVE)) == ([DESK], [])
    assert chats.free([card], 60.0 + GROUP_RESERVE) == [card]


def test_a_person_who_must_wait_is_held_for_everything() -> None:
    """In a private chat nothing is kept for answers: it is held, and does not rest."""
    chats = Chats(busy(BUDI))
    chats.free([waiting(BUDI, Urgency.CARD)], 0.0)
    assert (chats.held(0.0), chats.resting(0.0), chats.waiting(0.0)) == ([BUDI], [], True)
    assert not chats.waiting(1.0)


def test_a_fresh_card_is_no_waiting_chat() -> None:
    """Only chats count as waiting: a card that was just redrawn does not."""
    chats = Chats(Pace(30))
    chats.drawn(7, 0.0)
    assert not chats.waiting(0.5)


def test_a_card_is_not_redrawn_every_moment() -> None:
    """For three seconds after a redraw a card is fresh, a second redraw begins them again."""
    chats = Chats(Pace(30))
    chats.drawn(7, 0.0)
    chats.drawn(8, 1.0)
    assert chats.freshly_drawn(2.0) == [7, 8]
    assert chats.freshly_drawn(REDRAW_SECONDS) == [8]
    chats.drawn(8, 3.5)
    assert chats.freshly_drawn(1.0 + REDRAW_SECONDS) == [8]
    assert chats.freshly_drawn(3.5 + REDRAW_SECONDS) == []


def test_the_next_change_is_the_earliest() -> None:
    """The look after this one is due when the first chat or card need not wait any more; without any,
    never."""
    chats = Chats(busy(BUDI))
    assert chats.next_change(0.0) == math.inf
    chats.drawn(7, 0.0)
    assert chats.next_change(0.5) == REDRAW_SECONDS - 0.5
    chats.free([waiting(BUDI)], 0.5)
    assert chats.next_change(0.5) == 0.5
    assert chats.next_change(1.0) == REDRAW_SECONDS - 1.0
    assert chats.next_change(9.0) == math.inf

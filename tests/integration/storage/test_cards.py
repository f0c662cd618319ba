"""Does a card always end up showing the newest truth, whoever touches it while it is being redrawn?"""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.notices import BUG, REFUSED, CardKind, CardRef, Urgency
from bot.storage.claims import LeasedCard
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

DESK = CardRef(kind=CardKind.OPERATOR, chat_id=-5, subject_id=1)
BUDI = CardRef(kind=CardKind.VOLUNTEER, chat_id=7101, subject_id=1, volunteer_id=3)
SECOND = timedelta(seconds=1)


async def touch(db: Database, *refs: CardRef, urgency: Urgency = Urgency.CARD) -> None:
    async with db.work(NOW) as work:
        for ref in refs:
            await work.cards.touch(ref, urgency, NOW)


async def lease(db: Database, *, after: timedelta = timedelta(), limit: int = 10) -> list[LeasedCard]:
    async with db.work(NOW) as work:
        found = list(await work.claims.dirty_cards(NOW + after, limit))
        await work.claims.claim(found, NOW + after + timedelta(minutes=1))
        return found


async def drawn(db: Database, card: LeasedCard, message_id: int = 11) -> None:
    async with db.work(NOW) as work:
        await work.claims.drawn(card, message_id, NOW)


async def test_a_new_card_is_dirty_and_has_no_message(db: Database) -> None:
    """The first touch makes the card, to be posted as an answer to its command."""
    async with db.work(NOW) as work:
        await work.cards.touch(DESK, Urgency.ANSWER, NOW, reply_to=4)
    (card,) = await lease(db)
    assert (card.ref, card.message_id, card.reply_to, card.version) == (DESK, None, 4, 1)
    assert card.urgency is Urgency.ANSWER


async def test_a_drawn_card_is_clean_until_it_is_touched(db: Database) -> None:
    """A redraw settles the touches before it, and the message is remembered for the next edit."""
    await touch(db, DESK, DESK, DESK)
    (card,) = await lease(db)
    await drawn(db, card)
    assert await lease(db, after=60 * SECOND) == []
    await touch(db, DESK)
    (again,) = await lease(db)
    assert (again.message_id, again.version) == (11, card.version + 1)
    async with db.read() as work:
        assert await work.cards.find(CardKind.OPERATOR, -5, 11) == 1
        assert await work.cards.find(CardKind.OPERATOR, -5, 12) is None
        assert await work.cards.find(CardKind.VOLUNTEER, -5, 11) is None


async def test_a_touch_during_a_redraw_keeps_the_card_dirty(db: Database) -> None:
    """What changed after the screen was drawn is drawn again."""
    await touch(db, DESK)
    (card,) = await lease(db)
    await touch(db, DESK)
    await drawn(db, card)
    assert [c.version for c in await lease(db)] == [2]


async def test_an_older_redraw_does_not_undo_a_newer_one(db: Database) -> None:
    """Results that come back in the wrong order leave the newest version drawn."""
    await touch(db, DESK)
    (old,) = await lease(db)
    await touch(db, DESK)
    (new,) = await lease(db, after=61 * SECOND)
    await drawn(db, new)
    await drawn(db, old)
    assert await lease(db, after=200 * SECOND) == []


async def test_a_card_is_leased_by_one_sender(db: Database) -> None:
    """Two senders at once: one draws; a dead one's card is free after its lease."""
    await touch(db, DESK)
    both = await asyncio.gather(lease(db), lease(db))
    assert sorted(len(found) for found in both) == [0, 1]
    assert await lease(db, after=59 * SECOND) == []
    assert len(await lease(db, after=60 * SECOND)) == 1


async def test_a_volunteers_card_waits_for_its_alarm(db: Database) -> None:
    """Touched or not, it is first drawn by the alarm itself; afterwards by edits of that message."""
    async with db.work(NOW) as work:
        await work.cards.prepare([BUDI], NOW)
        await work.cards.prepare([BUDI], NOW)
    assert await lease(db) == []
    await touch(db, BUDI)
    assert await lease(db) == []
    async with db.work(NOW) as work:
        await work.claims.alarms_accepted([(7101, 1, 21), (7101, 2, 22)], NOW)
    (card,) = await lease(db)
    assert (card.ref, card.message_id) == (BUDI, 21)


async def test_the_most_urgent_touch_counts(db: Database) -> None:
    """An answer's redraw stays urgent although others touch the card after it."""
    await touch(db, DESK, urgency=Urgency.ANSWER)
    await touch(db, DESK, urgency=Urgency.CARD)
    (card,) = await lease(db)
    assert card.urgency is Urgency.ANSWER


async def test_touch_all_spares_the_named(db: Database) -> None:
    """All cards of an incident but one volunteer's become dirty; other incidents' do not."""
    other = CardRef(kind=CardKind.VOLUNTEER, chat_id=7102, subject_id=1, volunteer_id=4)
    elsewhere = CardRef(kind=CardKind.VOLUNTEER, chat_id=7101, subject_id=2, volunteer_id=3)
    async with db.work(NOW) as work:
        await work.cards.prepare([BUDI, other, elsewhere], NOW)
        await work.claims.alarms_accepted([(7101, 1, 21), (7101, 2, 22), (7102, 1, 23)], NOW)
        await work.cards.touch_all(CardKind.VOLUNTEER, 1, Urgency.CARD, NOW, but=[4])
    assert [c.ref for c in await lease(db)] == [BUDI]


@pytest.mark.parametrize("why", [f"{BUG}KeyError", f"{REFUSED}BUTTON_DATA_INVALID"])
async def test_our_own_mistake_is_no_end_of_a_card(db: Database, why: str) -> None:
    """What could not be drawn once may be drawn well as it is next; until then it is not tried again."""
    await touch(db, DESK, BUDI)
    for card in await lease(db):
        async with db.work(NOW) as work:
            await work.claims.lose(card.id, why)
    assert await lease(db, after=60 * SECOND) == []
    await touch(db, DESK)
    assert [card.ref for card in await lease(db)] == [DESK]


async def test_a_lost_card_is_left_alone_until_the_way_is_open(db: Database) -> None:
    """Who blocked the bot gets no edits; after unblocking the card is drawn again."""
    await touch(db, DESK)
    (card,) = await lease(db)
    async with db.work(NOW) as work:
        await work.claims.lose(card.id, "bot was kicked " * 50)
    await touch(db, DESK)
    assert await lease(db, after=120 * SECOND) == []
    async with db.work(NOW) as work:
        assert await work.cards.dirty() == 0
        await work.cards.restore(-5)
        assert await work.cards.dirty() == 1
    assert len(await lease(db)) == 1


async def test_a_deleted_message_is_posted_anew(db: Database) -> None:
    """Postponed `anew`, the next drawing has no message to edit; a retry keeps its time."""
    await touch(db, DESK)
    (card,) = await lease(db)
    await drawn(db, card)
    await touch(db, DESK)
    (card,) = await lease(db)
    async with db.work(NOW) as work:
        await work.claims.postpone(card.id, NOW + 5 * SECOND, anew=True)
    await touch(db, DESK)
    assert await lease(db) == [], "a touch does not cut the pause of a card in trouble"
    (card,) = await lease(db, after=5 * SECOND)
    assert card.message_id is None


async def test_a_moved_chats_cards_are_posted_anew(db: Database) -> None:
    """In the supergroup the old messages do not exist, so each card is posted there."""
    await touch(db, DESK)
    (card,) = await lease(db)
    await drawn(db, card)
    async with db.work(NOW) as work:
        await work.cards.move_chat(-5, -1005)
    (card,) = await lease(db)
    assert (card.ref.chat_id, card.message_id) == (-1005, None)


async def test_a_chat_may_move_although_its_card_is_there_already(db: Database) -> None:
    """A card that was begun under both ids of one chat becomes one card, and the move does not fail."""
    moved = CardRef(kind=CardKind.OPERATOR, chat_id=-1005, subject_id=1)
    await touch(db, DESK, moved)
    async with db.work(NOW) as work:
        await work.cards.move_chat(-5, -1005)
    assert [c.ref for c in await lease(db)] == [moved]


async def test_a_redraw_that_was_under_way_when_the_chat_moved_is_not_remembered(db: Database) -> None:
    """The message that it edited stayed in the old chat; in the new one that id is another's."""
    await touch(db, DESK)
    (card,) = await lease(db)
    async with db.work(NOW) as work:
        await work.cards.move_chat(-5, -1005)
    await drawn(db, card)
    (card,) = await lease(db)
    assert (card.ref.chat_id, card.message_id) == (-1005, None)


async def test_news_are_not_hidden_behind_older_answers(db: Database) -> None:
    """While hundreds of older cards wait for their answers' redraw, the operator card is found as the one of
    its class that has waited longest, and so gets its tenth place."""
    async with db.work(NOW) as work:
        for n in range(3):
            people = CardRef(kind=CardKind.VOLUNTEER, chat_id=8000 + n, subject_id=1, volunteer_id=n)
            await work.cards.post(people, Urgency.ANSWER, NOW)
        await work.cards.touch(DESK, Urgency.CARD, NOW + SECOND)
        found = await work.claims.oldest_card(NOW + 10 * SECOND)
    assert [(c.chat_id, c.urgency) for c in found] == [(8000, Urgency.ANSWER), (-5, Urgency.CARD)]

"""Which cards rest behind an overview, and does a card that rests ever lose what happened?"""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.domain.notices import BUG, REFUSED, CardKind, CardRef, Notice, NoticeKind, Urgency
from bot.domain.people import Volunteer
from bot.storage.claims import LeasedCard
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

GROUP, OTHER, PRIVATE = -5, -6, 7001
OVERVIEW = CardRef(kind=CardKind.OVERVIEW, chat_id=GROUP, subject_id=0)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def card(incident: int, chat: int = GROUP, kind: CardKind = CardKind.OPERATOR) -> CardRef:
    return CardRef(kind=kind, chat_id=chat, subject_id=incident)


async def lease(db: Database) -> list[LeasedCard]:
    async with db.work(NOW) as work:
        found = list(await work.claims.dirty_cards(NOW + MINUTE, 99))
        await work.claims.claim(found, NOW + 2 * MINUTE)
        return found


async def draw(db: Database) -> dict[CardRef, int | None]:
    """Draw all that may be drawn, as messages 100 + id; which, and where each stood before."""
    found = await lease(db)
    async with db.work(NOW) as work:
        for one in found:
            await work.claims.drawn(one, 100 + one.id, NOW)
    return {one.ref: one.message_id for one in found}


async def run(db: Database, n: int) -> list[int]:
    """So many open incidents with drawn cards in the group, and an overview."""
    async with db.work(NOW) as work:
        made = [
            await work.incidents.add(Incident(id=0, state=IncidentState.OPEN, created_at=NOW, opened_at=NOW))
            for _ in range(n)
        ]
        for one in made:
            await work.cards.touch(card(one.id), Urgency.CARD, NOW)
        await work.cards.touch(OVERVIEW, Urgency.CARD, NOW)
    await draw(db)
    return [one.id for one in made]


async def touch(db: Database, ref: CardRef, urgency: Urgency = Urgency.CARD) -> None:
    async with db.work(NOW) as work:
        await work.cards.touch(ref, urgency, NOW)


async def rest(db: Database, ids: Sequence[int]) -> bool:
    async with db.work(NOW) as work:
        return await work.overviews.rest(GROUP, ids)


async def test_news_of_what_rests_redraw_the_overview(db: Database) -> None:
    """A touch by one card or by all of an incident: the overview is drawn, the resting card is not, until it
    is woken; then it shows what it missed, once."""
    first, second = await run(db, 2)
    assert await rest(db, [first])
    assert not await rest(db, [first])
    await touch(db, card(first))
    async with db.work(NOW) as work:
        assert await work.cards.dirty() == 1
    assert await draw(db) == {OVERVIEW: 100 + 3}
    async with db.work(NOW) as work:
        await work.cards.touch_all(CardKind.OPERATOR, first, Urgency.CARD, NOW)
        await work.cards.touch(card(second), Urgency.CARD, NOW)
    assert set(await draw(db)) == {OVERVIEW, card(second)}
    async with db.work(NOW) as work:
        assert await work.overviews.resting(GROUP) == [first]
        assert await work.overviews.wake(GROUP, [first, second])
    assert set(await draw(db)) == {card(first)}
    assert await draw(db) == {}


@pytest.mark.parametrize("by_all", [False, True])
async def test_an_answer_rouses(db: Database, by_all: bool) -> None:
    """A press of an operator redraws the card itself, and the overview, which no longer stands for it."""
    (first,) = await run(db, 1)
    await rest(db, [first])
    async with db.work(NOW) as work:
        if by_all:
            await work.cards.touch_all(CardKind.OPERATOR, first, Urgency.ANSWER, NOW)
        else:
            await work.cards.touch(card(first), Urgency.ANSWER, NOW)
    found = await lease(db)
    assert {c.ref: c.urgency for c in found} == {card(first): Urgency.ANSWER, OVERVIEW: Urgency.CARD}


async def test_a_key_change_rouses(db: Database) -> None:
    """What it missed is drawn; a card that missed nothing is left as it is."""
    first, second = await run(db, 2)
    await rest(db, [first, second])
    await touch(db, card(first))
    await draw(db)
    async with db.work(NOW) as work:
        await work.cards.rouse(first, NOW)
        await work.cards.rouse(second, NOW)
        assert work.cards.touched
    assert set(await draw(db)) == {card(first), OVERVIEW}


async def test_a_card_about_to_answer_does_not_rest(db: Database) -> None:
    """Somebody stands there with the phone in hand; when it has been drawn it may rest."""
    (first,) = await run(db, 1)
    await touch(db, card(first), Urgency.ANSWER)
    assert not await rest(db, [first])
    async with db.read() as work:
        assert (await work.overviews.desks())[GROUP].busy == {first}
    await draw(db)
    assert await rest(db, [first])


async def test_desks_hold_what_runs_in_groups(db: Database) -> None:
    """Open incidents by group, with what rests there; ended ones, private chats and closed groups are left
    out, and an overview that could not be drawn is told of."""
    first, second, third = await run(db, 3)
    await rest(db, [second])
    async with db.work(NOW) as work:
        await work.incidents.save(
            Incident(id=third, state=IncidentState.CLOSED, created_at=NOW), IncidentState.OPEN
        )
        for chat in (OTHER, PRIVATE):
            await work.cards.touch(card(first, chat), Urgency.CARD, NOW)
    for one in await lease(db):
        async with db.work(NOW) as work:
            if one.chat_id == OTHER:
                await work.claims.lose(one.id, "bot was kicked")
    async with db.read() as work:
        desks = await work.overviews.desks()
    assert list(desks) == [GROUP]
    assert (desks[GROUP].running, desks[GROUP].resting) == ({first, second}, {second})
    assert not desks[GROUP].broken
    await touch(db, OVERVIEW)
    (overview,) = await lease(db)
    async with db.work(NOW) as work:
        await work.claims.lose(overview.id, f"{BUG}KeyError")
        assert (await work.overviews.desks())[GROUP].broken
        await work.overviews.begin(GROUP)
        assert not (await work.overviews.desks())[GROUP].broken


async def test_a_new_overview_is_a_new_message(db: Database) -> None:
    """One that was drawn to its end stays; one that was not is gone on with."""
    await run(db, 1)
    async with db.work(NOW) as work:
        await work.cards.touch(OVERVIEW, Urgency.CARD, NOW)
        await work.overviews.begin(GROUP)
    assert await draw(db) == {OVERVIEW: 102}
    async with db.work(NOW) as work:
        await work.overviews.begin(GROUP)
        assert not await work.overviews.stands(OVERVIEW)
        await work.cards.touch(OVERVIEW, Urgency.CARD, NOW)
    assert await draw(db) == {OVERVIEW: None}


@pytest.mark.parametrize("why", [f"{BUG}KeyError", f"{REFUSED}BUTTON_DATA_INVALID"])
async def test_an_overview_that_could_not_be_drawn_is_gone_on_with(db: Database, why: str) -> None:
    """The message that stands there shows what is no longer so: it is the one that is written anew."""
    await run(db, 1)
    await touch(db, OVERVIEW)
    (overview,) = await lease(db)
    async with db.work(NOW) as work:
        await work.claims.lose(overview.id, why)
        await work.overviews.begin(GROUP)
        assert await work.overviews.stands(OVERVIEW)


async def test_a_card_moves_down(db: Database) -> None:
    """It is posted anew and where it stood is told, but not while it is being drawn."""
    (first,) = await run(db, 1)
    await touch(db, card(first))
    (held,) = await lease(db)
    async with db.work(NOW) as work:
        assert await work.overviews.move_down(card(first), NOW) is None
        await work.claims.drawn(held, 77, NOW)
        assert await work.overviews.move_down(card(first), NOW) == 77
        await work.cards.touch(card(first), Urgency.ANSWER, NOW)
        assert await work.overviews.move_down(card(first), NOW) is None
        await work.cards.touch(card(first, kind=CardKind.FORMER), Urgency.CARD, NOW)
        await work.overviews.stood_at(card(first, kind=CardKind.FORMER), 77)
        assert await work.overviews.asked_since(card(first), NOW + MINUTE)  # it stands there as it was
    assert await draw(db) == {card(first): None, card(first, kind=CardKind.FORMER): 77}
    async with db.work(NOW) as work:
        assert await work.overviews.asked_since(card(first), NOW - SECOND)
        assert not await work.overviews.asked_since(card(first), NOW)
        assert (await work.overviews.desks())[GROUP].asked == {first: NOW}


async def test_what_is_known_of_each(db: Database) -> None:
    """Who is there, whether alarms wait, the newest line, and an SOS: each incident with its own."""
    first, second, third = await run(db, 3)
    async with db.work(NOW) as work:
        for n, (incident, state) in enumerate(
            [(first, ResponseState.COMING), (first, ResponseState.ON_SCENE), (second, ResponseState.LEFT)]
        ):
            person = await work.volunteers.add(Volunteer(id=0, telegram_id=n + 1, name=f"Relawan {n}"))
            response = Response(incident_id=incident, volunteer_id=person.id, state=state, alarmed_at=NOW)
            await work.responses.add_many([response])
        await work.notices.add([_notice(first, "a", NoticeKind.LINE, Urgency.PROMPT)], NOW)
        await work.notices.add([_notice(first, "b", NoticeKind.NOTE, Urgency.PROMPT)], NOW + MINUTE)
        await work.notices.add([_notice(second, "c", NoticeKind.LINE, Urgency.SOS)], NOW)
        await work.notices.add([_notice(third, "d", NoticeKind.ALARM, Urgency.ALARM)], NOW)
        a, b, c = await work.overviews.situations([third, second, first], NOW)
    assert [s.incident.id for s in (a, b, c)] == [first, second, third]
    assert a.counts == {ResponseState.COMING: 1, ResponseState.ON_SCENE: 1}
    assert (a.changed_at, a.sos, a.delivery.waiting) == (NOW + MINUTE, False, 0)
    assert (b.counts, b.changed_at, b.sos) == ({}, NOW, True)
    assert (c.changed_at, c.sos, c.delivery.waiting) == (None, False, 1)


def _notice(incident: int, key: str, kind: NoticeKind, urgency: Urgency) -> Notice:
    return Notice(key=key, kind=kind, chat_id=GROUP, urgency=urgency, incident_id=incident)

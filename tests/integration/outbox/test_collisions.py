"""What if a press and the sender write the same cards at the same moment?"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from bot.domain.notices import CardKind, CardRef, Urgency
from bot.outbox.settling import Result, Settling
from bot.outbox.watching import Watching
from bot.storage.claims import LeasedCard
from bot.storage.unit_of_work import UNAVAILABLE, Database
from bot.telegram.sending import Accepted
from tests.integration.outbox.conftest import NOW

OWN = CardRef(kind=CardKind.VOLUNTEER, chat_id=8001, subject_id=1, volunteer_id=1)
DESK = CardRef(kind=CardKind.OPERATOR, chat_id=-1, subject_id=1)
OVERVIEW = CardRef(kind=CardKind.OVERVIEW, chat_id=-1, subject_id=0)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    made = Database(database_url)
    async with made.work(NOW) as work:
        await work.cards.post(OWN, Urgency.CARD, NOW)
        await work.cards.touch(DESK, Urgency.CARD, NOW)
        await work.cards.touch(OVERVIEW, Urgency.CARD, NOW)
    yield made
    await made.close()


async def leased(db: Database) -> list[LeasedCard]:
    async with db.work(NOW) as work:
        cards = list(await work.claims.dirty_cards(NOW, 9))
        await work.claims.claim(cards, NOW)
    assert len(cards) == 3
    return sorted(cards, key=lambda c: (OVERVIEW, DESK, OWN).index(c.ref))


@pytest.mark.parametrize("sent", [0, 1, 2, 3])
async def test_they_never_wait_for_each_other(db: Database, sent: int) -> None:
    """A press writes its own card, then the operators', then the overview. Whichever of these the sender has
    drawn, or gives back, in whatever order they came: both get through."""
    cards = await leased(db)
    results = [Result(card, Accepted(5)) for card in cards[:sent]]
    at_the_first, go_on = asyncio.Event(), asyncio.Event()

    async def press() -> None:
        async with db.work(NOW) as work:
            await work.cards.touch(OWN, Urgency.ANSWER, NOW)
            at_the_first.set()
            await go_on.wait()
            await work.cards.touch(DESK, Urgency.CARD, NOW)
            await work.cards.touch(OVERVIEW, Urgency.CARD, NOW)

    async def settle() -> None:
        async with db.work(NOW, sending=True) as work:
            await Settling(Watching(CollectorRegistry())).settle(work, results, NOW, cards[sent:])

    async with asyncio.timeout(10), asyncio.TaskGroup() as both:
        both.create_task(press())
        await at_the_first.wait()
        both.create_task(settle())
        await asyncio.sleep(0.2)  # the sender is where it has to wait
        go_on.set()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_collision_is_no_outage(db: Database) -> None:
    """Two that do wait for each other: the one who is sent back tries again, and nobody reads that the
    database is away."""
    first, second = asyncio.Event(), asyncio.Event()

    async def write(one: CardRef, mine: asyncio.Event, other: CardRef, theirs: asyncio.Event) -> bool:
        try:
            async with db.work(NOW) as work:
                await work.cards.touch(one, Urgency.CARD, NOW)
                mine.set()
                await theirs.wait()
                await work.cards.touch(other, Urgency.CARD, NOW)
        except UNAVAILABLE as error:
            return db.away.excuses(error)
        return False

    with capture_logs() as logs:
        ways = (write(OWN, first, DESK, second), write(DESK, second, OWN, first))
        assert sorted(await asyncio.gather(*ways)) == [False, True]
    assert logs == []

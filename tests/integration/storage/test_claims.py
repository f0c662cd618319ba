"""Are results written once, whatever comes twice or late, and is what was held given back unchanged?"""

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, NoticeState, Urgency
from bot.storage.cards import cards
from bot.storage.claims import NOBODY, But, Leased, LeasedCard, Settled
from bot.storage.notices import notices
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

ENDS = (
    Settled(0, NoticeState.SENT, message_id=9),
    Settled(0, NoticeState.FAILED, "Forbidden: bot was blocked by the user"),
    Settled(0, NoticeState.EXPIRED, "expired"),
    Settled(0, NoticeState.DROPPED, "stand_down"),
)
AGAIN = (
    Settled(0, NoticeState.WAITING, "429: wait 7 s", due_at=NOW + 7 * SECOND),
    Settled(0, NoticeState.WAITING, "cut", due_at=NOW + SECOND, perhaps_twice=True),
    Settled(0, NoticeState.WAITING, "no route", due_at=NOW),
    Settled(0, NoticeState.WAITING, "no answer", due_at=NOW, perhaps_twice=True),
)


def alarm(key: str, urgency: Urgency = Urgency.ALARM, rank: int = 0, **more: int) -> Notice:
    values = {"chat_id": 1, "incident_id": 1} | more
    return Notice(key=key, kind=NoticeKind.ALARM, urgency=urgency, rank=rank, **values)  # type: ignore[arg-type]  # ints


async def owe(db: Database, *owed: Notice) -> None:
    async with db.work(NOW) as work:
        await work.notices.add(owed, NOW)


async def lease(db: Database, limit: int = 1000, after: timedelta = timedelta()) -> list[Leased]:
    """Take the next ones in hand for a minute."""
    async with db.work(NOW) as work:
        found = list(await work.claims.notices_in_order(NOW + after, limit))
        await work.claims.claim(found, NOW + after + MINUTE)
        return found


def card_in(chat_id: int, subject: int = 1) -> CardRef:
    return CardRef(kind=CardKind.OPERATOR, chat_id=chat_id, subject_id=subject)


async def touch(db: Database, *refs: CardRef, urgency: Urgency = Urgency.CARD) -> None:
    async with db.work(NOW) as work:
        for ref in refs:
            await work.cards.touch(ref, urgency, NOW)


async def lease_cards(db: Database, after: timedelta = timedelta()) -> list[LeasedCard]:
    """Take all dirty cards in hand for a minute."""
    async with db.work(NOW) as work:
        found = list(await work.claims.dirty_cards(NOW + after, 1000))
        await work.claims.claim(found, NOW + after + MINUTE)
        return found


async def settle(db: Database, *results: Settled) -> None:
    async with db.work(NOW) as work:
        await work.claims.settle(results, NOW)


async def rows(db: Database, table: sa.Table = notices) -> list[dict[str, Any]]:
    """The whole table as it stands."""
    async with db.engine.connect() as connection:
        return [dict(r._mapping) for r in await connection.execute(sa.select(table).order_by(table.c.id))]


def of(item: Leased, result: Settled) -> Settled:
    return replace(result, id=item.id, attempts=item.attempts)


async def test_results_that_come_twice_are_written_once(db: Database) -> None:
    """The same list settled a second time, after a commit whose answer was lost, changes no row."""
    await owe(db, *(alarm(f"k{n}") for n in range(len(ENDS + AGAIN))))
    results = [of(item, result) for item, result in zip(await lease(db), ENDS + AGAIN, strict=True)]
    await settle(db, *results)
    once = await rows(db)
    await settle(db, *results)
    await settle(db, *results, *reversed(results))
    assert await rows(db) == once


async def test_a_list_in_another_order_writes_the_same(db: Database) -> None:
    """Each result touches its own row only."""
    await owe(db, *(alarm(f"k{n}") for n in range(2 * len(ENDS + AGAIN))))
    held = await lease(db)
    half = len(ENDS + AGAIN)
    await settle(db, *(of(i, r) for i, r in zip(held[:half], ENDS + AGAIN, strict=True)))
    await settle(db, *reversed([of(i, r) for i, r in zip(held[half:], ENDS + AGAIN, strict=True)]))
    found = [{k: v for k, v in r.items() if k not in ("id", "key")} for r in await rows(db)]
    assert found[:half] == found[half:]


async def test_an_older_again_changes_nothing(db: Database) -> None:
    """What an older attempt said about trying again is void once a newer lease holds the notice, or has
    settled it."""
    pairs = list(itertools.product(AGAIN, (None, *ENDS, *AGAIN[:2])))
    await owe(db, *(alarm(f"k{n}") for n in range(len(pairs))))
    older = await lease(db)
    newer = await lease(db, after=MINUTE)
    assert [i.attempts for i in newer] == [2] * len(pairs)
    await settle(db, *(of(i, new) for i, (_, new) in zip(newer, pairs, strict=True) if new))
    before = await rows(db)
    await settle(db, *(of(i, old) for i, (old, _) in zip(older, pairs, strict=True)))
    assert await rows(db) == before


@pytest.mark.parametrize("again", [r for r in AGAIN if r.due_at == NOW], ids=lambda r: r.reason)
async def test_an_older_outage_does_not_free_a_newer_lease(db: Database, again: Settled) -> None:
    """What an outage ended is ready again at once; come twice, that result does not end the lease that
    followed."""
    await owe(db, alarm("k"))
    (older,) = await lease(db)
    await settle(db, of(older, again))
    (newer,) = await lease(db)
    held = await rows(db)
    await settle(db, of(older, again))
    assert await rows(db) == held
    assert (newer.attempts, await lease(db)) == (2, [])


async def test_an_end_is_the_end_whoever_says_it(db: Database) -> None:
    """An older attempt that did arrive, or did find nobody, counts also while a newer one is held; the first
    end stays."""
    pairs = list(itertools.product(ENDS, ENDS))
    await owe(db, *(alarm(f"k{n}") for n in range(len(pairs))))
    older, newer = await lease(db), await lease(db, after=MINUTE)
    await settle(db, *(of(i, old) for i, (old, _) in zip(older, pairs, strict=True)))
    ended = await rows(db)
    await settle(db, *(of(i, new) for i, (_, new) in zip(newer, pairs, strict=True)))
    assert await rows(db) == ended
    assert [r["state"] for r in ended] == [old.state for old, _ in pairs]


async def test_each_lost_answer_is_remembered(db: Database) -> None:
    """Every attempt that perhaps arrived is counted, one that surely did not is not."""
    await owe(db, alarm("k"))
    for n in range(3):
        (item,) = await lease(db, after=n * MINUTE)
        again = Settled(0, NoticeState.WAITING, "cut", due_at=NOW, perhaps_twice=n != 1)
        await settle(db, of(item, again))
    assert [r["perhaps_twice"] for r in await rows(db)] == [2]


async def test_what_is_put_back_is_as_before(db: Database) -> None:
    """Leased ahead and put back, once or twice, a notice and a card wait as if nothing had been."""
    await owe(db, alarm("a"), alarm("b"))
    await touch(db, card_in(-1))
    before = await rows(db), await rows(db, cards)
    items: list[Leased | LeasedCard] = [*await lease(db), *await lease_cards(db)]
    assert len(items) == 3
    assert await lease(db) == []
    for _ in range(2):
        async with db.work(NOW) as work:
            await work.claims.put_back(items)
        assert (await rows(db), await rows(db, cards)) == before
    assert [i.attempts for i in await lease(db)] == [1, 1]


async def test_what_was_settled_is_not_put_back(db: Database) -> None:
    """Putting back what has found its end meanwhile leaves it there."""
    await owe(db, *(alarm(f"k{n}") for n in range(len(ENDS))))
    held = await lease(db)
    await settle(db, *(of(i, r) for i, r in zip(held, ENDS, strict=True)))
    before = await rows(db)
    async with db.work(NOW) as work:
        await work.claims.put_back(held)
    assert await rows(db) == before


async def test_an_older_lease_is_not_put_back_for_a_newer(db: Database) -> None:
    """Who held a notice or a card until the lease ran out cannot free it under the next holder's hands."""
    await owe(db, alarm("k"))
    await touch(db, card_in(-1))
    older: list[Leased | LeasedCard] = [*await lease(db), *await lease_cards(db)]
    assert [i.attempts for i in await lease(db, after=MINUTE)] == [2]
    assert [c.attempts for c in await lease_cards(db, after=MINUTE)] == [2]
    held = await rows(db), await rows(db, cards)
    async with db.work(NOW) as work:
        await work.claims.put_back(older)
    assert (await rows(db), await rows(db, cards)) == held


async def owe_of_each(db: Database, n: int, chat_id: int) -> None:
    """One of every class, owed `n` seconds after now, its turn the earlier the later it is owed."""
    async with db.work(NOW) as work:
        owed = [alarm(f"{u.name} {n}", u, rank=-n, chat_id=chat_id) for u in Urgency]
        await work.notices.add(owed, NOW + n * SECOND)


async def oldest(db: Database, but: But = NOBODY, after: timedelta = MINUTE) -> list[str]:
    async with db.read() as work:
        found = await work.claims.oldest_notices(NOW + after, but)
    return [i.notice.key for i in sorted(found, key=lambda i: i.urgency)]


async def test_the_oldest_of_each_class(db: Database) -> None:
    """Of every class the one that has been due longest, whatever its turn; chats that must wait, what is held
    and what is not due yet are left out."""
    for n in range(3):
        await owe_of_each(db, n, chat_id=n)
    assert await oldest(db, after=-SECOND) == []
    for chats, first in (([], 0), ([0], 1), ([0, 1], 2)):
        assert await oldest(db, But(chats)) == [f"{u.name} {first}" for u in Urgency]
    assert await oldest(db, But([0, 1, 2])) == []
    async with db.work(NOW) as work:
        found = await work.claims.oldest_notices(NOW)
        await work.claims.claim([i for i in found if i.urgency >= Urgency.CARD], NOW + 2 * MINUTE)
    assert [key[-1] for key in await oldest(db)] == [*"000000", *"11"]


async def test_one_due_again_is_no_older_than_its_retry(db: Database) -> None:
    """How long something has been overdue counts from when it may be sent: a retry does not go before one
    that was owed later and has been due for longer."""
    await owe(db, alarm("retry"), alarm("next", rank=1))
    (item,) = await lease(db, 1)
    await settle(db, of(item, AGAIN[0]))
    assert await oldest(db) == ["next"]
    assert [i.notice.key for i in await lease(db, after=MINUTE)] == ["retry", "next"]


async def test_a_resting_chat_gets_only_answers(db: Database) -> None:
    """Where the last places are kept for answers, notices and cards up to an answer's urgency are found, and
    in other chats everything; a chat that must wait altogether gets none."""
    await owe_of_each(db, 0, chat_id=-1)
    await touch(db, card_in(-1), card_in(-2))
    await touch(db, card_in(-1, subject=2), urgency=Urgency.ANSWER)
    urgent = [f"{u.name} 0" for u in Urgency if u <= Urgency.ANSWER]
    rest, wait = But(resting=[-1]), But(chats=[-1], resting=[-1])
    assert (await oldest(db, rest), await oldest(db, wait)) == (urgent, [])
    async with db.work(NOW) as work:
        assert [i.notice.key for i in await work.claims.notices_in_order(NOW, 99, rest)] == urgent
        assert await work.claims.notices_in_order(NOW, 99, wait) == []
        found = await work.claims.dirty_cards(NOW, 99, rest)
        assert [c.ref for c in found] == [card_in(-1, subject=2), card_in(-2)]
        assert [c.ref for c in await work.claims.dirty_cards(NOW, 99, wait)] == [card_in(-2)]


async def test_a_limit_is_filled_from_those_that_may_go(db: Database) -> None:
    """However many wait for chats that must wait, they take nobody's place."""
    await owe(db, *(alarm(f"{chat} {n}", rank=n, chat_id=chat) for n in range(3) for chat in (1, 2, 3)))
    async with db.work(NOW) as work:
        found = await work.claims.notices_in_order(NOW, 3, But([1], [2]))
    assert [i.notice.key for i in found] == ["3 0", "3 1", "3 2"]


async def test_a_card_redrawn_a_moment_ago_answers_presses_only(db: Database) -> None:
    """A fresh card is left out unless it answers a press; other cards are not."""
    calm, pressed, other = (card_in(-1, subject=n) for n in (1, 2, 3))
    await touch(db, calm, other)
    await touch(db, pressed, urgency=Urgency.ANSWER)
    ids = {c.ref: c.id for c in await lease_cards(db)}
    async with db.work(NOW) as work:
        await work.claims.free()
        found = await work.claims.dirty_cards(NOW, 99, But(cards=[ids[calm], ids[pressed]]))
    assert [c.ref for c in found] == [pressed, other]


async def test_the_oldest_card(db: Database) -> None:
    """The card that has been dirty longest, whatever its urgency, with the same ones left out as in order;
    none, when none is dirty."""
    first, then, last = (card_in(-n) for n in (1, 2, 3))
    async with db.work(NOW) as work:
        assert await work.claims.oldest_card(NOW) == []
        await work.cards.touch(last, Urgency.SOS, NOW + 2 * SECOND)
        await work.cards.touch(first, Urgency.INFO, NOW)
        await work.cards.touch(then, Urgency.ANSWER, NOW + SECOND)
        await work.cards.touch(first, Urgency.CARD, NOW + 3 * SECOND)
        (found,) = await work.claims.oldest_card(NOW + MINUTE)
        assert found.ref == first
        for but in (But([-1]), But(resting=[-1, -2]), But(cards=[found.id])):
            assert [c.ref for c in await work.claims.oldest_card(NOW + MINUTE, but)] == [then]
        await work.claims.claim([found], NOW + 2 * MINUTE)
        assert [c.ref for c in await work.claims.oldest_card(NOW + MINUTE)] == [then]


async def test_a_crowd_is_counted_no_further_than_needed(db: Database) -> None:
    """All that waits counts, held or due later as well; what is settled does not; above the limit it is just
    many."""
    await owe(db, *(alarm(f"k{n}") for n in range(7)))
    sent, later = await lease(db, 2)
    await settle(db, of(sent, ENDS[0]), of(later, AGAIN[0]))
    async with db.read() as work:
        assert [await work.claims.crowd(most) for most in (0, 1, 5, 6, 100)] == [0, 1, 5, 6, 6]

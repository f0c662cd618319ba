"""What becomes of a message when Telegram refuses, stumbles, or does not answer?"""

import asyncio
from datetime import timedelta
from typing import Literal

import pytest

from bot.domain.notices import NoticeState
from bot.domain.people import Reach
from bot.sandbox.faults import Rule, What
from tests.integration.outbox.conftest import Post, answer

SENT, FAILED, WAITING = NoticeState.SENT, NoticeState.FAILED, NoticeState.WAITING


@pytest.mark.parametrize(("what", "reach"), [("blocked", Reach.BLOCKED), ("deactivated", Reach.DEACTIVATED)])
async def test_nobody_there(post: Post, what: str, reach: Reach) -> None:
    """Who blocked the bot or left Telegram is recorded as failed at once, and known from then on."""
    joko, budi = await post.people(2)
    (post.sandbox.people.block if what == "blocked" else post.sandbox.people.deactivate)(joko.id)
    incident = await post.incident([joko, budi])
    await post.drain()
    states = await post.states(incident)
    assert states[joko.id][0] is FAILED
    assert states[budi.id] == (SENT, "")
    assert await post.reach(joko) is reach
    assert await post.reach(budi) is Reach.OK
    await post.pass_by(3600)
    assert post.calls().count(joko.id) == 1


async def test_an_unknown_refusal_disables_nobody(post: Post) -> None:
    """A 403 that nobody knows is retried and noted; the person stays reachable."""
    (budi,) = await post.people(1)
    post.fault(
        Rule(what="refuse", chat=budi.id, code=403, description="Forbidden: the moon is full", count=2)
    )
    incident = await post.incident([budi])
    await post.drain()
    state, reason = (await post.states(incident))[budi.id]
    assert state is WAITING
    assert "the moon is full" in reason
    await post.pass_by(10)
    await post.pass_by(10)
    assert (await post.states(incident))[budi.id] == (SENT, "")
    assert await post.reach(budi) is Reach.OK


async def test_our_own_mistake_is_not_repeated(post: Post) -> None:
    """A 400 that means us is recorded as failed with its reason and never sent again."""
    (budi,) = await post.people(1)
    post.fault(Rule(what="refuse", chat=budi.id, description="Bad Request: BUTTON_DATA_INVALID", count=1))
    incident = await post.incident([budi])
    await post.drain()
    state, reason = (await post.states(incident))[budi.id]
    assert state is FAILED
    assert "BUTTON_DATA_INVALID" in reason
    await post.pass_by(3600)
    assert post.calls() == [budi.id]
    assert await post.reach(budi) is Reach.OK


@pytest.mark.parametrize("scope", ["chat", "all"])
async def test_too_many_requests(post: Post, scope: Literal["chat", "all"]) -> None:
    """After a 429 no call is made into the wait that Telegram named; then everything is sent."""
    people = await post.people(20)
    post.fault(Rule(what="too_many", chat=people[0].id, count=1, retry_after=1, scope=scope))
    incident = await post.incident(people)
    async with asyncio.timeout(10):
        while any(state is not SENT for state, _ in (await post.states(incident)).values()):
            await asyncio.sleep(0.1)
            post.time += timedelta(seconds=0.1)
    assert post.sandbox.faults.into_wait() == 0


@pytest.mark.parametrize(
    ("what", "arrived", "perhaps"), [("html", 1, 0), ("cut_before", 1, 1), ("cut_after", 2, 1)]
)
async def test_an_unknown_outcome_is_sent_again(post: Post, what: What, arrived: int, perhaps: int) -> None:
    """Nobody is left without the message: it is sent again, and counted as perhaps twice when no answer said
    what had come of it (a gateway's 502 says that nothing had)."""
    (budi,) = await post.people(1)
    post.fault(Rule(what=what, method="sendMessage", count=1))
    incident = await post.incident([budi])
    await post.drain()
    assert (await post.states(incident))[budi.id][0] is WAITING
    await post.pass_by(5)
    assert (await post.states(incident))[budi.id][0] is SENT
    assert len(post.texts(budi.id)) == arrived
    assert await post.perhaps_twice() == perhaps


async def test_a_group_that_moves_is_followed(post: Post) -> None:
    """What waits for the old id arrives in the new chat, the card anew, once each."""
    incident = await post.incident([])
    await post.touch(incident)
    await post.drain()
    assert len(post.texts(post.desk.id)) == 1
    new = post.sandbox.people.migrate(post.desk.id)
    await post.touch(incident)
    await post.owe(answer(post.desk.id))
    await post.drain()
    await post.drain()
    assert sorted(text[:4] for text in post.texts(new.id)) == sorted(
        [post.texts(post.desk.id)[0][:4], "Saya"]
    )
    async with post.db.read() as work:
        assert await work.inbox.current_chat(post.desk.id) == new.id


async def test_a_deleted_card_is_posted_anew(post: Post) -> None:
    """Somebody deleted the card: the next change posts it again, and later ones edit the new message."""
    incident = await post.incident([])
    await post.touch(incident)
    await post.drain()
    post.desk.messages.clear()
    for _ in range(2):
        await post.touch(incident)
        await post.drain()
    assert len(post.texts(post.desk.id)) == 1
    assert post.calls("sendMessage") == [post.desk.id] * 2


async def test_an_unchanged_card_is_a_success(post: Post) -> None:
    """An edit that changes nothing settles the card; it is not tried again."""
    incident = await post.incident([])
    await post.touch(incident)
    await post.drain()
    await post.touch(incident)
    await post.drain()
    await post.pass_by(600)
    assert len(post.calls("editMessageText")) == 1
    async with post.db.read() as work:
        assert await work.cards.dirty() == 0

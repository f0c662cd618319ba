"""A card that an alarm was to bring, and the alarm never came: is it forgotten, and does it come back?"""

from dataclasses import replace

import pytest

from bot.domain.model import Incident, IncidentState
from bot.domain.notices import CardKind, NoticeState, Urgency
from bot.domain.people import Volunteer
from tests.integration.outbox.conftest import Post, volunteer_card


async def owed(post: Post) -> int:
    async with post.db.read() as work:
        return await work.cards.dirty()


async def close(post: Post, incident: Incident) -> None:
    """The incident ends while its alarms are in the sender's hands, which drops them one by one."""
    async with post.db.work(post.time) as work:
        ended = replace(incident, state=IncidentState.CLOSED, ended_at=post.time)
        await work.incidents.save(ended, IncidentState.OPEN)
        await work.cards.touch_all(CardKind.VOLUNTEER, incident.id, Urgency.CARD, post.time)


async def test_a_card_goes_with_the_alarm_that_became_untrue(post: Post) -> None:
    """An alarm dropped by the sender leaves no card that waits for ever."""
    budi, wati = await post.people(2)
    await post.stop()
    incident = await post.incident([budi, wati])
    await close(post, incident)
    post.start()
    await post.drain()
    assert {state for state, _ in (await post.states(incident)).values()} == {NoticeState.DROPPED}
    assert await owed(post) == 0
    assert post.texts(budi.id) == post.texts(wati.id) == []


async def test_a_card_goes_with_the_alarm_that_grew_too_old(post: Post) -> None:
    """An alarm that expired leaves no card either; news of the incident do not bring one."""
    (budi,) = await post.people(1)
    await post.stop()
    incident = await post.incident([budi])
    post.start()
    await post.pass_by(86_400)
    assert (await post.states(incident))[budi.id][0] is NoticeState.EXPIRED
    await close(post, incident)
    await post.drain()
    assert await owed(post) == 0
    assert post.texts(budi.id) == []


@pytest.fixture
async def called_at_last(post: Post) -> tuple[Incident, Volunteer]:
    """Budi had blocked the bot, opened it again, and was alarmed after all."""
    (budi,) = await post.people(1)
    post.sandbox.people.block(budi.id)
    incident = await post.incident([budi])
    await post.drain()
    assert (await post.states(incident))[budi.id][0] is NoticeState.FAILED
    assert await owed(post) == 0
    post.sandbox.people.unblock(budi.id)
    async with post.db.work(post.time) as work:
        await work.notices.revive(budi.id, post.time)
        await work.cards.restore(budi.id)
    await post.drain()
    assert len(post.texts(budi.id)) == 1
    return incident, budi


async def test_a_card_is_back_when_its_alarm_arrives_after_all(
    post: Post, called_at_last: tuple[Incident, Volunteer]
) -> None:
    """Once the alarm was accepted its card is kept true like any other."""
    incident, budi = called_at_last
    async with post.db.work(post.time) as work:
        await work.cards.touch(volunteer_card(incident, budi), Urgency.ANSWER, post.time)
    assert await owed(post) == 1
    await post.drain()
    assert await owed(post) == 0
    assert post.calls("editMessageText") == [budi.id]


async def test_a_press_proves_that_the_alarm_arrived(post: Post) -> None:
    """An alarm with a lost answer was dropped when it had become untrue; it stands on the phone all the same,
    and whoever presses it sees the answer there."""
    (budi,) = await post.people(1)
    await post.stop()
    incident = await post.incident([budi])
    await close(post, incident)
    post.start()
    await post.drain()
    bot = next(iter(post.sandbox.world.bots.values()))
    chat = post.sandbox.world.private_chat(bot, budi.id)
    message = (await post.bot.send_message(chat.id, "Kebakaran")).message_id
    async with post.db.work(post.time) as work:
        card = volunteer_card(incident, budi)
        await work.cards.arrived(card, message, post.time)
        await work.cards.touch(card, Urgency.ANSWER, post.time)
    await post.drain()
    assert post.calls("editMessageText") == [budi.id]
    assert await owed(post) == 0

"""What does a bot hear, in which order, and how long is it kept?"""

import asyncio

import pytest

from .conftest import Cast, NewDriver
from .driver import Driver, Refused


async def test_offset_confirms(api: Driver, cast: Cast) -> None:
    """Updates come again until a higher offset confirms them."""
    for text in ("a", "b", "c"):
        cast.sandbox.people.text(cast.budi.id, 0, text)
    first = await api.updates(limit=2)
    assert [update.message.text for update in first] == ["a", "b"]
    again = await api.updates(offset=first[0].update_id + 1)
    assert [update.message.text for update in again] == ["b", "c"]
    assert [update.update_id for update in again] == [first[1].update_id, first[1].update_id + 1]


async def test_negative_offset(api: Driver, cast: Cast) -> None:
    """A negative offset keeps the newest and forgets the rest."""
    for text in ("a", "b", "c"):
        cast.sandbox.people.text(cast.budi.id, 0, text)
    assert [update.message.text for update in await api.updates(offset=-1)] == ["c"]
    assert len(await api.updates()) == 1


async def test_long_poll_wakes(api: Driver, cast: Cast) -> None:
    """A waiting poll ends as soon as there is something."""
    waiting = asyncio.create_task(api.updates(timeout=5))
    await asyncio.sleep(0.1)
    cast.sandbox.people.text(cast.budi.id, 0, "halo")
    assert (await asyncio.wait_for(waiting, 2))[0].message.text == "halo"


async def test_a_second_poller_ends_the_first(api: Driver, connect: NewDriver, cast: Cast) -> None:
    """Of two pollers the older gets 409, the younger the updates."""
    rival = await connect()
    older = asyncio.create_task(api.updates(timeout=5))
    await asyncio.sleep(0.2)
    younger = asyncio.create_task(rival.updates(timeout=5))
    with pytest.raises(Refused) as no:
        await older
    reason = "terminated by other getupdates request; make sure that only one bot instance is running"
    assert (no.value.code, no.value.reason) == (409, reason)
    cast.sandbox.people.text(cast.budi.id, 0, "halo")
    assert len(await younger) == 1


async def test_no_polling_beside_a_webhook(api: Driver, cast: Cast) -> None:
    """While a webhook is set getUpdates is refused; deleting it brings polling back."""
    await api.call("set_webhook", url="https://bot.example/hook")
    with pytest.raises(Refused) as no:
        await api.updates()
    assert (no.value.code, no.value.reason[:45]) == (409, "can't use getupdates method while webhook is ")
    assert (await api.call("get_webhook_info")).url == "https://bot.example/hook"
    await api.call("delete_webhook", drop_pending_updates=True)
    assert await api.updates() == []


async def test_a_webhook_needs_https(api: Driver, cast: Cast) -> None:
    """Plain http is taken for this machine only."""
    with pytest.raises(Refused, match="https url must be provided"):
        await api.call("set_webhook", url="http://bot.example/hook")


async def test_updates_last_a_day(api: Driver, cast: Cast) -> None:
    """After 24 hours an update that nobody fetched is gone."""
    cast.sandbox.people.text(cast.budi.id, 0, "lama")
    start = cast.sandbox.now()
    cast.sandbox.now = lambda: start + 24 * 3600 + 5
    assert await api.updates() == []


async def test_chat_member_only_on_request(api: Driver, cast: Cast) -> None:
    """chat_member updates come only to administrators that ask for them."""
    people = cast.sandbox.people
    people.set_member(cast.posko.id, cast.bot.id, "administrator")
    cast.bot.updates.clear()
    people.join(cast.joko.id, cast.posko.id)
    assert [update.chat_member for update in await api.updates()] == [None]
    await api.updates(offset=-1, allowed_updates=["chat_member"])
    cast.bot.updates.clear()
    people.leave(cast.joko.id, cast.posko.id)
    (update,) = await api.updates()
    assert update.chat_member.new_chat_member.status == "left"


async def test_allowed_updates_filter(api: Driver, cast: Cast) -> None:
    """A kind that is not allowed is not kept, and an empty list means the defaults."""
    await api.updates(allowed_updates=["callback_query"])
    cast.sandbox.people.text(cast.budi.id, 0, "a")
    assert await api.updates() == []
    cast.bot.allowed = None
    cast.sandbox.people.text(cast.budi.id, 0, "b")
    assert len(await api.updates()) == 1


async def test_block_and_unblock_are_told(api: Driver, cast: Cast) -> None:
    """my_chat_member says when a person blocks the bot and when they come back."""
    cast.sandbox.people.block(cast.budi.id)
    cast.sandbox.people.start(cast.budi.id)
    block, back, start = await api.updates()
    assert block.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member.new_chat_member.status == "member"
    assert start.message.text == "/start"


async def test_deep_link(api: Driver, cast: Cast) -> None:
    """Start carries the payload of a deep link."""
    cast.sandbox.people.start(cast.joko.id, "undangan-7")
    (update,) = await api.updates()
    assert (update.message.text, update.message.from_user.first_name) == ("/start undangan-7", "Joko")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("ada asap", False),
        ("/insiden kebakaran", True),
        ("/insiden@kentongan_bot x", True),
        ("/insiden@other_bot x", False),
        ("@kentongan_bot tolong", True),
    ],
)
async def test_privacy_mode(api: Driver, cast: Cast, text: str, heard: bool) -> None:
    """In groups a bot hears commands and mentions only."""
    cast.sandbox.people.text(cast.budi.id, cast.posko.id, text)
    assert bool(await api.updates()) is heard


@pytest.mark.parametrize("because", ["privacy off", "administrator", "reply"])
async def test_privacy_mode_has_exceptions(api: Driver, cast: Cast, because: str) -> None:
    """Privacy off, being administrator, or a reply to the bot let it hear plain words."""
    reply_to = 0
    if because == "privacy off":
        cast.bot.privacy = False
    elif because == "administrator":
        cast.posko.members[cast.bot.id].status = "administrator"
    else:
        reply_to = (await api.send(cast.posko.id, "di mana?")).message_id
    cast.sandbox.people.text(cast.budi.id, cast.posko.id, "ada asap", reply_to=reply_to)
    assert [update.message.text for update in await api.updates()] == ["ada asap"]


@pytest.mark.parametrize("signed", [False, True])
async def test_channel_post(api: Driver, cast: Cast, signed: bool) -> None:
    """A channel post has no sender; a signed channel names its author."""
    cast.channel.signed = signed
    cast.sandbox.people.text(cast.sari.id, cast.channel.id, "/insiden banjir")
    (update,) = await api.updates()
    post = update.channel_post
    assert (post.from_user, post.sender_chat.id) == (None, cast.channel.id)
    assert post.author_signature == ("Sari" if signed else None)


async def test_anonymous_administrator(api: Driver, cast: Cast) -> None:
    """An anonymous administrator writes as the group, by Telegram's stand-in account."""
    people = cast.sandbox.people
    people.set_member(cast.posko.id, cast.budi.id, "administrator", anonymous=True, title="Shift A")
    cast.bot.updates.clear()
    people.text(cast.budi.id, cast.posko.id, "/insiden banjir")
    message = (await api.updates())[0].message
    assert (message.from_user.id, message.sender_chat.id) == (1087968824, cast.posko.id)
    assert message.author_signature == "Shift A"


async def test_contacts_own_and_foreign(api: Driver, cast: Cast) -> None:
    """A contact carries the sender's id only when it is their own."""
    people = cast.sandbox.people
    people.contact(cast.budi.id)
    people.contact(cast.budi.id, of=cast.sari.id)
    people.contact(cast.budi.id, phone="+62899", name="Tetangga")
    ids = [update.message.contact.user_id for update in await api.updates()]
    assert ids == [cast.budi.id, cast.sari.id, None]


async def test_user_edits(api: Driver, cast: Cast) -> None:
    """A person's edit arrives as edited_message, a moving live location too."""
    people = cast.sandbox.people
    text = people.text(cast.budi.id, 0, "Jl. Kelud")
    people.edit(cast.budi.id, 0, text, "Jl. Kelud Raya")
    place = people.location(cast.budi.id, 0, -6.98, 110.41, live_period=900)
    people.move(cast.budi.id, 0, place, -6.99, 110.42)
    _, edited, _, moved = await api.updates()
    assert (edited.edited_message.text, edited.edited_message.message_id) == ("Jl. Kelud Raya", text)
    assert moved.edited_message.location.latitude == -6.99


async def test_media_arrive(api: Driver, cast: Cast) -> None:
    """Photos, voices, stickers, documents and video notes arrive as such."""
    people = cast.sandbox.people
    people.file(cast.budi.id, 0, "photo", caption="asap")
    for kind in ("voice", "sticker", "document", "video_note"):
        people.file(cast.budi.id, 0, kind)
    messages = [update.message for update in await api.updates()]
    assert (messages[0].caption, messages[0].photo[-1].width) == ("asap", 1)
    kinds = ("voice", "sticker", "document", "video_note")
    assert all(getattr(message, kind) for message, kind in zip(messages[1:], kinds, strict=True))

"""Where may a bot write, whom does it know, and what do chats tell about themselves?"""

import pytest

from .conftest import TOKEN, Cast, NewDriver
from .driver import Driver, Refused


async def test_me(api: Driver, cast: Cast) -> None:
    """getMe tells the bot's id, name and privacy."""
    me = await api.call("get_me")
    assert (me.id, me.username, me.can_read_all_group_messages) == (cast.bot.id, "kentongan_bot", False)


async def test_wrong_token(connect: NewDriver) -> None:
    """A token that nobody has is unauthorized."""
    stranger = await connect("555000111:AAsomebody-else-000000000000000000")
    with pytest.raises(Refused) as no:
        await stranger.call("get_me")
    assert no.value.code == 401


async def test_unknown_method(api: Driver) -> None:
    """A method that does not exist is not found."""
    with pytest.raises(Refused) as no:
        await api.raw("sendSmoke")
    assert no.value.code == 404


async def test_blocked(api: Driver, cast: Cast) -> None:
    """Who blocked the bot gets nothing, until they unblock it."""
    cast.sandbox.people.block(cast.budi.id)
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a")
    assert (no.value.code, no.value.reason) == (403, "bot was blocked by the user")
    cast.sandbox.people.unblock(cast.budi.id)
    assert await api.send(cast.budi.id, "a")


async def test_never_started(api: Driver, cast: Cast) -> None:
    """A bot cannot write first."""
    with pytest.raises(Refused) as no:
        await api.send(cast.joko.id, "a")
    assert (no.value.code, no.value.reason) == (403, "bot can't initiate conversation with a user")


async def test_deactivated(api: Driver, cast: Cast) -> None:
    """A deleted account gets nothing."""
    cast.sandbox.people.deactivate(cast.budi.id)
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a")
    assert (no.value.code, no.value.reason) == (403, "user is deactivated")


@pytest.mark.parametrize("chat", [424242, -424242, -1009999999999, "@nowhere_at_all"])
async def test_unknown_chat(api: Driver, chat: int | str) -> None:
    """A chat that the bot does not know is not found."""
    with pytest.raises(Refused) as no:
        await api.send(chat, "a")
    assert (no.value.code, no.value.reason) == (400, "chat not found")


async def test_chat_by_username(api: Driver, cast: Cast) -> None:
    """A public channel may be named by its username."""
    cast.channel.username = "siaran112"
    assert (await api.send("@Siaran112", "a")).chat.id == cast.channel.id


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_kicked(api: Driver, cast: Cast, kind: str) -> None:
    """A bot that was thrown out of a chat is told so, and by which kind of chat."""
    chat = {"group": cast.group, "supergroup": cast.posko, "channel": cast.channel}[kind]
    cast.sandbox.people.set_member(chat.id, cast.bot.id, "kicked")
    with pytest.raises(Refused) as no:
        await api.send(chat.id, "a")
    assert (no.value.code, no.value.reason) == (403, f"bot was kicked from the {kind} chat")


async def test_not_in_channel(api: Driver, cast: Cast) -> None:
    """A bot that is not in a channel is told so."""
    other = cast.sandbox.people.add_channel("Lain", owner=cast.sari.id)
    with pytest.raises(Refused) as no:
        await api.send(other.id, "a")
    assert (no.value.code, no.value.reason) == (403, "bot is not a member of the channel chat")


async def test_channel_without_right(api: Driver, cast: Cast) -> None:
    """In a channel a bot needs the right to post."""
    cast.sandbox.people.set_member(cast.channel.id, cast.bot.id, "administrator", rights=[])
    with pytest.raises(Refused) as no:
        await api.send(cast.channel.id, "a")
    reason = "not enough rights to send text messages to the chat"
    assert (no.value.code, no.value.reason) == (400, reason)


async def test_restricted(api: Driver, cast: Cast) -> None:
    """A muted bot may not write."""
    cast.sandbox.people.set_member(cast.posko.id, cast.bot.id, "restricted")
    with pytest.raises(Refused, match="not enough rights to send text messages to the chat"):
        await api.send(cast.posko.id, "a")


async def test_locked_group(api: Driver, cast: Cast) -> None:
    """Where only administrators may write, a plain member bot may not."""
    cast.sandbox.people.set_chat(cast.posko.id, locked=True)
    with pytest.raises(Refused) as no:
        await api.send(cast.posko.id, "a")
    assert (no.value.code, no.value.reason) == (400, "chat_write_forbidden")


async def test_migration(api: Driver, cast: Cast) -> None:
    """An upgraded group names its new id in the refusal and by service messages on both sides."""
    new = cast.sandbox.people.migrate(cast.group.id, new_id=-1004503599627370)
    with pytest.raises(Refused) as no:
        await api.send(cast.group.id, "a")
    assert (no.value.code, no.value.migrate_to) == (400, new.id)
    there, here = await api.updates()
    assert (there.message.chat.id, there.message.migrate_to_chat_id) == (cast.group.id, new.id)
    assert (here.message.chat.id, here.message.migrate_from_chat_id) == (new.id, cast.group.id)
    assert (await api.send(new.id, "a")).chat.type == "supergroup"


async def test_members(api: Driver, cast: Cast) -> None:
    """getChatMember tells owner, administrator, member and who left; strangers are invalid."""
    people = cast.sandbox.people
    people.set_member(cast.posko.id, cast.joko.id, "administrator", title="Koordinator")
    joko = await api.member(cast.posko.id, cast.joko.id)
    assert (joko.status, joko.custom_title, joko.can_pin_messages) == ("administrator", "Koordinator", True)
    assert (await api.member(cast.posko.id, cast.sari.id)).status == "creator"
    assert (await api.member(cast.posko.id, cast.budi.id)).status == "member"
    people.leave(cast.budi.id, cast.posko.id)
    assert (await api.member(cast.posko.id, cast.budi.id)).status == "left"
    with pytest.raises(Refused, match="invalid user_id specified"):
        await api.member(cast.posko.id, 31337)


async def test_channel_members_are_secret(api: Driver, cast: Cast) -> None:
    """Only an administrator bot learns who is in a channel."""
    assert (await api.member(cast.channel.id, cast.sari.id)).status == "creator"
    cast.channel.members[cast.bot.id].status = "member"
    with pytest.raises(Refused, match="member list is inaccessible"):
        await api.member(cast.channel.id, cast.sari.id)


async def test_administrators_and_count(api: Driver, cast: Cast) -> None:
    """The administrators and the number of members are told."""
    admins = await api.call("get_chat_administrators", chat_id=cast.posko.id)
    assert [admin.user.id for admin in admins] == [cast.sari.id]
    assert await api.call("get_chat_member_count", chat_id=cast.posko.id) == 3


async def test_get_chat(api: Driver, cast: Cast) -> None:
    """getChat tells kind and title; people who never met the bot are unknown."""
    chat = await api.call("get_chat", chat_id=cast.posko.id)
    assert (chat.type, chat.title) == ("supergroup", "Posko 112")
    with pytest.raises(Refused, match="chat not found"):
        await api.call("get_chat", chat_id=cast.joko.id)


async def test_ban_and_leave(api: Driver, cast: Cast) -> None:
    """Banning needs the right; leaving ends it all."""
    ban = {"chat_id": cast.posko.id, "user_id": cast.budi.id}
    with pytest.raises(Refused, match="not enough rights"):
        await api.call("ban_chat_member", **ban)
    cast.sandbox.people.set_member(cast.posko.id, cast.bot.id, "administrator")
    assert await api.call("ban_chat_member", **ban)
    assert (await api.member(cast.posko.id, cast.budi.id)).status == "kicked"
    assert await api.call("leave_chat", chat_id=cast.posko.id)
    with pytest.raises(Refused, match="bot is not a member of the supergroup chat"):
        await api.send(cast.posko.id, "a")


async def test_service_calls(connect: NewDriver) -> None:
    """logOut and close are accepted."""
    api = await connect(TOKEN)
    assert await api.call("log_out")
    assert await api.call("close")

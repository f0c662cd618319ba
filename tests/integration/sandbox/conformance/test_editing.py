"""What can a bot change and take away?"""

from typing import Any

import pytest

from .conftest import Cast
from .driver import Driver, Refused

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def markup(*rows: list[dict[str, Any]]) -> Any:
    return {"inline_keyboard": list(rows)}


async def test_edit(api: Driver, cast: Cast) -> None:
    """An edit changes what the person sees; without reply_markup the buttons go."""
    sent = await api.send(cast.budi.id, "a", reply_markup=markup([{"text": "Ya", "callback_data": "y"}]))
    edited = await api.edit(cast.budi.id, sent.message_id, "b")
    shown = cast.sandbox.people.messages(cast.budi.id)[-1]
    assert (edited.text, edited.edit_date is not None) == ("b", True)
    assert (shown["text"], shown["edited"], shown["buttons"]) == ("b", True, [])


async def test_not_modified(api: Driver, cast: Cast) -> None:
    """An edit that changes nothing is refused, also when the markup only looks different."""
    sent = await api.send(cast.budi.id, "a <b>b</b>", parse_mode="HTML")
    with pytest.raises(Refused) as no:
        await api.edit(cast.budi.id, sent.message_id, "a <strong>b</strong> ", parse_mode="HTML")
    assert (no.value.code, no.value.reason) == (400, NOT_MODIFIED)


async def test_only_buttons_modified(api: Driver, cast: Cast) -> None:
    """The same text with other buttons is a change."""
    sent = await api.send(cast.budi.id, "a")
    keys = markup([{"text": "Ya", "callback_data": "y"}])
    edited = await api.edit(cast.budi.id, sent.message_id, "a", reply_markup=keys)
    assert edited.reply_markup.inline_keyboard[0][0].callback_data == "y"


async def test_edit_nothing(api: Driver, cast: Cast) -> None:
    """A message that is gone cannot be edited."""
    with pytest.raises(Refused) as no:
        await api.edit(cast.budi.id, 999, "b")
    assert (no.value.code, no.value.reason) == (400, "message to edit not found")


async def test_edit_foreign(api: Driver, cast: Cast) -> None:
    """Somebody else's message cannot be edited."""
    theirs = cast.sandbox.people.text(cast.budi.id, 0, "punyaku")
    with pytest.raises(Refused) as no:
        await api.edit(cast.budi.id, theirs, "b")
    assert (no.value.code, no.value.reason) == (400, "message can't be edited")


async def test_edit_in_channel(api: Driver, cast: Cast) -> None:
    """In a channel a bot edits its own posts, and others' only with the right to."""
    rights = ["can_post_messages"]
    cast.sandbox.people.set_member(cast.channel.id, cast.bot.id, "administrator", rights=rights)
    own = await api.send(cast.channel.id, "a")
    theirs = cast.sandbox.people.text(cast.sari.id, cast.channel.id, "punyaku")
    assert (await api.edit(cast.channel.id, own.message_id, "b")).text == "b"
    with pytest.raises(Refused, match="message can't be edited"):
        await api.edit(cast.channel.id, theirs, "b")


async def test_a_preview_switch_is_no_change(api: Driver, cast: Cast) -> None:
    """Where there is no link, switching its preview changes nothing."""
    sent = await api.send(cast.budi.id, "a", link_preview_options=api.no_preview())
    with pytest.raises(Refused, match="message is not modified"):
        await api.edit(cast.budi.id, sent.message_id, "a")


async def test_edit_under_reply_keyboard(api: Driver, cast: Cast) -> None:
    """A message that brought a reply keyboard cannot be edited."""
    keys = {"keyboard": [[{"text": "Kirim", "request_contact": True}]]}
    sent = await api.send(cast.budi.id, "a", reply_markup=_reply(api, keys))
    with pytest.raises(Refused, match="can't be edited"):
        await api.edit(cast.budi.id, sent.message_id, "b")


def _reply(api: Driver, keys: dict[str, Any]) -> Any:
    if api.name == "ptb":
        return keys
    from aiogram.types import ReplyKeyboardMarkup

    return ReplyKeyboardMarkup.model_validate(keys)


async def test_edit_too_long(api: Driver, cast: Cast) -> None:
    """Edits have the limits of sends."""
    sent = await api.send(cast.budi.id, "a")
    with pytest.raises(Refused, match="message is too long"):
        await api.edit(cast.budi.id, sent.message_id, "a" * 4097)


async def test_edit_markup_only(api: Driver, cast: Cast) -> None:
    """editMessageReplyMarkup leaves the text and changes the buttons."""
    sent = await api.send(cast.budi.id, "a", reply_markup=markup([{"text": "Ya", "callback_data": "y"}]))
    await api.call("edit_message_reply_markup", chat_id=cast.budi.id, message_id=sent.message_id)
    shown = cast.sandbox.people.messages(cast.budi.id)[-1]
    assert (shown["text"], shown["buttons"]) == ("a", [])


async def test_wrong_kind_of_edit(api: Driver, cast: Cast) -> None:
    """A text has no caption to edit."""
    sent = await api.send(cast.budi.id, "a")
    with pytest.raises(Refused, match="there is no caption in the message to edit"):
        await api.call("edit_message_caption", chat_id=cast.budi.id, message_id=sent.message_id, caption="x")


async def test_delete(api: Driver, cast: Cast) -> None:
    """A deleted message is gone from the phone; a second deletion is refused."""
    sent = await api.send(cast.budi.id, "a")
    assert await api.delete(cast.budi.id, sent.message_id)
    assert cast.sandbox.people.messages(cast.budi.id) == []
    with pytest.raises(Refused) as no:
        await api.delete(cast.budi.id, sent.message_id)
    assert (no.value.code, no.value.reason) == (400, "message to delete not found")


async def test_delete_foreign(api: Driver, cast: Cast) -> None:
    """In a supergroup a bot without the right cannot delete what others wrote."""
    theirs = cast.sandbox.people.text(cast.budi.id, cast.posko.id, "punyaku")
    with pytest.raises(Refused) as no:
        await api.delete(cast.posko.id, theirs)
    assert (no.value.code, no.value.reason) == (400, "message can't be deleted for everyone")
    cast.sandbox.people.set_member(cast.posko.id, cast.bot.id, "administrator")
    assert await api.delete(cast.posko.id, theirs)


async def test_delete_old(api: Driver, cast: Cast) -> None:
    """After 48 hours a message stays."""
    sent = await api.send(cast.budi.id, "a")
    start = cast.sandbox.now()
    cast.sandbox.now = lambda: start + 48 * 3600 + 5
    with pytest.raises(Refused, match="can't be deleted for everyone"):
        await api.delete(cast.budi.id, sent.message_id)


async def test_delete_many(api: Driver, cast: Cast) -> None:
    """deleteMessages passes over what it cannot delete."""
    ids = [(await api.send(cast.budi.id, "a")).message_id for _ in range(3)]
    assert await api.call("delete_messages", chat_id=cast.budi.id, message_ids=[*ids, 999])
    assert cast.sandbox.people.messages(cast.budi.id) == []


async def test_forward_and_copy(api: Driver, cast: Cast) -> None:
    """A forwarded message names its origin, a copy does not."""
    theirs = cast.sandbox.people.text(cast.budi.id, 0, "asap tebal")
    about = {"chat_id": cast.sari.id, "from_chat_id": cast.budi.id, "message_id": theirs}
    moved = await api.call("forward_message", **about)
    assert (moved.text, moved.forward_origin.sender_user.id) == ("asap tebal", cast.budi.id)
    copied = await api.call("copy_message", **about)
    shown = cast.sandbox.people.messages(cast.sari.id)[-1]
    assert (shown["message_id"], shown["forwarded"]) == (copied.message_id, False)


@pytest.mark.parametrize(("verb", "past"), [("forward", "forwarded"), ("copy", "copied")])
async def test_protected_content_stays(api: Driver, cast: Cast, verb: str, past: str) -> None:
    """A protected message is neither forwarded nor copied."""
    sent = await api.send(cast.budi.id, "rahasia", protect_content=True)
    about = {"chat_id": cast.sari.id, "from_chat_id": cast.budi.id, "message_id": sent.message_id}
    with pytest.raises(Refused, match=f"message can't be {past}"):
        await api.call(f"{verb}_message", **about)


async def test_pin(api: Driver, cast: Cast) -> None:
    """Pinning needs the right; then the chat shows the message on top."""
    sent = await api.send(cast.posko.id, "kartu")
    pin = {"chat_id": cast.posko.id, "message_id": sent.message_id}
    with pytest.raises(Refused, match="not enough rights to manage pinned messages"):
        await api.call("pin_chat_message", **pin)
    cast.sandbox.people.set_member(cast.posko.id, cast.bot.id, "administrator")
    await api.call("pin_chat_message", **pin)
    assert (await api.call("get_chat", chat_id=cast.posko.id)).pinned_message.text == "kartu"
    await api.call("unpin_chat_message", **pin)
    assert cast.posko.pinned == []


async def test_reaction(api: Driver, cast: Cast) -> None:
    """A reaction with one of Telegram's emoji is seen, any other is refused."""
    theirs = cast.sandbox.people.text(cast.budi.id, 0, "siap")
    about = {"chat_id": cast.budi.id, "message_id": theirs}
    await api.call("set_message_reaction", **about, reaction=[api.reaction("👍")])
    assert cast.sandbox.people.messages(cast.budi.id)[-1]["reactions"][0]["emoji"] == "👍"
    with pytest.raises(Refused, match="reaction_invalid"):
        await api.call("set_message_reaction", **about, reaction=[api.reaction("🚒")])

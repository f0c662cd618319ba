"""What happens to messages that a bot posts, edits and deletes?"""

from dataclasses import dataclass

from bot.sandbox.errors import bad
from bot.sandbox.members import has_right, is_admin
from bot.sandbox.model import Bot, Chat, Json, Message
from bot.sandbox.wire import chat_json, user_json
from bot.sandbox.world import World

DELETABLE_FOR = 48 * 3600
"""Seconds after which a bot can no longer delete a message (Bot API, deleteMessage)."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a bot wants to post, already checked."""

    content: Json
    kind: str
    markup: Json | None = None
    reply_to: int = 0
    thread: int = 0
    silent: bool = False
    protected: bool = False
    preview: Json | None = None
    origin: Json | None = None


def post(world: World, bot: Bot, chat: Chat, draft: Draft, now: float) -> Message:
    """Put a bot's message into the chat; in a channel it speaks as the channel."""
    message = Message(
        world.next_message_id(chat),
        chat,
        int(now),
        draft.content,
        draft.kind,
        author=bot.id,
        markup=draft.markup,
        reply_to=draft.reply_to,
        thread=draft.thread,
        origin=draft.origin,
        preview=draft.preview,
        protected=draft.protected or chat.protected,
        silent=draft.silent,
    )
    if chat.kind == "channel":
        message.sender_chat = chat
        message.signature = bot.user.first_name if chat.signed else ""
    else:
        message.sender = bot.user
    _show_keyboard(chat, draft.markup)
    return world.keep(message)


def _show_keyboard(chat: Chat, markup: Json | None) -> None:
    if markup is None:
        return
    if "keyboard" in markup:
        chat.keyboard = markup
    elif "remove_keyboard" in markup:
        chat.keyboard = None


def editable(bot: Bot, chat: Chat, message_id: int) -> Message:
    """The message, if this bot may edit it."""
    message = chat.messages.get(message_id)
    if message is None:
        raise bad("message to edit not found")
    if message.kind == "service" or message.origin is not None or not _is_own(bot, chat, message):
        raise bad("message can't be edited")
    if message.markup is not None and "inline_keyboard" not in message.markup:
        raise bad("message can't be edited")
    return message


def _is_own(bot: Bot, chat: Chat, message: Message) -> bool:
    if chat.kind == "channel" and has_right(chat, bot.id, "can_edit_messages"):
        return True
    return message.author == bot.id


def change(
    world: World, message: Message, content: Json, markup: Json | None, preview: Json | None, now: float
) -> Message:
    """Replace a message's content and buttons; the same content again is refused as Telegram does."""
    if (message.content, message.markup, message.preview) == (content, markup, preview):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    if message.content != content:
        message.edit_date = int(now)
    message.content, message.markup, message.preview = content, markup, preview
    world.touch(message.chat)
    return message


def delete(world: World, bot: Bot, chat: Chat, message_id: int, now: float) -> None:
    """Delete a message for everyone, or refuse."""
    message = chat.messages.get(message_id)
    if message is None:
        raise bad("message to delete not found")
    if not _may_delete(bot, chat, message, now):
        raise bad("message can't be deleted for everyone")
    remove(world, message)


def _may_delete(bot: Bot, chat: Chat, message: Message, now: float) -> bool:
    if chat.kind in ("supergroup", "channel") and has_right(chat, bot.id, "can_delete_messages"):
        return True
    if message.content.keys() & {"supergroup_chat_created", "channel_chat_created"}:
        return False
    if now - message.date > DELETABLE_FOR:
        return False
    if chat.kind == "private" or message.author == bot.id:
        return True
    return chat.kind == "group" and is_admin(chat, bot.id)


def remove(world: World, message: Message) -> None:
    """Take a message out of its chat."""
    chat = message.chat
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    world.touch(chat)


def origin_of(world: World, message: Message) -> Json:
    """Where a forwarded message came from (MessageOrigin)."""
    if message.origin is not None:
        return message.origin
    if message.chat.kind == "channel":
        out: Json = {
            "type": "channel",
            "date": message.date,
            "chat": chat_json(world, message.chat),
            "message_id": message.id,
        }
    elif message.sender_chat is not None:
        out = {"type": "chat", "date": message.date, "sender_chat": chat_json(world, message.sender_chat)}
    elif message.sender is not None:
        return {"type": "user", "date": message.date, "sender_user": user_json(message.sender)}
    else:
        out = {"type": "hidden_user", "date": message.date, "sender_user_name": message.chat.title}
    if message.signature:
        out["author_signature"] = message.signature
    return out

"""Which updates wait for which bot? Queues with rising ids, kept 24 hours, filtered by allowed_updates."""

import json
from collections.abc import Iterable

from bot.sandbox.model import KEEP_UPDATES, PRESENT, Bot, Chat, Json, Message, Update
from bot.sandbox.wire import message_json
from bot.sandbox.words import words
from bot.sandbox.world import World

KINDS = frozenset(
    words(
        """
    message edited_message channel_post edited_channel_post business_connection business_message
    edited_business_message deleted_business_messages guest_message message_reaction
    message_reaction_count inline_query chosen_inline_result callback_query shipping_query
    pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member
    chat_join_request chat_boost removed_chat_boost managed_bot subscription
    stopped_message_generation
    """
    )
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to bots that name them in allowed_updates."""


def allow(bot: Bot, kinds: Iterable[str] | None) -> None:
    """Take over an allowed_updates list: none keeps the present one, an empty one means the defaults.

    Names that the sandbox does not know are passed over, as the Bot API server does.
    """
    if kinds is None:
        return
    chosen = frozenset(kinds) & KINDS
    bot.allowed = chosen or None


def push(world: World, bot: Bot, kind: str, chat: Chat, body: Json, now: float) -> None:
    """Queue one update for one bot, unless it does not want this kind."""
    wanted = kind in bot.allowed if bot.allowed is not None else kind not in ON_REQUEST
    if not wanted:
        return
    bot.last_update_id += 1
    payload = json.dumps({"update_id": bot.last_update_id, kind: body}, ensure_ascii=False)
    bot.updates.append(Update(bot.last_update_id, now, kind, chat.id, payload))
    for listener in world.on_update:
        listener(bot)


def forget_old(bot: Bot, now: float) -> None:
    """Drop what nobody fetched for 24 hours."""
    while bot.updates and bot.updates[0].date < now - KEEP_UPDATES:
        bot.updates.popleft()


def confirm(bot: Bot, offset: int) -> None:
    """Forget updates below `offset`; a negative one keeps only that many of the newest."""
    if offset < 0:
        while len(bot.updates) > -offset:
            bot.updates.popleft()
        return
    while bot.updates and bot.updates[0].id < offset:
        bot.updates.popleft()


def fetch(bot: Bot, limit: int) -> list[Update]:
    """The next updates, those owed a second time first."""
    again, bot.again = bot.again[:limit], bot.again[limit:]
    rest = limit - len(again)
    return again + [update for update, _ in zip(bot.updates, range(rest), strict=False)]


def tell(world: World, message: Message, now: float, *, edited: bool = False) -> None:
    """Queue a message that a person wrote, or its edit, for the bots that may see it."""
    kind = "channel_post" if message.chat.kind == "channel" else "message"
    if edited:
        kind = f"edited_{kind}"
    body: Json | None = None
    for bot in audience(world, message):
        if body is None:
            body = message_json(world, message)
        push(world, bot, kind, message.chat, body, now)


def audience(world: World, message: Message) -> list[Bot]:
    """The bots that see a message: in private the one, elsewhere the members, privacy mode permitting."""
    chat = message.chat
    if chat.kind == "private":
        return [] if message.author == chat.bot_id else [world.bots[chat.bot_id]]
    return [
        bot
        for bot in world.bots.values()
        if (member := chat.members.get(bot.id))
        and member.status in PRESENT
        and message.author != bot.id
        and (_sees_all(bot, chat) or _addressed(bot, message))
    ]


def _sees_all(bot: Bot, chat: Chat) -> bool:
    admin = chat.members[bot.id].status in ("administrator", "creator")
    return chat.kind == "channel" or admin or not bot.privacy


def _addressed(bot: Bot, message: Message) -> bool:
    """Privacy mode: commands (not those for other bots), replies to the bot, mentions, service messages."""
    if message.kind == "service":
        return True
    if message.reply_to:
        replied = message.chat.messages.get(message.reply_to)
        if replied is not None and replied.sender is not None and replied.sender.id == bot.id:
            return True
    text = str(message.content.get("text") or message.content.get("caption") or "").lower()
    name = f"@{bot.user.username.lower()}"
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        return "@" not in command or command.endswith(name)
    return name in text.split() or any(part.startswith(name) for part in text.split())

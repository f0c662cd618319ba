"""What does a phone show of a chat? Visible messages in order, as plain data."""

from bot.sandbox.model import Bot, Chat, Json, Message, User
from bot.sandbox.render import to_html
from bot.sandbox.wire import user_json
from bot.sandbox.world import World

_CARRIERS = ("photo", "document", "voice", "sticker", "video", "video_note", "audio", "animation")


def view(world: World, chat: Chat) -> Json:
    """The chat with its messages; the reply keyboard is the one shown under the text field."""
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title or world.users[chat.id].first_name,
        "revision": chat.revision,
        "migrated_to": chat.migrated_to or None,
        "pinned": list(chat.pinned),
        "keyboard": (chat.keyboard or {}).get("keyboard"),
        "messages": [message_view(message) for message in chat.messages.values()],
    }


def message_view(message: Message) -> Json:
    """One message as a person sees it."""
    content = message.content
    text = str(content.get("text") or content.get("caption") or "")
    entities = content.get("entities") or content.get("caption_entities") or []
    return {
        "message_id": message.id,
        "date": message.date,
        "from": _sender(message),
        "signature": message.signature,
        "kind": message.kind,
        "text": text,
        "html": to_html(text, entities),
        "entities": entities,
        "buttons": [[_button(button) for button in row] for row in message.inline],
        "edited": bool(message.edit_date),
        "reply_to": message.reply_to or None,
        "thread": message.thread or None,
        "forwarded": message.origin is not None,
        "protect_content": message.protected,
        "silent": message.silent,
        "reactions": [r for given in message.reactions.values() for r in given],
        "body": {name: value for name, value in content.items() if not _is_words(name)},
        "file_id": _file_id(content),
    }


def _is_words(name: str) -> bool:
    return name in ("text", "entities", "caption", "caption_entities")


def _sender(message: Message) -> Json | None:
    if message.sender_chat is not None:
        return {"id": message.sender_chat.id, "name": message.sender_chat.title, "is_bot": False}
    if message.sender is None:
        return None
    name = f"{message.sender.first_name} {message.sender.last_name}".strip()
    return {"id": message.sender.id, "name": name, "is_bot": message.sender.is_bot}


def _button(button: Json) -> Json:
    out: Json = {"text": button["text"], "style": button.get("style")}
    for name, short in (("callback_data", "data"), ("url", "url"), ("copy_text", "copy")):
        if name in button:
            out[short] = button[name]
    return out


def _file_id(content: Json) -> str | None:
    for name in _CARRIERS:
        if name in content:
            body = content[name][-1] if name == "photo" else content[name]
            return str(body["file_id"])
    return None


def state(world: World) -> Json:
    """All accounts and chats."""
    return {
        "revision": world.revision,
        "bots": [_bot(bot) for bot in world.bots.values()],
        "users": [_person(world, user) for user in world.users.values() if not user.is_bot],
        "chats": [_chat(chat) for chat in world.chats.values()],
        "private": [
            {"bot": bot, "user": user, "revision": chat.revision, "messages": len(chat.messages)}
            for (bot, user), chat in world.private.items()
        ],
    }


def _bot(bot: Bot) -> Json:
    commands = {f"{scope} {language}".strip(): names for (scope, language), names in bot.commands.items()}
    return user_json(bot.user) | {
        "privacy": bot.privacy,
        "pending_updates": len(bot.updates),
        "webhook": bot.webhook.url if bot.webhook else "",
        "commands": commands,
        "profile": {f"{what} {language}".strip(): text for (what, language), text in bot.profile.items()},
    }


def _person(world: World, user: User) -> Json:
    relations = {
        str(bot.id): {"started": relation.started, "blocked": relation.blocked}
        for bot in world.bots.values()
        if (relation := bot.relations.get(user.id)) is not None
    }
    return user_json(user) | {"phone": user.phone, "deactivated": user.deactivated, "bots": relations}


def _chat(chat: Chat) -> Json:
    members = [
        {
            "user": member.user_id,
            "status": member.status,
            "anonymous": member.anonymous,
            "title": member.title,
            "rights": sorted(member.rights),
        }
        for member in chat.members.values()
    ]
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "username": chat.username,
        "signed": chat.signed,
        "locked": chat.locked,
        "migrated_to": chat.migrated_to or None,
        "revision": chat.revision,
        "messages": len(chat.messages),
        "members": members,
    }

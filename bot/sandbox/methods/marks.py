"""How does a bot pin messages, react to them and open topics?"""

from bot.sandbox.chats import reachable
from bot.sandbox.errors import bad
from bot.sandbox.members import has_right, post_service
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import Chat, Json, Message, Topic
from bot.sandbox.wire import message_json
from bot.sandbox.words import words

EMOJI = frozenset(
    words(
        """
        ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
        🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
        🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
        """
    )
)
TOPIC_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def _pinnable(call: Call) -> Chat:
    chat = reachable(call.world, call.bot, call.params.chat())
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if chat.kind != "private" and not has_right(chat, call.bot.id, right):
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat


def _message(call: Call, chat: Chat, verb: str) -> Message:
    message = chat.messages.get(call.params.integer("message_id"))
    if message is None:
        raise bad(f"message to {verb} not found")
    return message


@method("pinChatMessage", "business_connection_id chat_id message_id disable_notification")
def pin_chat_message(call: Call) -> bool:
    """pinChatMessage; everywhere a service message shows it."""
    chat = _pinnable(call)
    message = _message(call, chat, "pin")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    shown = message_json(call.world, message, with_reply=False)
    post_service(call.world, chat, call.bot.user, {"pinned_message": shown}, call.now)
    return True


@method("unpinChatMessage", "business_connection_id chat_id message_id")
def unpin_chat_message(call: Call) -> bool:
    """unpinChatMessage: one, or the newest."""
    chat = _pinnable(call)
    wanted = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    call.world.touch(chat)
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(call: Call) -> bool:
    """unpinAllChatMessages"""
    chat = _pinnable(call)
    chat.pinned.clear()
    call.world.touch(chat)
    return True


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(call: Call) -> bool:
    """setMessageReaction: at most one emoji, of those that Telegram has."""
    chat = reachable(call.world, call.bot, call.params.chat())
    message = _message(call, chat, "react")
    reactions = call.params.nested("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("type") != "emoji" or reaction.get("emoji", "").rstrip("\ufe0f") not in EMOJI:
            raise bad("REACTION_INVALID")
    message.reactions[call.bot.id] = reactions
    call.world.touch(chat)
    return True


@method("createForumTopic", "chat_id name icon_color icon_custom_emoji_id", metered=True)
def create_forum_topic(call: Call) -> Json:
    """createForumTopic, in supergroups only."""
    chat = _topics(call)
    name = call.params.text("name").strip()
    if not 1 <= len(name) <= 128:
        raise bad("topic name must be 1-128 characters long")
    colour = call.params.integer("icon_color", TOPIC_COLOURS[0])
    content = {"forum_topic_created": {"name": name, "icon_color": colour}}
    message = post_service(call.world, chat, call.bot.user, content, call.now)
    chat.topics[message.id] = Topic(message.id, name)
    message.thread = message.id
    return {"message_thread_id": message.id, "name": name, "icon_color": colour}


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(call: Call) -> bool:
    """closeForumTopic"""
    chat = _topics(call)
    topic = chat.topics.get(call.params.integer("message_thread_id"))
    if topic is None:
        raise bad("message thread not found")
    if topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = True
    call.world.touch(chat)
    return True


def _topics(call: Call) -> Chat:
    chat = reachable(call.world, call.bot, call.params.chat())
    if chat.kind != "supergroup":
        raise bad("the chat is not a forum")
    if not has_right(chat, call.bot.id, "can_manage_topics"):
        raise bad("not enough rights to create a topic")
    return chat

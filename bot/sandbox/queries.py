"""What happens between a press of an inline button and the bot's answer to it?"""

from bot.sandbox.errors import bad
from bot.sandbox.model import Answer, Bot, Json, Message, Query, User
from bot.sandbox.updates import push
from bot.sandbox.wire import chat_json, message_json, user_json
from bot.sandbox.world import World

ANSWER_WITHIN = 15.0
"""Real seconds in which a press must be answered; Telegram's figure is not published (5–20 s reported)."""
MAX_ANSWER = 200


def press(world: World, bot: Bot, user: User, message: Message, data: str, now: float, mono: float) -> Query:
    """Queue a callback query; whether the button is really there is the caller's business."""
    world.last_query_id += 1
    query = Query(str(world.last_query_id), bot.id, user.id, message.chat.id, message.id, data, pressed=mono)
    world.queries[query.id] = query
    body = {
        "id": query.id,
        "from": user_json(user),
        "message": _shown(world, message),
        "chat_instance": str(7_000_000_000_000_000 + abs(message.chat.id) % 10**12),
        "data": data,
    }
    push(world, bot, "callback_query", message.chat, body, now)
    world.touch(message.chat)
    return query


def _shown(world: World, message: Message) -> Json:
    """The message pressed on; one that is gone is inaccessible and has the date 0 (InaccessibleMessage)."""
    if message.id in message.chat.messages:
        return message_json(world, message)
    return {"chat": chat_json(world, message.chat), "message_id": message.id, "date": 0}


def answer(world: World, bot: Bot, query_id: str, text: str, alert: bool, url: str, mono: float) -> None:
    """Answer a press once and in time; the text is at most 200 characters."""
    query = world.queries.get(query_id)
    known = query is not None and query.bot_id == bot.id
    if query is None or not known or query.answer is not None or mono - query.pressed > ANSWER_WITHIN:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(text) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    query.answer = Answer(text, alert, url, mono - query.pressed)
    world.touch(world.chats.get(query.chat_id) or world.private.get((bot.id, query.chat_id)))

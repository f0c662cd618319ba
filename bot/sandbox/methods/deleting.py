"""How does a bot take messages away?"""

from bot.sandbox.chats import reachable
from bot.sandbox.errors import ApiError, bad
from bot.sandbox.messages import delete
from bot.sandbox.methods.registry import Call, method

MAX_BATCH = 100


@method("deleteMessage", "chat_id message_id")
def delete_message(call: Call) -> bool:
    """deleteMessage"""
    chat = reachable(call.world, call.bot, call.params.chat())
    delete(call.world, call.bot, chat, call.params.integer("message_id"), call.now)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(call: Call) -> bool:
    """deleteMessages: up to 100; those that cannot be deleted are passed over."""
    chat = reachable(call.world, call.bot, call.params.chat())
    ids = call.params.nested("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > MAX_BATCH:
        raise bad("too many message identifiers specified")
    for message_id in ids:
        try:
            delete(call.world, call.bot, chat, int(message_id), call.now)
        except ApiError:
            continue
    return True

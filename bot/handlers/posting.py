"""`/insiden`, `/latihan`, and what completes a draft: replies and locations."""

from collections.abc import Callable

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.domain.errors import Reason
from bot.usecases.asking import Asking
from bot.usecases.base import Call
from bot.usecases.posting import Posting

Seek = Callable[[int], None]
"""Begins to look online for a draft's place, when the city pack does not know it; nobody waits for it."""


async def post(
    message: Message, command: CommandObject, call: Call, posting: Posting, asking: Asking, seek: Seek
) -> None:
    if not call.actor.is_operator:
        await asking.say(call, f"refused-{Reason.NOT_OPERATOR.value}")
        return
    source = message.reply_to_message
    point = (source.location.latitude, source.location.longitude) if source and source.location else None
    drill = command.command == "latihan"
    seek(await posting.post(call, command.args or "", drill=drill, point=point))


async def location(message: Message, call: Call, posting: Posting) -> None:
    if message.location is None or not call.actor.is_operator:
        raise SkipHandler
    point = (message.location.latitude, message.location.longitude)
    await posting.add_location(call, point, await _replied(message, posting))


async def fill_in(message: Message, call: Call, posting: Posting, seek: Seek) -> None:
    incident_id = await _replied(message, posting)
    if incident_id is None or not call.actor.is_operator:
        raise SkipHandler
    await posting.fill_in(call, incident_id, message.text or "")
    seek(incident_id)


async def fill_in_privately(message: Message, call: Call, posting: Posting, seek: Seek) -> None:
    incident_id = await posting.asked_in(call) if call.actor.is_operator else None
    if incident_id is None:
        raise SkipHandler
    await posting.fill_in(call, incident_id, message.text or "")
    seek(incident_id)


async def _replied(message: Message, posting: Posting) -> int | None:
    """The draft whose preview this message replies to."""
    if message.reply_to_message is None:
        return None
    return await posting.previewed_at(message.chat.id, message.reply_to_message.message_id)


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="posting")
    routes.message.register(post, Command("insiden", "latihan"))
    routes.channel_post.register(post, Command("insiden", "latihan"))
    routes.message.register(location, F.location)
    routes.channel_post.register(location, F.location)
    routes.message.register(fill_in, F.text, F.reply_to_message, ~F.text.startswith("/"))
    routes.channel_post.register(fill_in, F.text, F.reply_to_message, ~F.text.startswith("/"))
    routes.message.register(
        fill_in_privately, F.text, F.chat.type == ChatType.PRIVATE, ~F.text.startswith("/")
    )
    return routes

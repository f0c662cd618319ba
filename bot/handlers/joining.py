"""Registration, profile, approval: buttons, contacts, and the words that answer a question."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.handlers.answers import tell
from bot.handlers.filters import Verb
from bot.texts.screen import Press
from bot.texts.voice import Voice
from bot.usecases.approving import Approving
from bot.usecases.asking import Asking
from bot.usecases.base import Call, Heard
from bot.usecases.filling import Filling
from bot.usecases.joining import Joining

BEGINNINGS = ("join", "agree", "disagree", "send", "restart", "edit")
CHOICES = ("community", "place", "village", "same", "skip", "skill", "language")


async def begin(message: Message, call: Call, joining: Joining) -> None:
    await joining.begin(call)


async def profile(message: Message, call: Call, joining: Joining) -> None:
    await joining.profile(call)


async def contact(message: Message, call: Call, joining: Joining) -> None:
    if message.contact is not None:
        await joining.contact(call, message.contact.phone_number, message.contact.user_id)


async def text(message: Message, call: Call, filling: Filling) -> None:
    if not await filling.text(call, message.text or ""):
        raise SkipHandler


async def location(message: Message, call: Call, filling: Filling) -> None:
    place = message.location
    if place is None or not await filling.location(call, (place.latitude, place.longitude)):
        raise SkipHandler


async def pressed(query: CallbackQuery, press: Press, call: Call, joining: Joining, voice: Voice) -> None:
    await tell(query, voice, await _begun(press, call, joining))


async def _begun(press: Press, call: Call, joining: Joining) -> Heard:
    match press.verb:
        case "agree":
            return await joining.consent(call)
        case "disagree":
            return await joining.decline(call)
        case "send":
            return await joining.confirm(call)
        case "edit":
            return await joining.edit(call, press.word)
        case _:
            return await joining.begin(call, anew=press.verb == "restart")


async def chosen(query: CallbackQuery, press: Press, call: Call, filling: Filling, voice: Voice) -> None:
    what = "zone" if press.verb == "place" else press.verb
    await tell(query, voice, await filling.choose(call, what, press.word))


async def kept(query: CallbackQuery, call: Call, asking: Asking, voice: Voice) -> None:
    await tell(query, voice, await asking.kept(call))


async def decided(query: CallbackQuery, press: Press, call: Call, approving: Approving, voice: Voice) -> None:
    heard = await approving.decide(call, press.subject, approve=press.verb == "approve")
    await tell(query, voice, heard)


async def heard(query: CallbackQuery, call: Call, approving: Approving, voice: Voice) -> None:
    await tell(query, voice, await approving.heard_test(call))


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="joining")
    private = F.chat.type == ChatType.PRIVATE
    routes.message.register(begin, Command("daftar"), private)
    routes.message.register(profile, Command("profil"), private)
    routes.message.register(contact, F.contact, private)
    routes.message.register(text, F.text, ~F.text.startswith("/"), private)
    routes.message.register(location, F.location, private)
    routes.callback_query.register(pressed, Verb(*BEGINNINGS))
    routes.callback_query.register(chosen, Verb(*CHOICES))
    routes.callback_query.register(kept, Verb("kept"))
    routes.callback_query.register(decided, Verb("approve", "reject"))
    routes.callback_query.register(heard, Verb("heard"))
    return routes

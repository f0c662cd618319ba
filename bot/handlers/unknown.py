"""What nobody else took: a forged or ancient button, or words that we do not understand."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.handlers.answers import STALE, tell
from bot.texts.voice import Voice
from bot.usecases.asking import Asking
from bot.usecases.base import Call


async def unknown_button(query: CallbackQuery, voice: Voice) -> None:
    await tell(query, voice, STALE)


async def unknown_message(message: Message, call: Call, asking: Asking) -> None:
    await asking.say(call, "not-understood")


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="unknown")
    routes.callback_query.register(unknown_button)
    routes.message.register(unknown_message, F.chat.type == ChatType.PRIVATE)
    return routes

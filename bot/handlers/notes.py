"""Words, photos and voices of a volunteer in an incident: field notes for the operators."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.texts import format as fmt
from bot.usecases.base import Call
from bot.usecases.reporting import Material, Reporting


async def note(message: Message, call: Call, reporting: Reporting) -> None:
    material = material_of(message)
    if material is None or not await reporting.note(call, material):
        raise SkipHandler


def material_of(message: Message) -> Material | None:
    """What can be a field note; None for everything else."""
    words = message.text or message.caption or ""
    if message.photo:
        return Material(words, "photo", message.photo[-1].file_id)
    for kind in ("voice", "video", "document"):
        if (file := getattr(message, kind)) is not None:
            return Material(words, kind, file.file_id)
    if message.sticker is not None:
        return Material(message.sticker.emoji or "", "sticker")
    if message.location is not None:
        return Material(f"{message.location.latitude:.5f}, {message.location.longitude:.5f}", "location")
    return Material(words) if fmt.tame(words) and not words.startswith("/") else None


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="notes")
    routes.message.register(note, F.chat.type == ChatType.PRIVATE)
    return routes

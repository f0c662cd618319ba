"""How does a screen reach a chat? Sent, or edited into the message that is there; faults come back sorted."""

from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError
from aiogram.methods import Response
from aiogram.types import LinkPreviewOptions, Message, ReplyParameters

from bot.telegram.faults import Fault, Unsure, is_same, sort
from bot.telegram.keyboards import inline, markup
from bot.texts.screen import Screen

_KEPT = (Response[Message], Response[Message | bool], Response[bool])
"""The library makes these types anew when nobody holds them, which costs more than a whole call."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Telegram took it. It says nothing about anybody having read it."""

    message_id: int


class Sender:
    """Writes screens through the library's client."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def ping(self) -> bool:
        """Is Telegram there? Asks without writing to anybody."""
        try:
            await self._bot.get_me()
        except AiogramError as error:
            fault = sort(error)
            return not (isinstance(fault, Unsure) and fault.everybody)
        return True

    async def send(self, chat_id: int, screen: Screen, reply_to: int | None = None) -> Accepted | Fault:
        """A new message."""
        reply = None
        if reply_to is not None:
            reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        try:
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(screen),
                reply_parameters=reply,
                protect_content=screen.protect or None,
                disable_notification=screen.silent or None,
                link_preview_options=_NO_PREVIEW,
            )
        except AiogramError as error:
            return sort(error)
        return Accepted(message.message_id)

    async def send_file(self, chat_id: int, media: str, file_id: str, caption: Screen) -> Accepted | Fault:
        """A photo, voice or other file that Telegram has already, by its id."""
        common: dict[str, Any] = {
            "caption": caption.text,
            "parse_mode": ParseMode.HTML,
            "protect_content": caption.protect or None,
        }
        try:
            match media:
                case "photo":
                    message = await self._bot.send_photo(chat_id, file_id, **common)
                case "voice":
                    message = await self._bot.send_voice(chat_id, file_id, **common)
                case "video":
                    message = await self._bot.send_video(chat_id, file_id, **common)
                case _:
                    message = await self._bot.send_document(chat_id, file_id, **common)
        except AiogramError as error:
            return sort(error)
        return Accepted(message.message_id)

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Accepted | Fault:
        """The message that is there, made to show this screen; unchanged counts as done."""
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=inline(screen.rows),
                link_preview_options=_NO_PREVIEW,
            )
        except AiogramError as error:
            if is_same(error):
                return Accepted(message_id)
            return sort(error)
        return Accepted(message_id)

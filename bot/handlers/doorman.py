"""Who is at the door? Every update gets its caller before any handler sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, TelegramObject, Update, User

from bot.domain.people import Actor
from bot.telegram.membership import Membership
from bot.usecases.base import Call, Repeated
from bot.usecases.identifying import Identifying

ANONYMOUS_ADMIN = 1087968824  # Telegram's GroupAnonymousBot


@dataclass(frozen=True, slots=True)
class Visitor:
    """What Telegram tells of the sender."""

    user: User | None
    chat: Chat | None
    message_id: int | None = None
    signature: str = ""
    pressed: bool = False


class Doorman(BaseMiddleware):
    """Puts `call` (a Call) into every handler's arguments, the `voice` in the caller's language, and ends
    replayed updates quietly."""

    def __init__(
        self,
        identifying: Identifying,
        membership: Membership,
        desk: int | None,
        now: Callable[[], datetime],
        unnamed: str,
    ) -> None:
        self._identifying = identifying
        self._membership = membership
        self._desk = desk
        self._now = now
        self._unnamed = unnamed

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        visitor = visitor_of(event)
        actor = await self._actor(visitor)
        data["call"] = Call(
            actor=actor,
            now=self._now(),
            update_id=event.update_id,
            chat_id=visitor.chat.id if visitor.chat else 0,
            message_id=visitor.message_id,
        )
        if actor.volunteer and actor.volunteer.language:
            data["voice"] = replace(data["voice"], language=actor.volunteer.language)
        try:
            return await handler(event, data)
        except Repeated:
            return None

    async def _actor(self, visitor: Visitor) -> Actor:
        desk = await self._identifying.desk_chat(self._desk)
        here = visitor.chat is not None and visitor.chat.id == desk
        if visitor.user is None:
            return await self._identifying.actor(None, visitor.signature or self._unnamed, at_desk=here)
        at_desk = here
        if here and visitor.pressed and visitor.chat is not None:
            channel = visitor.chat.type == ChatType.CHANNEL
            at_desk = await self._membership.belongs(visitor.chat.id, visitor.user.id, channel=channel)
        name = visitor.user.full_name.strip() or self._unnamed
        return await self._identifying.actor(visitor.user.id, name, at_desk=at_desk)


def visitor_of(update: Update) -> Visitor:
    """The sender of any update that we ask for."""
    event = update.event
    if isinstance(event, CallbackQuery):
        chat = event.message.chat if event.message else None
        return Visitor(
            event.from_user, chat, event.message.message_id if event.message else None, pressed=True
        )
    if isinstance(event, Message):
        anonymous = event.from_user is None or event.sender_chat is not None
        user = None if anonymous or event.from_user is None else event.from_user
        if user is not None and user.id == ANONYMOUS_ADMIN:
            user = None
        return Visitor(user, event.chat, event.message_id, event.author_signature or "")
    if isinstance(event, ChatMemberUpdated):
        return Visitor(event.from_user, event.chat)
    return Visitor(None, None)

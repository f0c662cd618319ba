"""Does Telegram count this person among the operators' chat? Asked of Telegram, remembered shortly."""

import time
from collections.abc import Callable

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError
from aiogram.types import ChatMemberRestricted

log = structlog.get_logger(__name__)

REMEMBERED_SECONDS = 30.0
_MEMBERS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)
_POSTERS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


class Membership:
    """`getChatMember`, with a short memory that a leaving message empties at once."""

    def __init__(self, bot: Bot, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._monotonic = monotonic
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def belongs(self, chat_id: int, user_id: int, *, channel: bool) -> bool:
        """In a group every member, in a channel only who can post there. Unknown = no, and not remembered."""
        known = self._known.get((chat_id, user_id))
        if known and known[0] > self._monotonic():
            return known[1]
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except AiogramError as error:
            log.warning("membership.unknown", error=type(error).__name__)
            return False
        belongs = member.status in (_POSTERS if channel else _MEMBERS) or (
            not channel and isinstance(member, ChatMemberRestricted) and member.is_member
        )
        self._known[chat_id, user_id] = (self._monotonic() + REMEMBERED_SECONDS, belongs)
        return belongs

    def forget(self, chat_id: int, user_id: int) -> None:
        """Something changed: ask again next time."""
        self._known.pop((chat_id, user_id), None)

"""Which commands does a person's menu show? Only what they may do; set per chat."""

from collections.abc import Callable, Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.domain.people import Actor, Role

log = structlog.get_logger(__name__)

EVERYONE = ("start", "bantuan")
NEWCOMER = ("daftar",)
VOLUNTEER = ("siaga", "libur", "profil")
OPERATOR = ("insiden", "latihan", "aktif", "roll")
COORDINATOR = ("roll",)
ADMIN = ("peran",)


def commands_of(actor: Actor) -> tuple[str, ...]:
    """The commands of this person, most used first."""
    names: tuple[str, ...] = ()
    if actor.is_operator:
        names += OPERATOR
    elif actor.has(Role.COORDINATOR):
        names += COORDINATOR
    names += VOLUNTEER if actor.volunteer else NEWCOMER
    if actor.is_admin:
        names += ADMIN
    return names + EVERYONE


class Menus:
    """Writes menus to Telegram. They are a comfort: a failure is logged and nothing waits for it."""

    def __init__(self, bot: Bot, describe: Callable[[str], str]) -> None:
        self._bot = bot
        self._describe = describe

    async def everyone(self) -> None:
        """What a person sees before pressing Start, and the menu of somebody unknown."""
        try:
            await self._bot.set_my_description(self._describe("description"))
            await self._bot.set_my_short_description(self._describe("short-description"))
        except AiogramError as error:
            log.warning("description.not_set", error=type(error).__name__)
        await self._set((*NEWCOMER, *EVERYONE), BotCommandScopeAllPrivateChats())

    async def desk(self, chat_id: int) -> None:
        await self._set((*OPERATOR, "bantuan"), BotCommandScopeChat(chat_id=chat_id))

    async def person(self, actor: Actor) -> None:
        if actor.user_id is not None:
            await self._set(commands_of(actor), BotCommandScopeChat(chat_id=actor.user_id))

    async def _set(self, names: Sequence[str], scope: BotCommandScopeUnion) -> None:
        commands = [BotCommand(command=n, description=self._describe(n)) for n in names]
        try:
            await self._bot.set_my_commands(commands, scope=scope)
        except AiogramError as error:
            log.warning("menu.not_set", error=type(error).__name__)

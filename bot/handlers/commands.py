"""What anybody may type: help, start, availability, roles, the running incidents."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.domain.people import Duty
from bot.telegram.menus import Menus
from bot.usecases.asking import Asking
from bot.usecases.base import Call
from bot.usecases.duty import OnDuty
from bot.usecases.granting import Granting


async def start(message: Message, call: Call, asking: Asking, menus: Menus) -> None:
    await asking.start(call)
    await menus.person(call.actor)


async def show_help(message: Message, call: Call, asking: Asking) -> None:
    await asking.help(call)


async def on_duty(message: Message, call: Call, duty: OnDuty) -> None:
    await duty.set(call, Duty.ON_DUTY)


async def off_duty(message: Message, call: Call, duty: OnDuty) -> None:
    await duty.set(call, Duty.OFF_DUTY)


async def active(message: Message, call: Call, asking: Asking) -> None:
    await asking.active(call)


async def roles(message: Message, command: CommandObject, call: Call, granting: Granting) -> None:
    source = message.reply_to_message
    replied = source.from_user if source and source.from_user and not source.from_user.is_bot else None
    person = (replied.id, replied.full_name) if replied else None
    await granting.ask(call, (command.args or "").split(), person)


async def roll(message: Message, command: CommandObject, call: Call, asking: Asking) -> None:
    await asking.roll(call, command.args or "")


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="commands")
    routes.message.register(start, CommandStart())
    routes.message.register(show_help, Command("bantuan"))
    routes.channel_post.register(show_help, Command("bantuan"))
    routes.message.register(on_duty, Command("siaga"))
    routes.message.register(off_duty, Command("libur"))
    routes.message.register(active, Command("aktif"))
    routes.channel_post.register(active, Command("aktif"))
    routes.message.register(roll, Command("roll"))
    routes.channel_post.register(roll, Command("roll"))
    routes.message.register(roles, Command("peran"))
    return routes

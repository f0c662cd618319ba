"""Who hears an update? The rooms in their order, and what their handlers ask for by name."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher, types

from bot.engine.lookups import Lookups
from bot.handlers import (
    chats,
    commands,
    joining,
    notes,
    operator_presses,
    posting,
    unknown,
    volunteer_presses,
)
from bot.handlers.lanes import Update
from bot.storage.unit_of_work import Database
from bot.texts.voice import Voice
from bot.usecases.answering import Answering
from bot.usecases.approving import Approving
from bot.usecases.asking import Asking
from bot.usecases.base import UseCase
from bot.usecases.duty import OnDuty
from bot.usecases.filling import Filling
from bot.usecases.granting import Granting
from bot.usecases.joining import Joining
from bot.usecases.merging import Merging
from bot.usecases.overview import Overviewing
from bot.usecases.posting import Posting
from bot.usecases.reporting import Reporting
from bot.zones.pack import CityPack

UseCaseT = TypeVar("UseCaseT", bound=UseCase)

UPDATES = ("message", "channel_post", "callback_query", "my_chat_member", "chat_member")
# In this order: whoever understands an update first takes it.
ROOMS = (chats, commands, joining, posting, operator_presses, volunteer_presses, notes, unknown)
HANDLER_TIMEOUT = 60.0  # s for one update


def use_case(db: Database, city: CityPack, operator_chat: int | None, kind: type[UseCaseT]) -> UseCaseT:
    """Every use case holds the same three things."""
    return kind(db, city, operator_chat)


def routes(make: Callable[..., Any], voice: Voice, lookups: Lookups, **tools: Any) -> Dispatcher:
    """The rooms in their order; `make` makes a use case of its class, `tools` go to the handlers by name."""
    dispatcher = Dispatcher(
        posting=make(Posting),
        commanding=make(Merging),
        answering=make(Answering),
        reporting=make(Reporting),
        joining=make(Joining),
        filling=make(Filling),
        approving=make(Approving),
        asking=make(Asking),
        overview=make(Overviewing),
        duty=make(OnDuty),
        granting=make(Granting),
        voice=voice,
        seek=lookups,
    )
    dispatcher.shutdown.register(lookups.close)
    dispatcher.workflow_data.update(tools)
    for room in ROOMS:
        dispatcher.include_router(room.router())
    return dispatcher


async def handle(dispatcher: Dispatcher, bot: Bot, update: Update) -> None:
    """Hand one update to whoever hears it. Raises TimeoutError, and whatever a handler raises."""
    async with asyncio.timeout(HANDLER_TIMEOUT):
        # Not `feed_raw_update`, which writes what fails into the log, with what people wrote, at each try.
        await dispatcher.feed_update(bot, types.Update.model_validate(update, context={"bot": bot}))

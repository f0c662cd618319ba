"""The buttons of the preview and of the operator card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.errors import Reason, Refused
from bot.handlers.answers import STALE, tell
from bot.handlers.filters import Verb
from bot.telegram.callbacks import unpack
from bot.texts.screen import Press
from bot.texts.voice import Voice
from bot.usecases.asking import Asking
from bot.usecases.base import Call, Heard
from bot.usecases.merging import Merging
from bot.usecases.overview import Overviewing
from bot.usecases.posting import Posting

DRAFT_VERBS = ("kind", "zone", "change", "part", "back", "discard")
CARD_VERBS = ("broadcast", "remind", "widen", "stand_down", "close", "judge", "merge")


async def on_draft(query: CallbackQuery, press: Press, call: Call, posting: Posting, voice: Voice) -> None:
    await tell(query, voice, await _draft(press, call, posting))


async def _draft(press: Press, call: Call, posting: Posting) -> Heard:
    if not call.actor.is_operator:
        return Refused(Reason.NOT_OPERATOR)
    match press.verb:
        case "kind":
            return await posting.choose_kind(call, press.subject, press.word)
        case "zone":
            return await posting.choose_zone(call, press.subject, press.word)
        case "discard":
            return await posting.discard(call, press.subject)
        case "part":
            return await posting.change(call, press.subject, press.word)
        case _:
            return await posting.change(call, press.subject, "" if press.verb == "back" else "choice")


async def on_card(query: CallbackQuery, press: Press, call: Call, commanding: Merging, voice: Voice) -> None:
    await tell(query, voice, await _card(press, call, commanding))


async def _card(press: Press, call: Call, commanding: Merging) -> Heard:
    if not call.actor.is_operator:
        return Refused(Reason.NOT_OPERATOR)
    if press.verb == "judge":
        return await commanding.judge(call, press.subject, press.word)
    if press.verb == "merge":
        other = unpack(f"merge:{press.word}:")
        return await commanding.merge(call, press.subject, other.subject) if other else STALE
    does = {
        "broadcast": commanding.broadcast,
        "remind": commanding.remind,
        "widen": commanding.widen,
        "stand_down": commanding.stand_down,
        "close": commanding.close,
    }
    return await does[press.verb](call, press.subject)


async def roll(query: CallbackQuery, press: Press, call: Call, asking: Asking, voice: Voice) -> None:
    allowed = call.actor.is_operator
    heard = await asking.roll_button(call, press.subject) if allowed else Refused(Reason.NOT_OPERATOR)
    await tell(query, voice, heard)


async def show(query: CallbackQuery, press: Press, call: Call, overview: Overviewing, voice: Voice) -> None:
    allowed = call.actor.is_operator
    heard = await overview.show(call, press.subject) if allowed else Refused(Reason.NOT_OPERATOR)
    await tell(query, voice, heard)


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="operator presses")
    routes.callback_query.register(on_draft, Verb(*DRAFT_VERBS))
    routes.callback_query.register(on_card, Verb(*CARD_VERBS))
    routes.callback_query.register(roll, Verb("roll"))
    routes.callback_query.register(show, Verb("show"))
    return routes

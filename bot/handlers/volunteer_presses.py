"""The buttons of an alarm and of what follows from it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.response import Answer
from bot.handlers.answers import STALE, tell
from bot.handlers.filters import Verb
from bot.texts.screen import Press
from bot.texts.voice import Voice
from bot.usecases.answering import Answering
from bot.usecases.asking import Asking
from bot.usecases.base import Call, Heard, Said
from bot.usecases.reporting import Reporting

REPORTS = ("vote", "crowd", "officers", "sos", "aid", "aid_what", "aid_next", "aid_back", "aid_count")


async def answer(query: CallbackQuery, press: Press, call: Call, answering: Answering, voice: Voice) -> None:
    await tell(query, voice, await answering.press(call, press.subject, Answer(press.verb)))


async def eta(query: CallbackQuery, press: Press, call: Call, answering: Answering, voice: Voice) -> None:
    minutes = int(press.word) if press.word.isdecimal() and len(press.word) <= 3 else 0
    heard = await answering.eta(call, press.subject, minutes) if minutes else STALE
    await tell(query, voice, heard)


async def report(query: CallbackQuery, press: Press, call: Call, reporting: Reporting, voice: Voice) -> None:
    await tell(query, voice, await _report(press, call, reporting))


async def _report(press: Press, call: Call, reporting: Reporting) -> Heard:
    match press.verb:
        case "vote":
            return await reporting.vote(call, press.subject, press.word)
        case "crowd":
            return await reporting.crowd(call, press.subject)
        case "officers":
            return await reporting.officers(call, press.subject)
        case "sos":
            return await reporting.sos(call, press.subject)
        case _:
            return await reporting.aid(call, press.subject, press.verb, press.word)


async def phone(query: CallbackQuery, voice: Voice) -> None:
    await tell(query, voice, Said("toast-phone"))


async def first_aid(query: CallbackQuery, press: Press, call: Call, asking: Asking, voice: Voice) -> None:
    await tell(query, voice, await asking.first_aid_card(call, press.subject))


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="volunteer presses")
    routes.callback_query.register(answer, Verb(*(a.value for a in Answer)))
    routes.callback_query.register(eta, Verb("eta"))
    routes.callback_query.register(report, Verb(*REPORTS))
    routes.callback_query.register(phone, Verb("phone"))
    routes.callback_query.register(first_aid, Verb("first_aid_card"))
    return routes

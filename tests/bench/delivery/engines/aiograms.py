"""The client and the message of the peers that send with aiogram."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.bench.delivery.engines.frame import BUTTONS, Job


def make_bot(job: Job) -> Bot:
    """As a new project would make it, HTML as the default."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(job.url))
    return Bot(job.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def keyboard() -> InlineKeyboardMarkup:
    buttons = [[InlineKeyboardButton(text=text, callback_data=data)] for text, data in BUTTONS]
    return InlineKeyboardMarkup(inline_keyboard=buttons)

"""The peer: the smallest polling bot that aiogram's documentation shows, on the sandbox."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def main(url: str, token: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await Dispatcher().start_polling(bot)


asyncio.run(main(sys.argv[1], sys.argv[2]))

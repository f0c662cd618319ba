"""Bare HTTP and the ideal pacer: what the limit itself allows, without any library."""

from collections import Counter
from http import HTTPStatus

import aiohttp

from tests.bench.delivery.engines.frame import BUTTONS, TEXT, Job, Ready, run
from tests.bench.delivery.engines.pacer import paced

KEYBOARD = {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in BUTTONS]}


async def send(job: Job, ready: Ready) -> Counter[str]:
    async with aiohttp.ClientSession(f"{job.url}/bot{job.token}/") as http:

        async def one(chat: int) -> str:
            body = {"chat_id": chat, "text": TEXT, "parse_mode": "HTML", "reply_markup": KEYBOARD}
            async with http.post("sendMessage", json=body) as answer:
                await answer.read()
                return "" if answer.status == HTTPStatus.OK else str(answer.status)

        await ready()
        return await paced(job.chats, one)


if __name__ == "__main__":
    run(send)

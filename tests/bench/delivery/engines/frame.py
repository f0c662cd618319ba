"""How does a peer take its job, wait for the word and report? The frame around each way of sending.

`python -m tests.bench.delivery.engines.NAME JOB`, the job in JSON: `url`, `token`, `first`, `n`, `retries`.
It writes a line when its client stands, waits for a line, sends, and writes its errors by name in JSON.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

Ready = Callable[[], Awaitable[None]]

TEXT = """🔥 <b>KEBAKARAN</b> · darurat   #SMG0001
Kecamatan Gajahmungkur
± 1,2 km dari rumah Anda
rumah, 2 terjebak
Dilaporkan 14.05

<b>Bisa ke sana? Jawab dengan satu tombol.</b>"""
BUTTONS = (("🏃 Menuju lokasi", "coming:1"), ("🙅 Tidak bisa", "declined:1"))
"""Everybody sends the same: as long as this bot's alarm, with its two buttons."""


@dataclass(frozen=True, slots=True)
class Job:
    """Whom to write to, and where."""

    url: str
    token: str
    first: int
    n: int
    retries: int = 0

    @property
    def chats(self) -> range:
        return range(self.first, self.first + self.n)


Sending = Callable[[Job, Ready], Coroutine[None, None, Counter[str]]]


async def ready() -> None:
    """Say so, and wait for the word."""
    say("ready")
    await asyncio.to_thread(sys.stdin.readline)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def failures(results: list[object]) -> Counter[str]:
    """By name of the exception, of what `gather` brought back."""
    return Counter(type(result).__name__ for result in results if isinstance(result, BaseException))


def run(send: Sending) -> None:
    """The whole program."""
    job = Job(**json.loads(sys.argv[1]))
    say(json.dumps(asyncio.run(send(job, ready))))

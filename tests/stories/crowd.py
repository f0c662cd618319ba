"""How does a story call a crowd, and let seconds really pass?"""

import asyncio
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.sandbox.calls import Entry
from bot.storage.notices import notices
from tests.stories.conftest import GAJAHMUNGKUR
from tests.stories.town import Phone, Town

STEP = 0.02
FIRST_ID = 8001
NEAREST = -7.0285
"""Latitude of the nearest of a crowd, who lives farther than Budi and Agus; each next one 11 m farther."""


async def crowd(town: Town, n: int, zone: str = GAJAHMUNGKUR, first_id: int = FIRST_ID) -> list[Phone]:
    """So many more volunteers of a zone, the farthest first enrolled, returned nearest first."""
    async with town.app.db.work(town.clock.now()) as work:
        for k in reversed(range(n)):
            point = (NEAREST - k * 0.0001, 110.4040)
            await town.enrol(
                *(work, first_id + k),
                name=f"Relawan {first_id + k}",
                community="mik",
                home_zone=zone,
                home_point=point,
                home_exact=True,
            )
    return [town.phone(f"Relawan {first_id + k}", first_id + k) for k in range(n)]


async def really(town: Town, true: Callable[[], object], seconds: float = 40) -> float:
    """Let the town's clock run with the real one until it is so, no limit skipped; the seconds it took."""
    began = last = time.monotonic()
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(STEP)
            now = time.monotonic()
            town.clock.time += timedelta(seconds=now - last)
            last = now
    return last - began


async def after(town: Town, seconds: float) -> None:
    """The town's clock jumps by so much (no due time on the way), and what is ready then is sent."""
    town.clock.time += timedelta(seconds=seconds)
    await town.app.tick()
    await town.settle()


def private(town: Town, words: str, since: int = 0) -> list[Entry]:
    """The calls that wrote to people with these words, in order; whatever came of them."""
    return [
        e
        for e in town.calls("sendMessage", since)
        if isinstance(e.chat_id, int) and e.chat_id > 0 and words in str(e.params["text"])
    ]


def accepted(town: Town, words: str) -> list[int]:
    """Whom these words reached, in order of the calls."""
    return [int(e.chat_id) for e in private(town, words) if e.outcome == "ok" and e.chat_id is not None]


async def waiting(town: Town) -> int:
    """How many notices wait to be sent."""
    return int(await _one(town, sa.select(sa.func.count()).where(notices.c.state == "waiting")))


async def perhaps_twice(town: Town) -> int:
    """How many calls are recorded as having perhaps been done though nobody said so."""
    return int(await _one(town, sa.select(sa.func.sum(notices.c.perhaps_twice))))


async def perhaps_called(town: Town) -> set[int]:
    """Whose alarm was perhaps delivered though its answer was lost; they must hear how it ended."""
    query = sa.select(notices.c.chat_id).where(notices.c.kind == "alarm", notices.c.perhaps_twice > 0)
    async with town.app.db.engine.connect() as connection:
        return set((await connection.execute(query)).scalars())


async def _one(town: Town, query: sa.Select[Any]) -> Any:
    async with town.app.db.engine.connect() as connection:
        return (await connection.execute(query)).scalar_one()


def number(pattern: str, text: str) -> int:
    """The number that the pattern's only group finds in a screen."""
    found = re.search(pattern, text)
    assert found, f"{pattern!r} is not in:\n{text}"
    return int(found[1])

"""How does the clock go on when a look at it fails, and how does it end?"""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.engine.ticking import Ticking


async def test_a_trouble_is_told_once() -> None:
    """However often the same look fails; anew when there was a good one between."""
    troubles = [ValueError("a"), ValueError("a"), None, ValueError("a")]

    async def tick() -> None:
        trouble = troubles.pop(0)
        if trouble:
            raise trouble

    ticking = Ticking(tick)
    with capture_logs() as logs:
        for _ in range(4):
            await ticking.look()
    assert [line["event"] for line in logs] == ["clock.failed"] * 2


async def test_it_ends_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    """A look that hangs when the bot is told to end is broken off, and nobody reads a traceback for it."""
    looked = asyncio.Event()

    async def tick() -> None:
        looked.set()
        await asyncio.Event().wait()

    scheduler = Ticking(tick).scheduler()
    scheduler.start()
    async with asyncio.timeout(5):
        await looked.wait()
    scheduler.shutdown(wait=False)
    await asyncio.sleep(0.01)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert asyncio.all_tasks() == {asyncio.current_task()}

"""The demo for impatient tests: `python -m tests.stories.page.hurried FOLDER`, its port in HTTP_PORT.

Everything is the real demo's but the pace: whoever waits for Telegram's limits finds that time has passed.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.cli import demo
from bot.sandbox.stage import Stage

FASTER = 60.0


class HurriedStage(Stage):
    """A stage whose stopwatch runs sixty times as fast: a minute's wait is over at the next look."""

    def monotonic(self) -> float:
        return super().monotonic() * FASTER


if __name__ == "__main__":
    asyncio.run(demo.perform(HurriedStage, Path(sys.argv[1]), "127.0.0.1", int(os.environ["HTTP_PORT"])))
